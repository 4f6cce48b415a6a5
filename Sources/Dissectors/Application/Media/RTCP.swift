public import PacketCore

/// Packets of RTP's control protocol
/// ([RFC 3550](https://www.rfc-editor.org/rfc/rfc3550) §6), one after the other as a datagram has
/// them.
///
/// Known by content on any UDP port, as by tshark: a datagram of whole words that starts as a report does.
public struct RTCP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "rtcp"
  public static var title: String { "Real-time Transport Control Protocol" }
  public static var specification: String { "RFC 3550" }
  public static var bindings: [Binding] { [.udpPort(5005)] }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 128...191) { verdict(on: $0) }
  }
  public static var headerLength: Int { 4 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// What a packet is (RFC 3550 §12.1 and its extensions).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var senderReport: Kind { Kind(rawValue: 200) }
    public static var receiverReport: Kind { Kind(rawValue: 201) }
    public static var sourceDescription: Kind { Kind(rawValue: 202) }
    public static var goodbye: Kind { Kind(rawValue: 203) }
    public static var application: Kind { Kind(rawValue: 204) }
    /// RFC 4585 §6.
    public static var transportFeedback: Kind { Kind(rawValue: 205) }
    public static var payloadFeedback: Kind { Kind(rawValue: 206) }
    /// RFC 3611.
    public static var extendedReport: Kind { Kind(rawValue: 207) }
  }

  /// A packet of the datagram.
  struct Part {
    var kind: Kind
    /// The five bits that count blocks or sources, or name a format.
    var count: Int
    var range: Range<Int>
  }

  func isHeader(at offset: Int) -> Bool {
    bytes.byte(at: offset) >> 6 == 2 && 192...210 ~= bytes.byte(at: offset + 1)
  }

  /// Calls `body` with each packet, also with one that is cut short.
  ///
  /// What is no packet ends them: the index and tag of SRTCP (RFC 3711 §3.4).
  func forEachPart(_ body: (Part) -> Void) {
    var offset = 0
    while bytes.has(4, at: offset), offset == 0 || isHeader(at: offset) {
      let length = 4 + 4 * Int(bytes.bigEndian(UInt16.self, at: offset + 2))
      let end = min(offset + length, bytes.byteCount)
      body(
        Part(
          kind: Kind(rawValue: bytes.byte(at: offset + 1)),
          count: Int(bytes.byte(at: offset) & 31), range: offset..<end))
      offset = end
    }
  }

  /// A datagram starts with a report, or with what also comes alone: a goodbye, an application's packet,
  /// feedback. Its length is a multiple of four, with the index and tag of SRTCP too.
  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    guard payload.byte(at: 0) >> 6 == 2, 192...210 ~= payload.byte(at: 1) else { return .refused }
    guard payload.byteCount >= 8, payload.byteCount & 3 == 0 else { return .possible }
    return switch payload.byte(at: 1) {
    case 200, 201, 203, 204, 206: .certain
    default: .possible
    }
  }
}
