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
  /// What ``Section/condition`` and ``Section/group`` refer to; apart, so that a look at a section
  /// counts no references.
  let conditions: [AnyFieldCondition]
  let groups: [AnyFieldGroup]
  /// Which fields can be under which, for each field.
  let links: [Link]
  /// What stands before the fields' values in JSON, one after the other: ``Link/flatStart`` and
  /// ``Link/nestedStart`` say where.
  let jsonStarts: [UInt8]
  /// The layer's name at the start of a line of JSON: `"ip"`.
  let jsonName: [UInt8]
  /// What a field's key begins with in lines: `"ip_`.
  let lineStart: [UInt8]
  /// What ``Link/parents`` refers to: fields whose name begins another's.
  let parents: [Int32]

  /// Fields that are read, or not, together.
  struct Section: BitwiseCopyable, Sendable {
    /// In the plan's lists; -1 for none.
    var condition = -1
    var group = -1
    var firstField: Int
    var endOfFields: Int
  }

  /// A range of something that belongs to a plan.
  struct Place: BitwiseCopyable, Sendable {
    let start: Int32
    let end: Int32

    init(_ range: Range<Int>) {
      start = Int32(truncatingIfNeeded: range.lowerBound)
      end = Int32(truncatingIfNeeded: range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Swift.max(Int(start), Int(end)) }
  }

  /// A field's place among others, and how its values are written; refers to nothing, so that a look
  /// at it retains nothing.
  struct Link: BitwiseCopyable, Sendable {
    /// The first field of the protocol that has the same name.
    var sameName: Int32
    var hasParts: Bool
    /// Whether other fields can be under it.
    var mayHaveParts: Bool
    var numberForm: NumberForm
    /// In the plan's ``ProtocolPlan/parents``.
    var parents: Place
    /// `"ip.src": "`, after a comma and at the start of a line, in ``ProtocolPlan/jsonStarts``.
    var flatStart = Place(0..<0)
    /// The same, one deeper.
    var nestedStart = Place(0..<0)
  }

  /// How numbers are written.
  enum NumberForm: BitwiseCopyable, Sendable {
    case decimal
    case hexadecimal(digits: UInt8)
    /// As the field's type says.
    case other
  }

  convenience init(_ entry: DissectorTable.Entry) {
    let fields = entry.fields
    self.init(
      entry.id, entry.title, fields.map { PlannedField($0) }, fields.map(\.reader),
      Sections(fields))
  }

  init(
    _ id: ProtocolID, _ title: String, _ fields: [PlannedField], _ readers: [FieldReader] = [],
    _ sections: Sections = Sections([])
  ) {
    self.id = id
    self.title = title
    self.fields = fields
    self.readers = readers
    self.sections = sections.all
    conditions = sections.conditions
    groups = sections.groups
    jsonName = Array("        \"\(id)\"".utf8)
    lineStart = Array("\"\(id)_".utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 })
    let (links, parents) = Self.links(of: fields)
    self.parents = parents
    (jsonStarts, self.links) = Self.jsonStarts(of: fields, links)
  }

  struct Sections {
    private(set) var all: [Section] = []
    private(set) var conditions: [AnyFieldCondition] = []
    private(set) var groups: [AnyFieldGroup] = []

    init(_ fields: [AnyField]) {
      for (index, field) in fields.enumerated() {
        let previous = index > 0 ? fields[index - 1] : nil
        if let previous, previous.condition?.id == field.condition?.id,
          previous.group?.id == field.group?.id
        {
          all[all.count - 1].endOfFields = index + 1
        } else {
          add(field, index)
        }
      }
    }

    private mutating func add(_ field: AnyField, _ index: Int) {
      var section = Section(firstField: index, endOfFields: index + 1)
      if let condition = field.condition {
        section.condition = conditions.count
        conditions.append(condition)
      }
      if let group = field.group {
        section.group = groups.count
        groups.append(group)
      }
      all.append(section)
    }
  }

  private static func jsonStarts(
    of fields: [PlannedField], _ links: [Link]
  ) -> ([UInt8], [Link]) {
    var text: [UInt8] = []
    text.reserveCapacity(fields.count * 90)
    var links = links
    for (index, field) in fields.enumerated() {
      links[index].flatStart = text.append(start: field.name, depth: 0)
      links[index].nestedStart = text.append(start: field.name, depth: 1)
    }
    // So that also the last can be copied in pieces.
    text += repeatElement(0, count: 16)
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
        field.name.forEachDottedPrefix { prefix in
          if let place = first[prefix] { parents.append(Int32(place)) }
        }
      }
      return Link(
        sameName: Int32(first[field.name] ?? index), hasParts: field.hasParts,
        mayHaveParts: field.hasParts, numberForm: NumberForm(field.type),
        parents: Place(start..<parents.count))
    }
    for parent in parents { links[Int(parent)].mayHaveParts = true }
    // Fields of one name are one.
    for index in links.indices where links[Int(links[index].sameName)].mayHaveParts {
      links[index].mayHaveParts = true
    }
    return (links, parents)
  }
}

extension ProtocolPlan.NumberForm {
  init(_ type: FieldType) {
    switch type {
    case .unsigned(_, .decimal): self = .decimal
    case .unsigned(let bits, .hexadecimal):
      self = .hexadecimal(digits: UInt8(clamping: (bits + 7) / 8 * 2))
    default: self = .other
    }
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

  init(_ field: AnyField) {
    self.init(
      name: field.name, label: field.label, type: field.type, names: field.names,
      mask: field.mask, isHidden: field.isHidden, isGenerated: field.isGenerated,
      hasParts: field.hasParts)
  }

  init(_ field: FrameField) {
    self.init(
      name: field.name, label: field.label, type: field.type, names: nil, mask: nil,
      isHidden: false, isGenerated: false, hasParts: false)
  }

  private init(
    name: String, label: String, type: FieldType, names: ValueNames?, mask: UInt64?,
    isHidden: Bool, isGenerated: Bool, hasParts: Bool
  ) {
    self.name = name
    self.label = label
    self.type = type
    self.names = names
    self.mask = mask
    self.isHidden = isHidden
    self.isGenerated = isGenerated
    self.hasParts = hasParts
  }
}

extension [UInt8] {
  /// - Returns: Where it stands.
  fileprivate mutating func append(start name: String, depth: Int) -> ProtocolPlan.Place {
    let start = count
    self += JSONLayer.lineStart(depth)
    append(UInt8(ascii: "\""))
    append(name)
    self += JSONLayer.valueStart
    return ProtocolPlan.Place(start..<count)
  }
}

extension String {
  /// `a.b` and `a` of `a.b.c`.
  fileprivate func forEachDottedPrefix(_ body: (String) -> Void) {
    var index = utf8.endIndex
    while index > utf8.startIndex {
      index = utf8.index(before: index)
      if utf8[index] == UInt8(ascii: ".") { body(String(self[..<index])) }
    }
  }
}
