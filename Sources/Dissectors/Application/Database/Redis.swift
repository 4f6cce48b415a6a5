public import PacketCore

/// Values of the Redis serialization protocol
/// ([RESP](https://redis.io/docs/latest/develop/reference/protocol-spec/)), one after the other as a
/// segment has them.
public struct Redis: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "resp"
  public static var title: String { "REdis Serialization Protocol" }
  public static var specification: String { "RESP" }
  public static var bindings: [Binding] { [.tcpPort(6379)] }
  public static var probe: ContentProbe? {
    ContentProbe { $0.looksLikeTLS ? .refused : .possible }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Most arrays within each other; deeper ones are shown by their first line.
  static var nestingLimit: Int { 32 }

  /// A value, or the first line of an array.
  struct Token {
    enum Kind { case string, error, integer, bulk, array, other }
    var kind: Kind
    /// What stands after the type's byte in the first line.
    var text: Range<Int>
    /// The first line.
    var line: Range<Int>
    /// The bytes of a bulk string, as far as they are there.
    var data: Range<Int>?
    /// Elements of an array, as it claims.
    var count: UInt64 = 0
    /// The value with all its lines; of an array, the first line.
    var whole: Range<Int>
  }

  /// Calls `token` with each value, and `array` with the range of each array when its elements have
  /// been read.
  func walk(_ token: (Token) -> Void, array: (Range<Int>) -> Void = { _ in }) {
    var open: [(start: Int, left: UInt64)] = []
    var offset = 0
    while let next = self.token(at: offset) {
      token(next)
      offset = next.whole.upperBound
      if next.kind == .array, next.count > 0, open.count < Self.nestingLimit {
        open.append((next.whole.lowerBound, next.count))
        continue
      }
      if next.kind == .array { array(next.whole) }
      while let last = open.last {
        if last.left > 1 {
          open[open.count - 1].left -= 1
          break
        }
        open.removeLast()
        array(last.start..<offset)
      }
    }
    while let last = open.popLast() { array(last.start..<offset) }
  }

  private func token(at offset: Int) -> Token? {
    var lines = LineCursor(bytes, from: offset)
    guard let line = lines.next() else { return nil }
    let text = min(line.text.lowerBound + 1, line.text.upperBound)..<line.text.upperBound
    var token = Token(
      kind: .other, text: text, line: line.whole, whole: line.whole)
    switch bytes.byte(at: offset) {
    case UInt8(ascii: "+"): token.kind = .string
    case UInt8(ascii: "-"): token.kind = .error
    case UInt8(ascii: ":"): token.kind = .integer
    case UInt8(ascii: "$"):
      token.kind = .bulk
      guard let length = bytes.decimal(in: text) else { break }
      let available = bytes.byteCount - line.end
      guard length <= UInt64(clamping: available) else {
        token.whole = token.whole.lowerBound..<bytes.byteCount
        token.data = line.end..<bytes.byteCount
        break
      }
      let end = line.end + Int(length)
      token.data = line.end..<end
      token.whole = token.whole.lowerBound..<min(end + 2, bytes.byteCount)
    case UInt8(ascii: "*"):
      token.kind = .array
      token.count = bytes.decimal(in: text) ?? 0
    default: break
    }
    return token
  }

  /// The signed number that fills `range`.
  private func integer(in range: Range<Int>) -> Int64? {
    guard bytes.byte(at: range.lowerBound) == 45, !range.isEmpty else {
      return bytes.decimal(in: range).flatMap { Int64(exactly: $0) }
    }
    return bytes.decimal(in: range.lowerBound + 1..<range.upperBound)
      .flatMap { Int64(exactly: $0) }.map { -$0 }
  }
}

extension Redis {
  private static func each(
    _ name: String, _ label: String, _ type: FieldType, _ kind: Token.Kind,
    _ read: @escaping @Sendable (borrowing Redis, Token, Field<Redis>.Emit) -> Void
  ) -> Field<Redis> {
    Field(name, label, type) { view, emit in
      view.walk { if $0.kind == kind { read(view, $0, emit) } }
    }
  }

  private static func number(
    _ name: String, _ label: String, _ bits: Int, _ kind: Token.Kind
  ) -> Field<Redis> {
    each(name, label, .signed(bits: bits), kind) { view, token, emit in
      if let number = view.integer(in: token.text) { emit(.signed(number), token.line) }
    }
  }

  public static let fields: [Field<Redis>] = [
    each("resp.string", "String", .text, .string) { _, token, emit in emit(.text, token.text) },
    each("resp.error", "Error", .text, .error) { _, token, emit in emit(.text, token.text) },
    each("resp.bulk_string", "Bulk String", .heading, .bulk) { _, token, emit in
      emit(.present, token.whole)
    },
    number("resp.bulk_string.length", "Length", 32, .bulk),
    each("resp.bulk_string.value", "Value", .bytes, .bulk) { _, token, emit in
      if let data = token.data, !data.isEmpty { emit(.bytes, data) }
    },
    number("resp.integer", "Integer", 64, .integer),
    Field("resp.array", "Array", .heading) { view, emit in
      view.walk({ _ in }, array: { emit(.present, $0) })
    },
    number("resp.array.length", "Length", 64, .array),
  ]

  public static var summary: Summary<Redis>? {
    Summary("RESP") { view, columns in
      var isFirst = true
      view.walk { token in
        guard isFirst else { return }
        isFirst = false
        switch token.kind {
        case .string: columns.info.append("Response: ")
        case .error: columns.info.append("Error: ")
        case .array: columns.info.append("Array: ")
        default: break
        }
        columns.info.append(text: view.bytes, in: token.text)
      }
    }
  }
}
