import Dissectors
import PacketCore

/// Decodes bytes as one protocol of the standard table, whatever announces it elsewhere, and prints
/// what was decoded in every way there is.
public struct ProtocolExercise {
  /// A link type that nothing has: what begins with it is the protocol at hand.
  static let linkType = LinkType(rawValue: 0xfffe)

  /// The names of the protocols, in the table's order. A new protocol is one by being registered.
  public static var names: [String] { DissectorTable.standard.entries.map(\.id.description) }

  private let table: DissectorTable
  // These keep what they know of a table's fields: made anew for each input, they would take the time.
  private var tree: TreeText
  private var json: PacketJSON
  private var lines: PacketLines
  private let freshSummary: PacketSummary
  private var text: [UInt8] = []

  /// An exercise for the protocol called `name`; nil when the table has none.
  public init?(_ name: String) {
    var table = DissectorTable.standard
    guard let entry = table.entries.first(where: { $0.id.description == name }),
      table.decode(.linkType(Self.linkType), as: entry.id)
    else { return nil }
    self.table = table
    tree = TreeText(table: table)
    json = PacketJSON(table: table)
    lines = PacketLines(table: table)
    freshSummary = PacketSummary(table: table)
  }

  /// What is wrong with how `input` is decoded; nil when nothing is.
  public mutating func complaint(about input: [UInt8]) -> String? {
    let packet = Packet(bytes: input, linkType: Self.linkType)
    let dissection = packet.dissection(by: table)
    return Self.complaintAboutFields(dissection) ?? complaintAboutText(packet, dissection)
      ?? OwnedValues.complaint(about: dissection)
  }

  /// Layers follow each other within the packet, and fields stand in it.
  static func complaintAboutFields(_ dissection: borrowing Dissection) -> String? {
    let size = dissection.bytes.byteCount
    var start = 0
    var text: [UInt8] = []
    for (index, layer) in dissection.path.enumerated() {
      guard layer.offset >= start, layer.offset + layer.length <= size else {
        return "layer \(index) outside the packet"
      }
      start = layer.offset
      for field in dissection.table.entries[layer.protocolIndex].fields {
        var count = 0
        text.removeAll(keepingCapacity: true)
        var complaint: String?
        field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { value, range in
          count += 1
          guard range.lowerBound >= 0, range.upperBound <= size else {
            complaint = "\(field.name) at \(range) of \(size) bytes"
            return
          }
          let bytes = dissection.bytes.slice(from: range.lowerBound, count: range.count)
          field.type.write(value, bytes: bytes, into: &text)
        }
        if let complaint { return complaint }
        if count > size + 8 { return "\(count) values of \(field.name)" }
      }
    }
    return nil
  }

  /// Tree, JSON and line are of a size that goes with the packet's.
  private mutating func complaintAboutText(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection
  ) -> String? {
    let size = dissection.bytes.byteCount
    var position = FramePosition()
    position.advance(to: packet)
    text.removeAll(keepingCapacity: true)
    tree.write(packet, dissection, at: position, into: &text)
    json.write(packet, dissection, at: position, into: &text)
    lines.write(packet, dissection, at: position, into: &text)
    if text.count > 4096 * (size + 64) { return "\(text.count) bytes of text for \(size)" }
    text.removeAll(keepingCapacity: true)
    var summary = freshSummary
    summary.show(packet, dissection, at: position)
    summary.writeLine(into: &text)
    return text.count < 16 * (size + 256) ? nil : "a line of \(text.count) bytes"
  }
}
