import PacketCore

/// Walks the options of IPv4 (RFC 791 §3.1) and TCP (RFC 9293 §3.1): a byte of kind, a byte that
/// tells the length of the whole option, and its value; kinds 0 (end) and 1 (no operation) are one
/// byte alone.
struct OptionCursor {
  private(set) var offset: Int
  private let end: Int
  private let repeatsEnd: Bool

  /// - Parameters:
  ///   - range: Where the options stand, by the header's own word; it may reach beyond what was
  ///     captured.
  ///   - repeatsEnd: Whether each zero of the padding counts as an option.
  init(_ range: Range<Int>, repeatsEnd: Bool = false) {
    self.repeatsEnd = repeatsEnd
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The place of the next option; nil at the end, and where a length is forbidden.
  mutating func next(in bytes: RawSpan) -> Range<Int>? {
    guard offset < min(end, bytes.byteCount) else { return nil }
    let start = offset
    switch bytes.byte(at: start) {
    case 0:
      // Zeros to the end are padding; anything else after the end of options is not looked at.
      offset = bytes.byte(at: start + 1) == 0 && repeatsEnd ? start + 1 : end
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
