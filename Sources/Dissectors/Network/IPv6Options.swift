import PacketCore

/// An option of an IPv6 hop-by-hop or destination options header
/// ([RFC 8200](https://www.rfc-editor.org/rfc/rfc8200) §4.2).
public struct IPv6Option: ~Escapable {
  /// The whole option, as far as it was captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

  /// What follows kind and length.
  public var value: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 2) }
  }

  /// An option's type ([IANA](https://www.iana.org/assignments/ipv6-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let pad1 = Kind(rawValue: 0x00)
    public static let padN = Kind(rawValue: 0x01)
    public static let tunnelEncapsulationLimit = Kind(rawValue: 0x04)
    public static let routerAlert = Kind(rawValue: 0x05)
    public static let calipso = Kind(rawValue: 0x07)
    public static let performanceMetrics = Kind(rawValue: 0x0f)
    public static let quickStart = Kind(rawValue: 0x26)
    public static let minimumPathMTU = Kind(rawValue: 0x30)
    public static let oldRPL = Kind(rawValue: 0x63)
    public static let rpl = Kind(rawValue: 0x23)
    public static let multicastRPL = Kind(rawValue: 0x6d)
    public static let lineIdentification = Kind(rawValue: 0x8c)
    public static let nonce = Kind(rawValue: 0x8b)
    public static let jumboPayload = Kind(rawValue: 0xc2)
    public static let homeAddress = Kind(rawValue: 0xc9)

    /// What a node does that does not know the option: skip it, discard the packet, and whether it
    /// says so by ICMP; 0 to 3.
    public var action: UInt8 { rawValue >> 6 }
    /// Whether a router may change the value on the way.
    public var mayChange: Bool { rawValue & 0x20 != 0 }
  }
}

/// Goes through the options of a header one by one, up to the first that goes beyond its end.
public struct IPv6Options: ~Escapable {
  private let bytes: RawSpan
  private var cursor: Cursor

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    self.bytes = bytes
    cursor = Cursor(range)
  }

  /// The next option; nil when there is none left.
  @_lifetime(copy self)
  public mutating func next() -> IPv6Option? {
    guard let range = cursor.next(in: bytes) else { return nil }
    return IPv6Option(bytes.slice(from: range.lowerBound, count: range.count))
  }

  struct Cursor {
    private var offset: Int
    private let end: Int

    init(_ range: Range<Int>) {
      offset = range.lowerBound
      end = range.upperBound
    }

    mutating func next(in bytes: RawSpan) -> Range<Int>? {
      guard offset < min(end, bytes.byteCount) else { return nil }
      let start = offset
      let length = bytes.byte(at: start) == 0 ? 1 : 2 + Int(bytes.byte(at: start + 1))
      offset += length
      guard offset <= end else { return nil }
      return start..<offset
    }
  }
}

/// A header that is a list of options, of either kind.
protocol IPv6OptionsHeader: ProtocolView, ~Escapable {}

extension IPv6OptionsHeader where Self: ~Escapable {
  /// Size of the header, in bytes.
  var wholeLength: Int { (Int(bytes.byte(at: 1)) + 1) * 8 }

  static func checked(_ bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 8 else {
      throw .truncated(Self.id, needed: 8, available: bytes.byteCount)
    }
    let length = (Int(bytes.byte(at: 1)) + 1) * 8
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
  }
}
