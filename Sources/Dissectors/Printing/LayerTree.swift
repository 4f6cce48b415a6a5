import PacketCore

/// The fields of one layer of a packet, those under another that stand in its bytes.
///
/// One value serves layer after layer: it keeps its buffers. What refers to nothing is apart from the
/// values, some of which are texts, so that a look at it retains nothing.
struct LayerTree: Sendable {
  struct Node: BitwiseCopyable, Sendable {
    /// Position in the protocol's plan.
    let field: Int32
    /// Where its bytes stand in the packet.
    let start: UInt32
    let end: UInt32
    fileprivate(set) var firstChild: Int32 = -1
    fileprivate var lastChild: Int32 = -1
    /// The next field under the same one; -1 after the last.
    fileprivate(set) var next: Int32 = -1

    init(_ field: Int, _ range: Range<Int>) {
      self.field = Int32(truncatingIfNeeded: field)
      start = UInt32(truncatingIfNeeded: range.lowerBound)
      end = UInt32(truncatingIfNeeded: range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Swift.max(Int(start), Int(end)) }
  }

  private(set) var nodes: [Node] = []
  /// One for each node.
  private(set) var values: [FieldValue] = []
  /// The first node that is under none; -1 when there are no fields.
  private(set) var first: Int32 = -1
  private var last: Int32 = -1
  private var order: [UInt64] = []
  private var open: [Int32] = []

  /// Deeper nesting is shown flat.
  private static let maximumDepth = 64

  mutating func clear() {
    nodes.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    first = -1
    last = -1
  }

  /// Takes the fields of a layer.
  mutating func read(_ layer: borrowing LayerFields, by plan: ProtocolPlan) {
    clear()
    for section in plan.sections.indices {
      if let condition = plan.sections[section].condition, !layer.hold(condition) { continue }
      let fields = plan.sections[section].fields
      if let group = plan.sections[section].group {
        layer.forEachValue(of: group) { add(fields.lowerBound + $0, $1, $2) }
        continue
      }
      for index in fields {
        layer.forEachValue(of: plan.readers[index]) { value, range in add(index, value, range) }
      }
    }
    link(plan)
  }

  mutating func add(_ field: Int, _ value: FieldValue, _ range: Range<Int>) {
    // Where it starts, then its place in the declaration, then which of its values it is.
    order.append(
      UInt64(truncatingIfNeeded: range.lowerBound) << 40 | UInt64(field & 0xffff) << 24
        | UInt64(nodes.count & 0xff_ffff))
    nodes.append(Node(field, range))
    values.append(value)
  }

  /// Finds what stands under what.
  private mutating func link(_ plan: ProtocolPlan) {
    sort()
    for key in order {
      let index = Int(truncatingIfNeeded: key & 0xff_ffff)
      let node = nodes[index]
      while let top = open.last {
        let end = nodes[Int(top)].end
        guard end < node.end || node.start >= end && node.start != node.end else { break }
        open.removeLast()
      }
      append(index, under: open.isEmpty ? -1 : parent(of: node, plan))
      if plan.links[Int(node.field)].mayHaveParts, open.count < Self.maximumDepth {
        open.append(Int32(truncatingIfNeeded: index))
      }
    }
  }

  private func parent(of node: Node, _ plan: ProtocolPlan) -> Int {
    let link = plan.links[Int(node.field)]
    var place = open.count
    while place > 0 {
      place -= 1
      let candidate = Int(open[place])
      let other = nodes[candidate]
      let otherLink = plan.links[Int(other.field)]
      if otherLink.hasParts,
        otherLink.sameName != link.sameName || other.start != node.start || other.end != node.end
      {
        return candidate
      }
      for index in link.parents where plan.parents[index] == otherLink.sameName {
        return candidate
      }
    }
    return -1
  }

  private mutating func append(_ index: Int, under parent: Int) {
    let index = Int32(truncatingIfNeeded: index)
    if parent < 0 {
      if last < 0 { first = index } else { nodes[Int(last)].next = index }
      last = index
    } else {
      let sibling = nodes[parent].lastChild
      if sibling < 0 {
        nodes[parent].firstChild = index
      } else {
        nodes[Int(sibling)].next = index
      }
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
