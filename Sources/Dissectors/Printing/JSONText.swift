import PacketCore

extension [UInt8] {
  /// A value and a quotation mark after it, as `tshark -T json` writes it.
  mutating func append(
    json value: FieldValue, type: FieldType, bytes: RawSpan, style: FieldStyle
  ) {
    switch value {
    case .unsigned(let number):
      if case .unsigned(_, .decimal) = type {
        append(decimal: number)
      } else {
        type.write(value, bytes: bytes, style: style, into: &self)
      }
    case .boolean(let flag): append(flag ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    case .bytes: append(hex: bytes, separator: UInt8(ascii: ":"))
    case .text: append(jsonEscaping: bytes)
    case .string(let text): append(jsonEscaping: text)
    case .present: break
    default: type.write(value, bytes: bytes, style: style, into: &self)
    }
    append(UInt8(ascii: "\""))
  }

  /// Text up to its first zero; what is not UTF-8 is replaced, as `String` does it.
  mutating func append(jsonEscaping bytes: RawSpan) {
    var end = 0
    var isPlain = true
    while end < bytes.byteCount {
      let byte = bytes.byte(at: end)
      if byte == 0 { break }
      if byte >= 0x80 || byte < 0x20 || byte == 0x22 || byte == 0x5c { isPlain = false }
      end += 1
    }
    let text = bytes.slice(from: 0, count: end)
    if isPlain { return append(copying: text) }
    append(jsonEscaping: String(decoding: text.copied(), as: UTF8.self))
  }

  mutating func append(jsonEscaping text: String) {
    for byte in text.utf8 where byte < 0x20 || byte == 0x22 || byte == 0x5c {
      return append(escaping: text)
    }
    append(contentsOf: text.utf8)
  }

  private mutating func append(escaping text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x22: append("\\\"")
      case 0x5c: append("\\\\")
      case 0x08: append("\\b")
      case 0x09: append("\\t")
      case 0x0a: append("\\n")
      case 0x0c: append("\\f")
      case 0x0d: append("\\r")
      case 0..<0x20:
        append("\\u")
        append(hex: UInt64(byte), width: 4)
      default: append(byte)
      }
    }
  }

  mutating func append(spaces count: Int) {
    append(contentsOf: repeatElement(32, count: Swift.max(count, 0)))
  }
}
