import PacketCore

/// A type of an ASN.1 specification: which fields show an element of it, and what stands in it.
///
/// Protocols that are written down in ASN.1 are declared with these, as in their specification; an
/// ``ASN1Schema`` makes their fields of them.
struct ASN1Type: Sendable {
  /// What of an element is a field's value.
  enum Value: Sendable {
    /// The contents, as the field's type says.
    case contents
    /// Contents without the byte that says how many bits of a bit string are unused.
    case bits
    /// One bit of a bit string, counted from its first.
    case bit(Int)
    /// How many elements are in it.
    case count
    /// The number of the alternative taken.
    case alternative
    case present
    case objectIdentifier
    case time
  }

  struct Shown: Sendable {
    var name: String
    var label: String
    var type: FieldType
    var value: Value
    var names: ValueNames?
  }

  indirect enum Body: Sendable {
    case primitive
    /// Members in their order, each of them optional; elements that are no member are passed over.
    case sequence([Member])
    case list(ASN1Type)
    case choice([Member])
    /// The contents are an element themselves.
    case encapsulated(ASN1Type)
    /// The contents are an element of the type that the sequence's selecting member names.
    case selected([Int64: ASN1Type])
    /// A type that is defined once under a name, so that types may be in themselves.
    case reference(String)
  }

  struct Member: Sendable {
    var tag: BERTag?
    var isExplicit = false
    /// Whether its number tells what a member after it is.
    var isSelecting = false
    /// As a choice counts it.
    var number: UInt64 = 0
    var type: ASN1Type
  }

  /// The tag without another before it; nil for a choice or a reference, and for any.
  var tag: BERTag?
  var shown: [Shown] = []
  var body: Body = .primitive
}

extension ASN1Type {
  private static func leaf(
    _ tag: BERTag, _ name: String?, _ label: String, _ type: FieldType, _ value: Value = .contents,
    names: ValueNames? = nil, body: Body = .primitive
  ) -> ASN1Type {
    let shown = name.map { [Shown(name: $0, label: label, type: type, value: value, names: names)] }
    return ASN1Type(tag: tag, shown: shown ?? [], body: body)
  }

  static func number(
    _ name: String?, _ label: String = "", _ type: FieldType = .decimal(32),
    names: ValueNames? = nil, tag: BERTag = .integer
  ) -> ASN1Type {
    leaf(tag, name, label, type, names: names)
  }

  static func enumerated(_ name: String, _ label: String, names: ValueNames? = nil) -> ASN1Type {
    leaf(.enumerated, name, label, .decimal(32), names: names)
  }

  static func flag(_ name: String, _ label: String) -> ASN1Type {
    leaf(.boolean, name, label, .boolean)
  }

  static func octets(
    _ name: String?, _ label: String = "", tag: BERTag = .octetString, body: Body = .primitive
  ) -> ASN1Type {
    leaf(tag, name, label, .bytes, body: body)
  }

  static func text(_ name: String?, _ label: String = "", tag: BERTag = .octetString) -> ASN1Type {
    leaf(tag, name, label, .text)
  }

  static func objectIdentifier(_ name: String, _ label: String) -> ASN1Type {
    leaf(.objectIdentifier, name, label, .text, .objectIdentifier)
  }

  static func null(_ name: String?, _ label: String = "") -> ASN1Type {
    leaf(.null, name, label, .heading, .present)
  }

  static func time(_ name: String, _ label: String) -> ASN1Type {
    leaf(.generalizedTime, name, label, .absoluteTime, .time)
  }

  /// A bit string; its bits' names after `group`, in their order, nil for one that is not shown.
  static func bits(
    _ name: String, _ label: String, group: String = "",
    _ flags: [(name: String, label: String)?] = []
  ) -> ASN1Type {
    var type = leaf(.bitString, name, label, .bytes, .bits)
    for (index, flag) in flags.enumerated() {
      guard let flag else { continue }
      type.shown.append(
        Shown(
          name: group + flag.name, label: flag.label, type: .boolean, value: .bit(index),
          names: nil))
    }
    return type
  }

  static func sequence(_ name: String?, _ label: String, _ members: [Member]) -> ASN1Type {
    leaf(.sequence, name, label, .heading, .present, body: .sequence(members))
  }

  static func list(
    _ name: String?, _ label: String = "", of type: ASN1Type, tag: BERTag = .sequence
  ) -> ASN1Type {
    leaf(tag, name, label, .decimal(32), .count, body: .list(type))
  }

  static func choice(
    _ name: String?, _ label: String, names: ValueNames? = nil, _ members: [Member]
  ) -> ASN1Type {
    var type = leaf(.null, name, label, .decimal(32), .alternative, names: names)
    type.tag = nil
    type.body = .choice(members)
    return type
  }

  static func reference(_ name: String) -> ASN1Type { ASN1Type(tag: nil, body: .reference(name)) }

  /// This type behind a tag of its own, which an element of it wears inside out.
  func explicitly(_ tag: BERTag) -> ASN1Type {
    ASN1Type(tag: tag, body: .sequence([.plain(self)]))
  }
}

extension ASN1Type.Member {
  static func plain(
    _ type: ASN1Type, selecting: Bool = false, number: UInt64 = 0
  ) -> Self {
    Self(tag: nil, isSelecting: selecting, number: number, type: type)
  }

  /// `[tag] IMPLICIT`; a choice counts it by its tag when `number` is not given.
  static func implicit(_ tag: UInt32, _ type: ASN1Type, number: UInt64? = nil) -> Self {
    Self(tag: .context(tag, isConstructed: false), number: number ?? UInt64(tag), type: type)
  }

  /// `[tag] EXPLICIT`.
  static func explicit(
    _ tag: UInt32, _ type: ASN1Type, selecting: Bool = false, number: UInt64? = nil
  ) -> Self {
    Self(
      tag: .context(tag), isExplicit: true, isSelecting: selecting, number: number ?? UInt64(tag),
      type: type)
  }

  /// `[APPLICATION tag] IMPLICIT`.
  static func application(_ tag: UInt32, _ type: ASN1Type, number: UInt64? = nil) -> Self {
    Self(tag: .application(tag, isConstructed: false), number: number ?? UInt64(tag), type: type)
  }

  /// `[APPLICATION tag] EXPLICIT`.
  static func applicationExplicit(_ tag: UInt32, _ type: ASN1Type) -> Self {
    Self(tag: .application(tag), isExplicit: true, number: UInt64(tag), type: type)
  }
}
