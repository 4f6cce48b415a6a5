import PacketCore

/// Reading of text that stands in a packet: ASCII protocols compare, search and count in place.
extension RawSpan {
  /// A one in each byte.
  private static var eachByte: UInt64 { 0x0101_0101_0101_0101 }

  /// The part of `range` that is there.
  func present(_ range: Range<Int>) -> Range<Int> { range.clamped(to: 0..<byteCount) }

  /// The first place of a byte in `range`.
  func offset(of wanted: UInt8, in range: Range<Int>) -> Int? {
    let range = present(range)
    var offset = range.lowerBound
    // Eight bytes at a time: a byte that is wanted becomes zero, and only from a zero is the one that
    // is subtracted borrowed (of the first, which is the one that counts).
    let pattern = UInt64(wanted) &* Self.eachByte
    while offset &+ 8 <= range.upperBound {
      let word = littleEndian(UInt64.self, at: offset) ^ pattern
      let found = (word &- Self.eachByte) & ~word & (Self.eachByte << 7)
      if found != 0 { return offset &+ found.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < range.upperBound {
      if byte(at: offset) == wanted { return offset }
      offset &+= 1
    }
    return nil
  }

  /// Whether `text` stands at `offset`, letter for letter.
  func has(_ text: String, at offset: Int = 0) -> Bool {
    guard has(text.utf8.count, at: offset) else { return false }
    var place = offset
    for unit in text.utf8 {
      if byte(at: place) != unit { return false }
      place &+= 1
    }
    return true
  }

  /// Whether the bytes of `range` are `text`, in whatever case.
  func equals(_ text: String, in range: Range<Int>) -> Bool {
    range.count == text.utf8.count && starts(with: text, in: range)
  }

  /// Whether `range` starts with `text`, in whatever case.
  func starts(with text: String, in range: Range<Int>) -> Bool {
    guard range.count >= text.utf8.count, has(text.utf8.count, at: range.lowerBound) else {
      return false
    }
    var place = range.lowerBound
    for unit in text.utf8 {
      if byte(at: place).asciiLowercased != unit.asciiLowercased { return false }
      place &+= 1
    }
    return true
  }

  /// `range` without the bytes at both its ends that `isBlank` takes: spaces and tabs by default.
  func trimmed(
    _ range: Range<Int>, where isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
  ) -> Range<Int> {
    var (start, end) = (present(range).lowerBound, present(range).upperBound)
    while start < end, isBlank(byte(at: start)) { start += 1 }
    while end > start, isBlank(byte(at: end - 1)) { end -= 1 }
    return start..<end
  }

  /// The decimal number that fills `range`; nil when something else stands there or it is too large.
  func decimal(in range: Range<Int>) -> UInt64? { number(in: range, radix: 10) }

  /// The number that fills `range`, at most 16 digits of `radix` 10 or 16.
  func number(in range: Range<Int>, radix: UInt64) -> UInt64? {
    guard !range.isEmpty, range.count <= 16, has(range.count, at: range.lowerBound) else {
      return nil
    }
    var number: UInt64 = 0
    for offset in range {
      let byte = byte(at: offset)
      guard let digit = byte.digit, digit < radix else { return nil }
      number = number &* radix &+ digit
    }
    return number
  }

  /// A copy of the text in `range`; what is not UTF-8 is replaced.
  func string(in range: Range<Int>) -> String {
    String(
      decoding: slice(from: range.lowerBound, count: range.count).copied(), as: UTF8.self)
  }

  /// Whether all of `range` is printable ASCII or a tab.
  func isPrintable(_ range: Range<Int>) -> Bool {
    for offset in present(range) where !byte(at: offset).isPrintable { return false }
    return true
  }

  /// The words of `range` between spaces, one after the other.
  func word(after offset: Int, in range: Range<Int>) -> Range<Int>? {
    var start = offset
    while start < range.upperBound, byte(at: start) == 32 { start += 1 }
    guard start < range.upperBound else { return nil }
    return start..<(self.offset(of: 32, in: start..<range.upperBound) ?? range.upperBound)
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { 65...90 ~= self ? self | 32 : self }
  var isPrintable: Bool { 32...126 ~= self || self == 9 }
  var isASCIILetter: Bool { 97...122 ~= self | 32 }
  var isASCIIDigit: Bool { 48...57 ~= self }

  /// The value of a decimal or hexadecimal digit.
  var digit: UInt64? {
    switch self {
    case 48...57: UInt64(self - 48)
    case 97...102: UInt64(self - 87)
    case 65...70: UInt64(self - 55)
    default: nil
    }
  }
}

extension RawSpan {
  /// Whether no byte of `range` is beyond ASCII.
  func isASCII(_ range: Range<Int>) -> Bool {
    for offset in present(range) where byte(at: offset) >= 0x80 { return false }
    return true
  }

  /// Calls `body` with each part of `range` between separators; empty parts are left out.
  func forEachPart(of range: Range<Int>, between separator: UInt8, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = offset(of: separator, in: start..<range.upperBound) ?? range.upperBound
      if end > start { body(start..<end) }
      start = end + 1
    }
  }
}

extension [UInt8] {
  /// Writes the text in `range` for a line of output: what is not printable as a point.
  mutating func append(text bytes: RawSpan, in range: Range<Int>, limit: Int = 400) {
    for offset in bytes.present(range).prefix(limit) {
      let byte = bytes.byte(at: offset)
      append(byte >= 32 && byte != 127 ? byte : UInt8(ascii: "."))
    }
  }
}
