import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ends another thread's wait in `poll`: an `eventfd` on Linux, a pipe elsewhere.
final class WakeDescriptor: Sendable {
  /// Becomes readable with ``wake()``.
  let descriptor: CInt
  private let writer: CInt

  init() throws(CaptureError) {
    #if os(Linux)
      descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
      writer = descriptor
      guard descriptor >= 0 else { throw Self.failure("eventfd") }
    #else
      var ends: [CInt] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { throw Self.failure("pipe") }
      descriptor = ends[0]
      writer = ends[1]
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    #endif
  }

  deinit {
    close(descriptor)
    if writer != descriptor { close(writer) }
  }

  func wake() {
    // A full counter or pipe is readable already.
    var one: UInt64 = 1
    _ = unsafe write(writer, &one, 8)
  }

  /// Makes it unreadable again.
  func clear() {
    var value: UInt64 = 0
    while unsafe read(descriptor, &value, 8) > 0 {}
  }

  /// Waits until there is a call of ``wake()``, or `other` is readable, or the time is over.
  ///
  /// - Parameters:
  ///   - other: A second descriptor to wait for; negative for none.
  ///   - milliseconds: The longest wait; negative for no limit.
  func wait(orFor other: CInt, milliseconds: CInt) {
    var entries = (
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: other, events: Int16(POLLIN), revents: 0)
    )
    unsafe withUnsafeMutablePointer(to: &entries) { entries in
      unsafe entries.withMemoryRebound(to: pollfd.self, capacity: 2) {
        _ = unsafe poll($0, other < 0 ? 1 : 2, milliseconds)
      }
    }
    if entries.0.revents != 0 { clear() }
  }

  private static func failure(_ call: String) -> CaptureError {
    CaptureError(.system, "\(call): \(unsafe String(cString: strerror(errno)))")
  }
}
