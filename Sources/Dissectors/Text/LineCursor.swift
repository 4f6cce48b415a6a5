import PacketCore

/// One line of a text protocol, as places in the bytes it stands in.
struct TextLine: Hashable, Sendable {
  /// The line without its end.
  var text: Range<Int>
  /// Just after the line's end.
  var end: Int
  /// Whether its end is there; the last line of a segment may go on in the next.
  var isComplete: Bool
  /// The line with its end.
  var whole: Range<Int> { text.lowerBound..<end }
}

/// Reads lines that end with CR LF or a lone LF, one after the other.
struct LineCursor: ~Escapable {
  let bytes: RawSpan
  /// Where the next line starts.
  private(set) var offset: Int
  let end: Int
  private let endsAtReturn: Bool

  /// - Parameter endsAtReturn: Whether a lone CR ends a line, too.
  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from offset: Int = 0, to end: Int = .max, endsAtReturn: Bool = false) {
    self.bytes = bytes
    self.end = min(max(end, 0), bytes.byteCount)
    self.offset = max(offset, 0)
    self.endsAtReturn = endsAtReturn
  }

  /// The next line; nil at the end of the bytes.
  @_lifetime(self: copy self)
  mutating func next() -> TextLine? {
    guard offset < end else { return nil }
    let start = offset
    let newline = bytes.offset(of: 10, in: start..<end)
    if endsAtReturn, let line = lineWithReturn(from: start, to: newline ?? end) { return line }
    guard let newline else {
      offset = end
      let hasReturn = bytes.byte(at: end - 1) == 13
      return TextLine(text: start..<(hasReturn ? end - 1 : end), end: end, isComplete: false)
    }
    offset = newline + 1
    let hasReturn = newline > start && bytes.byte(at: newline - 1) == 13
    return TextLine(
      text: start..<(hasReturn ? newline - 1 : newline), end: newline + 1, isComplete: true)
  }

  /// The line that a CR without an LF ends.
  @_lifetime(self: copy self)
  private mutating func lineWithReturn(from start: Int, to limit: Int) -> TextLine? {
    guard let mark = bytes.offset(of: 13, in: start..<limit), mark + 1 < limit else {
      return nil
    }
    offset = mark + 1
    return TextLine(text: start..<mark, end: mark + 1, isComplete: true)
  }
}

/// A header field of HTTP, mail, SIP, …: `Name: value`, the value over several lines where these
/// start with a space or tab (RFC 5322 §2.2.3).
struct HeaderField: Hashable, Sendable {
  /// What stands before the colon; the whole line when it has none.
  var name: Range<Int>
  /// What stands after the colon, without blanks around it and with line ends within it.
  var value: Range<Int>
  /// All lines of the field with their ends.
  var whole: Range<Int>
  /// Whether there is a colon.
  var hasColon: Bool
  var isComplete: Bool
}

/// Reads header fields up to the empty line after them.
struct HeaderFieldCursor: ~Escapable {
  private var lines: LineCursor
  /// The end of the header, with its empty line; nil as long as that was not read.
  private(set) var headerEnd: Int?
  /// Whether the bytes end within the name of a field.
  private(set) var endsInName = false
  private let folds: Bool
  private let isStrict: Bool

  var bytes: RawSpan {
    @_lifetime(copy self)
    get { lines.bytes }
  }
  /// Where the next field starts.
  var offset: Int { lines.offset }

  /// - Parameters:
  ///   - folds: Whether a line that starts with a blank continues the one before.
  ///   - isStrict: Whether a line without a colon is no field, and ends the header.
  @_lifetime(copy bytes)
  init(
    _ bytes: RawSpan, from offset: Int, to end: Int = .max, folds: Bool = true,
    isStrict: Bool = false
  ) {
    lines = LineCursor(bytes, from: offset, to: end, endsAtReturn: isStrict)
    self.folds = folds
    self.isStrict = isStrict
  }

  /// The next field; nil after the last.
  @_lifetime(self: copy self)
  mutating func next() -> HeaderField? {
    guard headerEnd == nil, var line = lines.next() else { return nil }
    if line.text.isEmpty {
      if line.isComplete { headerEnd = line.end }
      return nil
    }
    let start = line.text.lowerBound
    let colon = bytes.offset(of: 58, in: line.text)
    if isStrict, colon == nil {
      endsInName = !line.isComplete
      if line.isComplete { headerEnd = start }
      return nil
    }
    while folds, line.isComplete, line.end < lines.end, isBlank(bytes.byte(at: line.end)) {
      guard let more = lines.next() else { break }
      line.text = start..<more.text.upperBound
      line.end = more.end
      line.isComplete = more.isComplete
    }
    let name = bytes.trimmed(start..<(colon ?? line.text.upperBound))
    let value = bytes.trimmed((colon.map { $0 + 1 } ?? line.text.upperBound)..<line.text.upperBound)
    return HeaderField(
      name: name, value: value, whole: start..<line.end, hasColon: colon != nil,
      isComplete: line.isComplete)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
