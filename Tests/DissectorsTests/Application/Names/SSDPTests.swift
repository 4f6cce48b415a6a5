import Dissectors
import PacketCore
import Testing

@Suite("SSDP (UPnP Device Architecture)")
struct SSDPTests {
  /// Corpus: ipfixprobe ssdp, frame 1.
  let search = Array(
    "M-SEARCH * HTTP/1.1\r\nHost: [FF02::C]:1900\r\nST: upnp:rootdevice\r\nMan: \"ssdp:discover\"\r\nMX: 3\r\n\r\n"
      .utf8)
  let answer = Array("HTTP/1.1 200 OK\r\nEXT:\r\nLOCATION: http://192.0.2.1/d.xml\r\n\r\n".utf8)

  @Test func readsEachField() throws {
    let ssdp = try SSDP(decoding: search.span.bytes)
    #expect(ssdp.method == "M-SEARCH" && ssdp.statusCode == nil)
    #expect(ssdp.searchTarget == "upnp:rootdevice" && ssdp.header("mx") == "3")
    #expect(ssdp.location == nil)
    let packet = datagram(search, from: 4000, to: 1900)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:ssdp")
    #expect(field("http.request.method", packet, .rawIP) == "M-SEARCH")
    #expect(field("http.request.uri", packet, .rawIP) == "*")
    #expect(field("http.request.version", packet, .rawIP) == "HTTP/1.1")
    #expect(field("http.host", packet, .rawIP) == "[FF02::C]:1900")
    #expect(field("http.request.full_uri", packet, .rawIP) == "http://[FF02::C]:1900*")
  }

  @Test func readsAnswers() throws {
    let ssdp = try SSDP(decoding: answer.span.bytes)
    #expect(ssdp.method == nil && ssdp.statusCode == 200)
    #expect(ssdp.location == "http://192.0.2.1/d.xml" && ssdp.header("EXT") == "")
    let packet = datagram(answer, from: 1900, to: 4000)
    #expect(field("http.response.code", packet, .rawIP) == "200")
    #expect(field("http.response.phrase", packet, .rawIP) == "OK")
    #expect(
      field("http.response.line", packet, .rawIP)
        == "EXT:\\r\\n,LOCATION: http://192.0.2.1/d.xml\\r\\n")
  }

  @Test func findsASearchOnAnyPort() {
    #expect(protocols(datagram(search, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:ssdp")
    #expect(protocols(datagram(answer, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:data")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(SSDP.self, Array(search.prefix(21)), headerLength: 21))
  }

  @Test(arguments: 21..<90)
  func clipsCutHeaders(count: Int) throws {
    let ssdp = try SSDP(decoding: search.span.bytes.slice(from: 0, count: count))
    #expect((ssdp.header("Host") != nil) == (count >= 43))
  }

  @Test func refusesWhatIsNone() {
    let packet = datagram([UInt8](repeating: 0x41, count: 40), from: 4000, to: 1900)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:data")
  }
}
