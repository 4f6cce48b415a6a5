import PacketCore

/// The fields of one layer of a packet, those under another that stand in its bytes.
///
/// One value serves layer after layer: it keeps its buffers. A node refers to nothing, so that neither
/// a look at it nor its end counts references; texts are apart.
struct LayerTree: Sendable {
  struct Node: BitwiseCopyable, Sendable {
    /// Position in the protocol's plan.
    let field: Int32
    let kind: Kind
    /// Where its bytes stand in the packet.
    let start: UInt32
    let end: UInt32
    fileprivate(set) var firstChild: Int32 = -1
    fileprivate var lastChild: Int32 = -1
    /// The next field under the same one; -1 after the last.
    fileprivate(set) var next: Int32 = -1
    /// The value, as its kind has it.
    let high: UInt64
    let low: UInt64

    var range: Range<Int> { Int(start)..<Swift.max(Int(start), Int(end)) }
    var byteCount: Int { Swift.max(0, Int(end) &- Int(start)) }
  }

  /// The cases of ``FieldValue``.
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    case unsigned, signed, boolean, mac, ipv4, ipv6, double, time, duration, bytes, text, string
    case present
  }

  private(set) var nodes: [Node] = []
  /// The values that are texts of their own, which ``Node/low`` tells.
  private(set) var strings: [String] = []
  /// The first node that is under none; -1 when there are no fields.
  private(set) var first: Int32 = -1
  private var order: [UInt64] = []
  /// Whether the nodes were added in the order in which they are shown.
  private var isInOrder = true
  private var lastKey: UInt64 = 0

  /// Deeper nesting is shown flat.
  private static let maximumDepth = 64

  mutating func clear() {
    nodes.removeAll(keepingCapacity: true)
    if !strings.isEmpty { strings.removeAll(keepingCapacity: true) }
    first = -1
    isInOrder = true
    lastKey = 0
  }

  /// Takes the fields of a layer.
  mutating func read(_ layer: borrowing LayerFields, by plan: ProtocolPlan) {
    clear()
    let (allReaders, allSections) = (plan.readers, plan.sections)
    let readers = allReaders.span
    let sections = allSections.span
    for place in sections.indices {
      let section = sections[place]
      if section.condition >= 0, !layer.hold(plan.conditions[section.condition]) { continue }
      let first = section.firstField
      if section.group >= 0 {
        layer.forEachValue(of: plan.groups[section.group]) { add(first + $0, $1, $2) }
        continue
      }
      for index in first..<section.endOfFields {
        layer.forEachValue(of: readers[index]) { value, range in add(index, value, range) }
      }
    }
    link(plan)
  }

  mutating func add(_ field: Int, _ value: FieldValue, _ range: Range<Int>) {
    let key = Self.key(field, range.lowerBound)
    if key < lastKey { isInOrder = false }
    lastKey = key
    let (kind, high, low) = take(value)
    nodes.append(
      Node(
        field: Int32(truncatingIfNeeded: field), kind: kind,
        start: UInt32(truncatingIfNeeded: range.lowerBound),
        end: UInt32(truncatingIfNeeded: range.upperBound), high: high, low: low))
  }

  /// Where it starts, then its place in the declaration; room for which of its values it is.
  private static func key(_ field: Int, _ start: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: start) << 40 | UInt64(truncatingIfNeeded: field & 0xffff) << 24
  }

  @inline(__always)
  private mutating func take(_ value: FieldValue) -> (Kind, high: UInt64, low: UInt64) {
    switch value {
    case .unsigned(let number): return (.unsigned, 0, number)
    case .signed(let number): return (.signed, 0, UInt64(bitPattern: number))
    case .boolean(let flag): return (.boolean, 0, flag ? 1 : 0)
    case .mac(let address): return (.mac, 0, address.rawValue)
    case .ipv4(let address): return (.ipv4, 0, UInt64(address.rawValue))
    case .ipv6(let address): return (.ipv6, address.high, address.low)
    case .double(let number): return (.double, 0, number.bitPattern)
    case .time(let time):
      return (.time, UInt64(bitPattern: time.seconds), UInt64(time.nanoseconds))
    case .duration(let duration):
      let (seconds, attoseconds) = duration.components
      return (.duration, UInt64(bitPattern: seconds), UInt64(bitPattern: attoseconds))
    case .bytes: return (.bytes, 0, 0)
    case .text: return (.text, 0, 0)
    case .string(let text):
      strings.append(text)
      return (.string, 0, UInt64(strings.count - 1))
    case .present: return (.present, 0, 0)
    }
  }

  /// The value of a node.
  func value(of node: Node) -> FieldValue {
    switch node.kind {
    case .unsigned: .unsigned(node.low)
    case .signed: .signed(Int64(bitPattern: node.low))
    case .boolean: .boolean(node.low != 0)
    case .mac: .mac(MACAddress(rawValue: node.low))
    case .ipv4: .ipv4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: node.low)))
    case .ipv6: .ipv6(IPv6Address(high: node.high, low: node.low))
    case .double: .double(Double(bitPattern: node.low))
    case .time: .time(node.time)
    case .duration: .duration(node.duration)
    case .bytes: .bytes
    case .text: .text
    case .string: .string(strings[Int(truncatingIfNeeded: node.low)])
    case .present: .present
    }
  }
}

