import PacketCore

/// Text as it stands between the quotation marks of JSON (RFC 8259 §7).
extension TextWriter {
  /// Text up to its first zero, as between quotation marks; what is not UTF-8 is replaced, as `String`
  /// does it.
  mutating func append(jsonEscaping bytes: RawSpan) {
    let end = unsafe bytes.withUnsafeBytes { unsafe append(escaping: $0, upToZero: true) }
    guard end < bytes.byteCount, bytes.byte(at: end) >= 0x80 else { return }
    var zero = end
    while zero < bytes.byteCount, bytes.byte(at: zero) != 0 { zero += 1 }
    let rest = bytes.slice(from: end, count: zero - end)
    append(jsonEscaping: String(decoding: rest.copied(), as: UTF8.self))
  }

  /// Text as between quotation marks.
  mutating func append(jsonEscaping text: String) {
    var text = text
    text.withUTF8 { _ = unsafe append(escaping: UnsafeRawBufferPointer($0)) }
  }

  /// - Parameter upToZero: Whether it ends at a zero and at what is not ASCII.
  /// - Returns: Where it ended.
  private mutating func append(
    escaping bytes: UnsafeRawBufferPointer, upToZero: Bool = false
  ) -> Int {
    guard let start = bytes.baseAddress, hasRoom(6 &* bytes.count) else { return bytes.count }
    var offset = 0
    while offset < bytes.count {
      if offset &+ 8 <= bytes.count {
        let word = unsafe (start + offset).loadUnaligned(as: UInt64.self)
        if Self.isPlain(word) {
          unsafe UnsafeMutableRawPointer(place).storeBytes(of: word, as: UInt64.self)
          unsafe place += 8
          offset &+= 8
          continue
        }
      }
      // The eight bytes with the one to be escaped, or the rest.
      let limit = Swift.min(offset &+ 8, bytes.count)
      while offset < limit {
        let byte = unsafe bytes[offset]
        if upToZero, byte == 0 || byte >= 0x80 { return offset }
        append(escaping: byte)
        offset &+= 1
      }
    }
    return offset
  }

  /// Whether eight bytes are ASCII that stands for itself.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ ones &* 0x22
    let backslash = word ^ ones &* 0x5c
    let control = (word &- ones &* 0x20) & ~word
    let special = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
    return (control | special | word) & (ones &* 0x80) == 0
  }

  private mutating func append(escaping byte: UInt8) {
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
