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
///
/// A packet that announces the ports of others ends that: from its job on they are given back, to be read
/// one after the other.
struct ParallelJSON {
  private let table: DissectorTable
  private var idle: [Worker]
  /// Those that are at work, in the order of their packets.
  private var jobs: [Job] = []
  private let announced: AnnouncedPorts

  /// Packets of a batch.
  struct Packets {
    let batch: PacketBatch
    let range: Range<Int>
    /// That of the packet before.
    let position: FramePosition
  }

  private struct Job {
    let packets: Packets
    let worker: Worker
    /// Whether one of the packets announces ports.
    let task: Task<Bool, Never>
  }

  /// Enough for a job to take much longer than its start, and few enough for its text to stay in the
  /// cache.
  private static let packetsPerJob = 32

  /// Nil where there is but one processor.
  init?(_ json: PacketJSON, table: DissectorTable) {
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    guard processors > 1 else { return nil }
    self.table = table
    announced = AnnouncedPorts(table: table)
    // One more than can work, for the text that is being printed.
    idle = (0..<min(processors, 16) + 1).map { _ in Worker(json) }
  }

  /// Prints the packets of a batch, some of them later.
  ///
  /// - Parameter position: That of the packet before.
  /// - Returns: Packets that were not printed, and are to be read in their order; with them this ends.
  mutating func print(
    _ batch: PacketBatch, after position: inout FramePosition, into output: inout StandardOutput
  ) async throws -> [Packets] {
    var start = batch.startIndex
    while start < batch.endIndex, !output.isClosed {
      let end = min(start + Self.packetsPerJob, batch.endIndex)
      let packets = Packets(batch: batch, range: start..<end, position: position)
      if idle.isEmpty {
        let left = try await finishFirst(into: &output)
        guard left.isEmpty else {
          for index in start..<batch.endIndex { position.advance(to: batch[index]) }
          let rest = start..<batch.endIndex
          return left + [Packets(batch: batch, range: rest, position: packets.position)]
        }
      }
      guard let worker = idle.popLast() else { return [] }
      let (table, announced) = (table, announced)
      let task = Task { worker.write(packets, table: table, announced) }
      jobs.append(Job(packets: packets, worker: worker, task: task))
      for index in packets.range { position.advance(to: batch[index]) }
      start = end
    }
    return []
  }

  /// Prints what is still being made.
  ///
  /// - Returns: Packets that were not printed.
  mutating func finish(into output: inout StandardOutput) async throws -> [Packets] {
    while !jobs.isEmpty {
      let left = try await finishFirst(into: &output)
      guard left.isEmpty else { return left }
    }
    return []
  }

  /// - Returns: The packets of all jobs, when those of the first are not to be read alone.
  private mutating func finishFirst(
    into output: inout StandardOutput
  ) async throws -> [Packets] {
    let first = jobs.removeFirst()
    guard await first.task.value else {
      try first.worker.print(into: &output)
      idle.append(first.worker)
      return []
    }
    try output.flush()
    for job in jobs { _ = await job.task.value }
    defer { jobs = [] }
    return [first.packets] + jobs.map(\.packets)
  }

  /// One that writes the packets of a job after those of another, with the same buffers.
  private final class Worker: Sendable {
    private struct State {
      var json: PacketJSON
      var output = StandardOutput()
    }
    private let state: Mutex<State>

    init(_ json: PacketJSON) { state = Mutex(State(json: json)) }

    /// - Returns: Whether a packet announces ports. What was written is then of no use.
    func write(
      _ packets: Packets, table: DissectorTable, _ announced: borrowing AnnouncedPorts
    ) -> Bool {
      state.withLock { state in
        var position = packets.position
        state.json.isFirst = position.number == 0
        for index in packets.range {
          let packet = packets.batch[index]
          position.advance(to: packet)
          let dissection = packet.dissection(by: table)
          if announced.isAnnouncement(dissection) { return true }
          state.json.write(packet, dissection, at: position, into: &state.output.bytes)
        }
        return false
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
