import Dissectors
import PacketCore
import Testing

/// A header of eight bytes whose fields stand in each other: a program's own protocol.
private struct Nested: ProtocolView, ~Escapable {
  static let id: ProtocolID = "nested"
  static var title: String { "Nested Protocol" }
  static var bindings: [Binding] { [.udpPort(4999)] }
  static var headerLength: Int { 8 }

  let bytes: RawSpan

  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan) { self.bytes = bytes }

  static let fields: [Field<Nested>] = [
    Field("nested.kind", "Kind", .decimal(8), at: 0, 1) { $0.bytes.byte(at: 0) }
      .named([1: "First"]),
    Field("nested.flags", "Flags", .hex(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("nested.flags.high", "High", at: 1, 1) { $0.bytes.byte(at: 1) & 0x80 != 0 }
      .bits(0x80),
    Field("nested.flags.low", "Low", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) & 0x0f }
      .bits(0x0f),
    Field("nested.block", "Block", .heading, at: 2, 4) { _ in .present },
    Field("nested.size", "Size", .decimal(16), at: 2, 2) { $0.bytes.bigEndian(UInt16.self, at: 2) },
    Field("nested.name", "Name", .text, at: 4, 2) { _ in .text }.withParts(),
    Field("nested.initial", "Initial", .text, at: 4, 1) { _ in .text },
    Field("nested.sum", "Sum", .decimal(8), at: 6, 2) { $0.bytes.byte(at: 6) }.generated(),
    Field("nested.any", "Any", .decimal(8), at: 0, 1, hidden: true) { $0.bytes.byte(at: 0) },
  ]
}

@Suite("Trees, JSON and dumps")
struct PacketTreeTests {
  private static let frame: [UInt8] = [
    0x02, 0x00, 0x00, 0x00, 0x00, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00,
    0x45, 0x00, 0x00, 0x24, 0x12, 0x34, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00,
    0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02,
    0x03, 0xe8, 0x13, 0x87, 0x00, 0x10, 0x00, 0x00,
    0x01, 0x85, 0x00, 0x02, 0x61, 0x22, 0x05, 0x00,
  ]

  private let packet = Packet(bytes: Self.frame, timestamp: Timestamp(seconds: 5, nanoseconds: 7))

  private var table: DissectorTable {
    var table = DissectorTable.standard
    table.register(Nested.self)
    return table
  }

  private var position: FramePosition {
    var position = FramePosition()
    position.advance(to: packet)
    return position
  }

  private var lines: [String] {
    let text = PacketTree(packet, table: table).description.split(separator: "\n").map(String.init)
    return Array(text.drop { !$0.hasPrefix("Nested") })
  }

