import Synchronization

/// Reads several sources at once, each in a task of its own, a batch or two ahead of who takes them.
///
/// A reader belongs to one task, so each task makes its own, and hands over the batches. The tasks
/// are cancelled when the pumps go, and waited for by ``finish()``.
final class SourcePumps {
  /// What a source has to show.
  enum Delivery: Sendable {
    case batch(PacketBatch, arrived: ContinuousClock.Instant)
    case end(CaptureError?, arrived: ContinuousClock.Instant)
  }

  private let mailbox: Mailbox
  private var tasks: [Task<Void, Never>] = []

  init(_ sources: [any PacketSource]) {
    let mailbox = Mailbox(count: sources.count)
    self.mailbox = mailbox
    tasks = sources.enumerated().map { index, source in
      Task { @concurrent in await mailbox.fill(index, from: source) }
    }
  }

  deinit { cancel() }

  /// The next batch of a source, or its end, which stays; nil when there is nothing yet.
  func take(from index: Int) -> Delivery? { mailbox.take(from: index) }

  /// Waits until a source may have something new, the task is cancelled or `deadline` has come.
  func wait(until deadline: ContinuousClock.Instant?) async {
    await mailbox.wakeup.wait(until: deadline)
  }

  /// Stops reading, and returns when no task is left.
  func finish() async {
    cancel()
    for task in tasks { await task.value }
    tasks = []
  }

  private func cancel() {
    mailbox.close()
    for task in tasks { task.cancel() }
  }
}

/// Holds at most one batch of each source to be taken, and one that waits for its place.
private final class Mailbox: Sendable {
  private struct Box {
    var batch: SourcePumps.Delivery?
    /// A batch that waits for the place, and the task that brought it.
    var next: (SourcePumps.Delivery, CheckedContinuation<Bool, Never>)?
    var end: SourcePumps.Delivery?
  }

  private struct State {
    var boxes: [Box]
    var isClosed = false
  }

  private let state: Mutex<State>
  let wakeup = Wakeup()

  init(count: Int) {
    state = Mutex(State(boxes: Array(repeating: Box(), count: count)))
  }

  func fill(_ index: Int, from source: any PacketSource) async {
    do throws(CaptureError) {
      let reader = try source.makeReader()
      while let batch = try await reader.next() {
        guard await put(.batch(batch, arrived: .now), into: index) else { return }
      }
      end(index, .end(nil, arrived: .now))
    } catch {
      end(index, .end(error, arrived: .now))
    }
  }

  func take(from index: Int) -> SourcePumps.Delivery? {
    let (delivery, producer) = state.withLock { state in
      let box = state.boxes[index]
      guard let batch = box.batch else {
        return (box.end, nil as CheckedContinuation<Bool, Never>?)
      }
      state.boxes[index].batch = box.next?.0
      state.boxes[index].next = nil
      return (batch, box.next?.1)
    }
    producer?.resume(returning: true)
    return delivery
  }

  func close() {
    let producers = state.withLock { state in
      state.isClosed = true
      let producers = state.boxes.compactMap { $0.next?.1 }
      for index in state.boxes.indices { state.boxes[index] = Box() }
      return producers
    }
    for producer in producers { producer.resume(returning: false) }
  }

  /// Returns when there is room for one more; false when nobody takes any more.
  private func put(_ batch: SourcePumps.Delivery, into index: Int) async -> Bool {
    await withCheckedContinuation { continuation in
      let answer = state.withLock { state -> Bool? in
        if state.isClosed { return false }
        if state.boxes[index].batch == nil {
          state.boxes[index].batch = batch
          return true
        }
        state.boxes[index].next = (batch, continuation)
        return nil
      }
      if answer == true { wakeup.wake() }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  private func end(_ index: Int, _ end: SourcePumps.Delivery) {
    state.withLock { if !$0.isClosed { $0.boxes[index].end = end } }
    wakeup.wake()
  }
}
