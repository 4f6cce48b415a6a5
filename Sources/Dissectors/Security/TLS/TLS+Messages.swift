import PacketCore

extension TLS {
  /// A message of the handshake ([IANA](https://www.iana.org/assignments/tls-parameters)).
  public struct HandshakeType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let helloRequest = HandshakeType(rawValue: 0)
    public static let clientHello = HandshakeType(rawValue: 1)
    public static let serverHello = HandshakeType(rawValue: 2)
    public static let helloVerifyRequest = HandshakeType(rawValue: 3)
    public static let newSessionTicket = HandshakeType(rawValue: 4)
    public static let endOfEarlyData = HandshakeType(rawValue: 5)
    public static let helloRetryRequest = HandshakeType(rawValue: 6)
    public static let encryptedExtensions = HandshakeType(rawValue: 8)
    public static let certificate = HandshakeType(rawValue: 11)
    public static let serverKeyExchange = HandshakeType(rawValue: 12)
    public static let certificateRequest = HandshakeType(rawValue: 13)
    public static let serverHelloDone = HandshakeType(rawValue: 14)
    public static let certificateVerify = HandshakeType(rawValue: 15)
    public static let clientKeyExchange = HandshakeType(rawValue: 16)
    public static let finished = HandshakeType(rawValue: 20)
    public static let certificateURL = HandshakeType(rawValue: 21)
    public static let certificateStatus = HandshakeType(rawValue: 22)
    public static let supplementalData = HandshakeType(rawValue: 23)
    public static let keyUpdate = HandshakeType(rawValue: 24)
    public static let compressedCertificate = HandshakeType(rawValue: 25)

    public var isAssigned: Bool {
      switch rawValue {
      case 0...6, 8, 11...16, 20...25, 67: true
      default: false
      }
    }

    /// Whether a message of this type may be longer than a record.
    var isLong: Bool {
      switch self {
      case .clientHello, .serverHello, .certificate, .serverKeyExchange, .certificateRequest,
        .certificateStatus:
        true
      default: false
      }
    }
  }

  /// Where a message of the handshake stands, in bytes from the start of its layer.
  public struct MessagePlace: Hashable, Sendable {
    public var kind: HandshakeType
    /// Header and body, as far as they stand in the record.
    public var range: Range<Int>
    public var body: Range<Int>
    /// Whether all of the message is there; else it goes on in a record that follows.
    public var isWhole: Bool
  }

  /// Walks the messages in a record's fragment.
  struct MessageCursor {
    private(set) var offset: Int
    private let end: Int
    private let isDatagram: Bool

    init(_ fragment: Range<Int>, isDatagram: Bool) {
      offset = fragment.lowerBound
      end = fragment.upperBound
      self.isDatagram = isDatagram
    }

    /// The next message; nil at the end, and where there is none.
    mutating func next(in bytes: RawSpan) -> MessagePlace? {
      let start = offset
      let headerLength = isDatagram ? 12 : 4
      guard end - start >= headerLength else { return nil }
      let kind = HandshakeType(rawValue: bytes.byte(at: start))
      let length = TLS.length(in: bytes, at: start + 1)
      guard kind.isAssigned else { return nil }
      var present = length
      var isWhole = true
      if isDatagram {
        // A fragment of the message (RFC 6347 §4.2.2).
        let first = TLS.length(in: bytes, at: start + 6)
        present = TLS.length(in: bytes, at: start + 9)
        guard first + present <= length else { return nil }
        isWhole = first == 0 && present == length
      }
      let body = start + headerLength
      if present > end - body {
        guard !isDatagram, kind.isLong, length < 1 << 16 else { return nil }
        present = end - body
        isWhole = false
      }
      offset = body + present
      return MessagePlace(
        kind: kind, range: start..<offset, body: body..<offset, isWhole: isWhole)
    }
  }

  /// A length in three bytes.
  static func length(in bytes: RawSpan, at offset: Int) -> Int {
    Int(bytes.byte(at: offset)) << 16 | Int(bytes.bigEndian(UInt16.self, at: offset + 1))
  }

  /// Whether a fragment is filled with messages to its end, so that it is not protected.
  static func holdsMessages(_ bytes: RawSpan, _ fragment: Range<Int>, _ isDatagram: Bool) -> Bool {
    guard bytes.has(1, at: fragment.lowerBound) else { return false }
    // What was not captured cannot speak against it.
    let available = fragment.lowerBound..<min(fragment.upperBound, bytes.byteCount)
    var messages = MessageCursor(fragment, isDatagram: isDatagram)
    while messages.offset < available.upperBound {
      let start = messages.offset
      guard let message = messages.next(in: bytes) else {
        return start > fragment.lowerBound && available.upperBound < fragment.upperBound
      }
      if message.kind == .helloRequest || message.kind == .serverHelloDone, !message.body.isEmpty {
        return false
      }
    }
    return true
  }

  /// Whether a fragment has a server's hello that chooses TLS 1.3 (RFC 8446 §4.2.1).
  static func agreesOnThirteen(_ bytes: RawSpan, _ fragment: Range<Int>) -> Bool {
    var messages = MessageCursor(fragment, isDatagram: false)
    while let message = messages.next(in: bytes) {
      guard message.kind == .serverHello, let hello = HelloPlace(bytes, message) else { continue }
      if hello.choosesThirteen(in: bytes) { return true }
    }
    return false
  }
}
