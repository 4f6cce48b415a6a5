public import PacketCore

/// Messages of Session Traversal Utilities for NAT and of TURN
/// ([RFC 8489](https://www.rfc-editor.org/rfc/rfc8489) §5,
/// [RFC 8656](https://www.rfc-editor.org/rfc/rfc8656)), or data of a TURN channel (§12.4).
///
///      0               1               2               3
///     +-------------------------------+-------------------------------+
///     |0 0|      Message Type         |        Message Length         |
///     |                         Magic Cookie                          |
///     |                  Transaction ID, 96 bits                      |
///     | Attributes: type, length, value to a full word
public struct STUN: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "stun"
  public static var title: String { "Session Traversal Utilities for NAT" }
  public static var bindings: [Binding] {
    [.udpPort(3478), .udpPort(5349), .tcpPort(3478), .tcpPort(5349)]
  }

  /// Size of a message's header, in bytes.
  public static var headerLength: Int { 4 }
  static var messageHeaderLength: Int { 20 }
  /// RFC 8489 §5.
  static var magicCookie: UInt32 { 0x2112_a442 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let isChannel = 0x40...0x7f ~= bytes.byte(at: 0)
    guard isChannel || bytes.byteCount >= Self.messageHeaderLength else {
      throw .truncated(Self.id, needed: Self.messageHeaderLength, available: bytes.byteCount)
    }
    guard bytes.byte(at: 0) < 0x80 else { throw .malformed(Self.id, field: "Message Type", at: 0) }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether this is data of a TURN channel, which has a header of four bytes.
  public var isChannelData: Bool { bytes.byte(at: 0) & 0xc0 == 0x40 }
  /// Of channel data.
  public var channel: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// Bytes of the attributes of the first message, or of a channel's data.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  /// The type of the first message.
  public var type: MessageType { MessageType(rawValue: bytes.bigEndian(UInt16.self, at: 0)) }

  /// A channel's data.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      isChannelData
        ? bytes.slice(from: Self.headerLength, count: Int(length))
        : bytes.slice(from: bytes.byteCount)
    }
  }

  public var next: NextLayer { isChannelData ? .data : .none }

  /// Class and method of a message (RFC 8489 §5).
  public struct MessageType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let bindingRequest = MessageType(rawValue: 0x0001)
    public static let bindingIndication = MessageType(rawValue: 0x0011)
    public static let bindingResponse = MessageType(rawValue: 0x0101)
    public static let bindingError = MessageType(rawValue: 0x0111)
    public static let allocateRequest = MessageType(rawValue: 0x0003)

    /// 1: Binding, 3: Allocate, …
    public var method: UInt16 {
      rawValue & 0x000f | (rawValue & 0x00e0) >> 1 | (rawValue & 0x3e00) >> 2
    }
    /// 0: request, 1: indication, 2: success, 3: error.
    public var messageClass: UInt8 {
      UInt8(truncatingIfNeeded: (rawValue & 0x0010) >> 4 | (rawValue & 0x0100) >> 7)
    }
  }
}

extension STUN {
  /// Found on any port by the cookie and a length that agrees with the datagram's, or with the
  /// segment's.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort, .tcpPort], firstBytes: 0...0x7f) { payload in
      let first = payload.byte(at: 0)
      let length = Int(payload.bigEndian(UInt16.self, at: 2))
      if first >= 0x40 {
        // A channel's data: its header is all that there is to see (RFC 8656 §12.4).
        let isWhole = 4 + length == payload.byteCount || (4 + length + 3) & ~3 == payload.byteCount
        return isWhole && first < 0x50 && length > 0 ? .possible : .refused
      }
      let end = messageHeaderLength + length
      guard payload.byteCount >= messageHeaderLength, length % 4 == 0 else { return .refused }
      if payload.bigEndian(UInt32.self, at: 4) == magicCookie {
        let isFollowed =
          payload.byte(at: end) < 0x40 && payload.bigEndian(UInt32.self, at: end + 4) == magicCookie
        return end >= payload.byteCount || isFollowed ? .certain : .possible
      }
      // RFC 3489 had no cookie.
      let type = payload.bigEndian(UInt16.self, at: 0)
      let isKnown = [1, 2, 0x101, 0x111, 0x102, 0x112, 3, 0x103, 0x113].contains(type)
      return end == payload.byteCount && isKnown ? .possible : .refused
    }
  }
}
