import PacketCore
import Testing

@Suite("Reads of a span are total")
struct RawSpanReaderTests {
  let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x89]

  /// Offsets around both ends, and those whose sum with a size overflows.
  static let offsets: [Int] =
    Array(-20...20) + [.min, .min + 1, .max - 16, .max - 8, .max - 7, .max - 1, .max]

  @Test(
    "An integer that is not wholly in the span is zero, any other is itself", arguments: offsets)
  func integers(offset: Int) {
    func check<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) {
      let size = MemoryLayout<T>.size
      let fits = offset >= 0 && offset <= bytes.count - size
      let slice = fits ? Array(bytes[offset..<offset + size]) : []
      func value(_ bytes: [UInt8]) -> T { bytes.reduce(0) { $0 << 8 | T(truncatingIfNeeded: $1) } }
      let big = bytes.span.bytes.bigEndian(type, at: offset)
      let little = bytes.span.bytes.littleEndian(type, at: offset)
      let has = bytes.span.bytes.has(size, at: offset)
      #expect(big == value(slice))
      #expect(little == value(slice.reversed()))
      #expect(has == fits)
    }
    check(UInt16.self)
    check(UInt32.self)
    check(UInt64.self)
    check(Int32.self)
    let isByte = bytes.indices.contains(offset)
    let byte = bytes.span.bytes.byte(at: offset)
    let big = bytes.span.bytes.bigEndian(UInt8.self, at: offset)
    #expect(byte == (isByte ? bytes[offset] : 0) && big == byte)
  }

  @Test("Every read of an empty span is zero", arguments: offsets)
  func empty(offset: Int) {
    let span = RawSpan()
    let sum =
      UInt64(span.byte(at: offset)) + span.bigEndian(UInt64.self, at: offset)
      + span.littleEndian(UInt64.self, at: offset)
    let count = span.slice(from: offset).byteCount
    #expect(sum == 0 && count == 0)
  }

  @Test("More bytes than there are do not stand anywhere", arguments: offsets)
  func counts(offset: Int) {
    for count in [0, 1, 8, 9, 10, Int.max] {
      let has = bytes.span.bytes.has(count, at: offset)
      #expect(has == (offset >= 0 && offset <= 9 && count <= 9 - offset))
    }
  }

  @Test("A slice is clipped to the span", arguments: offsets)
  func slices(offset: Int) {
    for count in Self.offsets {
      let slice = bytes.span.bytes.slice(from: offset, count: count).copied()
      let start = min(max(offset, 0), bytes.count)
      #expect(slice == Array(bytes[start...].prefix(max(count, 0))))
    }
    let rest = bytes.span.bytes.slice(from: offset).copied()
    #expect(rest == Array(bytes.dropFirst(max(offset, 0))))
  }

  @Test("Spans are equal when length and every byte are")
  func equality() {
    let span = bytes.span.bytes
    var other = bytes
    let same = span.equals(other.span.bytes)
    other[8] ^= 1
    let changed = span.equals(other.span.bytes)
    let shorter = span.equals(span.slice(from: 0, count: 8))
    let empty = span.slice(from: 9).equals(RawSpan())
    #expect(same && !changed && !shorter && empty)
  }
}
