public import PacketCore

/// Frames of the WebSocket protocol
/// ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455) §5.2), one after the other as a segment has
/// them.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-------+-+-------------+-------------------------------+
///     |F|R|R|R| opcode|M| Payload len |    Extended payload length    |
///     |I|S|S|S|  (4)  |A|     (7)     |           (16 or 64)          |
///     |N|V|V|V|       |S|             |                               |
///     +-+-+-+-+-------+-+-------------+-------------------------------+
///     |                    Masking-key, if MASK set to 1              |
///     +---------------------------------------------------------------+
///
/// The HTTP/1 upgrade before it announces it, in the same segment or in an earlier one: so it lies on a
/// layer of HTTP/1. Frames are known by content only where they fill a segment and one of them is of
/// text, or closes.
public struct WebSocket: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "websocket"
  public static var title: String { "WebSocket" }
  public static var specification: String { "RFC 6455" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// What a frame carries (RFC 6455 §11.8).
  public struct Opcode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var continuation: Opcode { Opcode(rawValue: 0) }
    public static var text: Opcode { Opcode(rawValue: 1) }
    public static var binary: Opcode { Opcode(rawValue: 2) }
    public static var close: Opcode { Opcode(rawValue: 8) }
    public static var ping: Opcode { Opcode(rawValue: 9) }
    public static var pong: Opcode { Opcode(rawValue: 10) }
  }

  /// A frame's header, and where its parts stand in ``bytes``.
  public struct Frame: Hashable, Sendable {
    /// Whether it is the last of its message.
    public var isFinal: Bool
    public var opcode: Opcode
    /// Size of the payload as sent, in bytes.
    public var length: UInt64
    /// Nil when the payload is not masked.
    public var maskingKey: Range<Int>?
    /// The payload, as far as it was captured.
    public var payload: Range<Int>
    public var range: Range<Int>
  }

  /// The frames of the segment; the last may go on in the next.
  public var frames: FrameCursor {
    @_lifetime(copy self)
    get { FrameCursor(bytes) }
  }

  /// Reads a segment's frames, one after the other.
  public struct FrameCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next frame; nil when its header is not all there.
    @_lifetime(self: copy self)
    public mutating func next() -> Frame? {
      guard bytes.has(2, at: offset) else { return nil }
      let start = offset
      let (first, second) = (bytes.byte(at: start), bytes.byte(at: start + 1))
      var length = UInt64(second & 0x7f)
      var end = start + 2
      if length == 126 {
        guard bytes.has(2, at: end) else { return nil }
        length = UInt64(bytes.bigEndian(UInt16.self, at: end))
        end += 2
      } else if length == 127 {
        guard bytes.has(8, at: end) else { return nil }
        length = bytes.bigEndian(UInt64.self, at: end)
        end += 8
      }
      var key: Range<Int>?
      if second & 0x80 != 0 {
        guard bytes.has(4, at: end) else { return nil }
        key = end..<end + 4
        end += 4
      }
      let count = Int(min(length, UInt64(clamping: bytes.byteCount - end)))
      offset = end + count
      return Frame(
        isFinal: first & 0x80 != 0, opcode: Opcode(rawValue: first & 15), length: length,
        maskingKey: key, payload: end..<offset, range: start..<offset)
    }
  }

  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    let view = WebSocket(unchecked: payload)
    var frames = view.frames
    var (end, isProof) = (0, false)
    while let frame = frames.next() {
      guard payload.byte(at: frame.range.lowerBound) & 0x70 == 0,
        frame.opcode.rawValue < 3 || 8...10 ~= frame.opcode.rawValue && frame.isFinal
      else { return .refused }
      guard UInt64(frame.payload.count) == frame.length else { return .possible }
      if !isProof { isProof = view.isProof(frame) }
      end = frame.range.upperBound
    }
    return end == payload.byteCount ? (isProof ? .certain : .possible) : .refused
  }

  /// Whether a frame has four characters of text and nothing else, a status code that closes, or a length
  /// of more than a byte, which other bytes do not have by chance.
  private func isProof(_ frame: Frame) -> Bool {
    let start = frame.payload.lowerBound
    func unmasked(_ index: Int) -> UInt8 {
      bytes.byte(at: start + index)
        ^ (frame.maskingKey.map { bytes.byte(at: $0.lowerBound + index % 4) } ?? 0)
    }
    switch frame.opcode {
    case .text:
      guard frame.payload.count >= 4 else { return false }
      for index in 0..<min(frame.payload.count, 32) {
        let byte = unmasked(index)
        guard byte.isPrintable || byte == 10 || byte == 13 || byte >= 0xc3 || byte & 0xc0 == 0x80
        else { return false }
      }
      return true
    case .close:
      let code = UInt16(unmasked(0)) << 8 | UInt16(unmasked(1))
      return frame.payload.count >= 2 && frame.payload.count < 126 && 1000..<1016 ~= code
    case .binary: return frame.length >= 126
    default: return false
    }
  }

  /// A frame's payload without its mask (RFC 6455 §5.3), as far as it was captured.
  public func payload(of frame: Frame) -> [UInt8] {
    var payload = bytes.slice(from: frame.payload.lowerBound, count: frame.payload.count).copied()
    guard let key = frame.maskingKey else { return payload }
    for index in payload.indices { payload[index] ^= bytes.byte(at: key.lowerBound + index % 4) }
    return payload
  }
}

