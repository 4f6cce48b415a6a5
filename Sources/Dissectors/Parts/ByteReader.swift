import PacketCore

/// Reads values one after the other, for what is copied out of a packet.
///
/// Past the end it reads zeros and remembers it, so a decoder reads all parts first and asks once.
struct ByteReader: ~Escapable {
  let bytes: RawSpan
  private(set) var offset: Int
  /// Where reading ends, counted from the start of ``bytes``.
  let end: Int
  /// Whether something was read that is not there.
  private(set) var hasFailed = false

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    self.bytes = bytes
    end = min(range.upperBound, bytes.byteCount)
    offset = min(range.lowerBound, end)
  }

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.init(bytes, 0..<bytes.byteCount) }

  var remaining: Int { end - offset }
  var isAtEnd: Bool { offset >= end }

  /// Says that what was read makes no sense.
  @_lifetime(self: copy self)
  mutating func fail() { hasFailed = true }

  /// Steps over `count` bytes, if they are there, and says where they stand.
  @discardableResult
  @_lifetime(self: copy self)
  mutating func skip(_ count: Int) -> Range<Int> {
    guard count >= 0, count <= remaining else {
      hasFailed = true
      return offset..<offset
    }
    let start = offset
    offset += count
    return start..<offset
  }

  @_lifetime(self: copy self)
  mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> T {
    let range = skip(MemoryLayout<T>.size)
    return range.isEmpty ? 0 : bytes.bigEndian(type, at: range.lowerBound)
  }

  @_lifetime(self: copy self)
  mutating func byte() -> UInt8 { integer(UInt8.self) }

  @_lifetime(self: copy self)
  mutating func array(_ count: Int) -> [UInt8] {
    let range = skip(count)
    return bytes.slice(from: range.lowerBound, count: range.count).copied()
  }

  /// All bytes that are left.
  @_lifetime(self: copy self)
  mutating func rest() -> [UInt8] { array(remaining) }
}
