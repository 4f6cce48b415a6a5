import PacketCore

extension SSH {
  /// A message of the transport ([IANA](https://www.iana.org/assignments/ssh-parameters)).
  public struct MessageType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let disconnect = MessageType(rawValue: 1)
    public static let ignore = MessageType(rawValue: 2)
    public static let unimplemented = MessageType(rawValue: 3)
    public static let debug = MessageType(rawValue: 4)
    public static let serviceRequest = MessageType(rawValue: 5)
    public static let serviceAccept = MessageType(rawValue: 6)
    public static let keyExchangeInit = MessageType(rawValue: 20)
    public static let newKeys = MessageType(rawValue: 21)
    /// The client's share; what 30 to 34 mean depends on the method (RFC 4253 §8, RFC 4419 §5,
    /// RFC 5656 §7.1).
    public static let exchangeInit = MessageType(rawValue: 30)
    public static let exchangeReply = MessageType(rawValue: 31)
    public static let groupExchangeInit = MessageType(rawValue: 32)
    public static let groupExchangeReply = MessageType(rawValue: 33)
    public static let groupExchangeRequest = MessageType(rawValue: 34)

    /// Whether it comes in the clear.
    var isPlain: Bool { 1...7 ~= rawValue || 20...21 ~= rawValue || 30...34 ~= rawValue }
  }

  /// Where a packet in the clear stands, in bytes from the start of the layer; its end may lie in a
  /// segment that follows.
  struct PacketPlace {
    var kind: MessageType
    /// Length and all that it counts.
    var range: Range<Int>
    /// What follows the message's number, without the padding.
    var content: Range<Int>
    var padding: Range<Int>
  }

  /// Walks packets in the clear; what follows new keys is protected (RFC 4253 §7.3).
  struct PacketCursor {
    private(set) var offset: Int
    private var isOver = false

    init(offset: Int) { self.offset = offset }

    mutating func next(in bytes: RawSpan) -> PacketPlace? {
      guard !isOver, bytes.has(6, at: offset) else { return nil }
      let start = offset
      let length = Int(bytes.bigEndian(UInt32.self, at: start))
      let padding = Int(bytes.byte(at: start + 4))
      let kind = MessageType(rawValue: bytes.byte(at: start + 5))
      // A whole packet is a multiple of eight bytes (RFC 4253 §6).
      guard 8...35000 ~= length, padding >= 4, padding + 2 <= length, kind.isPlain,
        (length + 4) % 8 == 0
      else {
        isOver = true
        return nil
      }
      offset = start + 4 + length
      isOver = kind == .newKeys
      return PacketPlace(
        kind: kind, range: start..<offset, content: start + 6..<offset - padding,
        padding: offset - padding..<offset)
    }
  }

  /// Strings of a packet: their length in four bytes, and their bytes (RFC 4251 §5).
  ///
  /// - Returns: The string at `offset` with its length; nil when it ends beyond `limit`.
  static func string(in bytes: RawSpan, at offset: Int, limit: Int) -> Range<Int>? {
    guard offset >= 0, offset <= limit - 4, bytes.has(4, at: offset) else { return nil }
    let length = Int(bytes.bigEndian(UInt32.self, at: offset))
    guard length <= limit - offset - 4 else { return nil }
    return offset..<offset + 4 + length
  }

  /// How the key exchange goes on, told by the form of the message.
  enum ExchangePlace {
    /// A number of a finite field: e.
    case clientNumber(Range<Int>)
    /// A point or another public key.
    case clientKey(Range<Int>)
    /// A modulus and a base (RFC 4419 §3).
    case group(modulus: Range<Int>, base: Range<Int>)
    /// The server's key, its share and its signature; all with their lengths.
    case reply(key: Range<Int>, share: Range<Int>, isNumber: Bool, signature: Range<Int>)
    /// Fewest, wanted and most bits.
    case groupRequest(Range<Int>)

    init?(_ bytes: RawSpan, _ packet: PacketPlace) {
      let start = packet.content.lowerBound
      let end = packet.content.upperBound
      switch packet.kind {
      case .groupExchangeRequest where packet.content.count == 12: self = .groupRequest(start..<end)
      case .exchangeInit, .groupExchangeInit:
        guard let share = SSH.string(in: bytes, at: start, limit: end) else { return nil }
        let isNumber = packet.kind == .groupExchangeInit || SSH.isNumber(share)
        self = isNumber ? .clientNumber(share) : .clientKey(share)
      case .exchangeReply, .groupExchangeReply:
        guard let first = SSH.string(in: bytes, at: start, limit: end),
          let second = SSH.string(in: bytes, at: first.upperBound, limit: end)
        else { return nil }
        guard let third = SSH.string(in: bytes, at: second.upperBound, limit: end) else {
          self = .group(modulus: first, base: second)
          return
        }
        let isNumber = packet.kind == .groupExchangeReply || SSH.isNumber(second)
        self = .reply(key: first, share: second, isNumber: isNumber, signature: third)
      default: return nil
      }
    }
  }

  /// Whether a share is a number of 1024 bits or a multiple; curves' points have other sizes.
  private static func isNumber(_ share: Range<Int>) -> Bool {
    share.count - 4 >= 127 && (share.count - 4 + 1) % 128 <= 2
  }
}
