import PacketCore

/// Walks the options of IPv4 (RFC 791 §3.1) and TCP (RFC 9293 §3.1): a byte of kind, a byte that
/// tells the length of the whole option, and its value; kinds 0 (end) and 1 (no operation) are one
/// byte alone.
struct OptionCursor {
  private(set) var offset: Int
  private let end: Int

  /// - Parameter range: Where the options stand, by the header's own word; it may reach beyond what
  ///   was captured.
  init(_ range: Range<Int>) {
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The place of the next option; nil at the end, and where a length is forbidden.
  mutating func next(in bytes: RawSpan) -> Range<Int>? {
    guard offset < min(end, bytes.byteCount) else { return nil }
    let start = offset
    switch bytes.byte(at: start) {
    case 0:
      offset = end
      return start..<start + 1
    case 1:
      offset += 1
      return start..<start + 1
    default:
      let length = Int(bytes.byte(at: start + 1))
      guard length >= 2, length <= end - start else {
        offset = end
        return nil
      }
      offset += length
      return start..<start + length
    }
  }
}
