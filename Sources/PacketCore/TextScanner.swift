/// Walks a text from left to right; what the addresses and times are parsed with.
struct TextScanner {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }
  /// The next byte; nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  var remaining: Int { bytes.count - position }

  /// Steps over `character` if it is the next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let peek, UInt32(peek) == character.value else { return false }
    position += 1
    return true
  }

  /// Steps over the next byte if `isWanted` says so.
  mutating func next(where isWanted: (UInt8) -> Bool) -> UInt8? {
    guard let peek, isWanted(peek) else { return nil }
    position += 1
    return peek
  }

  /// Goes back to a ``position`` that was noted before.
  mutating func rewind(to earlier: Int) { position = min(max(earlier, 0), position) }

  /// A decimal number of 0 to `limit` without leading zeros.
  mutating func decimal(limit: Int) -> Int? {
    let start = position
    var value = 0
    while let digit = peek, 0x30...0x39 ~= digit {
      if position > start, value == 0 { return nil }
      value = value * 10 + Int(digit - 0x30)
      guard value <= limit else { return nil }
      position += 1
    }
    return position > start ? value : nil
  }

  /// A decimal number of exactly `count` digits, at most 18.
  mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = next(where: { 0x30...0x39 ~= $0 }) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// One hexadecimal digit of either case.
  mutating func hexadecimalDigit() -> UInt8? {
    guard let peek else { return nil }
    let value: UInt8
    switch peek {
    case 0x30...0x39: value = peek - 0x30
    case 0x41...0x46: value = peek - 0x41 + 10
    case 0x61...0x66: value = peek - 0x61 + 10
    default: return nil
    }
    position += 1
    return value
  }

  /// A hexadecimal number of one to `count` digits, at most 15.
  mutating func hexadecimal(upTo count: Int) -> Int? {
    let start = position
    var value = 0
    while position - start < count, let digit = hexadecimalDigit() {
      value = value << 4 | Int(digit)
    }
    return position > start ? value : nil
  }
}

extension Decoder {
  /// A value in its text form.
  func text<Value: LosslessStringConvertible>(_ type: Value.Type) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not of the form of \(Value.self)")
    }
    return value
  }
}

extension Encoder {
  /// Writes a value in its text form.
  func write(text value: some LosslessStringConvertible) throws {
    var container = singleValueContainer()
    try container.encode(value.description)
  }
}
