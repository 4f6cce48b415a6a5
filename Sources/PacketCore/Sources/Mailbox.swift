import Synchronization

/// Where the tasks that read sources leave their batches for the one that merges them.
final class Mailbox: Sendable {
  typealias Delivery = SourcePumps.Delivery

  private struct Box {
    let buffers: Bool
    var queue: [Delivery?] = []
    /// Places at the front of ``queue`` that are empty.
    var first = 0
    /// Memory that the batches keep, in bytes.
    var byteCount = 0
    /// The task that waits until there is room for more.
    var producer: CheckedContinuation<Bool, Never>?
    var end: Delivery?

    var isFull: Bool {
      buffers ? byteCount > Mailbox.byteLimit : queue.count - first > 1
    }

    mutating func popFirst() -> Delivery? {
      guard first < queue.count, let delivery = queue[first] else { return nil }
      if case .batch(let batch, _) = delivery { byteCount -= batch.footprint }
      queue[first] = nil
      first += 1
      if first == queue.count || first > 1024 {
        queue.removeFirst(first)
        first = 0
      }
      return delivery
    }
  }

  private struct State {
    var boxes: [Box]
    var isClosed = false
  }

  /// What the batches of one live source may keep, in bytes.
  static var byteLimit: Int { 16 << 20 }

  private let state: Mutex<State>
  let wakeup = Wakeup()

  /// - Parameter buffers: For each source, whether more than two batches are kept.
  init(buffers: [Bool]) {
    state = Mutex(State(boxes: buffers.map { Box(buffers: $0) }))
  }

  var isFull: Bool { state.withLock { $0.boxes.contains { $0.buffers && $0.isFull } } }

  /// The next batch of a source, or its end, which stays; nil when there is nothing yet.
  func take(from index: Int) -> Delivery? {
    let (delivery, producer) = state.withLock { state in
      guard let delivery = state.boxes[index].popFirst() else {
        return (state.boxes[index].end, nil as CheckedContinuation<Bool, Never>?)
      }
      guard !state.boxes[index].isFull else { return (delivery, nil) }
      return (delivery, state.boxes[index].producer.take())
    }
    producer?.resume(returning: true)
    return delivery
  }

  /// Leaves a batch, and returns when there is room for one more; false when nobody takes any more.
  func put(_ batch: PacketBatch, into index: Int) async -> Bool {
    let kept = state.withLock({ $0.boxes[index].buffers }) ? batch.compacted() : batch
    return await withCheckedContinuation { continuation in
      let answer = state.withLock { state -> Bool? in
        if state.isClosed { return false }
        state.boxes[index].queue.append(.batch(kept, arrived: .now))
        state.boxes[index].byteCount += kept.footprint
        guard state.boxes[index].isFull else { return true }
        state.boxes[index].producer = continuation
        return nil
      }
      wakeup.wake()
      if let answer { continuation.resume(returning: answer) }
    }
  }

  func end(_ index: Int, error: CaptureError?) {
    state.withLock { state in
      if !state.isClosed { state.boxes[index].end = .end(error, arrived: .now) }
    }
    wakeup.wake()
  }

  /// Drops what is there, and lets no more in.
  func close() {
    let producers = state.withLock { state in
      state.isClosed = true
      let producers = state.boxes.compactMap(\.producer)
      state.boxes = state.boxes.map { Box(buffers: $0.buffers) }
      return producers
    }
    for producer in producers { producer.resume(returning: false) }
  }
}
