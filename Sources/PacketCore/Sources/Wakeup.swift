import Synchronization

/// Lets one task wait for others to say that something has changed.
final class Wakeup: Sendable {
  private enum State {
    case idle
    case signalled
    case waiting(CheckedContinuation<Void, Never>)
  }

  private let state = Mutex(State.idle)

  /// Ends the wait that is under way, or the next one at once.
  func wake() {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard case .waiting(let waiter) = state else {
        state = .signalled
        return nil
      }
      state = .idle
      return waiter
    }
    waiter?.resume()
  }

  /// Waits for ``wake()``, for the cancellation of the task, or for `deadline`.
  ///
  /// It may return without any of them: the caller looks what has changed, and waits again.
  func wait(until deadline: ContinuousClock.Instant? = nil) async {
    guard let deadline else { return await wait() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          try await Task.sleep(until: deadline, clock: .continuous)
          self.wake()
        } catch {}
      }
      await wait()
      group.cancelAll()
    }
  }

  private func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state -> Bool in
          if case .signalled = state {
            state = .idle
            return true
          }
          state = .waiting(continuation)
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }
}
