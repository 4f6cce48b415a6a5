public import PacketCore

/// Control packets of MQTT
/// ([version 3.1.1](https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html),
/// [version 5.0](https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html)), one after the other as a
/// segment has them.
///
/// The version stands in CONNECT alone. In other segments it is taken from the packets' form, as far
/// as that differs.
public struct MQTT: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "mqtt"
  public static var title: String { "MQ Telemetry Transport Protocol" }
  public static var specification: String { "MQTT 3.1.1, MQTT 5.0" }
  public static var bindings: [Binding] { [.tcpPort(1883)] }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort], firstBytes: 0x10...0x10) { verdict(on: $0) }
  }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// What a control packet is (MQTT 5.0 §2.1.2).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var connect: Kind { Kind(rawValue: 1) }
    public static var connectAcknowledgement: Kind { Kind(rawValue: 2) }
    public static var publish: Kind { Kind(rawValue: 3) }
    public static var publishAcknowledgement: Kind { Kind(rawValue: 4) }
    public static var publishReceived: Kind { Kind(rawValue: 5) }
    public static var publishRelease: Kind { Kind(rawValue: 6) }
    public static var publishComplete: Kind { Kind(rawValue: 7) }
    public static var subscribe: Kind { Kind(rawValue: 8) }
    public static var subscribeAcknowledgement: Kind { Kind(rawValue: 9) }
    public static var unsubscribe: Kind { Kind(rawValue: 10) }
    public static var unsubscribeAcknowledgement: Kind { Kind(rawValue: 11) }
    public static var pingRequest: Kind { Kind(rawValue: 12) }
    public static var pingResponse: Kind { Kind(rawValue: 13) }
    public static var disconnect: Kind { Kind(rawValue: 14) }
    public static var authentication: Kind { Kind(rawValue: 15) }
  }

  /// A control packet's fixed header, and where its parts stand in ``bytes``.
  public struct Message: Hashable, Sendable {
    public var kind: Kind
    /// The four bits beside the type.
    public var flags: UInt8
    /// Bytes after the fixed header, as sent.
    public var remainingLength: UInt64
    /// Where the remaining length stands.
    var lengthRange: Range<Int>
    /// What follows the fixed header, as far as it was captured.
    public var body: Range<Int>
    /// Whether all of it was captured.
    public var isComplete: Bool { UInt64(body.count) == remainingLength }
    var start: Int { lengthRange.lowerBound - 1 }
  }

  /// The packets of the segment; the last may go on in the next.
  public var messages: MessageCursor {
    @_lifetime(copy self)
    get { MessageCursor(bytes) }
  }

  /// Reads a segment's control packets, one after the other.
  public struct MessageCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next packet; nil when its fixed header is not all there, or at fault.
    @_lifetime(self: copy self)
    public mutating func next() -> Message? {
      guard bytes.has(2, at: offset),
        let length = MQTT.variableInteger(bytes, at: offset + 1, before: bytes.byteCount)
      else { return nil }
      let first = bytes.byte(at: offset)
      let start = length.range.upperBound
      let count = Int(min(length.value, UInt64(bytes.byteCount - start)))
      offset = start + count
      return Message(
        kind: Kind(rawValue: first >> 4), flags: first & 15, remainingLength: length.value,
        lengthRange: length.range, body: start..<offset)
    }
  }

  /// A number of one to four bytes, seven bits each, the lowest first (MQTT 5.0 §1.5.5).
  static func variableInteger(
    _ bytes: RawSpan, at offset: Int, before end: Int
  ) -> (value: UInt64, range: Range<Int>)? {
    var value: UInt64 = 0
    for index in 0..<4 {
      guard offset + index < end else { return nil }
      let byte = bytes.byte(at: offset + index)
      value |= UInt64(byte & 0x7f) << UInt64(7 * index)
      if byte & 0x80 == 0 { return (value, offset..<offset + index + 1) }
    }
    return nil
  }

  /// CONNECT proves it by its protocol name; the fixed header's flags refuse most else.
  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    guard let length = variableInteger(payload, at: 1, before: payload.byteCount) else {
      return payload.byteCount < 5 ? .possible : .refused
    }
    let first = payload.byte(at: 0)
    switch first >> 4 {
    case 0: return .refused
    case 1:
      let start = length.range.upperBound
      if payload.has("\u{0}\u{4}MQTT", at: start) || payload.has("\u{0}\u{6}MQIsdp", at: start) {
        return first & 15 == 0 ? .certain : .possible
      }
      return payload.has(8, at: start) ? .refused : .possible
    default: return .possible
    }
  }
}
