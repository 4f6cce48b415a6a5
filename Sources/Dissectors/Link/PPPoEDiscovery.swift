public import PacketCore

/// A packet by which a PPP session over Ethernet is found, opened and closed
/// ([RFC 2516](https://www.rfc-editor.org/rfc/rfc2516) §5): a list of tags.
///
///     +-------------------------------+-------------------------------+
///     |           Tag type            |          Tag length           |
///     +-------------------------------+-------------------------------+
///     | Tag value                                                     |
public struct PPPoEDiscovery: PPPoEHeader, ~Escapable {
  public static let id: ProtocolID = "pppoed"
  public static var title: String { "PPP-over-Ethernet Discovery" }
  public static var bindings: [Binding] { [.etherType(0x8863)] }

  /// The header and the tags, without padding.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= PPPoE.headerLength else {
      throw .truncated(Self.id, needed: PPPoE.headerLength, available: bytes.byteCount)
    }
    let length = PPPoE.headerLength + PPPoEDiscovery(unchecked: bytes).payloadLength
    self.bytes = bytes.slice(from: 0, count: length)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var wireByteCount: Int? { PPPoE.headerLength + payloadLength }

  public var tags: Tags {
    @_lifetime(copy self)
    get { Tags(bytes) }
  }

  /// The tags of a packet, one after the other, to an end-of-list tag or the end.
  public struct Tags: ~Escapable {
    private let bytes: RawSpan
    private var offset = PPPoE.headerLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next tag; nil after the last, and where one is cut short.
    @_lifetime(self: copy self)
    public mutating func next() -> Tag? {
      guard bytes.has(4, at: offset) else { return nil }
      let tag = Tag(
        type: TagType(rawValue: bytes.bigEndian(UInt16.self, at: offset)), offset: offset,
        length: Int(bytes.bigEndian(UInt16.self, at: offset + 2)))
      guard tag.type != .endOfList, bytes.has(4 + tag.length, at: offset) else { return nil }
      offset += 4 + tag.length
      return tag
    }
  }

  /// Where a tag stands.
  public struct Tag: BitwiseCopyable, Hashable, Sendable {
    public var type: TagType
    /// Distance of the tag from the start of the header, in bytes.
    public var offset: Int
    /// Size of the value, in bytes.
    public var length: Int
    /// Place of the value, counted from the start of the header.
    public var valueRange: Range<Int> { offset + 4..<offset + 4 + length }
  }

  /// [IANA tag types](https://www.iana.org/assignments/pppoe-parameters).
  public struct TagType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var endOfList: TagType { TagType(rawValue: 0x0000) }
    public static var serviceName: TagType { TagType(rawValue: 0x0101) }
    public static var concentratorName: TagType { TagType(rawValue: 0x0102) }
    public static var hostUnique: TagType { TagType(rawValue: 0x0103) }
    public static var concentratorCookie: TagType { TagType(rawValue: 0x0104) }
    public static var vendorSpecific: TagType { TagType(rawValue: 0x0105) }
    public static var relaySessionIdentifier: TagType { TagType(rawValue: 0x0110) }
    public static var maximumPayload: TagType { TagType(rawValue: 0x0120) }
    public static var serviceNameError: TagType { TagType(rawValue: 0x0201) }
    public static var systemError: TagType { TagType(rawValue: 0x0202) }
    public static var genericError: TagType { TagType(rawValue: 0x0203) }
  }

  /// The value of the first tag of a type; nil when there is none.
  @_lifetime(copy self)
  public func value(of type: TagType) -> RawSpan? {
    var tags = tags
    while let tag = tags.next() {
      if tag.type == type {
        return bytes.slice(from: tag.valueRange.lowerBound, count: tag.length)
      }
    }
    return nil
  }
}
