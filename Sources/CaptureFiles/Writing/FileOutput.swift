import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that whole records are added to, through a buffer.
///
/// Only whole records leave the buffer, so whenever the program is killed, the file can be read up
/// to the last complete record.
final class FileOutput {
  private var descriptor: CInt
  private let isOwned: Bool
  private let isRegular: Bool
  private var buffer: [UInt8] = []
  /// The first error, after which nothing is written any more.
  private var failure: CaptureError?

  static var bufferSize: Int { 256 << 10 }

  /// - Parameter number: A descriptor, closed by ``close()`` if it is owned.
  init(_ number: CInt, owned: Bool) throws(CaptureError) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .failed("descriptor \(number)") }
    descriptor = number
    isOwned = owned
    isRegular = status.st_mode & S_IFMT == S_IFREG
    buffer.reserveCapacity(Self.bufferSize + 65_536)
  }

  /// Creates the file at `path`, or empties it.
  convenience init(creating path: String) throws(CaptureError) {
    try self.init(Self.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC), owned: true)
  }

  /// Opens the file at `path` to add to it after its first `length` bytes; the rest is cut off.
  convenience init(appendingTo path: String, after length: UInt64) throws(CaptureError) {
    try self.init(Self.open(path, O_WRONLY | O_CLOEXEC), owned: true)
    guard ftruncate(descriptor, off_t(clamping: length)) == 0,
      lseek(descriptor, 0, SEEK_END) >= 0
    else { throw .failed(path) }
  }

  private static func open(_ path: String, _ flags: CInt) throws(CaptureError) -> CInt {
    #if canImport(Glibc)
      let number = unsafe Glibc.open(path, flags, 0o666)
    #elseif canImport(Musl)
      let number = unsafe Musl.open(path, flags, 0o666)
    #else
      let number = unsafe Darwin.open(path, flags, 0o666)
    #endif
    guard number >= 0 else { throw .failed(path) }
    return number
  }

  deinit { try? close() }

  /// Adds one record, which `body` appends to the buffer.
  func record(_ body: (inout [UInt8]) -> Void) throws(CaptureError) {
    if let failure { throw failure }
    body(&buffer)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands all records to the system.
  func flush() throws(CaptureError) {
    if let failure { throw failure }
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    do throws(CaptureError) {
      try writeAll()
    } catch {
      failure = error
      throw error
    }
  }

  private func writeAll() throws(CaptureError) {
    var written = 0
    while written < buffer.count {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress,
          bytes.count - written)
      }
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK:
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      default:
        let error = CaptureError.failed("write")
        takeBack(written)
        throw error
      }
    }
  }

  /// Takes back what was written of records that do not fit, such as on a full disk.
  private func takeBack(_ count: Int) {
    guard isRegular, count > 0 else { return }
    let end = lseek(descriptor, 0, SEEK_CUR)
    guard end >= off_t(count) else { return }
    _ = ftruncate(descriptor, end - off_t(count))
  }

  /// Writes what is left and closes an owned descriptor; nothing the second time.
  func close() throws(CaptureError) {
    guard descriptor >= 0 else { return }
    let number = descriptor
    var error: CaptureError?
    if failure == nil {
      do throws(CaptureError) { try flush() } catch let flaw { error = flaw }
    }
    descriptor = -1
    failure = failure ?? CaptureError(.unsupported, "the file is closed")
    if isOwned {
      #if canImport(Glibc)
        let status = Glibc.close(number)
      #elseif canImport(Musl)
        let status = Musl.close(number)
      #else
        let status = Darwin.close(number)
      #endif
      if status != 0, error == nil { error = .failed("close") }
    }
    if let error { throw error }
  }
}

extension [UInt8] {
  /// Appends a number in one byte order.
  mutating func append<T: FixedWidthInteger>(_ value: T, bigEndian: Bool) {
    unsafe Swift.withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) {
      unsafe append(contentsOf: $0)
    }
  }

  mutating func append(_ span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }
}
