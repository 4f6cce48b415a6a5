import PacketCore
import Synchronization

/// Hands batches from the thread that reads an interface to the loop that consumes them.
///
/// It holds a bounded number of batches. When they are all waiting, the thread stops reading, and
/// what the kernel has no room for it drops and counts.
final class LiveChannel: Sendable {
  /// What the thread is to do next.
  enum Order {
    case read
    /// Wait until the loop has taken a batch.
    case pause
    /// Read what has arrived, then end.
    case drain
    /// End at once.
    case abandon
  }

  typealias Outcome = Result<PacketBatch?, CaptureError>
  typealias Waiter = CheckedContinuation<Outcome, Never>

  private struct State {
    var ready: [FilledBatch] = []
    var waiter: Waiter?
    var isStopped = false
    var isAbandoned = false
    var isPaused = false
    /// Set when the thread has ended: nil in it for a regular end.
    var end: CaptureError??
  }

  private let state = Mutex(State())
  private let waker: WakeDescriptor

  /// Batches that wait at most.
  static var limit: Int { 8 }

  init(waker: WakeDescriptor) { self.waker = waker }
}

// The loop's side.
extension LiveChannel {
  /// The next batch; nil when the capture was stopped or abandoned.
  func next() async throws(CaptureError) -> PacketBatch? {
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in receive(waiter) }
    } onCancel: {
      abandon()
    }
    return try outcome.get()
  }

  private func receive(_ waiter: Waiter) {
    let (outcome, wakes): (Outcome?, Bool) = state.withLock { state in
      if state.isAbandoned { return (.success(nil), false) }
      if !state.ready.isEmpty {
        let next = state.ready.removeFirst()
        defer { state.isPaused = false }
        return (.success(next.batch), state.isPaused)
      }
      if let end = state.end {
        // An error is told once.
        state.end = .some(nil)
        return (end.map { .failure($0) } ?? .success(nil), false)
      }
      state.waiter = waiter
      return (nil, false)
    }
    if wakes { waker.wake() }
    if let outcome { waiter.resume(returning: outcome) }
  }

  /// Ends the loop once it has got what has arrived.
  func stop() {
    state.withLock { $0.isStopped = true }
    waker.wake()
  }

  /// Ends the loop and the capture at once.
  func abandon() {
    let waiter: Waiter? = state.withLock { state in
      state.isAbandoned = true
      state.ready = []
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: .success(nil))
    waker.wake()
  }
}

// The thread's side.
extension LiveChannel {
  var hasEnded: Bool { state.withLock { $0.end != nil } }

  func order() -> Order {
    state.withLock { state in
      if state.isAbandoned { return .abandon }
      if state.ready.count >= Self.limit {
        state.isPaused = true
        return .pause
      }
      return state.isStopped ? .drain : .read
    }
  }

  /// The newest batch that the loop has not taken, if there is room left in it.
  func takeBack() -> FilledBatch? {
    state.withLock { state in
      guard let last = state.ready.last, last.used < BatchFiller.capacity / 2,
        last.count < BatchFiller.recordCapacity / 2
      else { return nil }
      return state.ready.removeLast()
    }
  }

  func deliver(_ batch: FilledBatch) {
    let waiter: Waiter? = state.withLock { state in
      if state.isAbandoned { return nil }
      guard let waiter = state.waiter else {
        state.ready.append(batch)
        return nil
      }
      state.waiter = nil
      return waiter
    }
    waiter?.resume(returning: .success(batch.batch))
  }

  /// Tells the loop that the thread has ended, and why.
  func finish(_ error: CaptureError?) {
    let waiter: Waiter? = state.withLock { state in
      defer { state.waiter = nil }
      // An error that a waiting loop is told now is not told again.
      state.end = state.waiter == nil ? .some(error) : .some(nil)
      return state.waiter
    }
    waiter?.resume(returning: error.map { .failure($0) } ?? .success(nil))
  }
}
