public import PacketCore

/// A message of the Internet Key Exchange, version 1 (ISAKMP,
/// [RFC 2408](https://www.rfc-editor.org/rfc/rfc2408) §3) or 2
/// ([RFC 7296](https://www.rfc-editor.org/rfc/rfc7296) §3).
///
///     +---------------------------------------------------------------+
///     |        Initiator's SPI, 8 bytes; responder's SPI, 8 bytes     |
///     +---------------+-------+-------+---------------+---------------+
///     | Next payload  | Major | Minor | Exchange type |     Flags     |
///     |                          Message ID                           |
///     |                            Length                             |
///     | Payloads: next payload, flags, length, what the type says     |
public struct ISAKMP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "isakmp"
  public static var title: String { "Internet Security Association and Key Management Protocol" }
  public static var bindings: [Binding] { [.udpPort(500)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 28 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var initiatorIndex: UInt64 { bytes.bigEndian(UInt64.self, at: 0) }
  /// 0 in an exchange's first message.
  public var responderIndex: UInt64 { bytes.bigEndian(UInt64.self, at: 8) }
  public var majorVersion: UInt8 { bytes.byte(at: 17) >> 4 }
  public var exchange: Exchange { Exchange(rawValue: bytes.byte(at: 18)) }
  public var messageIdentifier: UInt32 { bytes.bigEndian(UInt32.self, at: 20) }
  /// Size of the message, in bytes.
  public var length: UInt32 { bytes.bigEndian(UInt32.self, at: 24) }

  var isSecond: Bool { majorVersion > 1 }

  /// Whether all that follows the header is ciphertext, of version 1.
  public var isEncrypted: Bool { !isSecond && bytes.byte(at: 19) & 1 != 0 }

  /// What messages are exchanged ([IANA](https://www.iana.org/assignments/isakmp-registry)).
  public struct Exchange: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Main mode of version 1.
    public static let identityProtection = Exchange(rawValue: 2)
    public static let aggressive = Exchange(rawValue: 4)
    public static let informational = Exchange(rawValue: 5)
    public static let quickMode = Exchange(rawValue: 32)
    public static let initial = Exchange(rawValue: 34)
    public static let authentication = Exchange(rawValue: 35)
    public static let createChild = Exchange(rawValue: 36)
    public static let informationalSecond = Exchange(rawValue: 37)
  }
}

extension ISAKMP: PartedView {
  enum Part: Hashable {
    case header
    /// A payload with its header: any, one at the top of version 2 or elsewhere, one by type.
    case anyPayload, secondPayload, otherPayload, payload(UInt8)
    /// A transform by version.
    case transform, secondTransform(UInt8)
    /// An attribute of a transform: of IKE itself, of IPsec; of version 2.
    case attribute, exchangeAttribute(UInt16), tunnelAttribute, tunnelAttributeValue(UInt16)
    case secondAttribute(UInt16)
    case selector
    case encrypted, index
  }

  /// What the payload types are called in version 1 and 2 alike.
  private static let association: Set<UInt8> = [1, 33]

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    let end = min(Int(clamping: length), bytes.byteCount)
    body(.header, 0..<Self.headerLength)
    guard end > Self.headerLength else { return }
    if isEncrypted { return body(.encrypted, Self.headerLength..<end) }
    forPayloads(bytes.byte(at: 16), Self.headerLength..<end, body)
  }

  /// The chain of payloads: each tells its length and the next one's type.
  private func forPayloads(
    _ first: UInt8, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    var type = first
    var start = range.lowerBound
    while type != 0, start + 4 <= range.upperBound {
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard length >= 4 else { return body(.anyPayload, start..<start + 4) }
      let payload = start..<min(start + length, range.upperBound)
      body(.anyPayload, payload)
      body(isSecond ? .secondPayload : .otherPayload, payload)
      body(.payload(type), payload)
      forContent(type, payload, body)
      // The encrypted payload is the last; its next payload is the first in it.
      if type == 46 || type == 53 { return }
      type = bytes.byte(at: start)
      start += length
    }
  }

  private func forContent(
    _ type: UInt8, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    let start = range.lowerBound
    switch type {
    case 1: forProposals(start + 12..<max(start + 12, range.upperBound), body)
    case 33: forProposals(start + 4..<range.upperBound, body)
    case 11: forIndex(start + 12, count: Int(bytes.byte(at: start + 9)), range, body)
    case 41: forIndex(start + 8, count: Int(bytes.byte(at: start + 5)), range, body)
    case 44, 45: forSelectors(range, body)
    default: break
    }
  }

  private func forIndex(
    _ start: Int, count: Int, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    if count > 0, start + count <= range.upperBound { body(.index, start..<start + count) }
  }

  private func forSelectors(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var start = range.lowerBound + 8
    while start + 8 <= range.upperBound {
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard length >= 8, start + length <= range.upperBound else { return }
      body(.selector, start..<start + length)
      start += length
    }
  }

  private func forProposals(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    forNested(range) { proposal in
      guard proposal.count >= 8 else { return }
      body(.anyPayload, proposal)
      body(.payload(2), proposal)
      let start = proposal.lowerBound
      let size = Int(bytes.byte(at: start + 6))
      forIndex(start + 8, count: size, proposal, body)
      let isExchange = bytes.byte(at: start + 5) == 1
      forNested(start + 8 + size..<max(start + 8 + size, proposal.upperBound)) { transform in
        guard transform.count >= 8 else { return }
        body(.anyPayload, transform)
        body(.payload(3), transform)
        body(
          isSecond ? .secondTransform(bytes.byte(at: transform.lowerBound + 4)) : .transform,
          transform)
        forAttributes(transform.lowerBound + 8..<transform.upperBound, isExchange, body)
      }
    }
  }

  /// Proposals or transforms, up to the last, whose first byte is zero.
  private func forNested(_ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard length >= 4 else { return }
      body(start..<min(start + length, range.upperBound))
      if bytes.byte(at: start) == 0 { return }
      start += length
    }
  }

  /// Attributes: a type whose top bit says whether a value or a length follows (RFC 2408 §3.3).
  private func forAttributes(
    _ range: Range<Int>, _ isExchange: Bool, _ body: (Part, Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let word = bytes.bigEndian(UInt16.self, at: start)
      let length = word & 0x8000 != 0 ? 0 : Int(bytes.bigEndian(UInt16.self, at: start + 2))
      let attribute = start..<start + 4 + length
      guard attribute.upperBound <= range.upperBound else { return }
      let type = word & 0x7fff
      if isSecond {
        body(.secondAttribute(type), attribute)
      } else if isExchange {
        body(.attribute, attribute)
        body(.exchangeAttribute(type), attribute)
      } else {
        body(.tunnelAttribute, attribute)
        body(.tunnelAttributeValue(type), attribute)
      }
      start = attribute.upperBound
    }
  }
}
