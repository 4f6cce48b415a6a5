public import PacketCore

/// Messages of Kerberos version 5 ([RFC 4120](https://www.rfc-editor.org/rfc/rfc4120)): one in a
/// datagram; over TCP each after its length in four bytes (§7.2.2).
public struct Kerberos: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "kerberos"
  public static var title: String { "Kerberos" }
  public static var bindings: [Binding] { [.udpPort(88), .tcpPort(88)] }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      if isMessage(payload.byte(at: 0)) { return .possible }
      guard payload.byteCount > 4 else { return payload.byte(at: 0) < 0x80 ? .possible : .refused }
      return isMessage(payload.byte(at: 4)) ? .possible : .refused
    }
  }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the bytes are no start of a message, or that is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    self.bytes = bytes
    let start = isFramed ? 4 : 0
    guard bytes.byteCount >= start + Self.headerLength else {
      throw .truncated(
        Self.id, needed: start + Self.headerLength, available: bytes.byteCount)
    }
    guard Self.isMessage(bytes.byte(at: start)) else {
      throw .malformed(Self.id, field: "Message", at: start)
    }
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether a length stands before each message, as over TCP.
  public var isFramed: Bool { !Self.isMessage(bytes.byte(at: 0)) }

  /// Whether a byte is the tag of a message: of the application class, and a number of §5.10.
  private static func isMessage(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x6a...0x6f, 0x74...0x76, 0x7e: true
    default: false
    }
  }

  /// Calls `body` with where each message stands; the last may be cut short.
  func forEachMessage(_ body: (Range<Int>) -> Void) {
    guard isFramed else { return body(0..<bytes.byteCount) }
    var offset = 0
    while bytes.has(5, at: offset), Self.isMessage(bytes.byte(at: offset + 4)) {
      let length = Int(bytes.bigEndian(UInt32.self, at: offset) & 0x7fff_ffff)
      body(offset + 4..<offset + 4 + length)
      offset += 4 + length
    }
  }
}

/// What a message of Kerberos says, to keep: what is not encrypted of it.
extension Kerberos {
  public struct Message: Hashable, Codable, Sendable {
    /// The message's type (RFC 4120 §7.5.7): 10 and 11 ask and answer for a first ticket, 12 and 13
    /// for another, 14 and 15 present one, 30 is an error.
    public var type: Int32
    public var clientRealm: String?
    public var clientName: [String] = []
    public var realm: String?
    public var serviceName: [String] = []
    /// The encryption types that a client offers, or that its ticket is encrypted with.
    public var encryptionTypes: [Int32] = []
    public var errorCode: Int32?
    public var errorText: String?
  }

  /// The first message; nil where it has no type.
  public var message: Message? {
    var message: Message?
    let schema = Self.schema
    let type = schema.field("msg_type")
    let texts = [
      schema.field("crealm"), schema.field("realm"), schema.field("CNameString"),
      schema.field("SNameString"), schema.field("e_text"),
    ]
    let offered = (schema.field("ENCTYPE"), schema.field("etype"), schema.field("error_code"))
    Self.forFirstMessage(self) { name, element, reader in
      schema.walk(name, element, reader) { field, _, _, element, reader in
        let number = reader.int32(element)
        if field == type, message == nil { message = number.map { Message(type: $0) } }
        guard message != nil else { return }
        if let place = texts.firstIndex(of: field) {
          message?.take(reader.string(element), place)
        } else if field == offered.0 || field == offered.1, let number {
          message?.encryptionTypes.append(number)
        } else if field == offered.2 {
          message?.errorCode = number
        }
      }
    }
    return message
  }
}

extension Kerberos.Message {
  fileprivate mutating func take(_ text: String, _ place: Int) {
    switch place {
    case 0: clientRealm = clientRealm ?? text
    case 1: realm = realm ?? text
    case 2: clientName.append(text)
    case 3: serviceName.append(text)
    default: errorText = text
    }
  }
}