extension LayerTree.Node {
  var time: Timestamp {
    Timestamp(
      seconds: Int64(bitPattern: high), nanoseconds: UInt32(truncatingIfNeeded: low))
  }

  var duration: Duration {
    Duration(
      secondsComponent: Int64(bitPattern: high), attosecondsComponent: Int64(bitPattern: low))
  }
}

// MARK: What stands under what

extension LayerTree {
  /// Links the nodes in the order in which they were added, none under another.
  mutating func linkFlat() {
    guard !nodes.isEmpty else { return }
    first = 0
    var nodes = nodes.mutableSpan
    for index in 0..<nodes.count - 1 { nodes[index].next = Int32(truncatingIfNeeded: index + 1) }
  }

  private mutating func link(_ plan: ProtocolPlan) {
    guard !nodes.isEmpty else { return }
    if !isInOrder { sort() }
    var linker = Linker()
    let (allLinks, allParents, order, isInOrder) = (plan.links, plan.parents, order, isInOrder)
    let links = allLinks.span
    let parents = allParents.span
    let places = order.span
    var nodes = nodes.mutableSpan
    for index in 0..<nodes.count {
      let place = isInOrder ? index : Int(truncatingIfNeeded: places[index] & 0xff_ffff)
      linker.take(place, &nodes, links, parents)
    }
    first = linker.first
  }

  /// By first byte, then as declared. A header's fields are nearly in order.
  private mutating func sort() {
    order.removeAll(keepingCapacity: true)
    for index in nodes.indices {
      let node = nodes[index]
      order.append(Self.key(Int(node.field), Int(node.start)) | UInt64(index & 0xff_ffff))
    }
    guard order.count <= 64 else { return order.sort() }
    var order = order.mutableSpan
    for index in 1..<order.count {
      let key = order[index]
      var place = index
      while place > 0, order[place - 1] > key {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = key
    }
  }

  /// Takes the nodes in the order in which they are shown.
  private struct Linker {
    private(set) var first: Int32 = -1
    private var last: Int32 = -1
    /// Those whose bytes the next may stand in, the outermost first.
    private var open = [64 of Int32](repeating: 0)
    private var depth = 0

    @inline(__always)
    mutating func take(
      _ index: Int, _ nodes: inout MutableSpan<Node>, _ links: Span<ProtocolPlan.Link>,
      _ parents: Span<Int32>
    ) {
      let node = nodes[index]
      while depth > 0 {
        let end = nodes[Int(open[depth - 1])].end
        guard end < node.end || node.start >= end && node.start != node.end else { break }
        depth -= 1
      }
      let link = links[Int(node.field)]
      append(index, under: depth == 0 ? -1 : parent(of: node, link, nodes, links, parents), &nodes)
      if link.mayHaveParts, depth < LayerTree.maximumDepth {
        open[depth] = Int32(truncatingIfNeeded: index)
        depth += 1
      }
    }

    private func parent(
      of node: Node, _ link: ProtocolPlan.Link, _ nodes: borrowing MutableSpan<Node>,
      _ links: Span<ProtocolPlan.Link>, _ parents: Span<Int32>
    ) -> Int {
      var place = depth
      while place > 0 {
        place -= 1
        let candidate = Int(open[place])
        let other = nodes[candidate]
        let otherLink = links[Int(other.field)]
        if otherLink.hasParts,
          otherLink.sameName != link.sameName || other.start != node.start
            || other.end != node.end
        {
          return candidate
        }
        for index in link.parents.range where parents[index] == otherLink.sameName {
          return candidate
        }
      }
      return -1
    }

    @inline(__always)
    private mutating func append(
      _ index: Int, under parent: Int, _ nodes: inout MutableSpan<Node>
    ) {
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
  }
}
