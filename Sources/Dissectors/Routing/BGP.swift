public import PacketCore

/// Messages of the Border Gateway Protocol in a TCP segment
/// ([RFC 4271](https://www.rfc-editor.org/rfc/rfc4271) §4).
///
///     +-------------------------------------------------------------------+
///     |                     Marker, 16 bytes of ones                      |
///     +-----------------------+-----------+-------------------------------+
///     |      Length, 2        |   Type    | What the type says            |
public struct BGP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "bgp"
  public static var title: String { "Border Gateway Protocol" }
  public static var bindings: [Binding] { [.tcpPort(179)] }

  /// A message begins with sixteen bytes of ones, or else in an earlier segment.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort], firstBytes: 0xff...0xff) { bytes in
      guard bytes.bigEndian(UInt64.self, at: 0) == .max,
        bytes.bigEndian(UInt64.self, at: 8) == .max
      else { return .refused }
      let length = bytes.bigEndian(UInt16.self, at: 16)
      let isKnown = (1...6).contains(bytes.byte(at: 18))
      return bytes.byteCount >= headerLength && (19...4096).contains(length) && isKnown
        ? .certain : .possible
    }
  }

  /// Size of a message's header, in bytes.
  public static var headerLength: Int { 19 }

  /// The segment's payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The messages one by one; the last may go on in a later segment.
  public var messages: Messages {
    @_lifetime(copy self)
    get { Messages(bytes) }
  }

  /// A message's type.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let open = Kind(rawValue: 1)
    public static let update = Kind(rawValue: 2)
    public static let notification = Kind(rawValue: 3)
    public static let keepalive = Kind(rawValue: 4)
    /// RFC 2918.
    public static let routeRefresh = Kind(rawValue: 5)
  }

  /// A message.
  public struct Message: ~Escapable {
    /// The message with its header, as far as it is there.
    public let bytes: RawSpan

    /// Views the message that starts at the first of `bytes`; ``bytes`` tells how many it used.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the message is not there to its end, or tells a length
    ///   below its header's.
    @_lifetime(copy bytes)
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      guard bytes.byteCount >= BGP.headerLength else {
        throw .truncated(BGP.id, needed: BGP.headerLength, available: bytes.byteCount)
      }
      let length = Int(bytes.bigEndian(UInt16.self, at: 16))
      guard length >= BGP.headerLength else { throw .malformed(BGP.id, field: "Length", at: 16) }
      guard bytes.byteCount >= length else {
        throw .truncated(BGP.id, needed: length, available: bytes.byteCount)
      }
      self.bytes = bytes.slice(from: 0, count: length)
    }

    @_lifetime(copy bytes)
    init(unchecked bytes: RawSpan) { self.bytes = bytes }

    public var kind: Kind { Kind(rawValue: bytes.byte(at: 18)) }
    /// Size of the whole message, in bytes.
    public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 16)) }
  }

  /// Goes through the messages.
  public struct Messages: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next message; nil at the end.
    @_lifetime(copy self)
    public mutating func next() -> Message? {
      guard let range = Self.next(in: bytes, from: &offset) else { return nil }
      return Message(unchecked: bytes.slice(from: range.lowerBound, count: range.count))
    }

    /// Where the next message stands, as far as it is there.
    static func next(in bytes: RawSpan, from offset: inout Int) -> Range<Int>? {
      guard bytes.has(BGP.headerLength, at: offset) else { return nil }
      let start = offset
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 16))
      guard length >= BGP.headerLength else {
        offset = bytes.byteCount
        return start..<start + BGP.headerLength
      }
      offset = start + length
      return start..<Swift.min(offset, bytes.byteCount)
    }
  }
}
