import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Waits for an interface's packets in place of the loop that reads them, and closes the interface
/// when the loop has ended.
///
/// A thread of its own, since it waits in `poll`: no thread of Swift's pool may do so.
final class ReadinessThread {
  private let handle: LiveHandle
  private let channel: ReadinessChannel
  private let waker: WakeDescriptor

  private init(handle: LiveHandle, channel: ReadinessChannel, waker: WakeDescriptor) {
    self.handle = handle
    self.channel = channel
    self.waker = waker
  }

  /// Starts a thread that watches `handle` for `channel`.
  static func start(
    handle: LiveHandle, channel: ReadinessChannel, waker: WakeDescriptor
  ) throws(CaptureError) {
    let watcher = unsafe Unmanaged.passRetained(
      ReadinessThread(handle: handle, channel: channel, waker: waker))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = unsafe pthread_create(&thread, nil, runThread, watcher.toOpaque())
    guard status == 0 else {
      unsafe watcher.release()
      throw CaptureError(.system, "pthread_create: \(unsafe String(cString: strerror(status)))")
    }
    #if canImport(Darwin)
      if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }

  fileprivate func run() {
    // Signals are for the program's own threads.
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    #if os(Linux)
      if handle.readsRing, let events = BlockEvents(ring: handle.descriptor, waker: waker) {
        watch(events)
      } else {
        watch()
      }
    #else
      watch()
    #endif
    handle.close()
    channel.end()
  }

  private func watch() {
    while true {
      switch channel.order() {
      case .end: return
      case .rest: waker.wait(orFor: -1, milliseconds: -1)
      case .watch(let request):
        waitForPackets(atMost: request.limit)
        channel.goOn()
        if request.gathers, handle.gatheringTime > 0 {
          waker.wait(orFor: -1, milliseconds: handle.gatheringTime)
        }
      }
    }
  }

  #if os(Linux)
    private func watch(_ events: borrowing BlockEvents) {
      while let limit = channel.waitLimit() {
        events.wait(milliseconds: limit)
        channel.signal()
      }
    }
  #endif

  private func waitForPackets(atMost milliseconds: CInt) {
    var limit = milliseconds
    let descriptor = handle.descriptor
    // A device without a descriptor must be asked again and again.
    if let interval = handle.requiredPollInterval ?? (descriptor < 0 ? .milliseconds(10) : nil) {
      let bound = max(1, CInt(clamping: Int64(interval / .milliseconds(1))))
      limit = limit < 0 ? bound : min(limit, bound)
    }
    waker.wait(orFor: descriptor, milliseconds: limit)
  }
}

/// What the thread runs; `argument` is a ``ReadinessThread`` that it takes over.
#if canImport(Darwin)
  private func runThread(argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<ReadinessThread>.fromOpaque(argument).takeRetainedValue().run()
    return nil
  }
#else
  private func runThread(argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<ReadinessThread>.fromOpaque(argument).takeRetainedValue().run()
    return nil
  }
#endif
