import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension CaptureError {
  /// What the system call that just failed left in `errno`.
  ///
  /// - Parameter subject: What the call was about: a path, or the call's own name.
  static func failed(_ subject: String, _ number: CInt = errno) -> CaptureError {
    let reason = unsafe String(cString: strerror(number))
    let message = "\(subject): \(reason)"
    switch number {
    case ENOENT, ENOTDIR: return CaptureError(.noSuchFile, message)
    case EACCES, EPERM:
      return CaptureError(
        .permissionDenied, message,
        advice: "The user that runs the program needs the right to read or write it: see ls -l.")
    case EISDIR: return CaptureError(.unsupported, message)
    default: return CaptureError(.system, message)
    }
  }
}
