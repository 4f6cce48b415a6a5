import PacketCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Waits for pipes, sockets and terminals to have something to read, in one thread of its own for
/// all of them, so that no thread of Swift's cooperative pool ever blocks.
final class ReadinessWatcher: Sendable {
  static let shared = ReadinessWatcher()

  private struct Wait {
    var descriptor: CInt
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var waits: [UInt64: Wait] = [:]
    /// Waits that were cancelled before they began.
    var cancelled: Set<UInt64> = []
    var nextKey: UInt64 = 0
    /// The write end of the pipe that wakes the thread; nil before it runs.
    var alarm: CInt?
  }

  private let state = Mutex(State())

  /// Returns when a read from `descriptor` gives something, the task is cancelled, or `signal` is
  /// raised.
  func wait(for descriptor: Descriptor, or signal: StopSignal) async throws(CaptureError) {
    if descriptor.isReadable(within: 0) { return }
    try start()
    let key = state.withLock { state in
      state.nextKey &+= 1
      return state.nextKey
    }
    let stop = signal.onRaise { self.cancel(key) }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        add(key, Wait(descriptor: descriptor.number, continuation: continuation))
      }
    } onCancel: {
      cancel(key)
    }
    signal.forget(stop)
    state.withLock { _ = $0.cancelled.remove(key) }
  }

  private func add(_ key: UInt64, _ wait: Wait) {
    let isCancelled = state.withLock { state in
      if state.cancelled.remove(key) != nil { return true }
      state.waits[key] = wait
      return false
    }
    if isCancelled { wait.continuation.resume() } else { ring() }
  }

  private func cancel(_ key: UInt64) {
    let wait = state.withLock { state in
      let wait = state.waits.removeValue(forKey: key)
      if wait == nil { state.cancelled.insert(key) }
      return wait
    }
    wait?.continuation.resume()
    // The thread must not go on watching a descriptor that may be closed now.
    ring()
  }

  private func ring() {
    guard let alarm = state.withLock({ $0.alarm }) else { return }
    var byte: UInt8 = 0
    _ = unsafe write(alarm, &byte, 1)
  }

  /// Starts the thread, once.
  private func start() throws(CaptureError) {
    let failure: CaptureError? = state.withLock { state in
      guard state.alarm == nil else { return nil }
      var ends: [CInt] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { return .failed("pipe") }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      let alarm = ends[0]
      guard startThread({ self.watch(alarm) }) else {
        ends.forEach { close($0) }
        return .failed("pthread_create")
      }
      state.alarm = ends[1]
      return nil
    }
    if let failure { throw failure }
  }

  private func watch(_ alarm: CInt) {
    while true {
      let waits = state.withLock { state in state.waits.map { ($0.key, $0.value.descriptor) } }
      var requests = waits.map { pollfd(fd: $0.1, events: Int16(POLLIN), revents: 0) }
      requests.append(pollfd(fd: alarm, events: Int16(POLLIN), revents: 0))
      guard unsafe poll(&requests, nfds_t(requests.count), -1) > 0 else { continue }
      if requests[waits.count].revents != 0 { drain(alarm) }
      for (wait, request) in zip(waits, requests) where request.revents != 0 {
        state.withLock { $0.waits.removeValue(forKey: wait.0) }?.continuation.resume()
      }
    }
  }

  private func drain(_ alarm: CInt) {
    unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while unsafe read(alarm, buffer.baseAddress, buffer.count) == buffer.count {}
    }
  }
}

/// Runs `body` in a thread of its own; false when there can be none.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = unsafe Unmanaged.passRetained(Box(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    if let thread = unsafe thread, status == 0 { unsafe pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, box.toOpaque())
    if status == 0 { pthread_detach(thread) }
  #endif
  if status != 0 { unsafe box.release() }
  return status == 0
}
