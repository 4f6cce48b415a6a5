public import PacketCore

/// Messages of the Domain Name System
/// ([RFC 1035](https://www.rfc-editor.org/rfc/rfc1035) §4): one in a datagram, any number in a segment
/// of a stream, each after its length in two bytes.
///
///     +-------------------------------+-------------------------------+
///     |              ID               |QR|Opcode|AA TC RD RA Z AD CD|RC|
///     |           QDCOUNT             |           ANCOUNT             |
///     |           NSCOUNT             |           ARCOUNT             |
///     | questions, then answers, authority and additional records
public struct DNS: DNSFormat, ~Escapable {
  public static let id: ProtocolID = "dns"
  public static var title: String { "Domain Name System" }
  public static var bindings: [Binding] { [.udpPort(53), .tcpPort(53), .tcpPort(5353)] }
  public static var dialect: Dialect { .unicast }

  /// The messages.
  public let bytes: RawSpan
  public let isFramed: Bool

  /// - Throws: ``PacketCore/DecodeError`` if the first message's header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    isFramed = Self.looksFramed(bytes)
    let needed = MessageView.headerLength + (isFramed ? 2 : 0)
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) {
    self.bytes = bytes
    isFramed = Self.looksFramed(bytes)
  }

  /// Whether the bytes start with a message's length.
  ///
  /// A length in front moves the header by two bytes, so that one reading has the flags where the
  /// other has the number of questions, which is small.
  static func looksFramed(_ bytes: RawSpan) -> Bool {
    let length = Int(bytes.bigEndian(UInt16.self, at: 0))
    guard length >= MessageView.headerLength, bytes.byteCount > 6 else { return false }
    let flags = Flags(rawValue: bytes.bigEndian(UInt16.self, at: 4))
    let isPossible =
      (flags.isResponse || flags.responseCode == .noError) && flags.opcode.isAssigned
      && bytes.byte(at: 6) == 0
    guard isPossible else { return false }
    return length == bytes.byteCount - 2 || bytes.byte(at: 4) != 0
  }

  public static var fields: [Field<DNS>] { allFields }
}
