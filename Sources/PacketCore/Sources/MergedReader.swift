/// Merges the batches of several sources by time.
final class MergedReader: BatchReader {
  /// What comes next from a source.
  private struct Head {
    enum State {
      /// Nothing yet.
      case unknown
      case packets(PacketBatch, index: Int)
      case failed(CaptureError)
      case ended
    }
    var state = State.unknown
    /// When its batch, or its error, came here.
    var arrived = ContinuousClock.now
    /// The time of the packet that comes next, or of the last one there was.
    var time = Timestamp.earliest
    let isLive: Bool
  }

  /// How the search for the next packet ends.
  private enum Step {
    case batch(PacketBatch)
    case wait(until: ContinuousClock.Instant?)
    case failed(CaptureError)
    case ended
  }

  private let sources: [any PacketSource]
  private let latency: Duration
  private var heads: [Head]
  private var interfaces: MergedInterfaces
  private var builder: BatchBuilder
  private var dropped: UInt64 = 0
  /// Nil before the first call and after the end.
  private var pumps: SourcePumps?
  private var isFinished = false

  init(_ sources: [any PacketSource], interfaces: MergedInterfaces, latency: Duration) {
    self.sources = sources
    self.interfaces = interfaces
    self.latency = latency
    heads = sources.map { Head(isLive: $0.isLive) }
    builder = BatchBuilder(table: interfaces.table)
  }

  func next() async throws(CaptureError) -> PacketBatch? {
    if isFinished { return nil }
    let pumps = self.pumps ?? SourcePumps(sources)
    self.pumps = pumps
    while !Task.isCancelled {
      switch step(pumps) {
      case .batch(let batch): return batch
      case .wait(let deadline): await pumps.wait(until: deadline)
      case .failed(let error):
        await finish(pumps)
        throw error
      case .ended:
        await finish(pumps)
        return nil
      }
    }
    await finish(pumps)
    return nil
  }

  private func finish(_ pumps: SourcePumps) async {
    isFinished = true
    self.pumps = nil
    for index in heads.indices { heads[index].state = .ended }
    await pumps.finish()
  }

  /// Copies all that may be delivered now, until a batch is full.
  private func step(_ pumps: SourcePumps) -> Step {
    for index in heads.indices { refill(index, from: pumps) }
    let now = ContinuousClock.now
    while let index = earliest() {
      let bound = bound(for: index, now: now)
      guard heads[index].time <= bound.time else { return take() ?? .wait(until: bound.deadline) }
      switch heads[index].state {
      case .packets:
        if !copy(index, upTo: bound) { return take() ?? .wait(until: nil) }
        refill(index, from: pumps)
      case .failed(let error): return take() ?? .failed(error)
      case .unknown, .ended: break
      }
    }
    if let step = take() { return step }
    return heads.contains { if case .unknown = $0.state { true } else { false } }
      ? .wait(until: nil) : .ended
  }

  private func take() -> Step? {
    guard var batch = builder.take() else { return nil }
    batch.dropped = dropped
    dropped = 0
    return .batch(batch)
  }

  /// Looks what the source has, if nothing of it is at hand.
  private func refill(_ index: Int, from pumps: SourcePumps) {
    guard case .unknown = heads[index].state, let delivery = pumps.take(from: index) else { return }
    switch delivery {
    case .batch(let batch, let arrived):
      dropped &+= batch.dropped
      heads[index].state = .packets(batch, index: batch.startIndex)
      heads[index].arrived = arrived
      showTime(of: batch.startIndex, in: batch, source: index)
    case .end(let error, let arrived):
      heads[index].state = error.map { .failed($0) } ?? .ended
      heads[index].arrived = arrived
    }
  }

  /// A packet without a time of its own counts as seen with the one before it.
  private func showTime(of packet: Int, in batch: PacketBatch, source: Int) {
    guard packet < batch.endIndex else { return }
    let record = batch.record(at: packet)
    if !record.flags.contains(.noTimestamp) { heads[source].time = record.timestamp }
  }

  /// The source whose packet, or error, comes first; of equal times, packets before errors.
  private func earliest() -> Int? {
    var best: Int?
    for index in heads.indices {
      let isFailure: Bool
      switch heads[index].state {
      case .packets: isFailure = false
      case .failed: isFailure = true
      case .unknown, .ended: continue
      }
      guard let current = best else {
        best = index
        continue
      }
      if heads[index].time < heads[current].time {
        best = index
      } else if heads[index].time == heads[current].time, !isFailure,
        case .failed = heads[current].state
      {
        best = index
      }
    }
    return best
  }

  /// How late a source's packets may be to be delivered before anything that another one could bring.
  private struct Bound {
    var time = Timestamp.latest
    /// When it will be lifted, if it is for the sake of live sources only.
    var deadline: ContinuousClock.Instant?
  }

  private func bound(for chosen: Int, now: ContinuousClock.Instant) -> Bound {
    var bound = Bound()
    let expiry = heads[chosen].arrived.advanced(by: latency)
    var waitsForever = false
    for (index, head) in heads.enumerated() where index != chosen {
      switch head.state {
      case .ended: continue
      case .packets, .failed: bound.time = min(bound.time, head.time)
      case .unknown where !head.isLive:
        waitsForever = true
      case .unknown where now < expiry:
        bound.time = min(bound.time, head.time)
        bound.deadline = expiry
      case .unknown: continue
      }
    }
    if waitsForever { bound = Bound(time: .earliest, deadline: nil) }
    return bound
  }

  /// Copies the packets of a source up to the bound, or to the end of its batch.
  ///
  /// - Returns: False when the builder is full.
  private func copy(_ source: Int, upTo bound: Bound) -> Bool {
    guard case .packets(let batch, var index) = heads[source].state else { return true }
    repeat {
      let record = batch.record(at: index)
      let place = interfaces.place(
        of: record.interface, source: source, chunk: batch.chunk, linkType: record.linkType)
      guard builder.append(record, of: batch.chunk, interface: place) else {
        heads[source].state = .packets(batch, index: index)
        return false
      }
      index += 1
      showTime(of: index, in: batch, source: source)
    } while index < batch.endIndex && heads[source].time <= bound.time
    heads[source].state = index < batch.endIndex ? .packets(batch, index: index) : .unknown
    return true
  }
}
