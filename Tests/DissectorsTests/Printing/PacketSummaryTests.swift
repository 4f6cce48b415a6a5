import Dissectors
import PacketCore
import Testing

/// Builds segments of one connection between 192.0.2.1 and 192.0.2.2.
private struct Segment {
  var fromServer = false
  var sequence: UInt32
  var acknowledgment: UInt32 = 0
  var flags: UInt8
  var window: UInt16 = 100
  var options: [UInt8] = []
  var payload = 0

  var packet: Packet {
    let ends: [[UInt8]] = [[192, 0, 2, 1], [192, 0, 2, 2]]
    let ports: [[UInt8]] = [[0xc3, 0x50], [0x03, 0xe7]]
    let (from, to) = fromServer ? (1, 0) : (0, 1)
    let headerWords = UInt8((20 + options.count) / 4)
    let length = UInt16(20 + 20 + options.count + payload)
    var bytes: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    bytes += [0x45, 0] + Self.bytes(length) + [0, 0, 0, 0, 64, 6, 0, 0] + ends[from] + ends[to]
    bytes += ports[from] + ports[to] + Self.bytes(sequence) + Self.bytes(acknowledgment)
    bytes += [headerWords << 4, flags] + Self.bytes(window) + [0, 0, 0, 0] + options
    bytes += Array(repeating: 0xff, count: payload)
    return Packet(bytes: bytes)
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

@Suite("Summary lines")
struct PacketSummaryTests {
  private func lines(_ packets: [Packet]) -> [String] {
    var summary = PacketSummary()
    var position = FramePosition()
    return packets.map { packet in
      position.advance(to: packet)
      summary.show(packet, packet.dissection, at: position)
      var output: [UInt8] = []
      summary.write(.info, into: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  @Test func numbersOfAConnectionCountFromItsStart() {
    let scale: [UInt8] = [3, 3, 7, 1]
    let info = lines(
      [
        Segment(sequence: 1000, flags: 0x02, options: scale),
        Segment(
          fromServer: true, sequence: .max, acknowledgment: 1001, flags: 0x12, options: scale),
        Segment(sequence: 1001, acknowledgment: 0, flags: 0x18, payload: 5),
        Segment(fromServer: true, sequence: 0, acknowledgment: 1006, flags: 0x11),
      ].map(\.packet))
    #expect(
      info == [
        "50000 → 999 [SYN] Seq=0 Win=100 Len=0 WS=128",
        "999 → 50000 [SYN, ACK] Seq=0 Ack=1 Win=100 Len=0 WS=128",
        "50000 → 999 [PSH, ACK] Seq=1 Ack=1 Win=12800 Len=5",
        "999 → 50000 [FIN, ACK] Seq=1 Ack=6 Win=12800 Len=0",
      ])
  }

  @Test func connectionSeenFromItsMiddleStartsAtOne() {
    let info = lines(
      [
        Segment(sequence: 77, acknowledgment: 500, flags: 0x10),
        Segment(fromServer: true, sequence: 500, acknowledgment: 77, flags: 0x10),
      ].map(\.packet))
    #expect(
      info == [
        "50000 → 999 [ACK] Seq=1 Ack=1 Win=100 Len=0",
        "999 → 50000 [ACK] Seq=1 Ack=1 Win=100 Len=0",
      ])
  }

  @Test func portsThatAreUsedAgainStartAnew() {
    let info = lines(
      [
        Segment(sequence: 10, flags: 0x02), Segment(sequence: 11, flags: 0x04),
        Segment(sequence: 5000, flags: 0x02),
      ].map(\.packet))
    #expect(info.last == "50000 → 999 [SYN] Seq=0 Win=100 Len=0")
  }

  @Test func lineIsLaidOutAsTsharkDoes() {
    var summary = PacketSummary()
    var position = FramePosition()
    let packet = Segment(sequence: 1, flags: 0x00).packet
    position.advance(to: packet)
    summary.show(packet, packet.dissection, at: position)
    var output: [UInt8] = []
    summary.writeLine(into: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "    1   0.000000    192.0.2.1 → 192.0.2.2    TCP 54 "
        + "50000 → 999 [<None>] Seq=1 Win=100 Len=0\n")
  }

  @Test func headerThatIsCutSaysSo() {
    let whole = Segment(sequence: 1, flags: 0x02).packet
    let bytes = Array(whole.bytes.copied().prefix(40))
    #expect(
      lines([Packet(bytes: bytes, originalLength: 54)]) == ["[Packet size limited during capture]"])
    #expect(lines([Packet(bytes: bytes)]) == ["[Malformed Packet]"])
  }
}
