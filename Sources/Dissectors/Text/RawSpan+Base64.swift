import PacketCore

extension RawSpan {
  /// The bytes that the base64 digits in `range` spell (RFC 4648 §4), up to the first that is none.
  func base64(in range: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for offset in present(range) {
      guard let digit = Self.base64Digit(byte(at: offset)) else { break }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return output
  }

  /// The text that base64 digits spell; nil when there are none.
  func base64Text(in range: Range<Int>) -> String? {
    let bytes = base64(in: range)
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private static func base64Digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 65...90: UInt32(byte - 65)
    case 97...122: UInt32(byte - 71)
    case 48...57: UInt32(byte + 4)
    case 43: 62
    case 47: 63
    default: nil
    }
  }
}
