public import PacketCore

/// Frames of HTTP/2 ([RFC 9113](https://www.rfc-editor.org/rfc/rfc9113)), one after the other as a
/// segment has them.
///
/// Known by the connection preface, and by frames that fill a segment. Header blocks are decoded as
/// far as the static table and the segment itself tell; ``HPACK/Decoder`` keeps a connection's table.
public struct HTTP2: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "http2"
  public static var title: String { "HyperText Transfer Protocol 2" }
  public static var specification: String { "RFC 9113" }
  public static var bindings: [Binding] { [] }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort], firstBytes: 0...80) { verdict(on: $0) }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// RFC 9113 §3.4.
  static let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

  /// Whether the segment starts with a client's connection preface.
  public var hasPreface: Bool { bytes.has(Self.preface) }

  /// What a frame is (RFC 9113 §6 and its extensions).
  public struct FrameType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var data: FrameType { FrameType(rawValue: 0) }
    public static var headers: FrameType { FrameType(rawValue: 1) }
    public static var priority: FrameType { FrameType(rawValue: 2) }
    public static var resetStream: FrameType { FrameType(rawValue: 3) }
    public static var settings: FrameType { FrameType(rawValue: 4) }
    public static var pushPromise: FrameType { FrameType(rawValue: 5) }
    public static var ping: FrameType { FrameType(rawValue: 6) }
    public static var goAway: FrameType { FrameType(rawValue: 7) }
    public static var windowUpdate: FrameType { FrameType(rawValue: 8) }
    public static var continuation: FrameType { FrameType(rawValue: 9) }
  }

  /// A frame's header, and where its parts stand in ``bytes`` (RFC 9113 §4.1).
  public struct Frame: Hashable, Sendable {
    public var type: FrameType
    public var flags: UInt8
    public var streamID: UInt32
    /// Size of the frame's payload as sent, in bytes.
    public var length: Int
    /// The frame with its header of nine bytes, as far as it was captured.
    public var range: Range<Int>

    /// The payload, as far as it was captured.
    public var payload: Range<Int> {
      min(range.lowerBound + 9, range.upperBound)..<range.upperBound
    }
    var isPadded: Bool { flags & 8 != 0 && [.data, .headers, .pushPromise].contains(type) }
    var hasPriority: Bool { type == .priority || type == .headers && flags & 0x20 != 0 }
  }

  /// The frames of the segment; the last may go on in the next.
  public var frames: FrameCursor {
    @_lifetime(copy self)
    get { FrameCursor(bytes, from: hasPreface ? 24 : 0) }
  }

  /// Reads a segment's frames, one after the other.
  public struct FrameCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, from offset: Int) {
      self.bytes = bytes
      self.offset = offset
    }

    @_lifetime(self: copy self)
    public mutating func next() -> Frame? {
      guard bytes.has(9, at: offset) else { return nil }
      let length = Int(bytes.bigEndian(UInt32.self, at: offset) >> 8)
      let start = offset
      offset = min(start + 9 + length, bytes.byteCount)
      return Frame(
        type: FrameType(rawValue: bytes.byte(at: start + 3)), flags: bytes.byte(at: start + 4),
        streamID: bytes.bigEndian(UInt32.self, at: start + 5) & 0x7fff_ffff, length: length,
        range: start..<offset)
    }
  }

  /// The preface proves it; and so do frames that fill the payload, each of a type and flags that
  /// there are, on a stream where its type may stand.
  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    if payload.has(preface) { return .certain }
    guard payload.byte(at: 0) <= 1 else { return .refused }
    var frames = FrameCursor(payload, from: 0)
    var end = 0
    while let frame = frames.next() {
      guard isPlausible(frame, payload) else { return .refused }
      guard frame.length + 9 == frame.range.count else { return .possible }
      end = frame.range.upperBound
    }
    return end == payload.byteCount ? .certain : .refused
  }

  private static func isPlausible(_ frame: Frame, _ payload: RawSpan) -> Bool {
    guard payload.byte(at: frame.range.lowerBound + 5) & 0x80 == 0 else { return false }
    switch frame.type {
    // Neither empty nor the last of its stream: an exception of Modbus/TCP reads like that.
    case .data:
      return frame.flags & 0xf6 == 0 && frame.streamID != 0
        && (frame.length > 0 || frame.flags & 1 != 0)
    case .headers: return frame.flags & 0xd2 == 0 && frame.streamID != 0 && frame.length > 0
    case .priority: return frame.length == 5 && frame.streamID != 0
    case .resetStream: return frame.length == 4 && frame.streamID != 0
    case .settings: return frame.length % 6 == 0 && frame.flags & 0xfe == 0 && frame.streamID == 0
    case .pushPromise: return frame.flags & 0xf3 == 0 && frame.streamID != 0
    case .ping: return frame.length == 8 && frame.streamID == 0
    case .goAway: return frame.length >= 8 && frame.streamID == 0
    case .windowUpdate: return frame.length == 4
    case .continuation: return frame.flags & 0xfb == 0 && frame.streamID != 0
    default: return false
    }
  }
}
