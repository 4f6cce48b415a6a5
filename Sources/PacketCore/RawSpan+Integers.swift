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
    var offset = 0
    while offset <= byteCount &- 8 {
      let word = bigEndian(UInt64.self, at: offset)
      if word != other.bigEndian(UInt64.self, at: offset) { return false }
      offset += 8
    }
    while offset < byteCount {
      if byte(at: offset) != other.byte(at: offset) { return false }
      offset += 1
    }
    return true
  }
}

extension [UInt8] {
  /// The bytes as they are.
  package mutating func append(copying bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  /// The bytes as they are.
  package mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  private mutating func append(copying bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count)
    append(addingCapacity: bytes.count) { output in
      unsafe output.withUnsafeMutableBufferPointer { room, count in
        unsafe UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
        count = bytes.count
      }
    }
  }

  /// Two digits for each byte. In one piece, because payloads are printed so: a check of the room for
  /// each digit took as long again.
  public mutating func append(hex bytes: RawSpan, separator: UInt8? = nil) {
    let width = separator == nil ? 2 : 3
    let room = bytes.byteCount * width
    guard room > 0 else { return }
    reserve(room)
    append(addingCapacity: room) { output in
      unsafe output.withUnsafeMutableBufferPointer { text, count in
        var place = 0
        for offset in 0..<bytes.byteCount {
          let byte = bytes.byte(at: offset)
          unsafe text[place] = Self.hexDigit(byte >> 4)
          unsafe text[place + 1] = Self.hexDigit(byte & 15)
          if let separator { unsafe text[place + 2] = separator }
          place += width
        }
        count = separator == nil ? place : place - 1
      }
    }
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

extension RawSpan {
  /// The sum of the 16-bit words in network byte order, a last odd byte padded with zero (RFC 1071
  /// §1), as a number whose 16-bit words are still to be folded into one.
  ///
  /// The words are added in the machine's byte order, four lanes at a time, and swapped once at the
  /// end: a ones' complement sum does not mind (RFC 1071 §2).
  public var onesComplementSum: UInt64 {
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var offset = 0
    while offset &+ 16 <= byteCount {
      lanes.0 &+= unsafe UInt64(
        unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
      lanes.1 &+= unsafe UInt64(
        unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 4, as: UInt32.self))
      lanes.2 &+= unsafe UInt64(
        unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 8, as: UInt32.self))
      lanes.3 &+= unsafe UInt64(
        unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 12, as: UInt32.self))
      offset &+= 16
    }
    var sum = lanes.0 &+ lanes.1 &+ lanes.2 &+ lanes.3
    sum = (sum >> 32) &+ (sum & 0xffff_ffff)
    while sum > 0xffff { sum = (sum >> 16) &+ (sum & 0xffff) }
    sum = UInt64(UInt16(truncatingIfNeeded: sum).bigEndian)
    while offset &+ 2 <= byteCount {
      sum &+= UInt64(bigEndian(UInt16.self, at: offset))
      offset &+= 2
    }
    if offset < byteCount { sum &+= UInt64(byte(at: offset)) << 8 }
    return sum
  }
}
