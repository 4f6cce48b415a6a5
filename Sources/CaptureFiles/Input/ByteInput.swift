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
  /// Reads up to `buffer.count` bytes: 0 at the end, nil when there is nothing yet.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int?

  /// Whether a read can give bytes without asking the descriptor for more.
  var hasBufferedBytes: Bool { get }

  /// What the bytes come from in the end.
  var descriptor: Descriptor { get }
}

/// The bytes of a descriptor as they are.
final class DescriptorInput: ByteInput {
  let descriptor: Descriptor

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  var hasBufferedBytes: Bool { false }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int? {
    unsafe try descriptor.read(into: buffer)
  }
}
