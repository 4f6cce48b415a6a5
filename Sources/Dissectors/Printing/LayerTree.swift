import PacketCore

/// The fields of one layer of a packet, those under another that stand in its bytes.
///
/// One value serves layer after layer: it keeps its buffers.
struct LayerTree: Sendable {
  struct Node: Sendable {
    /// Position in the protocol's plan.
    let field: Int
    let value: FieldValue
    /// Where its bytes stand in the packet.
    let range: Range<Int>
    fileprivate(set) var firstChild = -1
    fileprivate var lastChild = -1
    /// The next field under the same one; -1 after the last.
    fileprivate(set) var next = -1
  }

  private(set) var nodes: [Node] = []
  /// The first node that is under none; -1 when there are no fields.
  private(set) var first = -1
  private var last = -1
  private var order: [UInt64] = []
  private var open: [Int] = []

  /// Deeper nesting is shown flat.
  private static let maximumDepth = 64

  mutating func clear() {
    nodes.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    first = -1
    last = -1
  }

  /// Takes the fields of a layer.
  mutating func read(_ layer: borrowing LayerFields, by plan: borrowing ProtocolPlan) {
    clear()
    for index in plan.readers.indices {
      layer.forEachValue(of: plan.readers[index]) { value, range in add(index, value, range) }
    }
    link(plan)
  }

  mutating func add(_ field: Int, _ value: FieldValue, _ range: Range<Int>) {
    order.append(UInt64(UInt32(truncatingIfNeeded: range.lowerBound)) << 32 | UInt64(nodes.count))
    nodes.append(Node(field: field, value: value, range: range))
  }

  /// Finds what stands under what.
  private mutating func link(_ plan: borrowing ProtocolPlan) {
    sort()
    for key in order {
      let index = Int(truncatingIfNeeded: key & 0xffff_ffff)
      let range = nodes[index].range
      while let top = open.last,
        nodes[top].range.upperBound < range.upperBound
          || range.lowerBound >= nodes[top].range.upperBound && !range.isEmpty
      {
        open.removeLast()
      }
      append(index, under: parent(of: index, plan))
      if plan.fields[nodes[index].field].mayHaveParts, open.count < Self.maximumDepth {
        open.append(index)
      }
    }
  }

  private func parent(of index: Int, _ plan: borrowing ProtocolPlan) -> Int {
    let field = nodes[index].field
    for candidate in open.reversed() {
      let other = nodes[candidate].field
      let isSame = plan.fields[other].sameName == plan.fields[field].sameName
      if plan.fields[other].hasParts, !isSame || nodes[candidate].range != nodes[index].range {
        return candidate
      }
      if plan.fields[field].parents.contains(plan.fields[other].sameName) { return candidate }
    }
    return -1
  }

  private mutating func append(_ index: Int, under parent: Int) {
    if parent < 0 {
      if last < 0 { first = index } else { nodes[last].next = index }
      last = index
    } else {
      let sibling = nodes[parent].lastChild
      if sibling < 0 { nodes[parent].firstChild = index } else { nodes[sibling].next = index }
      nodes[parent].lastChild = index
    }
  }

  /// By first byte, then as declared. A header's fields are nearly in order.
  private mutating func sort() {
    guard order.count <= 64 else { return order.sort() }
    var index = 1
    while index < order.count {
      let key = order[index]
      var place = index
      while place > 0, order[place - 1] > key {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = key
      index += 1
    }
  }

  /// Links the nodes in the order in which they were added, none under another.
  mutating func linkFlat() {
    for index in nodes.indices { append(index, under: -1) }
  }
}
