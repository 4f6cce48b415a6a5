public import PacketCore

/// Which protocols a capture's packets hold, and how many bytes have them: `tshark -z io,phs`.
public struct ProtocolHierarchy: Sendable {
  /// Packets that have a protocol within those above it.
  public struct Node: Sendable {
    public let id: ProtocolID
    public fileprivate(set) var packets: UInt64 = 0
    /// Bytes of these packets on the wire.
    public fileprivate(set) var bytes: UInt64 = 0
    public fileprivate(set) var children: [Node] = []

    fileprivate init(_ id: ProtocolID) { self.id = id }
  }

  public private(set) var roots: [Node] = []

  public init() {}

  /// Counts a packet, once under each protocol that it has.
  public mutating func count(_ packet: borrowing Packet, _ dissection: borrowing Dissection) {
    let path = dissection.path
    let ids = path.map { dissection.table.entries[$0.protocolIndex].id }
    Self.count(ids[...], UInt64(packet.originalLength), in: &roots)
  }

  private static func count(_ ids: ArraySlice<ProtocolID>, _ bytes: UInt64, in nodes: inout [Node])
  {
    guard let id = ids.first else { return }
    let index = nodes.firstIndex { $0.id == id } ?? nodes.count
    if index == nodes.count { nodes.append(Node(id)) }
    nodes[index].packets += 1
    nodes[index].bytes += bytes
    count(ids.dropFirst(), bytes, in: &nodes[index].children)
  }

  /// Writes the table as tshark prints it.
  public func write(into output: inout [UInt8]) {
    let line = String(repeating: "=", count: 67)
    output.append("\n\(line)\nProtocol Hierarchy Statistics\nFilter: \n\n")
    Self.write(roots, depth: 0, into: &output)
    output.append("\(line)\n")
  }

  private static func write(_ nodes: [Node], depth: Int, into output: inout [UInt8]) {
    for node in nodes {
      let start = output.count
      output.append(spaces: depth * 2)
      output.append(node.id)
      output.pad(from: start, to: 40)
      output.append(" frames:\(node.packets) bytes:\(node.bytes)\n")
      write(node.children, depth: depth + 1, into: &output)
    }
  }
}
