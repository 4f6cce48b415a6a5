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
@safe
final class FileOutput {
  private var descriptor: CInt
  private let isOwned: Bool
  private let isRegular: Bool
  private var buffer: UnsafeMutableRawBufferPointer
  private var used = 0
  /// The first error, after which nothing is written any more.
  private var failure: CaptureError? { didSet { isUsable = failure == nil } }
  /// Whether there is no ``failure``, for the one check that each record makes.
  private var isUsable = true

  /// Bytes that are gathered before they are written.
  static var bufferSize: Int { 256 << 10 }

  /// - Parameter number: A descriptor, closed by ``close()`` if it is owned.
  init(_ number: CInt, owned: Bool) throws(CaptureError) {
    var status = stat()
    let isOpen = unsafe fstat(number, &status) == 0
    descriptor = number
    isOwned = owned
    isRegular = status.st_mode & S_IFMT == S_IFREG
    unsafe buffer = .allocate(byteCount: Self.bufferSize, alignment: 64)
    guard isOpen else {
      descriptor = -1
      throw .failed("descriptor \(number)")
    }
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

  deinit {
    try? close()
    unsafe buffer.deallocate()
  }

  /// Adds one record of `count` bytes, which `body` writes.
  @inline(__always)
  func record(
    _ count: Int, bigEndian: Bool = false, _ body: (inout RecordBytes) -> Void
  ) throws(CaptureError) {
    if unsafe !isUsable || used &+ count > buffer.count { try makeRoom(count) }
    var bytes = unsafe RecordBytes(
      UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used &+ count]), bigEndian)
    body(&bytes)
    used &+= count
  }

  /// Writes what is there, and takes a larger buffer if the next record needs one.
  private func makeRoom(_ count: Int) throws(CaptureError) {
    try flush()
    guard unsafe count > buffer.count else { return }
    unsafe buffer.deallocate()
    unsafe buffer = .allocate(byteCount: count, alignment: 64)
  }

  /// Hands all records to the system.
  func flush() throws(CaptureError) {
    if let failure { throw failure }
    guard used > 0 else { return }
    defer { used = 0 }
    do throws(CaptureError) {
      try writeAll()
    } catch {
      failure = error
      throw error
    }
  }

  private func writeAll() throws(CaptureError) {
    var written = 0
    while written < used {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written..<used])
      let count = unsafe write(descriptor, rest.baseAddress, rest.count)
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
