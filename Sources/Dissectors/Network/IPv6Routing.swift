public import PacketCore

/// A list of nodes to visit on the way
/// ([RFC 8200](https://www.rfc-editor.org/rfc/rfc8200) §4.4).
///
///      0               1               2               3
///     +---------------+---------------+---------------+---------------+
///     |  Next Header  | Length/8 - 1  | Routing Type  | Segments Left |
///     |               Data of the type, to eight bytes                |
public struct IPv6Routing: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipv6.routing"
  public static var title: String { "Routing Header for IPv6" }
  public static var bindings: [Binding] { [.ipProtocol(43)] }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 8 else {
      throw .truncated(Self.id, needed: 8, available: bytes.byteCount)
    }
    let length = IPv6Routing(unchecked: bytes).headerLength
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Size of the header with its data, in bytes.
  public var headerLength: Int { (Int(bytes.byte(at: 1)) + 1) * 8 }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 2)) }

  /// Nodes that are still to be visited.
  public var segmentsLeft: UInt8 { bytes.byte(at: 3) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(nextHeader) }

  /// The form of the data ([IANA](https://www.iana.org/assignments/ipv6-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Deprecated by RFC 5095.
    public static let sourceRoute = Kind(rawValue: 0)
    /// Mobile IPv6's home address (RFC 6275 §6.4).
    public static let homeAddress = Kind(rawValue: 2)
    /// RPL's compressed source route (RFC 6554 §3).
    public static let rpl = Kind(rawValue: 3)
    /// RFC 8754 §2.
    public static let segmentRouting = Kind(rawValue: 4)
    /// RFC 9631 §5, with identifiers of 16 bits.
    public static let compact16 = Kind(rawValue: 5)
    /// RFC 9631 §5, with identifiers of 32 bits.
    public static let compact32 = Kind(rawValue: 6)
  }
}

extension IPv6Routing {
  /// Addresses of a source route, a home address or a segment list; 0 for the other kinds.
  public var addressCount: Int { addressRange.count / 16 }

  /// An address of the list, in the order of the header: a segment list starts with the last segment.
  ///
  /// - Parameter index: Below ``addressCount``; `::` beyond it.
  public func address(at index: Int) -> IPv6Address {
    guard index >= 0, index < addressCount else { return IPv6Address(high: 0, low: 0) }
    return IPv6Address(bytes, at: addressRange.lowerBound + 16 * index)
  }

  /// Where the addresses stand.
  var addressRange: Range<Int> {
    let whole = headerLength
    let count =
      switch kind {
      case .sourceRoute: (whole - 8) / 16
      case .homeAddress: 1
      // RFC 8754 §2: Last Entry is the index of the last segment.
      case .segmentRouting: Int(lastEntry) + 1
      default: 0
      }
    return 8..<8 + 16 * min(count, (whole - 8) / 16)
  }

  /// Index of the last element of a segment list (RFC 8754 §2).
  public var lastEntry: UInt8 { bytes.byte(at: 4) }

  /// A label that a group of packets shares (RFC 8754 §2).
  public var tag: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  /// What follows a segment list: type, length and value each (RFC 8754 §2.1).
  public var segmentOptions: IPv6Options {
    @_lifetime(copy self)
    get {
      let start = kind == .segmentRouting ? addressRange.upperBound : headerLength
      return IPv6Options(bytes, start..<max(start, headerLength))
    }
  }
}
