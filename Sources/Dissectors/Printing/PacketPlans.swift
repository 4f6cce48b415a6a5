import PacketCore

/// The plans of a table's protocols, each made when the protocol is first seen, and the tree of the
/// layer at hand.
struct PacketPlans: Sendable {
  private var plans: [ProtocolPlan?]
  private let table: DissectorTable
  let frame = ProtocolPlan("frame", "Frame", FrameField.inTree.map { PlannedField($0) })
  private let frameFields = FrameField.inTree
  var tree = LayerTree()

  init(_ table: DissectorTable) {
    self.table = table
    plans = Array(repeating: nil, count: table.entries.count)
  }

  /// The plan of the protocol at an index of the table.
  mutating func plan(_ index: Int) -> ProtocolPlan {
    guard plans.indices.contains(index) else { return frame }
    if let plan = plans[index] { return plan }
    let plan = ProtocolPlan(table.entries[index])
    plans[index] = plan
    return plan
  }

  /// Fills ``tree`` with what the capture knows of the packet.
  mutating func readFrame(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, _ position: FramePosition
  ) {
    tree.clear()
    let whole = 0..<packet.capturedLength
    for index in frameFields.indices {
      frameFields[index].forEachValue(of: packet, dissection, at: position) {
        tree.add(index, $0, whole)
      }
    }
    tree.linkFlat()
  }

  /// Fills ``tree`` with a layer's fields.
  ///
  /// - Returns: The protocol's plan.
  mutating func readLayer(
    _ packet: RawSpan, _ path: borrowing LayerPath, _ index: Int
  ) -> ProtocolPlan {
    let plan = plan(path[index].protocolIndex)
    tree.read(LayerFields(in: packet, path: path, at: index), by: plan)
    return plan
  }
}

extension FrameField {
  /// In the order of Wireshark's tree.
  static let inTree: [FrameField] = {
    let first = all.filter { $0.name.hasPrefix("frame.interface") }
    let second = all.filter { ["frame.encap_type"].contains($0.name) }
    let taken = Set((first + second).map(\.name))
    return first + second + all.filter { !taken.contains($0.name) }
  }()
}
