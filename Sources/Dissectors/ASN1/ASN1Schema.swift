import PacketCore

/// The types of a protocol that is specified in ASN.1, laid out flat: from them come its fields, and
/// walks over its messages.
struct ASN1Schema: Sendable {
  private enum Body: Sendable {
    case primitive
    case sequence([Member])
    case list(Int)
    case choice([Member])
    case encapsulated(Int)
    case selected([Int64: Int])
    case reference(Int)
  }

  private struct Member: Sendable {
    var tag: BERTag?
    var isExplicit: Bool
    var isSelecting: Bool
    var number: UInt64
    var type: Int
  }

  private struct Node: Sendable {
    var tag: BERTag?
    /// Places in ``shown`` and what their values are.
    var fields: [(field: Int, value: ASN1Type.Value)]
    var body: Body
  }

  /// Takes an element that a field shows.
  typealias Visit = (Int, ASN1Type.Value, UInt64, BERElement, borrowing BERReader) -> Void

  private var nodes: [Node] = []
  /// One for each name, in order of appearance.
  private(set) var shown: [ASN1Type.Shown] = []
  private var names: [String: Int] = [:]
  private var references: [String: Int] = [:]

  /// - Parameter definitions: The types that others refer to, and those where a walk starts.
  init(_ definitions: [(name: String, type: ASN1Type)]) {
    for definition in definitions {
      references[definition.name] = nodes.count
      nodes.append(Node(tag: nil, fields: [], body: .primitive))
    }
    for definition in definitions {
      if let index = references[definition.name] { nodes[index] = node(definition.type) }
    }
  }

  private mutating func add(_ type: ASN1Type) -> Int {
    let made = node(type)
    nodes.append(made)
    return nodes.count - 1
  }

  private mutating func node(_ type: ASN1Type) -> Node {
    var fields: [(field: Int, value: ASN1Type.Value)] = []
    for field in type.shown {
      let index = names[field.name] ?? shown.count
      if index == shown.count {
        names[field.name] = index
        shown.append(field)
      }
      fields.append((index, field.value))
    }
    return Node(tag: type.tag, fields: fields, body: body(type.body))
  }

  private mutating func body(_ body: ASN1Type.Body) -> Body {
    switch body {
    case .primitive: return .primitive
    case .sequence(let members): return .sequence(flat(members))
    case .choice(let members): return .choice(flat(members))
    case .list(let type): return .list(add(type))
    case .encapsulated(let type): return .encapsulated(add(type))
    case .selected(let types):
      var places: [Int64: Int] = [:]
      for number in types.keys.sorted() {
        if let type = types[number] { places[number] = add(type) }
      }
      return .selected(places)
    case .reference(let name): return references[name].map { .reference($0) } ?? .primitive
    }
  }

  private mutating func flat(_ members: [ASN1Type.Member]) -> [Member] {
    members.map { member in
      Member(
        tag: member.tag, isExplicit: member.isExplicit, isSelecting: member.isSelecting,
        number: member.number, type: add(member.type))
    }
  }

  /// The place of a field in ``shown``.
  func field(_ name: String) -> Int { names[name] ?? -1 }
}

extension ASN1Schema {
  /// Visits the elements of a message that fields show, in their order.
  ///
  /// Bounded by the reader: each step takes bytes, and nesting ends at its limit.
  ///
  /// - Parameter start: The name of the message's type.
  func walk(_ start: String, _ element: BERElement, _ reader: borrowing BERReader, visit: Visit) {
    if let index = references[start] { walk(index, element, reader, nil, visit) }
  }

  private func walk(
    _ index: Int, _ element: BERElement, _ reader: borrowing BERReader, _ selector: Int64?,
    _ visit: Visit
  ) {
    let node = nodes[index]
    switch node.body {
    case .reference(let target): walk(target, element, reader, selector, visit)
    case .primitive: show(node, element, reader, visit)
    case .sequence(let members):
      show(node, element, reader, visit)
      walk(members, element, reader, visit)
    case .list(let type):
      show(node, element, reader, visit)
      var parts = reader.contents(of: element)
      while let part = parts.next() { walk(type, part, parts, nil, visit) }
    case .choice(let members):
      guard let member = members.first(where: { matches($0, element.tag) }) else { return }
      for field in node.fields { visit(field.field, field.value, member.number, element, reader) }
      walk(member, element, reader, nil, visit)
    case .encapsulated(let type):
      show(node, element, reader, visit)
      var parts = reader.encapsulated(in: element)
      if let part = parts.next() { walk(type, part, parts, nil, visit) }
    case .selected(let types):
      show(node, element, reader, visit)
      guard let selector, let type = types[selector] else { return }
      // A type without a tag is what the octets are; one with a tag is an element in them.
      if nodes[type].tag == nil, case .primitive = nodes[type].body {
        return show(nodes[type], element, reader, visit)
      }
      var parts = reader.encapsulated(in: element)
      if let part = parts.next() { walk(type, part, parts, nil, visit) }
    }
  }

  private func show(
    _ node: Node, _ element: BERElement, _ reader: borrowing BERReader, _ visit: Visit
  ) {
    for field in node.fields { visit(field.field, field.value, 0, element, reader) }
  }

  private func walk(
    _ members: [Member], _ element: BERElement, _ reader: borrowing BERReader, _ visit: Visit
  ) {
    var parts = reader.contents(of: element)
    var next = 0
    var selector: Int64?
    while let part = parts.next() {
      var place = next
      while place < members.count, !matches(members[place], part.tag) { place += 1 }
      guard place < members.count else { continue }
      next = place + 1
      if members[place].isSelecting {
        var inner = parts.contents(of: part)
        let number = members[place].isExplicit ? inner.next() : part
        selector = number.flatMap { parts.integer($0) }
      }
      walk(members[place], part, parts, selector, visit)
    }
  }

  private func walk(
    _ member: Member, _ element: BERElement, _ reader: borrowing BERReader, _ selector: Int64?,
    _ visit: Visit
  ) {
    guard member.isExplicit else { return walk(member.type, element, reader, selector, visit) }
    var inner = reader.contents(of: element)
    if let element = inner.next() { walk(member.type, element, inner, selector, visit) }
  }

  private func matches(_ member: Member, _ tag: BERTag) -> Bool {
    guard let own = member.tag else { return matches(member.type, tag, depth: 0) }
    return own.tagClass == tag.tagClass && own.number == tag.number
  }

  private func matches(_ type: Int, _ tag: BERTag, depth: Int) -> Bool {
    let node = nodes[type]
    if let own = node.tag { return own.tagClass == tag.tagClass && own.number == tag.number }
    switch node.body {
    case .choice(let members): return members.contains { matches($0, tag) }
    case .reference(let target): return depth < 8 && matches(target, tag, depth: depth + 1)
    default: return true
    }
  }
}