extension WebSocket {
  private func forEachFrame(_ body: (Frame) -> Void) {
    var frames = frames
    while let frame = frames.next() { body(frame) }
  }

  private static let all: Field<WebSocket>.Parts = { view, part in
    view.forEachFrame { part($0.range) }
  }

  /// A part of the payload of frames with an opcode, without their mask.
  private static func content(
    _ name: String, _ label: String, _ type: FieldType, _ opcode: Opcode,
    _ read: @escaping @Sendable ([UInt8]) -> FieldValue?
  ) -> Field<WebSocket> {
    Field(name, label, type) { view, emit in
      view.forEachFrame { frame in
        guard frame.opcode == opcode, let value = read(view.payload(of: frame)) else { return }
        emit(value, frame.payload)
      }
    }
  }

  public static let fields: [Field<WebSocket>] = [
    Field("websocket.fin", "Fin", at: 0, 1, bit: 0x80, in: all),
    Field("websocket.rsv", "Reserved", .hex(8), at: 0, 1, mask: 0x70, in: all),
    Field("websocket.opcode", "Opcode", .decimal(8), at: 0, 1, mask: 15, in: all).named([
      0: "Continuation", 1: "Text", 2: "Binary", 8: "Connection Close", 9: "Ping", 10: "Pong",
    ]),
    Field("websocket.mask", "Mask", at: 1, 1, bit: 0x80, in: all),
    Field("websocket.payload_length", "Payload length", .decimal(8), at: 1, 1, mask: 0x7f, in: all),
    Field(
      "websocket.payload_length_ext_16", "Extended Payload length (16 bits)", .decimal(16), at: 2,
      2,
      in: { view, part in
        view.forEachFrame {
          if view.bytes.byte(at: $0.range.lowerBound + 1) & 0x7f == 126 { part($0.range) }
        }
      }),
    Field(
      "websocket.payload_length_ext_64", "Extended Payload length (64 bits)", .decimal(64), at: 2,
      8,
      in: { view, part in
        view.forEachFrame {
          if view.bytes.byte(at: $0.range.lowerBound + 1) & 0x7f == 127 { part($0.range) }
        }
      }),
    Field("websocket.masking_key", "Masking-Key", .bytes) { view, emit in
      view.forEachFrame { if let key = $0.maskingKey { emit(.bytes, key) } }
    },
    Field("websocket.masked_payload", "Masked payload", .heading) { view, emit in
      view.forEachFrame {
        if $0.maskingKey != nil, !$0.payload.isEmpty { emit(.present, $0.payload) }
      }
    },
    Field("websocket.payload", "Payload", .heading) { view, emit in
      view.forEachFrame { if !$0.payload.isEmpty { emit(.present, $0.payload) } }
    },
    Field("websocket.payload.close", "Close", .heading) { view, emit in
      view.forEachFrame {
        if $0.opcode == .close, $0.payload.count >= 2 { emit(.present, $0.payload) }
      }
    },
    content("websocket.payload.close.status_code", "Status code", .decimal(16), .close) { payload in
      payload.count >= 2 ? .unsigned(UInt64(payload[0]) << 8 | UInt64(payload[1])) : nil
    },
    content("websocket.payload.close.reason", "Reason", .text, .close) { payload in
      payload.count > 2 ? .string(String(decoding: payload.dropFirst(2), as: UTF8.self)) : nil
    },
  ]

  public static var summary: Summary<WebSocket>? {
    Summary("WebSocket") { view, columns in
      var isFirst = true
      view.forEachFrame { frame in
        if !isFirst { columns.info.append(", ") }
        isFirst = false
        columns.info.append("WebSocket ")
        switch frame.opcode {
        case .continuation: columns.info.append("Continuation")
        case .text: columns.info.append("Text")
        case .binary: columns.info.append("Binary")
        case .close: columns.info.append("Connection Close")
        case .ping: columns.info.append("Ping")
        case .pong: columns.info.append("Pong")
        default: columns.info.append("Unknown Opcode")
        }
        columns.info.append(frame.isFinal ? " [FIN]" : " ")
        if frame.maskingKey != nil { columns.info.append(" [MASKED]") }
      }
    }
  }
}
