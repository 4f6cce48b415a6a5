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

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from offset: Int = 0, to end: Int = .max) {
    self.bytes = bytes
    self.end = min(max(end, 0), bytes.byteCount)
    self.offset = max(offset, 0)
  }

  /// The next line; nil at the end of the bytes.
  @_lifetime(self: copy self)
  mutating func next() -> TextLine? {
    guard offset < end else { return nil }
    let start = offset
    guard let newline = bytes.offset(of: 10, in: start..<end) else {
      offset = end
      let hasReturn = bytes.byte(at: end - 1) == 13
      return TextLine(text: start..<(hasReturn ? end - 1 : end), end: end, isComplete: false)
    }
    offset = newline + 1
    let hasReturn = newline > start && bytes.byte(at: newline - 1) == 13
    return TextLine(
      text: start..<(hasReturn ? newline - 1 : newline), end: newline + 1, isComplete: true)
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
  private let folds: Bool

  var bytes: RawSpan {
    @_lifetime(copy self)
    get { lines.bytes }
  }
  /// Where the next field starts.
  var offset: Int { lines.offset }

  /// - Parameter folds: Whether a line that starts with a blank continues the one before.
  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from offset: Int, to end: Int = .max, folds: Bool = true) {
    lines = LineCursor(bytes, from: offset, to: end)
    self.folds = folds
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
