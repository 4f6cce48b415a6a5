public import PacketCore

/// A Generic Routing Encapsulation header: version 0
/// ([RFC 2784](https://www.rfc-editor.org/rfc/rfc2784), key and sequence number by RFC 2890, source
/// routes by RFC 1701), and version 1, of PPTP (RFC 2637 §4.1). NVGRE is version 0 (RFC 7637).
///
///     +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
///     |C|R|K|S|s| Rec |A| Flags | Ver |         Protocol type         |
///     +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
///     | Checksum, offset (if C or R)                                  |
///     | Key (if K); in version 1, payload length and call             |
///     | Sequence number (if S)                                        |
///     | Acknowledgment number (if A, version 1)                       |
///     | Routing (if R)                                                |
public struct GRE: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "gre"
  public static var title: String { "Generic Routing Encapsulation" }
  public static var bindings: [Binding] { [.ipProtocol(47)] }

  /// Size of the header without what its flags add, in bytes.
  public static var minimumHeaderLength: Int { 4 }

  /// The header and its payload.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let needed = GRE(unchecked: bytes).headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var flags: Flags { Flags(rawValue: bytes.bigEndian(UInt16.self, at: 0)) }

  /// 0, or 1 in PPTP.
  public var version: UInt8 { bytes.byte(at: 1) & 7 }

  /// An EtherType, or a number of GRE's own: 0x880b PPP.
  public var `protocol`: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  private var hasChecksumWord: Bool { !flags.isDisjoint(with: [.checksum, .routing]) }
  private var keyOffset: Int { hasChecksumWord ? 8 : 4 }
  private var sequenceOffset: Int { keyOffset + (flags.contains(.key) ? 4 : 0) }
  private var acknowledgmentOffset: Int { sequenceOffset + (flags.contains(.sequence) ? 4 : 0) }
  private var hasAcknowledgment: Bool { version == 1 && flags.contains(.acknowledgment) }
  private var routingOffset: Int { acknowledgmentOffset + (hasAcknowledgment ? 4 : 0) }

  var checksumRange: Range<Int>? { hasChecksumWord ? 4..<6 : nil }
  var offsetRange: Range<Int>? { hasChecksumWord ? 6..<8 : nil }
  var keyRange: Range<Int>? { flags.contains(.key) ? keyOffset..<keyOffset + 4 : nil }
  var sequenceRange: Range<Int>? {
    flags.contains(.sequence) ? sequenceOffset..<sequenceOffset + 4 : nil
  }
  var acknowledgmentRange: Range<Int>? {
    hasAcknowledgment ? acknowledgmentOffset..<acknowledgmentOffset + 4 : nil
  }

  /// Size of the header, source routes included, in bytes.
  public var headerLength: Int {
    var offset = routingOffset
    guard flags.contains(.routing) else { return offset + redirectLength(at: offset) }
    // Source route entries: address family, offset, length; the last is all zero.
    while bytes.has(4, at: offset) {
      let family = bytes.bigEndian(UInt16.self, at: offset)
      let length = Int(bytes.byte(at: offset + 3))
      offset += 4 + length
      if family == 0 && length == 0 { return offset }
    }
    return offset + 4
  }

  /// WCCP puts a header of its own before the packet, or not; IP's version tells (WCCP 2 §4.12).
  private func redirectLength(at offset: Int) -> Int {
    self.protocol == 0x883e && bytes.byte(at: offset) >> 4 != 4 ? 4 : 0
  }

  var redirectRange: Range<Int>? {
    guard !flags.contains(.routing), redirectLength(at: routingOffset) > 0 else { return nil }
    return routingOffset..<routingOffset + 4
  }

  /// The internet checksum of header and payload; nil without one.
  public var checksum: UInt16? {
    flags.contains(.checksum) ? bytes.bigEndian(UInt16.self, at: 4) : nil
  }

  /// Nil without one, and in version 1.
  public var key: UInt32? {
    guard version != 1, let keyRange else { return nil }
    return bytes.bigEndian(UInt32.self, at: keyRange.lowerBound)
  }

  /// NVGRE's virtual subnet: 24 bits of the key.
  public var virtualSubnet: UInt32? { self.protocol == 0x6558 ? key.map { $0 >> 8 } : nil }

  /// Version 1: size of the payload, in bytes.
  public var payloadLength: UInt16? {
    guard version == 1, let keyRange else { return nil }
    return bytes.bigEndian(UInt16.self, at: keyRange.lowerBound)
  }

  /// Version 1: the call that the packet belongs to.
  public var callIdentifier: UInt16? {
    guard version == 1, let keyRange else { return nil }
    return bytes.bigEndian(UInt16.self, at: keyRange.lowerBound + 2)
  }

  public var sequenceNumber: UInt32? {
    sequenceRange.map { bytes.bigEndian(UInt32.self, at: $0.lowerBound) }
  }

  public var acknowledgmentNumber: UInt32? {
    acknowledgmentRange.map { bytes.bigEndian(UInt32.self, at: $0.lowerBound) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    let number = UInt32(self.protocol)
    switch self.protocol {
    case 0x88be where !flags.contains(.sequence): return .named(ERSPANFirst.id)
    case 0x883e: return .named(IPv4.id)
    default: return .either(Binding(.greProtocol, number), .etherType(self.protocol))
    }
  }

  /// The first bits of the header.
  public struct Flags: OptionSet, BitwiseCopyable, Hashable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var checksum: Flags { Flags(rawValue: 0x8000) }
    public static var routing: Flags { Flags(rawValue: 0x4000) }
    public static var key: Flags { Flags(rawValue: 0x2000) }
    public static var sequence: Flags { Flags(rawValue: 0x1000) }
    public static var strictSourceRoute: Flags { Flags(rawValue: 0x0800) }
    /// Version 1 only.
    public static var acknowledgment: Flags { Flags(rawValue: 0x0080) }
  }
}
