#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output, in blocks.
struct StandardOutput {
  var bytes: [UInt8] = []
  /// Whether the reader at the other end has gone: what is written from then on goes nowhere.
  private(set) var isClosed = false

  static let blockSize = 64 << 10

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  init() { bytes.reserveCapacity(2 * Self.blockSize) }

  /// Lets what is written from now on go nowhere.
  mutating func close() { isClosed = true }

  mutating func flushIfFull() throws(Failure) {
    if bytes.count >= Self.blockSize { try flush() }
  }

  mutating func flush() throws(Failure) {
    var written = 0
    while written < bytes.count, !isClosed {
      let count = bytes.withUnsafeBytes {
        write(
          STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: $0[written...]).baseAddress,
          $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        isClosed = true
      } else if errno != EINTR {
        throw .file("An error occurred while printing: \(String(cString: strerror(errno))).")
      }
    }
    bytes.removeAll(keepingCapacity: true)
  }
}

/// Standard error.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func print(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
