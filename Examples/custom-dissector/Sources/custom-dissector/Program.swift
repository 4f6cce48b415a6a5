import Dissectors
import PacketCore

/// Shows a packet of a protocol of one's own: as a line, as a tree, as JSON, field by field.
@main
enum Program {
  static let frame: [UInt8] = [
    0x02, 0x00, 0x00, 0x00, 0x00, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00,
    0x45, 0x00, 0x00, 0x2c, 0x00, 0x01, 0x00, 0x00, 0x40, 0x11, 0xf6, 0xbc,
    0xc0, 0x00, 0x02, 0x01, 0xc0, 0x00, 0x02, 0x02,
    0x1f, 0x40, 0x13, 0x87, 0x00, 0x18, 0x00, 0x00,
    0x53, 0x52, 0x81, 0x02, 0x00, 0x00, 0x12, 0x34,
    0x00, 0x01, 0x00, 0x15, 0x00, 0x02, 0x00, 0x37,
  ]

  static func main() throws {
    var table = DissectorTable.standard
    table.register(Reading.self)

    let packet = Packet(bytes: frame)
    let dissection = packet.dissection(by: table)
    var position = FramePosition()
    position.advance(to: packet)
    var output: [UInt8] = []

    var summary = PacketSummary(table: table)
    summary.show(packet, dissection, at: position)
    summary.writeLine(into: &output)

    let tree = PacketTree(packet, table: table)
    output.append("\n\(tree)\n\n")
    output.append(packet.hexDump(marking: tree.first(named: "reading.sensor")?.range))

    let columns = try FieldSelection(
      ["ip.src", "reading.sensor", "reading.kind", "reading.number"], table: table)
    output.append("\n")
    columns.write(packet, dissection, at: position, into: &output)

    var json = PacketJSON(table: table)
    output.append("\n")
    json.write(packet, dissection, at: position, into: &output)
    json.finish(into: &output)
    print(String(decoding: output, as: UTF8.self), terminator: "")

    if let reading = dissection.view(Reading.self) {
      print("\nversion \(reading.version) of sensor \(reading.sensor)")
    }
  }
}
