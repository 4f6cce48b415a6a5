public import PacketCore

/// A message of the Simple Service Discovery Protocol (UPnP Device Architecture 2.0 §1): the start and
/// header fields of an HTTP message in a datagram.
public struct SSDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ssdp"
  public static var title: String { "Simple Service Discovery Protocol" }
  public static var bindings: [Binding] { [.udpPort(1900)] }
  /// A search or a notification is found on any port.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 72...78) { payload in
      if payload.starts(with: "M-SEARCH * HTTP/") || payload.starts(with: "NOTIFY * HTTP/") {
        return .certain
      }
      return payload.starts(with: "HTTP/1.") || payload.byteCount < 16 ? .possible : .refused
    }
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first line is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard SSDP(unchecked: bytes).startLineEnd != nil else {
      throw .truncated(Self.id, needed: bytes.byteCount + 1, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// `M-SEARCH` or `NOTIFY`; nil for a response.
  public var method: String? { isResponse ? nil : startWord(0).map { string($0) } }
  /// Of a response; 200.
  public var statusCode: Int? { isResponse ? startWord(1).flatMap { Int(string($0)) } : nil }

  private var isResponse: Bool { bytes.starts(with: "HTTP/") }

  /// The value of the first header field of a name, compared without case.
  public func header(_ name: String) -> String? {
    var value: String?
    forEachHeader { line, colon in
      guard value == nil, matches(line.lowerBound..<colon, name) else { return }
      value = string(valueRange(line, colon))
    }
    return value
  }

  /// What is searched for or announced (`ST` or `NT`).
  public var searchTarget: String? { header("ST") ?? header("NT") }
  /// The unique name of what is announced.
  public var uniqueServiceName: String? { header("USN") }
  /// Where its description is.
  public var location: String? { header("Location") }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }

  /// The end of the line that starts at an offset, without its line feed; nil when it has none.
  private func lineEnd(from start: Int) -> Int? {
    var end = start
    while end < bytes.byteCount {
      if bytes.byte(at: end) == 10 { return end }
      end += 1
    }
    return nil
  }

  private var startLineEnd: Int? { lineEnd(from: 0) }

  private func withoutReturn(_ start: Int, _ end: Int) -> Int {
    end > start && bytes.byte(at: end - 1) == 13 ? end - 1 : end
  }

  /// A word of the first line; the third goes on to the end.
  private func startWord(_ wanted: Int) -> Range<Int>? {
    guard let lineFeed = startLineEnd else { return nil }
    let limit = withoutReturn(0, lineFeed)
    var start = 0
    for index in 0..<3 {
      var end = start
      while end < limit, index == 2 || bytes.byte(at: end) != 32 { end += 1 }
      if index == wanted { return start < end ? start..<end : nil }
      start = Swift.min(end + 1, limit)
    }
    return nil
  }

  /// Calls `body` with each header line, its line feed included, and where its colon stands.
  private func forEachHeader(_ body: (Range<Int>, Int) -> Void) {
    guard var end = startLineEnd else { return }
    while let next = lineEnd(from: end + 1) {
      let start = end + 1
      end = next
      guard withoutReturn(start, next) > start else { return }
      var colon = start
      while colon < next, bytes.byte(at: colon) != 58 { colon += 1 }
      if colon < next { body(start..<next + 1, colon) }
    }
  }

  /// The value after a colon, without the spaces around it.
  private func valueRange(_ line: Range<Int>, _ colon: Int) -> Range<Int> {
    var end = withoutReturn(line.lowerBound, line.upperBound - 1)
    var start = Swift.min(colon + 1, end)
    while start < end, bytes.byte(at: start) == 32 || bytes.byte(at: start) == 9 { start += 1 }
    while end > start, bytes.byte(at: end - 1) == 32 || bytes.byte(at: end - 1) == 9 { end -= 1 }
    return start..<end
  }

  private func matches(_ range: Range<Int>, _ name: String) -> Bool {
    guard range.count == name.utf8.count else { return false }
    return zip(range, name.utf8).allSatisfy { offset, wanted in
      Self.lowercased(bytes.byte(at: offset)) == Self.lowercased(wanted)
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte + 32 : byte }

  private func string(_ range: Range<Int>) -> String {
    String(
      decoding: bytes.slice(from: range.lowerBound, count: range.count).copied(), as: UTF8.self)
  }
}

extension SSDP {
  /// tshark shows the message as one of HTTP, and so its fields.
  public static let fields: [Field<SSDP>] = [
    flag("http.request", "Request") { !$0.isResponse && !$0.bytes.starts(with: "NOTIFY") },
    flag("http.notification", "Notification") { $0.bytes.starts(with: "NOTIFY") },
    flag("http.response", "Response") { $0.isResponse },
    word("http.request.method", "Request Method", 0, response: false),
    word("http.request.uri", "Request URI", 1, response: false),
    word("http.request.version", "Request Version", 2, response: false),
    word("http.response.version", "Response Version", 0, response: true),
    Field("http.response.code", "Status Code", .decimal(16)) { view, emit in
      guard let code = view.statusCode, let range = view.startWord(1) else { return }
      emit(.unsigned(UInt64(clamping: code)), range)
    },
    word("http.response.phrase", "Response Phrase", 2, response: true),
    header("http.host", "Host", "Host"),
    header("http.cache_control", "Cache-Control", "Cache-Control"),
    header("http.location", "Location", "Location"),
    header("http.server", "Server", "Server"),
    header("http.user_agent", "User-Agent", "User-Agent"),
    line("http.request.line", "Request line") {
      !$0.isResponse && !$0.bytes.starts(with: "NOTIFY")
    },
    line("http.response.line", "Response line") { $0.isResponse },
    line("http.unknown_header", "Unknown header") { $0.bytes.starts(with: "NOTIFY") },
    Field("http.request.full_uri", "Full request URI", .text) { view, emit in
      guard let host = view.header("Host"), let uri = view.startWord(1), !view.isResponse else {
        return
      }
      emit(.string("http://\(host)\(view.string(uri))"), uri)
    },
  ]

  private static func flag(
    _ name: String, _ label: String, _ isThere: @escaping @Sendable (borrowing SSDP) -> Bool
  ) -> Field<SSDP> {
    Field(name, label, .boolean) { view, emit in
      if isThere(view), view.startLineEnd != nil { emit(.boolean(true), 0..<view.bytes.byteCount) }
    }
  }

  private static func word(
    _ name: String, _ label: String, _ index: Int, response: Bool
  ) -> Field<SSDP> {
    Field(name, label, .text) { view, emit in
      if view.isResponse == response, let range = view.startWord(index) { emit(.text, range) }
    }
  }

  private static func header(_ name: String, _ label: String, _ wanted: String) -> Field<SSDP> {
    Field(name, label, .text) { view, emit in
      view.forEachHeader { line, colon in
        if view.matches(line.lowerBound..<colon, wanted) {
          emit(.text, view.valueRange(line, colon))
        }
      }
    }
  }

  /// Header lines as they stand; of a notification those that HTTP does not know.
  private static func line(
    _ name: String, _ label: String, _ isThere: @escaping @Sendable (borrowing SSDP) -> Bool
  ) -> Field<SSDP> {
    let known = [
      "Host", "Cache-Control", "Location", "Server", "User-Agent", "Content-Length", "Date",
    ]
    let leavesOutKnown = name == "http.unknown_header"
    return Field(name, label, .text) { view, emit in
      guard isThere(view) else { return }
      view.forEachHeader { line, colon in
        let isKnown = known.contains { view.matches(line.lowerBound..<colon, $0) }
        if !(leavesOutKnown && isKnown) { emit(.text, line) }
      }
    }
  }
}

extension RawSpan {
  /// Whether the first bytes are those of an ASCII text.
  func starts(with text: StaticString) -> Bool {
    guard has(text.utf8CodeUnitCount, at: 0) else { return false }
    var offset = 0
    for scalar in text.description.unicodeScalars {
      guard UInt32(byte(at: offset)) == scalar.value else { return false }
      offset += 1
    }
    return true
  }
}

extension SSDP {
  public static var specification: String { "UPnP Device Architecture 2.0 §1" }
  public static var summary: Summary<SSDP>? {
    Summary("SSDP") { view, columns in
      var offset = 0
      while offset < min(view.bytes.byteCount, 1024), !(10...13 ~= view.bytes.byte(at: offset)) {
        offset += 1
      }
      columns.info.append(printable: view.bytes.slice(from: 0, count: offset).copied())
      columns.info.append(" ")
    }
  }
}
