import PacketCore

/// What printing a protocol's fields takes, made once.
struct ProtocolPlan: Sendable {
  let id: ProtocolID
  let title: String
  let fields: [PlannedField]
  /// What reads each field; empty for what the capture knows of a packet.
  let readers: [FieldReader]

  init(_ entry: DissectorTable.Entry) {
    self.init(
      entry.id, entry.title, entry.fields.map { PlannedField($0) }, entry.fields.map(\.reader))
  }

  init(
    _ id: ProtocolID, _ title: String, _ fields: [PlannedField], _ readers: [FieldReader] = []
  ) {
    self.id = id
    self.readers = readers
    self.title = title
    var fields = fields
    var first: [String: Int] = [:]
    for (index, field) in fields.enumerated() where first[field.name] == nil {
      first[field.name] = index
    }
    for index in fields.indices {
      fields[index].sameName = first[fields[index].name] ?? index
      // A checksum's status stands beside it.
      if fields[index].name.hasSuffix(".checksum.status") { continue }
      for prefix in fields[index].name.dottedPrefixes {
        guard let parent = first[prefix] else { continue }
        fields[index].parents.append(parent)
        fields[parent].mayHaveParts = true
      }
    }
    // Fields of one name are one.
    for index in fields.indices where fields[fields[index].sameName].mayHaveParts {
      fields[index].mayHaveParts = true
    }
    self.fields = fields
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
  /// `"ip.src": `
  let jsonKey: [UInt8]
  /// `"ip_ip_src":`
  let lineKey: [UInt8]
  /// The first field of the protocol that has the same name.
  fileprivate(set) var sameName = 0
  /// Fields whose name begins this one's.
  fileprivate(set) var parents: [Int] = []
  /// Whether other fields can be under it.
  fileprivate(set) var mayHaveParts: Bool

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
    jsonKey = Array("\"\(name)\": ".utf8)
    lineKey = Array("\"\(protocolName)_\(name)\":".utf8.map { $0 == 46 ? 95 : $0 })
    mayHaveParts = hasParts
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