  @Test func partsStandUnderTheFieldThatHoldsThem() {
    #expect(
      lines == [
        "Nested Protocol",
        "    Kind: First (1)",
        "    Flags: 0x85",
        "        1... .... = High: Set",
        "        .... 0101 = Low: 5",
        "    Block",
        "        Size: 2",
        "        Name: a\"",
        "            Initial: a",
        "    [Sum: 5]",
      ])
  }

  @Test func everyFieldTellsItsBytes() {
    let tree = PacketTree(packet, table: table)
    #expect(tree.first(named: "nested.name")?.range == 46..<48)
    #expect(tree.first(named: "ip.src")?.range == 26..<30)
    #expect(tree.first(named: "ip.ttl")?.value == .unsigned(64))
    #expect(tree.first(named: "udp")?.range == 34..<42)
    #expect(tree.first(named: "frame.number")?.range == nil)
    #expect(tree.node(at: 46)?.name == "nested.initial")
    #expect(tree.node(at: 22)?.name == "ip.ttl")
  }

  @Test func aTreeIsPrintedForThePacketAlone() {
    #expect(packet.tree.description.contains("\n    Time to Live: 64\n"))
    #expect(packet.tree.nodes.first?.text.hasPrefix("Frame 1: 50 bytes on wire (400 bits)") == true)
  }

  @Test func onlyTheProtocolsAskedForAreExpanded() {
    var text = TreeText(table: table)
    text.expanded = ["udp"]
    var output: [UInt8] = []
    text.write(packet, packet.dissection(by: table), at: position, into: &output)
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("    Source Port: 1000"))
    #expect(!lines.contains { $0.contains("Time to Live") })
    #expect(lines.last == "Nested Protocol")
  }

  @Test func jsonHasTheLayoutOfTshark() {
    var json = PacketJSON(table: table)
    var output: [UInt8] = []
    json.write(packet, packet.dissection(by: table), at: position, into: &output)
    json.finish(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(
      text.hasPrefix("[\n  {\n    \"_index\": \"packets-1970-01-01\",\n    \"_type\": \"doc\","))
    let nested = """
              "nested": {
                "nested.kind": "1",
                "nested.any": "1",
                "nested.flags": "0x85",
                "nested.flags_tree": {
                  "nested.flags.high": "1",
                  "nested.flags.low": "5"
                },
                "nested.block": {
                  "nested.size": "2",
                  "nested.name": "a\\"",
                  "nested.name_tree": {
                    "nested.initial": "a"
                  }
                },
                "nested.sum": "5"
              }
            }
          }
        }
      ]

      """
    #expect(text.hasSuffix(nested))
  }

  @Test func aCaptureWithoutPacketsIsAnEmptyArray() {
    var json = PacketJSON()
    var output: [UInt8] = []
    json.finish(into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "[]\n")
  }

  @Test func linesGatherTheValuesOfAField() {
    var lines = PacketLines(table: table)
    var output: [UInt8] = []
    lines.write(packet, packet.dissection(by: table), at: position, into: &output)
    let text = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(text.count == 2)
    #expect(text[0] == "{\"index\":{\"_index\":\"packets-1970-01-01\",\"_type\":\"doc\"}}")
    #expect(
      text[1].hasPrefix(
        "{\"timestamp\":\"5000\",\"layers\":{\"frame\":{\"frame_frame_interface_id\":"))
    #expect(text[1].contains("\"udp_udp_port\":[\"1000\",\"4999\"]"))
    #expect(
      text[1].hasSuffix(
        "\"nested\":{\"nested_nested_kind\":\"1\",\"nested_nested_any\":\"1\","
          + "\"nested_nested_flags\":\"0x85\",\"nested_nested_flags_high\":true,"
          + "\"nested_nested_flags_low\":\"5\",\"nested_nested_block\":null,"
          + "\"nested_nested_size\":\"2\",\"nested_nested_name\":\"a\\\"\","
          + "\"nested_nested_initial\":\"a\",\"nested_nested_sum\":\"5\"}}}"))
  }

  @Test func aDumpMarksTheBytesOfAField() {
    let dump = packet.hexDump(marking: 12..<18).split(separator: "\n")
    #expect(dump[0] == "0000  02 00 00 00 00 02 02 00 00 00 00 01[08 00 45 00]  ..............E.")
    #expect(dump[1] == "0010 [00 24]12 34 40 00 40 11 00 00 c0 00 02 01 c0 00   .$.4@.@.........")
    #expect(dump[3] == "0030  05 00                                             ..")
  }

  @Test func aNumberIsDecodedAsAnyProtocol() {
    var table = table
    let isKnown = table.decode(.udpPort(1000), as: "data")
    let isUnknown = table.decode(.udpPort(1000), as: "nothing")
    #expect(isKnown && !isUnknown)
    #expect(packet.dissection(by: table).protocols.last == "data")
    #expect(packet.dissection(by: self.table).protocols.last == "nested")
  }

  @Test func protocolsAreCountedWithinThoseAroundThem() {
    var hierarchy = ProtocolHierarchy()
    for _ in 0..<2 { hierarchy.count(packet, packet.dissection(by: table)) }
    var output: [UInt8] = []
    hierarchy.write(into: &output)
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("eth                                      frames:2 bytes:100"))
    #expect(lines.contains("      nested                             frames:2 bytes:100"))
  }
}
