public import PacketCore

/// A RADIUS packet ([RFC 2865](https://www.rfc-editor.org/rfc/rfc2865) §3).
///
///     +---------------+---------------+-------------------------------+
///     |     Code      |  Identifier   |            Length             |
///     |                  Authenticator, 16 bytes                      |
///     | attributes: type, length of the whole, value each             |
public struct RADIUS: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "radius"
  public static var title: String { "RADIUS Protocol" }
  public static var bindings: [Binding] {
    [1645, 1646, 1700, 1812, 1813, 3799].map { .udpPort($0) }
  }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let code = payload.byte(at: 0)
      // RFC 2865 §3: no packet is longer.
      let isLength = 20...4096 ~= payload.bigEndian(UInt16.self, at: 2)
      return code > 0 && isLength || payload.byteCount < 4
        ? .possible : .refused
    }
  }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 20 }

  /// The header and the attributes, without what follows the packet's length.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the length is smaller than it.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    if bytes.byteCount >= 4, bytes.bigEndian(UInt16.self, at: 2) < 20 {
      throw .malformed(Self.id, field: "Length", at: 2)
    }
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes.slice(from: 0, count: Int(bytes.bigEndian(UInt16.self, at: 2)))
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var code: Code { Code(rawValue: bytes.byte(at: 0)) }
  public var identifier: UInt8 { bytes.byte(at: 1) }
  /// Size of header and attributes as sent, in bytes.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// Sixteen bytes: random in a request for access, else a digest (RFC 2865 §3).
  public var authenticator: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 4, count: 16) }
  }

  public var attributes: Attributes {
    @_lifetime(copy self)
    get { Attributes(bytes) }
  }

  /// The value of the first attribute of a type; nil when there is none.
  @_lifetime(copy self)
  public func value(of type: AttributeType) -> RawSpan? {
    var attributes = attributes
    while let attribute = attributes.next() {
      if attribute.type == type {
        return bytes.slice(from: attribute.value.lowerBound, count: attribute.value.count)
      }
    }
    return nil
  }

  /// The first part of a message of EAP (RFC 3579 §3.1): what fits in an attribute.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard let message = value(of: .eapMessage) else { return bytes.slice(from: bytes.byteCount) }
      return message
    }
  }

  public var wireByteCount: Int? { Int(length) }

  public var next: NextLayer { payload.byteCount > 0 ? .named(EAP.id) : .none }

  /// Where an attribute stands, in bytes from the start of the packet.
  public struct AttributePlace: Hashable, Sendable {
    public var type: AttributeType
    /// The whole attribute.
    public var range: Range<Int>
    public var value: Range<Int> { range.dropFirst(2) }
  }

  /// The attributes of a packet, one after the other; bounded by the packet's bytes.
  public struct Attributes: ~Escapable {
    private let bytes: RawSpan
    private var offset = RADIUS.headerLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next attribute; nil after the last, and where one is cut short or says a length under 2.
    @_lifetime(self: copy self)
    public mutating func next() -> AttributePlace? {
      let length = Int(bytes.byte(at: offset + 1))
      guard length >= 2, bytes.has(length, at: offset) else { return nil }
      let place = AttributePlace(
        type: AttributeType(rawValue: bytes.byte(at: offset)), range: offset..<offset + length)
      offset += length
      return place
    }
  }
}
