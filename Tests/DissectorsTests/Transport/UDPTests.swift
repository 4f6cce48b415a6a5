import Dissectors
import PacketCore
import Testing

@Suite("UDP (RFC 768)")
struct UDPTests {
  /// Port 48896 to port 53, four payload bytes.
  let query: [UInt8] = [
    0xbf, 0x00, 0x00, 0x35, 0x00, 0x0c, 0x12, 0x4d,
    0xaa, 0x00, 0x00, 0xff,
  ]

  @Test func readsEachField() throws {
    let udp = try UDP(decoding: query.span.bytes)
    #expect(udp.sourcePort == 48896)
    #expect(udp.destinationPort == 53)
    #expect(udp.length == 12)
    #expect(udp.checksum == 0x124d)
    #expect(udp.payload.copied() == [0xaa, 0x00, 0x00, 0xff])
    #expect(udp.next == .either(.udpPort(53), .udpPort(48896)))
  }

  @Test(arguments: 0..<UDP.headerLength)
  func rejectsCutHeader(count: Int) {
    #expect(throws: DecodeError.truncated(UDP.id, needed: 8, available: count)) {
      _ = try UDP(decoding: query.span.bytes.extracting(first: count))
    }
  }

  @Test(arguments: 8...12)
  func clipsCutPayload(count: Int) throws {
    let udp = try UDP(decoding: query.span.bytes.extracting(first: count))
    #expect(udp.payload.byteCount == count - 8)
    #expect(udp.wireByteCount == 12)
  }

  @Test func leavesOutWhatFollowsItsLength() throws {
    let padded = query + [0, 0, 0]
    let udp = try UDP(decoding: padded.span.bytes)
    #expect(udp.payload.byteCount == 4)
  }

  @Test(arguments: 1...7)
  func rejectsForbiddenLength(length: UInt8) {
    var bytes = query
    bytes[5] = length
    #expect(throws: DecodeError.malformed(UDP.id, field: "Length", at: 4)) {
      _ = try UDP(decoding: bytes.span.bytes)
    }
  }
}
