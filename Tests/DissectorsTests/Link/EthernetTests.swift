import Dissectors
import PacketCore
import Testing

@Suite("Ethernet (IEEE 802.3)")
struct EthernetTests {
  /// From 00:00:00:19:06:ea to a group address, of type IPv4: 28 bytes of ICMP echo, 18 of padding.
  let echo =
    hex("0180c2000000 001906eab88c 0800")
    + hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")
    + [UInt8](repeating: 0, count: 18)

  @Test func readsEachField() throws {
    let frame = try Ethernet(decoding: echo.span.bytes)
    #expect(frame.destination == MACAddress(1, 0x80, 0xc2, 0, 0, 0))
    #expect(frame.source == MACAddress(0, 0x19, 6, 0xea, 0xb8, 0x8c))
    #expect(frame.etherType == 0x0800)
    #expect(frame.length == nil)
    #expect(frame.payload.byteCount == 46)
    #expect(frame.next == .bound(.etherType(0x0800)))
    let header = frame.header
    #expect(header.typeOrLength == 0x0800 && header.source == frame.source)
    #expect(field("eth.addr", echo, .ethernet) == "01:80:c2:00:00:00,00:19:06:ea:b8:8c")
    #expect(field("eth.ig", echo, .ethernet) == "1,0")
    #expect(field("eth.lg", echo, .ethernet) == "0,0")
    #expect(field("eth.src_resolved", echo, .ethernet) == "00:19:06:ea:b8:8c")
    #expect(field("eth.addr.oui", echo, .ethernet) == "98498,6406")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(Ethernet.self, echo, headerLength: 14))
  }

  @Test(arguments: 14...20)
  func clipsCutPayload(count: Int) throws {
    let frame = try Ethernet(decoding: echo.span.bytes.extracting(first: count))
    #expect(frame.payload.byteCount == count - 14)
  }

  @Test("takes numbers up to 1500 for a length, from 1536 on for a type, and others for neither")
  func tellsTypeFromLength() throws {
    var bytes = echo
    for (number, type, length) in [
      (1500, nil, 1500), (1501, nil, nil), (1535, nil, nil), (1536, 1536, nil),
    ] as [(Int, UInt16?, Int?)] {
      bytes[12] = UInt8(number >> 8)
      bytes[13] = UInt8(number & 255)
      let frame = try Ethernet(decoding: bytes.span.bytes)
      #expect(frame.etherType == type && frame.length == length)
    }
    #expect(field("eth.invalid_lentype", bytes, .ethernet) == "")
  }

  @Test("calls zeros up to 60 bytes padding, the last four of 64 and more a check sequence")
  func tellsTrailersApart() {
    #expect(field("eth.padding", echo, .ethernet) == String(repeating: "00", count: 18))
    #expect(field("eth.trailer", echo, .ethernet) == "")
    let checked = echo + [1, 2, 3, 4]
    #expect(field("eth.padding", checked, .ethernet) == String(repeating: "00", count: 18))
    #expect(field("eth.fcs", checked, .ethernet) == "0x01020304")
    let trailed = Array(echo[..<42]) + [1, 2]
    #expect(field("eth.trailer", trailed, .ethernet) == "0102")
    #expect(field("eth.fcs", trailed, .ethernet) == "")
  }
}
