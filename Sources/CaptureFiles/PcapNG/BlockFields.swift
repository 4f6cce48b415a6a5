import PacketCore

/// The bytes of a block, read in the byte order of its section.
struct BlockFields: ~Escapable {
  let bytes: RawSpan
  let isBigEndian: Bool

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, isBigEndian: Bool) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
  }

  var count: Int { bytes.byteCount }

  func uint16(_ offset: Int) -> UInt16 { integer(offset) }
  func uint32(_ offset: Int) -> UInt32 { integer(offset) }

  /// Eight bytes as one number.
  func uint64(_ offset: Int) -> UInt64 { integer(offset) }

  /// Two words, the upper half first in either byte order, as times are stored.
  func words(_ offset: Int) -> UInt64 {
    UInt64(uint32(offset)) << 32 | UInt64(uint32(offset + 4))
  }

  private func integer<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> T {
    isBigEndian ? bytes.bigEndian(T.self, at: offset) : bytes.littleEndian(T.self, at: offset)
  }

  /// Walks the options that start at `offset`: code, and where its value stands.
  ///
  /// - Returns: Whether an option is longer than the block.
  func forEachOption(from offset: Int, _ body: (UInt16, Range<Int>) -> Void) -> Bool {
    var position = offset
    while position + 4 <= count {
      let code = uint16(position)
      if code == 0 { return false }
      let start = position + 4
      let end = start + Int(uint16(position + 2))
      guard end <= count else { return true }
      body(code, start..<end)
      position = start + (end - start + 3) & ~3
    }
    return false
  }

  /// UTF-8 text, up to a terminating zero if there is one.
  func text(_ range: Range<Int>) -> String {
    var value = bytes.slice(from: range.lowerBound, count: range.count).copied()
    if let end = value.firstIndex(of: 0) { value.removeSubrange(end...) }
    return String(decoding: value, as: UTF8.self)
  }
}

extension [UInt8] {
  /// The elements as bytes.
  var rawSpan: RawSpan {
    @_lifetime(borrow self)
    get { unsafe span.bytes }
  }
}
