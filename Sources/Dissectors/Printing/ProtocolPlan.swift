import PacketCore

/// What printing a protocol's fields takes, made once.
final class ProtocolPlan: Sendable {
  let id: ProtocolID
  let title: String
  let fields: [PlannedField]
  /// What reads each field; empty for what the capture knows of a packet.
  let readers: [FieldReader]
  /// All fields in order, those that share a condition together.
  let sections: [Section]
  /// Which fields can be under which, for each field.
  let links: [Link]
  /// What stands before the fields' values in JSON, one after the other: ``Link/flatStart`` and
  /// ``Link/nestedStart`` say where.
  let jsonStarts: [UInt8]
  /// What ``Link/parents`` refers to: fields whose name begins another's.
  let parents: [Int32]

  /// Fields that are read, or not, together.
  struct Section: Sendable {
    let condition: AnyFieldCondition?
    let group: AnyFieldGroup?
    var fields: Range<Int>
  }

  /// A field's place among others; refers to nothing, so that a look at it retains nothing.
  struct Link: Sendable {
    /// The first field of the protocol that has the same name.
    var sameName: Int32
    var hasParts: Bool
    /// Whether other fields can be under it.
    var mayHaveParts: Bool
    /// In the plan's ``ProtocolPlan/parents``.
    var parents: Range<Int>
    /// `"ip.src": "`, after a comma and at the start of a line, in ``ProtocolPlan/jsonStarts``.
    var flatStart = 0..<0
    /// The same, one deeper.
    var nestedStart = 0..<0
  }

  convenience init(_ entry: DissectorTable.Entry) {
    let fields = entry.fields
    var sections: [Section] = []
    for (index, field) in fields.enumerated() {
      if let last = sections.last, last.condition?.id == field.condition?.id,
        last.group?.id == field.group?.id
      {
        sections[sections.count - 1].fields = last.fields.lowerBound..<index + 1
      } else {
        sections.append(
          Section(condition: field.condition, group: field.group, fields: index..<index + 1))
      }
    }
    self.init(
      entry.id, entry.title, fields.map { PlannedField($0) }, fields.map(\.reader), sections)
  }

  init(
    _ id: ProtocolID, _ title: String, _ fields: [PlannedField], _ readers: [FieldReader] = [],
    _ sections: [Section] = []
  ) {
    self.id = id
    self.title = title
    self.fields = fields
    self.readers = readers
    self.sections = sections
    let (links, parents) = Self.links(of: fields)
    self.parents = parents
    (jsonStarts, self.links) = Self.jsonStarts(of: fields, links)
  }

  private static func jsonStarts(
    of fields: [PlannedField], _ links: [Link]
  ) -> ([UInt8], [Link]) {
    var text: [UInt8] = []
    var links = links
    for (index, field) in fields.enumerated() {
      links[index].flatStart = text.append(start: field.jsonName, depth: 0)
      links[index].nestedStart = text.append(start: field.jsonName, depth: 1)
    }
    return (text, links)
  }

  private static func links(of fields: [PlannedField]) -> ([Link], [Int32]) {
    var first: [String: Int] = [:]
    for (index, field) in fields.enumerated() where first[field.name] == nil {
      first[field.name] = index
    }
    var parents: [Int32] = []
    var links = fields.enumerated().map { index, field in
      let start = parents.count
      // A checksum's status stands beside it.
      if !field.name.hasSuffix(".checksum.status") {
        parents += field.name.dottedPrefixes.compactMap { first[$0].map { Int32($0) } }
      }
      return Link(
        sameName: Int32(first[field.name] ?? index), hasParts: field.hasParts,
        mayHaveParts: field.hasParts, parents: start..<parents.count)
    }
    for parent in parents { links[Int(parent)].mayHaveParts = true }
    // Fields of one name are one.
    for index in links.indices where links[Int(links[index].sameName)].mayHaveParts {
      links[index].mayHaveParts = true
    }
    return (links, parents)
  }
}

/// A field as it is printed.
struct PlannedField: Sendable {
  let name: String
  let label: String
  let type: FieldType
  let names: ValueNames?
  let mask: UInt64?
  let isHidden: Bool
  let isGenerated: Bool
  let hasParts: Bool
  /// `"ip.src`
  let jsonName: [UInt8]
  /// `"ip_ip_src":`
  let lineKey: [UInt8]

  init(_ field: AnyField) {
    self.init(
      name: field.name, label: field.label, type: field.type, names: field.names,
      mask: field.mask, isHidden: field.isHidden, isGenerated: field.isGenerated,
      hasParts: field.hasParts, protocolName: field.protocolID.description)
  }

  init(_ field: FrameField) {
    self.init(
      name: field.name, label: field.label, type: field.type, names: nil, mask: nil,
      isHidden: false, isGenerated: false, hasParts: false, protocolName: "frame")
  }

  private init(
    name: String, label: String, type: FieldType, names: ValueNames?, mask: UInt64?,
    isHidden: Bool, isGenerated: Bool, hasParts: Bool, protocolName: String
  ) {
    self.name = name
    self.label = label
    self.type = type
    self.names = names
    self.mask = mask
    self.isHidden = isHidden
    self.isGenerated = isGenerated
    self.hasParts = hasParts
    jsonName = Array("\"\(name)".utf8)
    lineKey = Array("\"\(protocolName)_\(name)\":".utf8.map { $0 == 46 ? 95 : $0 })
  }
}

extension [UInt8] {
  /// - Returns: Where it stands.
  fileprivate mutating func append(start name: [UInt8], depth: Int) -> Range<Int> {
    let start = count
    self += PacketJSON.lineStart(depth) + name + PacketJSON.valueStart
    return start..<count
  }
}

extension String {
  /// `a.b` and `a` of `a.b.c`.
  fileprivate var dottedPrefixes: [String] {
    var prefixes: [String] = []
    var rest = self[...]
    while let dot = rest.lastIndex(of: ".") {
      rest = rest[..<dot]
      prefixes.append(String(rest))
    }
    return prefixes
  }
}
