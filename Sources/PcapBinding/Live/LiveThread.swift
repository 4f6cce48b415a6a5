import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads one interface until the loop that consumes its packets ends or the interface goes.
///
/// A thread of its own, since it waits in `poll`; it closes the handle when it ends.
final class LiveThread {
  private let handle: LiveHandle
  private let channel: LiveChannel
  private let waker: WakeDescriptor
  private var filler: BatchFiller
  private var lastDropCheck = ContinuousClock.now

  /// How often the drop counters are asked when little comes; it costs a few system calls. When a
  /// chunk became full, there was a backlog, and so perhaps a loss.
  private static var dropCheckInterval: Duration { .milliseconds(20) }

  private init(handle: LiveHandle, channel: LiveChannel, waker: WakeDescriptor) {
    self.handle = handle
    self.channel = channel
    self.waker = waker
    filler = BatchFiller(
      interfaces: handle.interfaceTable, linkType: handle.linkType,
      hasNanoseconds: handle.hasNanoseconds, spares: LiveChannel.limit + 3)
  }

  /// Starts a thread that reads `handle` and delivers to `channel`.
  static func start(
    handle: LiveHandle, channel: LiveChannel, waker: WakeDescriptor
  ) throws(CaptureError) {
    let reader = unsafe Unmanaged.passRetained(
      LiveThread(handle: handle, channel: channel, waker: waker))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = unsafe pthread_create(&thread, nil, runLiveThread, reader.toOpaque())
    guard status == 0 else {
      unsafe reader.release()
      throw CaptureError(
        .system, "pthread_create: \(unsafe String(cString: strerror(status)))")
    }
    #if canImport(Darwin)
      if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }

  fileprivate func run() {
    var failure: CaptureError?
    do throws(CaptureError) { try read() } catch { failure = error }
    handle.close()
    channel.finish(failure)
  }

  private func read() throws(CaptureError) {
    while true {
      switch channel.order() {
      case .abandon: return
      case .pause: waker.wait(orFor: -1, milliseconds: -1)
      case .drain:
        try drain()
        return
      case .read:
        do throws(CaptureError) {
          if try !readOnce() { wait(atMost: -1) }
        } catch {
          // What came before the interface went may not have been handed over yet.
          try? drain(after: error)
          throw error
        }
      }
    }
  }

  /// Delivers what has arrived; false if that was nothing.
  ///
  /// - Parameter tellsDrops: Whether to ask for drops now, however long ago that was done.
  private func readOnce(tellsDrops: Bool = false) throws(CaptureError) -> Bool {
    if let batch = channel.takeBack() { filler.resume(batch) }
    // What was taken back goes out again even if nothing can be added.
    defer { deliver(tellsDrops: tellsDrops) }
    return try handle.fill(&filler)
  }

  private func deliver(tellsDrops: Bool) {
    var batches = filler.take()
    guard !batches.isEmpty else { return }
    let now = ContinuousClock.now
    if tellsDrops || batches.count > 1 || now - lastDropCheck >= Self.dropCheckInterval {
      lastDropCheck = now
      batches[0].dropped += handle.newDrops()
    }
    for batch in batches { channel.deliver(batch) }
  }

  /// Delivers what the kernel has taken in by now, also what it has not handed over yet.
  ///
  /// - Parameter failure: Why no more packets come, if that is so; reading tells it again each time.
  private func drain(after failure: CaptureError? = nil) throws(CaptureError) {
    let expected = handle.statistics().received
    let grace = min(handle.configuration.timeout, .seconds(1)) + .milliseconds(30)
    let deadline = ContinuousClock.now + grace
    while true {
      switch channel.order() {
      case .abandon: return
      case .pause: waker.wait(orFor: -1, milliseconds: -1)
      case .read, .drain:
        var hasRead = false
        do throws(CaptureError) {
          hasRead = try readOnce(tellsDrops: true)
        } catch {
          if failure == nil { throw error }
        }
        if filler.total >= expected { return }
        if !hasRead {
          if ContinuousClock.now >= deadline { return }
          wait(atMost: 2)
        }
      }
    }
  }

  private func wait(atMost milliseconds: CInt) {
    var limit = milliseconds
    let descriptor = handle.descriptor
    // A device without a descriptor must be asked again and again.
    if let interval = handle.requiredPollInterval ?? (descriptor < 0 ? .milliseconds(10) : nil) {
      let bound = CInt(clamping: max(1, interval.components.attoseconds / 1_000_000_000_000_000))
      limit = limit < 0 ? bound : min(limit, bound)
    }
    waker.wait(orFor: descriptor, milliseconds: limit)
  }
}

/// What the thread runs; `argument` is a ``LiveThread`` that it takes over.
#if canImport(Darwin)
  private func runLiveThread(argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<LiveThread>.fromOpaque(argument).takeRetainedValue().runQuietly()
    return nil
  }
#else
  private func runLiveThread(argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<LiveThread>.fromOpaque(argument).takeRetainedValue().runQuietly()
    return nil
  }
#endif

extension LiveThread {
  /// Runs with all signals left to the program's own threads.
  fileprivate func runQuietly() {
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    run()
  }
}
