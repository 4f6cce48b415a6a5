public import PacketCore

/// Elements of BER with definite lengths of the shortest form, which is DER's.
extension ByteWriter {
  /// Appends an element whose contents `body` writes.
  ///
  /// - Throws: What `body` throws.
  public mutating func appendElement(
    _ tag: BERTag, _ body: (inout ByteWriter) throws(EncodeError) -> Void
  ) throws(EncodeError) {
    var contents = ByteWriter()
    try body(&contents)
    appendElement(tag, contents: contents.bytes)
  }

  /// Appends an element.
  public mutating func appendElement(_ tag: BERTag, contents: [UInt8]) {
    appendIdentifier(tag)
    let count = contents.count
    if count < 0x80 {
      append(UInt8(truncatingIfNeeded: count))
    } else {
      let size = (71 - UInt64(count).leadingZeroBitCount) / 8
      append(0x80 | UInt8(truncatingIfNeeded: size))
      for index in (0..<size).reversed() { append(UInt8(truncatingIfNeeded: count >> (8 * index))) }
    }
    append(contentsOf: contents)
  }

  private mutating func appendIdentifier(_ tag: BERTag) {
    let first = tag.tagClass.rawValue << 6 | (tag.isConstructed ? 0x20 : 0)
    guard tag.number >= 31 else { return append(first | UInt8(truncatingIfNeeded: tag.number)) }
    append(first | 31)
    for shift in stride(from: 28, through: 0, by: -7) where shift == 0 || tag.number >> shift > 0 {
      let bits = UInt8(truncatingIfNeeded: tag.number >> shift) & 0x7f
      append(shift == 0 ? bits : bits | 0x80)
    }
  }

  /// Appends an integer in as few bytes as it takes (X.690 §8.3.2).
  public mutating func appendElement(_ tag: BERTag, integer: Int64) {
    var bytes: [UInt8] = [UInt8(truncatingIfNeeded: integer)]
    var rest = integer >> 8
    while rest != (bytes[0] < 0x80 ? 0 : -1) {
      bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    }
    appendElement(tag, contents: bytes)
  }

  /// Appends an integer that is not negative, in as few bytes as it takes.
  public mutating func appendElement(_ tag: BERTag, unsigned: UInt64) {
    guard unsigned > UInt64(Int64.max) else {
      return appendElement(tag, integer: Int64(unsigned))
    }
    appendElement(
      tag,
      contents: [0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: unsigned >> (8 * $0)) })
  }
}
