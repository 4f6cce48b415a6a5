public import PacketCore

/// A message of the Session Initiation Protocol
/// ([RFC 3261](https://www.rfc-editor.org/rfc/rfc3261)).
public struct SIP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "sip"
  public static var title: String { "Session Initiation Protocol" }
  public static var specification: String { "RFC 3261" }
  public static var bindings: [Binding] { [.udpPort(5060), .tcpPort(5060)] }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort, .tcpPort], firstBytes: 65...90) { payload in
      startLine(payload) == nil
        ? (payload.looksLikeTLS ? .refused : .possible) : .certain
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The body.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: body.lowerBound, count: body.count) }
  }

  public var next: NextLayer {
    guard startLine != nil, !body.isEmpty else { return .none }
    guard let type = value(of: "content-type", "c") else { return .data }
    return MediaType.layer(of: bytes, in: type)
  }

  /// The request's method: `INVITE`; nil in a response.
  public var method: String? {
    guard let start = startLine, start.isRequest else { return nil }
    return bytes.string(in: start.first)
  }

  /// The response's status code; nil in a request.
  public var statusCode: UInt16? {
    guard let start = startLine, !start.isRequest else { return nil }
    return bytes.decimal(in: start.second).flatMap { UInt16(exactly: $0) }
  }
}

extension SIP {
  /// The first line: method, URI and version, or version, status code and phrase (RFC 3261 §7.1, §7.2).
  struct StartLine {
    var line: TextLine
    var isRequest: Bool
    var first: Range<Int>
    var second: Range<Int>
  }

  var startLine: StartLine? { Self.startLine(bytes) }

  static func startLine(_ bytes: RawSpan) -> StartLine? {
    guard bytes.byte(at: 0).isASCIILetter else { return nil }
    guard let space = bytes.offset(of: 32, in: 0..<min(24, bytes.byteCount)) else { return nil }
    var lines = LineCursor(bytes)
    guard let line = lines.next(),
      let second = bytes.word(after: space, in: line.text)
    else { return nil }
    if bytes.has("SIP/2.0 ") {
      guard bytes.decimal(in: second) != nil else { return nil }
      return StartLine(line: line, isRequest: false, first: 0..<space, second: second)
    }
    let end = line.text.upperBound
    guard end >= 8, bytes.equals(" SIP/2.0", in: end - 8..<end) else { return nil }
    return StartLine(
      line: line, isRequest: true, first: 0..<space,
      second: second.lowerBound..<max(second.lowerBound, end - 8))
  }

  /// The header fields with the empty line after them.
  var header: Range<Int> {
    guard let start = startLine else { return 0..<0 }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    while fields.next() != nil {}
    return start.line.end..<(fields.headerEnd ?? fields.offset)
  }

  /// What follows the header's empty line, as far as Content-Length goes.
  var body: Range<Int> {
    guard let start = startLine else { return bytes.byteCount..<bytes.byteCount }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    var length: UInt64 = .max
    while let field = fields.next() {
      if isField(field, "content-length", "l"), let value = bytes.decimal(in: field.value) {
        length = value
      }
    }
    let begin = fields.headerEnd ?? bytes.byteCount
    return begin..<begin + Int(min(length, UInt64(clamping: bytes.byteCount - begin)))
  }

  /// Whether a header field is called `name`, or has its short name (RFC 3261 §7.3.3).
  func isField(_ field: HeaderField, _ name: String, _ short: String = "") -> Bool {
    field.hasColon
      && (bytes.equals(name, in: field.name)
        || !short.isEmpty && bytes.equals(short, in: field.name))
  }

  /// Calls `body` with each header field called `name`.
  func forEachField(_ name: String, _ short: String = "", _ body: (HeaderField) -> Void) {
    guard let start = startLine else { return }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    while let field = fields.next() { if isField(field, name, short) { body(field) } }
  }

  /// The value of the first header field called `name`.
  func value(of name: String, _ short: String = "") -> Range<Int>? {
    guard let start = startLine else { return nil }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    while let field = fields.next() { if isField(field, name, short) { return field.value } }
    return nil
  }
}
