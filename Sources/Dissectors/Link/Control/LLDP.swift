public import PacketCore

/// A Link Layer Discovery Protocol data unit (IEEE Std 802.1AB-2016 §9): what a station tells its
/// neighbour of itself, as a list of values with type and length.
///
///     +----------------+------------------+---------------------------------+
///     | Type, 7 bits   | Length, 9 bits   | Value, 0 to 511 bytes           |
///     +----------------+------------------+---------------------------------+
public struct LLDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "lldp"
  public static var title: String { "Link Layer Discovery Protocol" }
  public static var bindings: [Binding] { [.etherType(0x88cc)] }

  /// Size of a value's type and length, in bytes.
  public static var headerLength: Int { 2 }

  /// The unit as captured, with the padding of its frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Seconds for which the neighbour keeps what it is told; nil without such a value.
  public var timeToLive: UInt16? {
    guard let range = value(of: .timeToLive), range.count >= 2 else { return nil }
    return bytes.bigEndian(UInt16.self, at: range.lowerBound)
  }

  /// The station's name; nil without such a value.
  public var systemName: String? {
    guard let range = value(of: .systemName) else { return nil }
    return String(
      decoding: bytes.slice(from: range.lowerBound, count: range.count).copied(), as: UTF8.self)
  }

  /// Where the first value of a type stands, without type and length.
  private func value(of kind: Kind) -> Range<Int>? {
    var values = values
    while let value = values.next() {
      if value.kind == kind { return value.range }
    }
    return nil
  }

  /// The values one by one, up to the end of the unit.
  public var values: Values {
    @_lifetime(copy self)
    get { Values(bytes) }
  }

  /// Where a value stands.
  public struct Value: Hashable, Sendable {
    public var kind: Kind
    /// Place of the value, counted from the unit's start, without type and length.
    public var range: Range<Int>
  }

  /// Goes through the values.
  public struct Values: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next value; nil after the end of the unit, and where one is cut short.
    @_lifetime(self: copy self)
    public mutating func next() -> Value? {
      guard bytes.has(2, at: offset) else { return nil }
      let word = bytes.bigEndian(UInt16.self, at: offset)
      let start = offset + 2
      let length = Int(word & 0x1ff)
      guard bytes.has(length, at: start) else { return nil }
      let kind = Kind(rawValue: UInt8(word >> 9))
      offset = kind == .end ? bytes.byteCount : start + length
      return Value(kind: kind, range: start..<start + length)
    }
  }

  /// A value's type (§8.4).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var end: Kind { Kind(rawValue: 0) }
    public static var chassisIdentifier: Kind { Kind(rawValue: 1) }
    public static var portIdentifier: Kind { Kind(rawValue: 2) }
    public static var timeToLive: Kind { Kind(rawValue: 3) }
    public static var portDescription: Kind { Kind(rawValue: 4) }
    public static var systemName: Kind { Kind(rawValue: 5) }
    public static var systemDescription: Kind { Kind(rawValue: 6) }
    public static var systemCapabilities: Kind { Kind(rawValue: 7) }
    public static var managementAddress: Kind { Kind(rawValue: 8) }
    public static var organizational: Kind { Kind(rawValue: 127) }
  }
}

extension LLDP: PartedView {
  enum Part: Hashable {
    case any
    /// A value of a type, with type and length.
    case value(UInt8)
    /// A chassis or port identifier of a subtype, from its subtype on.
    case chassis(UInt8), port(UInt8)
    /// A chassis or port that is named by a network address of a family, from the family on.
    case chassisAddress(UInt8), portAddress(UInt8), networkAddress
    /// A management address: the address by its family, the interface, the object identifier.
    case managementAddress(UInt8), managementInterface, managementObject
    /// What an organization defines, by organization and subtype, with type and length.
    case organizational, organization(UInt32), defined(UInt32, UInt8)
    /// A row of a priority table (802.1Q).
    case application
  }

  static let ieee8021: UInt32 = 0x0080c2
  static let ieee8023: UInt32 = 0x00120f
  static let media: UInt32 = 0x0012bb
  static let profinet: UInt32 = 0x000ecf
  static let iana: UInt32 = 0x00005e

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    var values = values
    while let value = values.next() {
      let whole = value.range.lowerBound - 2..<value.range.upperBound
      body(.any, whole)
      body(.value(value.kind.rawValue), whole)
      switch value.kind {
      case .chassisIdentifier:
        forIdentifier(value.range, isChassis: true, body)
      case .portIdentifier:
        forIdentifier(value.range, isChassis: false, body)
      case .managementAddress: forManagementAddress(value.range, body)
      case .organizational where value.range.count >= 4: forOrganization(whole, body)
      default: break
      }
    }
  }

  private func forIdentifier(
    _ range: Range<Int>, isChassis: Bool, _ body: (Part, Range<Int>) -> Void
  ) {
    guard range.count >= 2 else { return }
    let subtype = bytes.byte(at: range.lowerBound)
    body(isChassis ? .chassis(subtype) : .port(subtype), range)
    guard subtype == (isChassis ? 5 : 4) else { return }
    let family = bytes.byte(at: range.lowerBound + 1)
    let rest = range.lowerBound + 1..<range.upperBound
    body(.networkAddress, rest)
    body(isChassis ? .chassisAddress(family) : .portAddress(family), rest)
  }

  private func forManagementAddress(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let length = Int(bytes.byte(at: range.lowerBound))
    let start = range.lowerBound + 1
    guard length > 0, start + length + 6 <= range.upperBound else { return }
    body(.managementAddress(bytes.byte(at: start)), start..<start + length)
    body(.managementInterface, start + length..<range.upperBound)
    let objectLength = Int(bytes.byte(at: start + length + 5))
    let object = start + length + 6
    if objectLength > 0, object + objectLength <= range.upperBound {
      body(.managementObject, object..<object + objectLength)
    }
  }

  private func forOrganization(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let organization = bytes.bigEndian(UInt32.self, at: range.lowerBound + 2) >> 8
    let subtype = bytes.byte(at: range.lowerBound + 5)
    body(.organizational, range)
    body(.organization(organization), range)
    body(.defined(organization, subtype), range)
    guard organization == Self.ieee8021, subtype == 0x0c else { return }
    var start = range.lowerBound + 7
    while start + 3 <= range.upperBound {
      body(.application, start..<start + 3)
      start += 3
    }
  }
}
