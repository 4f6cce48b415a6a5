import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A stream of bytes, read front to back.
protocol ByteInput: AnyObject {
  /// Reads up to `buffer.count` bytes; 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int
}

/// The bytes of a file descriptor, which it closes when it goes.
final class DescriptorInput: ByteInput {
  let descriptor: CInt
  private let ownsDescriptor: Bool

  init(descriptor: CInt, owned: Bool) {
    self.descriptor = descriptor
    ownsDescriptor = owned
  }

  deinit { if ownsDescriptor { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR {
        throw CaptureError(.system, "read: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }
}
