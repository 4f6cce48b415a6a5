import Dissectors
import PacketCore
import Testing

@Suite("NetBIOS session service (RFC 1002 §4.3)")
struct NBSSTests {
  /// Corpus: suricata-verify smb2-ntlmssp-negotiateflags: a host asks for a server.
  let request =
    hex("81000044 20") + Array("FDEDFGCACACACACACACACACACACACACA".utf8) + hex("00 20")
    + Array("EEEFFDELFEEPFACNFGDBEGEBDAFFFBAA".utf8) + hex("00")
  let message = hex("00000008 fe534d42 40000100")

  @Test func readsEachField() {
    let packet = segment(request, from: 49671, to: 139)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:nbss")
    #expect(field("nbss.type", packet, .rawIP) == "0x81")
    #expect(field("nbss.length", packet, .rawIP) == "68")
    #expect(field("nbss.flags", packet, .rawIP) == "0x00")
    #expect(field("nbss.called_name", packet, .rawIP) == "SCV<20>")
    #expect(field("nbss.calling_name", packet, .rawIP) == "DESKTOP-V1FA0UQ<00>")
  }

  @Test func readsSeveralMessages() {
    let packet = segment(hex("85000000 83000001 82 85000000"), from: 139, to: 49671)
    #expect(field("nbss.type", packet, .rawIP) == "0x85,0x83,0x85")
    #expect(field("nbss.error_code", packet, .rawIP) == "0x82")
  }

  /// On port 445 the flags belong to the length (MS-SMB2 §2.1).
  @Test func readsLengthOf24Bits() throws {
    let long = hex("00010002") + message[4...]
    let nbss = try NBSS(decoding: long.span.bytes)
    #expect(nbss.length == 65538 && nbss.next == .named(SMB2.id))
    let packet = segment(long, from: 445, to: 49671)
    #expect(field("nbss.length", packet, .rawIP) == "65538")
    #expect(field("nbss.flags", packet, .rawIP) == "")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(NBSS.self, message, headerLength: 4))
  }

  @Test(arguments: 4...12)
  func clipsCutMessage(count: Int) throws {
    let nbss = try NBSS(decoding: message.span.bytes.extracting(first: count))
    #expect(nbss.payload.byteCount == count - 4)
  }

  /// A segment that starts within a message: no type has such a length (RFC 1002 §4.3.2 to §4.3.7).
  @Test(arguments: [
    "00000000", "81000001", "82000001", "83000000", "84000005", "85000001", "42000004",
  ])
  func seesContinuation(start: String) throws {
    let bytes = hex(start + "0102030405")
    let nbss = try NBSS(decoding: bytes.span.bytes)
    #expect(nbss.isContinuation && nbss.payload.byteCount == 0)
    let packet = segment(bytes, from: 139, to: 49671)
    #expect(field("nbss.continuation_data", packet, .rawIP) == start + "0102030405")
    #expect(field("nbss.type", packet, .rawIP) == "")
  }
}

@Suite("NetBIOS datagram service (RFC 1002 §4.4)")
struct NBDGMTests {
  /// Corpus: pcapplusplus solaris.snoop: the first datagram, and the first bytes of what it carries.
  let datagramBytes =
    hex("111aa530816fb61c008a00a00000 20") + Array("EIEFFCECEPEMEEDDCACACACACACACAAA".utf8)
    + hex("00 20") + Array("EFFAEJEEEFENEJEPEMEPEHFJCACACABN".utf8) + hex("00 ff534d42")

  @Test func readsEachField() throws {
    let view = try NBDGM(decoding: datagramBytes.span.bytes)
    #expect(view.kind == .directGroup && view.id == 0xa530 && view.sourcePort == 138)
    #expect(view.source == IPv4Address(129, 111, 182, 28) && view.length == 160)
    let source = view.sourceName
    let destination = view.destinationName
    #expect(source?.text == "HERBOLD3" && destination?.service == 0x1d)
    #expect(view.payload.copied() == hex("ff534d42"))
    let packet = datagram(datagramBytes, from: 138, to: 138)
    #expect(protocols(packet, .rawIP).hasPrefix("raw:ip:udp:nbdgm"))
    #expect(field("nbdgm.first", packet, .rawIP) == "1")
    #expect(field("nbdgm.node_type", packet, .rawIP) == "2")
    #expect(field("nbdgm.destination_name", packet, .rawIP) == "EPIDEMIOLOGY<1d>")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(NBDGM.self, datagramBytes, headerLength: 10))
  }

  @Test func leavesOutWhatWasCut() {
    for count in 10..<datagramBytes.count {
      let packet = datagram(Array(datagramBytes.prefix(count)), from: 138, to: 138)
      let name = field("nbdgm.destination_name", packet, .rawIP)
      #expect(name == (count >= 82 ? "EPIDEMIOLOGY<1d>" : ""))
    }
  }

  @Test func readsErrors() {
    let packet = datagram(hex("1302 0001 c0000201 008a 82"), from: 138, to: 138)
    #expect(field("nbdgm.error_code", packet, .rawIP) == "0x82")
    #expect(field("nbdgm.dgram_len", packet, .rawIP) == "")
  }

  @Test func refusesOtherTypes() {
    #expect(
      protocols(datagram(hex("ff010203040506070809"), from: 138, to: 138), .rawIP)
        == "raw:ip:udp:data")
  }
}
