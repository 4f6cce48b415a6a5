import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the user does to end the program: Ctrl-C, `kill`, closing the terminal or the pipe.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Calls `action` at the first signal; a second one ends the program at once.
  init(_ action: @escaping @Sendable () -> Void) {
    // A write to a pipe that nobody reads is an error then, not the end.
    signal(SIGPIPE, SIG_IGN)
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        action()
      }
      source.resume()
      return source
    }
  }
}
