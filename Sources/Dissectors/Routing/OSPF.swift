public import PacketCore

/// A packet of Open Shortest Path First, version 2 (IPv4,
/// [RFC 2328](https://www.rfc-editor.org/rfc/rfc2328) §A.3) or 3 (IPv6,
/// [RFC 5340](https://www.rfc-editor.org/rfc/rfc5340) §A.3).
///
///     +-----------+-----------+-------------------------------+
///     |  Version  |   Type    |         Packet length         |
///     |                       Router ID                       |
///     |                        Area ID                        |
///     |       Checksum        | 2: Auth type  3: Instance, 0  |
///     |  Authentication, 8 bytes (version 2 only)             |
public struct OSPF: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ospf"
  public static var title: String { "Open Shortest Path First" }
  public static var bindings: [Binding] { [.ipProtocol(89)] }

  /// Size of the smaller header, version 3's, in bytes.
  public static var headerLength: Int { 16 }

  /// The packet, and what is appended to it: a digest, a data block for the link.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = bytes.byteCount < 1 ? 16 : OSPF(unchecked: bytes).headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 1)) }
  /// Size of the packet with its header and without what is appended, in bytes.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }
  /// The sender, as its routers number each other.
  public var routerIdentifier: IPv4Address { IPv4Address(bytes, at: 4) }
  public var areaIdentifier: IPv4Address { IPv4Address(bytes, at: 8) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 12) }
  /// 0 none, 1 password, 2 cryptographic (RFC 2328 §D); nil in version 3.
  public var authenticationType: UInt16? {
    version == 2 ? bytes.bigEndian(UInt16.self, at: 14) : nil
  }

  /// Size of the header, in bytes.
  public var headerLength: Int { version == 2 ? 24 : 16 }

  /// What a packet is for.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let hello = Kind(rawValue: 1)
    public static let databaseDescription = Kind(rawValue: 2)
    public static let linkStateRequest = Kind(rawValue: 3)
    public static let linkStateUpdate = Kind(rawValue: 4)
    public static let linkStateAcknowledgment = Kind(rawValue: 5)
  }
}

extension OSPF: PartedView {
  enum Part: Hashable {
    /// The packet of a version by type, from after its header on.
    case body(UInt8, UInt8)
    case nullAuthentication, password, digestHeader, digest
    case options, wideOptions, neighbor, request, wideRequest
    /// An advertisement's header by version, and its body by version and type.
    case advertisement(UInt8), content(UInt8, UInt16)
    /// Parts of advertisements.
    case link, wideLink, attachedRouter, serviceMetric, external, prefix
    case externalRoute, linkPrefixes, intraPrefixes
    /// A value of an opaque advertisement, by what the advertisement is for and its type; a value in
    /// such a value.
    case value(Opaque, UInt16), subvalue(UInt16, UInt16)
    /// The block for the link (RFC 5613), and its values.
    case linkLocal, linkLocalValue(UInt16)
  }

  /// What an opaque advertisement is for ([IANA](https://www.iana.org/assignments/ospf-opaque-types)).
  enum Opaque: UInt8 { case traffic = 1, grace = 3, router = 4, prefix = 7, link = 8 }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    let end = min(max(length, headerLength), bytes.byteCount)
    let start = headerLength
    guard version == 2 || version == 3 else { return }
    if version == 2 { forAuthentication(end, body) }
    guard start <= end else { return }
    body(.body(version, kind.rawValue), start..<end)
    switch kind {
    case .hello:
      body(version == 2 ? .options : .wideOptions, span(start + (version == 2 ? 6 : 5), end))
      forEach(4, from: start + 20, to: end) { body(.neighbor, $0) }
    case .databaseDescription:
      body(version == 2 ? .options : .wideOptions, span(start + (version == 2 ? 2 : 1), end))
      forEachHeader(span(start + (version == 2 ? 8 : 12), end), body)
    case .linkStateRequest:
      forEach(12, from: start, to: end) { body(version == 2 ? .request : .wideRequest, $0) }
    case .linkStateUpdate: forEachAdvertisement(span(start + 4, end), body)
    case .linkStateAcknowledgment: forEachHeader(start..<end, body)
    default: break
    }
    forLinkLocal(end, body)
  }

  /// From one place to another; nothing when the part ends before it.
  func span(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

  func forEach(_ width: Int, from start: Int, to end: Int, _ body: (Range<Int>) -> Void) {
    var start = start
    while start + width <= end {
      body(start..<start + width)
      start += width
    }
  }

  private func forAuthentication(_ end: Int, _ body: (Part, Range<Int>) -> Void) {
    switch authenticationType {
    case 0: body(.nullAuthentication, 16..<24)
    case 1: body(.password, 16..<24)
    case 2:
      body(.digestHeader, 16..<24)
      let count = Int(bytes.byte(at: 19))
      if count > 0 { body(.digest, end..<end + count) }
    default: break
    }
  }

  private func forEachHeader(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    forEach(20, from: range.lowerBound, to: range.upperBound) {
      body(.advertisement(version), $0)
      if version == 2 { body(.options, $0.dropFirst(2)) }
    }
  }

  /// A block follows hellos and database descriptions whose options have the bit L (RFC 5613 §2).
  private func forLinkLocal(_ end: Int, _ body: (Part, Range<Int>) -> Void) {
    guard kind == .hello || kind == .databaseDescription else { return }
    let hasBlock: Bool
    if version == 2 {
      hasBlock = bytes.byte(at: kind == .hello ? 30 : 26) & 0x10 != 0
    } else {
      hasBlock = bytes.bigEndian(UInt16.self, at: kind == .hello ? 21 : 17) & 0x02 != 0
    }
    let start = authenticationType == 2 ? end + Int(bytes.byte(at: 19)) : end
    guard hasBlock, bytes.has(4, at: start) else { return }
    let length = 4 * Int(bytes.bigEndian(UInt16.self, at: start + 2))
    let limit = min(start + max(length, 4), bytes.byteCount)
    body(.linkLocal, start..<limit)
    forEachValue(start + 4..<limit) { body(.linkLocalValue($0), $1) }
  }

  /// Calls `body` with each value of two bytes type and two bytes length, padded to a full word.
  func forEachValue(_ range: Range<Int>, _ body: (UInt16, Range<Int>) -> Void) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      let end = start + 4 + length
      guard end <= range.upperBound else { return }
      body(bytes.bigEndian(UInt16.self, at: start), start..<end)
      start += 4 + (length + 3) & ~3
    }
  }
}
