import Synchronization

/// Tells every loop over a source, from any task, to end.
package final class StopSignal: Sendable {
  private struct State {
    var isRaised = false
    var nextKey = 0
    var actions: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var isRaised: Bool { state.withLock { $0.isRaised } }

  package func raise() {
    let actions = state.withLock { state in
      state.isRaised = true
      defer { state.actions = [:] }
      return state.actions
    }
    for action in actions.values { action() }
  }

  /// Calls `action` when the signal is raised, or now if it is.
  ///
  /// - Returns: What ``forget(_:)`` takes.
  package func onRaise(_ action: @escaping @Sendable () -> Void) -> Int {
    let key: Int? = state.withLock { state in
      guard !state.isRaised else { return nil }
      state.nextKey &+= 1
      state.actions[state.nextKey] = action
      return state.nextKey
    }
    if key == nil { action() }
    return key ?? 0
  }

  package func forget(_ key: Int) { state.withLock { _ = $0.actions.removeValue(forKey: key) } }
}
