import PacketCore

extension DNS.MessageView {
  /// Where the bitmap of a record stands that tells which types its owner has; nil when it has none.
  func bitmapRange(of record: DNS.RecordPlace) -> Range<Int>? {
    var start: Int
    switch record.type {
    case .nsec, .nxt:
      guard let end = DNS.nameEnd(in: bytes, at: record.data.lowerBound) else { return nil }
      start = end
    case .nsec3:
      start = record.data.lowerBound + 5 + Int(bytes.byte(at: record.data.lowerBound + 4))
      start += 1 + Int(bytes.byte(at: start))
    case .csync: start = record.data.lowerBound + 6
    default: return nil
    }
    return start < record.data.upperBound ? start..<record.data.upperBound : nil
  }
}

extension DNS {
  /// Calls `body` with each type of a bitmap, and where its bit stands.
  ///
  /// Windows of 256 types, each with its number, its length and a bit for each type
  /// (RFC 4034 §4.1.2).
  static func forEachType(
    in bytes: RawSpan, _ range: Range<Int>, _ body: (UInt16, Int) -> Void
  ) {
    var start = range.lowerBound
    while start + 2 <= range.upperBound {
      let window = UInt16(bytes.byte(at: start)) << 8
      let length = Int(bytes.byte(at: start + 1))
      guard length <= 32, start + 2 + length <= range.upperBound else { return }
      for offset in 0..<length {
        let bits = bytes.byte(at: start + 2 + offset)
        for bit in 0..<8 where bits & 0x80 >> UInt8(bit) != 0 {
          body(window | UInt16(offset * 8 + bit), start + 2 + offset)
        }
      }
      start += 2 + length
    }
  }
}
