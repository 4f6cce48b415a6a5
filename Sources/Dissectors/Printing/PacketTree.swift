public import PacketCore

/// What a packet holds: its layers, their fields, the fields' parts.
///
/// ```swift
/// print(packet.tree)
/// if let field = packet.tree.first(named: "ip.ttl") {
///   print(field.text, packet.hexDump(marking: field.range))
/// }
/// ```
public struct PacketTree: Sendable, Hashable {
  /// A layer or a field.
  public struct Node: Sendable, Hashable {
    /// How many nodes it stands under: 0 for a layer.
    public let depth: Int
    /// Wireshark's name: `eth` for a layer, `eth.dst` for a field.
    public let name: String
    /// The line that shows it: `Destination: 02:00:00:00:00:01`.
    public let text: String
    /// The field's value; nil for a layer.
    public let value: FieldValue?
    /// Where its bytes stand in the packet; nil for what the capture knows beside the bytes.
    public let range: Range<Int>?
  }

  /// The nodes in the order of their lines: each before those under it.
  public let nodes: [Node]

  /// - Parameter position: Of the packet in its capture, as far as it is known.
  public init(
    _ packet: borrowing Packet, table: DissectorTable = .standard,
    at position: FramePosition? = nil, style: FieldStyle = FieldStyle()
  ) {
    var place = position ?? FramePosition()
    if position == nil { place.advance(to: packet) }
    var nodes: [Node] = []
    var text = TreeText(table: table, style: style)
    text.forEachLine(packet, packet.dissection(by: table), place) { line, bytes in
      nodes.append(Node(line, bytes, style))
    }
    self.nodes = nodes
  }

  /// The first layer or field of a name.
  public func first(named name: String) -> Node? { nodes.first { $0.name == name } }

  /// The innermost fields whose bytes hold the byte at `offset`: what a click into the hexdump finds.
  public func node(at offset: Int) -> Node? {
    nodes.filter { $0.range?.contains(offset) ?? false && $0.name != "frame" }
      .min { ($0.range?.count ?? .max, -$0.depth) < ($1.range?.count ?? .max, -$1.depth) }
  }
}

extension PacketTree.Node {
  init(_ line: TreeText.Line, _ bytes: RawSpan, _ style: FieldStyle) {
    depth = line.depth
    range = line.range
    switch line.content {
    case .layer(let title):
      name = line.protocolID.description
      text = title
      value = nil
    case .field(let field, let shown, let place):
      name = field.name
      value = shown
      var line: [UInt8] = []
      line.append(field, shown, place, bytes, style)
      text = String(decoding: line, as: UTF8.self)
    }
  }
}

extension PacketTree: CustomStringConvertible {
  /// The lines, each as far to the right as it is deep.
  public var description: String {
    nodes.map { String(repeating: " ", count: $0.depth * 4) + $0.text }.joined(separator: "\n")
  }
}

extension Packet {
  /// Its layers and fields, by the standard table.
  public var tree: PacketTree { PacketTree(self) }
}
