import Packets
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// JSON of a file's packets, made on all processors at once and printed in order.
struct ParallelJSON {
  private let table: DissectorTable
  private var idle: [Worker]
  /// Those that are at work, in the order of their packets.
  private var jobs: [(worker: Worker, task: Task<Void, Never>)] = []

  /// Enough for a job to take longer than its start, and few enough for its text to stay in the cache.
  private static let packetsPerJob = 256

  /// Nil where there is but one processor.
  init?(_ json: PacketJSON, table: DissectorTable) {
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    guard processors > 1 else { return nil }
    self.table = table
    // One more than can work, for the text that is being printed.
    idle = (0..<min(processors, 16) + 1).map { _ in Worker(json) }
  }

  /// Prints the packets of a batch, some of them later.
  ///
  /// - Parameter position: That of the packet before.
  mutating func print(
    _ batch: PacketBatch, after position: inout FramePosition, into output: inout StandardOutput
  ) async throws {
    var start = batch.startIndex
    while start < batch.endIndex, !output.isClosed {
      let end = min(start + Self.packetsPerJob, batch.endIndex)
      if idle.isEmpty { try await finishFirst(into: &output) }
      guard let worker = idle.popLast() else { return }
      let (range, before, table) = (start..<end, position, table)
      let task = Task { worker.write(batch, range, after: before, table: table) }
      jobs.append((worker, task))
      for index in range { position.advance(to: batch[index]) }
      start = end
    }
  }

  /// Prints what is still being made.
  mutating func finish(into output: inout StandardOutput) async throws {
    while !jobs.isEmpty { try await finishFirst(into: &output) }
  }

  private mutating func finishFirst(into output: inout StandardOutput) async throws {
    let (worker, task) = jobs.removeFirst()
    await task.value
    try worker.print(into: &output)
    idle.append(worker)
  }

  /// One that writes the packets of a job after those of another, with the same buffers.
  private final class Worker: Sendable {
    private struct State {
      var json: PacketJSON
      var output = StandardOutput()
    }
    private let state: Mutex<State>

    init(_ json: PacketJSON) { state = Mutex(State(json: json)) }

    func write(
      _ batch: PacketBatch, _ range: Range<Int>, after position: FramePosition,
      table: DissectorTable
    ) {
      state.withLock { state in
        var position = position
        state.json.isFirst = position.number == 0
        for index in range {
          let packet = batch[index]
          position.advance(to: packet)
          state.json.write(
            packet, packet.dissection(by: table), at: position, into: &state.output.bytes)
        }
      }
    }

    func print(into output: inout StandardOutput) throws(Failure) {
      try output.flush()
      try state.withLock { state throws(Failure) in
        try state.output.flush()
        if state.output.isClosed { output.close() }
      }
    }
  }
}
