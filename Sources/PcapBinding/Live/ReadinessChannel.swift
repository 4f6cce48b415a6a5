import PacketCore
import Synchronization

/// How a loop over a live capture waits for packets: it asks a thread, which waits in its place.
///
/// The packets themselves do not pass through here. The loop reads them as it gets to them, so what
/// it has no time for stays in the kernel's buffer, and what that has no room for is dropped there
/// and counted.
final class ReadinessChannel: Sendable {
  /// What the loop asks for.
  struct Request {
    /// Milliseconds after which the loop goes on anyway; negative for no limit.
    var limit: CInt = -1
    /// Whether there were so many packets that they may gather for a while.
    var gathers = false
    /// Whether the loop knows that it is to end.
    var isEnding = false
  }

  /// What the thread is to do next.
  enum Order {
    /// Nobody waits for packets.
    case rest
    case watch(Request)
    case end
  }

  private struct State {
    var waiter: CheckedContinuation<Void, Never>?
    var request = Request()
    var isStopped = false
    var isAbandoned = false
    var isResting = false
    /// Whether packets have come since the loop last began to wait.
    var hasNews = false
    var hasEnded = false
  }

  private let state = Mutex(State())
  private let waker: WakeDescriptor

  init(waker: WakeDescriptor) { self.waker = waker }

  /// Whether the loop is to end once it has got what has arrived.
  var isStopped: Bool { state.withLock { $0.isStopped } }
  /// Whether the loop is to end at once.
  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }
  /// Whether the thread has closed the interface.
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  func stop() {
    state.withLock { $0.isStopped = true }
    goOn()
    waker.wake()
  }

  func abandon() {
    state.withLock { $0.isAbandoned = true }
    goOn()
    waker.wake()
  }

  /// Returns when there may be packets, or something else to do. Cancelling the task abandons.
  func wait(_ request: Request) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in begin(waiter, request) }
    } onCancel: {
      abandon()
    }
  }

  private func begin(_ waiter: CheckedContinuation<Void, Never>, _ request: Request) {
    let (waits, wakes) = state.withLock { state in
      if state.isAbandoned || state.isStopped && !request.isEnding { return (false, false) }
      if state.hasNews {
        state.hasNews = false
        return (false, false)
      }
      state.waiter = waiter
      state.request = request
      return (true, state.isResting || request.limit >= 0)
    }
    if !waits { waiter.resume() }
    if wakes { waker.wake() }
  }

  /// Lets the loop go on, if it waits.
  func goOn() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Lets the loop go on, now if it waits, or as soon as it does.
  func signal() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.waiter == nil { state.hasNews = true }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Milliseconds after which the loop is to go on anyway, negative for no limit; nil when it has
  /// ended.
  func waitLimit() -> CInt? {
    state.withLock { state in
      if state.isAbandoned { return nil }
      return state.waiter == nil ? -1 : state.request.limit
    }
  }

  /// What the thread is to do next.
  func order() -> Order {
    state.withLock { state in
      if state.isAbandoned { return .end }
      state.isResting = state.waiter == nil
      return state.isResting ? .rest : .watch(state.request)
    }
  }

  /// Tells that the thread has closed the interface.
  func end() { state.withLock { $0.hasEnded = true } }
}
