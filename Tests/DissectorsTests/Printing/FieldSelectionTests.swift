import Dissectors
import PacketCore
import Testing

/// 192.0.2.1:1000 to 192.0.2.2:53, four bytes of payload.
private let query: [UInt8] = [
  0x02, 0x00, 0x00, 0x00, 0x00, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00,
  0x45, 0x00, 0x00, 0x20, 0x12, 0x34, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00,
  0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02,
  0x03, 0xe8, 0x00, 0x35, 0x00, 0x0c, 0x00, 0x00, 0xde, 0xad, 0xbe, 0xef,
]

@Suite("Lines of fields")
struct FieldSelectionTests {
  private func line(_ names: String..., style: FieldLineStyle = FieldLineStyle()) throws -> String {
    let fields = try FieldSelection(names, style: style)
    let packet = Packet(
      bytes: query, timestamp: Timestamp(seconds: 5, nanoseconds: 7), originalLength: 60)
    var position = FramePosition()
    position.advance(to: packet)
    var output: [UInt8] = []
    fields.write(packet, packet.dissection, at: position, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test func columnsKeepTheirPlaceWhenEmpty() throws {
    #expect(try line("tcp.port", "udp.dstport", "ip.id", "eth.len") == "\t53\t0x1234\t\n")
  }

  @Test func frameTellsWhatTheCaptureKnows() throws {
    #expect(
      try line("frame.number", "frame.time_epoch", "frame.len", "frame.cap_len")
        == "1\t5.000000007\t60\t46\n")
    #expect(try line("frame.protocols") == "eth:ethertype:ip:udp:data\n")
  }

  @Test func severalValuesStandInOneColumn() throws {
    var style = FieldLineStyle()
    style.aggregator = UInt8(ascii: ";")
    style.quote = UInt8(ascii: "'")
    #expect(try line("udp.port", "tcp.port", style: style) == "'1000;53'\t\n")
    style.occurrence = .last
    #expect(try line("udp.port", style: style) == "'53'\n")
    style.occurrence = .first
    #expect(try line("udp.port", style: style) == "'1000'\n")
  }

  @Test func unknownNamesAreAllNamed() {
    #expect(throws: UnknownFields.self) {
      _ = try FieldSelection(["ip.src", "ip.scr", "frame.nunber"])
    }
    do {
      _ = try FieldSelection(["frame.nunber", "a", "a"])
    } catch {
      #expect(error.names == ["a", "frame.nunber"])
      #expect(error.suggestions == ["frame.nunber": "frame.number"])
    }
  }

  @Test(arguments: FrameField.all.map(\.name))
  func everyFieldOfTheFrameIsFound(name: String) throws {
    #expect(throws: Never.self) { try FieldSelection([name]) }
  }
}

@Suite("A packet's place in its capture")
struct FramePositionTests {
  private func packet(_ seconds: Int64) -> Packet {
    Packet(bytes: [], timestamp: Timestamp(seconds: seconds))
  }

  @Test func countsAndTakesTimes() {
    var position = FramePosition()
    position.advance(to: packet(10))
    #expect(position.sinceFirst == .zero)
    #expect(position.sincePrevious == .zero)
    position.advance(to: packet(12))
    position.advance(to: packet(11))
    #expect(position.number == 3)
    #expect(position.sinceFirst == .seconds(1))
    #expect(position.sincePrevious == .seconds(-1))
  }
}
