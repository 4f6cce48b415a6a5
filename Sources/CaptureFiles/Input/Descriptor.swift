import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file descriptor; one that it owns is closed when it goes.
final class Descriptor: Sendable {
  /// What a descriptor leads to, as far as reading from it is concerned.
  enum Kind: Sendable {
    /// A read returns at once, and 0 bytes mean the end of what is there now.
    case regular
    /// A read waits for somebody to write: a pipe, a socket, a terminal.
    case stream
  }

  let number: CInt
  let kind: Kind
  private let isOwned: Bool

  init(_ number: CInt, owned: Bool) throws(CaptureError) {
    self.number = number
    isOwned = owned
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else {
      let error = CaptureError.failed("descriptor \(number)")
      kind = .stream
      throw error
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFBLK: kind = .regular
    case S_IFDIR:
      kind = .regular
      throw .failed("descriptor \(number)", EISDIR)
    default: kind = .stream
    }
  }

  /// Opens the file at `path` for reading.
  ///
  /// - Parameter waits: Whether to wait for the other end of a named pipe to be opened. Without, a
  ///   later wait for bytes does that.
  convenience init(reading path: String, waits: Bool) throws(CaptureError) {
    let flags = O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK)
    let number = unsafe open(path, flags)
    guard number >= 0 else { throw .failed(path) }
    do throws(CaptureError) {
      try self.init(number, owned: true)
    } catch {
      throw CaptureError(
        error.code, error.code == .unsupported ? "\(path): Is a directory" : error.message)
    }
  }

  /// A descriptor of our own for what `number` leads to.
  convenience init(duplicating number: CInt) throws(CaptureError) {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw .failed("descriptor \(number)") }
    try self.init(copy, owned: true)
  }

  deinit { if isOwned { close(number) } }

  /// Reads what is there: 0 at the end, nil when a descriptor that does not wait has nothing yet.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int? {
    while true {
      #if canImport(Glibc)
        let count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = unsafe Musl.read(number, buffer.baseAddress, buffer.count)
      #else
        let count = unsafe Darwin.read(number, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return nil
      default: throw .failed("read")
      }
    }
  }

  /// Waits until a read gives something, in this thread.
  func waitInThread() { _ = isReadable(within: -1) }

  /// Whether a read gives something, after at most `timeout` milliseconds; -1 for any time.
  func isReadable(within timeout: CInt) -> Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, timeout) > 0
  }

  /// Bytes of the regular file now.
  var size: UInt64? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    return UInt64(clamping: status.st_size)
  }

  /// Whether `path` leads to this very file; nil when it leads nowhere.
  func isNamed(_ path: String) -> Bool? {
    var own = stat()
    var other = stat()
    guard unsafe fstat(number, &own) == 0, unsafe stat(path, &other) == 0 else { return nil }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }
}
