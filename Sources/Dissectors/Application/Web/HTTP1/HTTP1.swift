public import PacketCore

/// Messages of the Hypertext Transfer Protocol, version 1
/// ([RFC 9112](https://www.rfc-editor.org/rfc/rfc9112)), one after the other as a segment has them.
///
/// A segment that starts within a message is shown as it is, without fields: which message it belongs
/// to, the connection knows and not the packet.
public struct HTTP1: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "http"
  public static var title: String { "Hypertext Transfer Protocol" }
  public static var specification: String { "RFC 9112" }
  /// Those of Wireshark's preferences, and that of printers (RFC 8010 §4).
  public static var bindings: [Binding] {
    [80, 3128, 3132, 5985, 8080, 8088, 11371, 1900, 2869, 2710, 631].map { .tcpPort($0) }
  }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort], firstBytes: 65...0x8a) { verdict(on: $0) }
  }

  public let bytes: RawSpan
  /// What was found when the header was checked: for a request without a body, nothing.
  private let found: Embedded??

  private var embedded: Embedded? { if let found { found } else { findEmbedded() } }

  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    self.bytes = bytes
    found = .some(HTTP1(unchecked: bytes).findEmbedded())
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) {
    self.bytes = bytes
    found = nil
  }

  /// Part of the body of the first message that has one: all of it, or its first chunk.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let range = embedded?.range ?? bytes.byteCount..<bytes.byteCount
      return bytes.slice(from: range.lowerBound, count: range.count)
    }
  }

  public var next: NextLayer { embedded?.layer ?? .none }

  private struct Embedded {
    var range: Range<Int>
    var layer: NextLayer
  }

  private func findEmbedded() -> Embedded? {
    var places = messages
    while let place = places.next() {
      if place.kind == .continuation {
        return Embedded(range: place.body, layer: upgradedLayer(place.body) ?? .data)
      }
      if let token = place.ntlmToken {
        return Embedded(range: token, layer: .named(NTLMSSP.id))
      }
      if place.endsInChunk { return nil }
      guard let part = firstPart(of: place) else { continue }
      if isCompressed(place) { return nil }
      return Embedded(range: part, layer: mediaLayer(of: place))
    }
    return nil
  }

  /// What a connection that has left HTTP/1 speaks (RFC 9110 §7.8), as far as the bytes prove it.
  func upgradedLayer(_ range: Range<Int>) -> NextLayer? {
    let rest = bytes.slice(from: range.lowerBound, count: range.count)
    if HTTP2.verdict(on: rest) == .certain { return .named(HTTP2.id) }
    return WebSocket.verdict(on: rest) == .certain ? .named(WebSocket.id) : nil
  }

  /// The body as far as it stands in one piece.
  private func firstPart(of place: Place) -> Range<Int>? {
    guard place.isChunked else { return place.body.isEmpty ? nil : place.body }
    var chunks = ChunkCursor(bytes, place.body)
    guard let chunk = chunks.next(), !chunk.data.isEmpty else { return nil }
    return chunk.data
  }
}

extension HTTP1 {
  /// What a payload is: a start line proves it, and what only a connection of HTTP turns into; and as a message may go on in any bytes, only what
  /// another protocol is known by is refused.
  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    let first = payload.byte(at: 0)
    if first.isASCIILetter, let line = startLine(payload, at: 0), line.isProof { return .certain }
    if 0x81...0x8a ~= first, WebSocket.verdict(on: payload) == .certain { return .certain }
    if 20...23 ~= first, payload.byte(at: 1) == 3, payload.byte(at: 2) < 5 { return .refused }
    if payload.has("SSH-") || payload.has("RTSP/1.") { return .refused }
    return .possible
  }

  /// The first line of a message.
  struct StartLine {
    var line: TextLine
    var isRequest: Bool
    /// Method, target and version; or version, status code and phrase.
    var first: Range<Int>
    var second: Range<Int>
    var third: Range<Int>
    /// Whether nothing but HTTP looks so: the line has the version.
    var isProof: Bool
  }

  /// The first line of a request or response at `offset` (RFC 9112 §3 and §4); nil when something else
  /// stands there.
  static func startLine(_ bytes: RawSpan, at offset: Int) -> StartLine? {
    guard bytes.byte(at: offset).isASCIILetter, !bytes.has(HTTP2.preface, at: offset) else {
      return nil
    }
    // A word that is no method ends the search before the end of the line is looked for.
    let window = offset..<min(offset + 40, bytes.byteCount)
    let isVersion = bytes.has("HTTP/", at: offset)
    guard let blank = bytes.offset(of: 32, in: window) ?? (isVersion ? window.upperBound : nil)
    else { return nil }
    let isResponse = isVersion || bytes.equals("ICY", in: offset..<blank)
    guard isResponse || isToken(offset..<blank, bytes) else { return nil }
    var lines = LineCursor(bytes, from: offset, endsAtReturn: true)
    guard let line = lines.next() else { return nil }
    let space = min(blank, line.text.upperBound)
    let word = offset..<space
    let second =
      bytes.word(after: space, in: line.text) ?? line.text.upperBound..<line.text.upperBound
    if isResponse {
      let phrase = min(second.upperBound + 1, line.text.upperBound)..<line.text.upperBound
      return StartLine(
        line: line, isRequest: false, first: word, second: second, third: phrase,
        isProof: bytes.has("HTTP/", at: offset))
    }
    // Whatever follows the target is taken for the version, also when it is cut or has spaces in it.
    let third = bytes.trimmed(second.upperBound..<line.text.upperBound)
    let version = lastWord(of: second.upperBound..<line.text.upperBound, bytes)
    let hasVersion = version.map { bytes.has("HTTP/", at: $0.lowerBound) } ?? false
    guard hasVersion || isKnownMethod(word, bytes) else { return nil }
    return StartLine(
      line: line, isRequest: true, first: word, second: second, third: third,
      isProof: hasVersion && bytes.has("HTTP/1.", at: version?.lowerBound ?? 0))
  }

  private static func lastWord(of range: Range<Int>, _ bytes: RawSpan) -> Range<Int>? {
    var start = range.upperBound
    while start > range.lowerBound, bytes.byte(at: start - 1) != 32 { start -= 1 }
    return start > range.lowerBound ? start..<range.upperBound : nil
  }

  /// Whether `range` can be a method: letters, digits, hyphens (of RFC 9110 §5.6.2's tokens).
  private static func isToken(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
    for offset in range {
      let byte = bytes.byte(at: offset)
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == 45 || byte == 95 else {
        return false
      }
    }
    return !range.isEmpty
  }

  private static func isKnownMethod(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
    methods.contains { $0.utf8.count == range.count && bytes.has($0, at: range.lowerBound) }
  }
}
