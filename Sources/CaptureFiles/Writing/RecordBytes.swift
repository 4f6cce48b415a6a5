import PacketCore

/// The bytes of a record that is being written, from front to back; what does not fit is dropped.
@safe
struct RecordBytes {
  private let bytes: UnsafeMutableRawBufferPointer
  private let isBigEndian: Bool
  private var position = 0

  @inline(__always)
  init(_ bytes: UnsafeMutableRawBufferPointer, _ isBigEndian: Bool) {
    unsafe self.bytes = bytes
    self.isBigEndian = isBigEndian
  }

  @inline(__always)
  mutating func put<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    guard unsafe MemoryLayout<T>.size <= bytes.count &- position else { return }
    unsafe bytes.storeBytes(
      of: isBigEndian ? value.bigEndian : value.littleEndian, toByteOffset: position, as: T.self)
    position &+= MemoryLayout<T>.size
  }

  @inline(__always)
  mutating func put(_ span: RawSpan) {
    guard unsafe span.byteCount <= bytes.count &- position else { return }
    unsafe span.withUnsafeBytes { source in
      guard let from = source.baseAddress, let to = unsafe bytes.baseAddress else { return }
      unsafe (to + position).copyMemory(from: from, byteCount: source.count)
    }
    position &+= span.byteCount
  }

  @inline(__always)
  mutating func putZeros(_ count: Int) { for _ in 0..<count { put(UInt8(0)) } }
}
