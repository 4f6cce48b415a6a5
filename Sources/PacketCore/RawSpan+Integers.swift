/// Reads of integers at a byte offset.
///
/// Every read is total: where the span ends before the integer does, the result is zero. A view
/// checks its length once, when it is made, so that this never shows; it is what stands between a
/// mistake in a dissector and a trap in the program that uses it.
extension RawSpan {
  /// The integer at `offset` in network byte order (RFC 1700), or zero past the end.
  @inlinable @inline(__always)
  public func bigEndian<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, at offset: Int
  ) -> T {
    guard has(MemoryLayout<T>.size, at: offset) else { return 0 }
    return unsafe T(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  /// The integer at `offset`, least significant byte first, or zero past the end.
  @inlinable @inline(__always)
  public func littleEndian<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, at offset: Int
  ) -> T {
    guard has(MemoryLayout<T>.size, at: offset) else { return 0 }
    return unsafe T(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  /// The byte at `offset`, or zero past the end.
  @inlinable @inline(__always)
  public func byte(at offset: Int) -> UInt8 {
    guard has(1, at: offset) else { return 0 }
    return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Whether `count` bytes stand at `offset`.
  @inlinable @inline(__always)
  public func has(_ count: Int, at offset: Int) -> Bool {
    offset >= 0 && count <= byteCount && offset <= byteCount &- count
  }

  /// The bytes from `offset` on, at most `count` of them; empty past the end.
  @inlinable @inline(__always)
  @_lifetime(copy self)
  public func slice(from offset: Int, count: Int = .max) -> RawSpan {
    let start = min(max(offset, 0), byteCount)
    let length = min(max(count, 0), byteCount &- start)
    return unsafe extracting(unchecked: start..<start &+ length)
  }

  /// A copy of the bytes.
  public func copied() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe [UInt8]($0) }
  }

  /// Whether the two spans hold the same bytes.
  public func equals(_ other: RawSpan) -> Bool {
    guard byteCount == other.byteCount else { return false }
    for offset in 0..<byteCount where byte(at: offset) != other.byte(at: offset) { return false }
    return true
  }
}

/// Reads without a bounds check, for the one pass that has just checked the length itself.
extension RawSpan {
  @unsafe @inlinable @inline(__always)
  public func uncheckedBigEndian<T: FixedWidthInteger & BitwiseCopyable>(
    _ type: T.Type, at offset: Int
  ) -> T {
    unsafe T(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self))
  }

  @unsafe @inlinable @inline(__always)
  public func uncheckedByte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }
}
