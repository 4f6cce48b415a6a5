/// Merges the batches of several sources by time: a plain state machine, which neither reads nor
/// waits.
struct PacketMerge: ~Copyable {
  /// What comes next from a source.
  private struct Head {
    enum Kind {
      /// Nothing yet.
      case unknown
      case packets
      case failed
      case ended
    }
    var kind = Kind.unknown
    var batch: PacketBatch?
    /// The packet of ``batch`` that comes next.
    var index = 0
    var error: CaptureError?
    /// When its batch, or its end, came here.
    var arrived = ContinuousClock.now
    /// The time of the packet that comes next, or of the last one there was.
    var time = Timestamp.earliest
    let isLive: Bool

    init(isLive: Bool) { self.isLive = isLive }

    /// A packet without a time of its own counts as seen with the one before it.
    mutating func show(_ record: PacketRecord) {
      if !record.flags.contains(.noTimestamp) { time = record.timestamp }
    }
  }

  /// How the search for the next packets ends.
  enum Step {
    case batch(PacketBatch)
    /// Nothing may be delivered until a source shows more, or until then.
    case wait(until: ContinuousClock.Instant?)
    case failed(CaptureError)
    case ended
  }

  private let latency: Duration
  private var heads: [Head]
  private var interfaces: MergedInterfaces
  private var builder: BatchBuilder
  private var dropped: UInt64 = 0

  init(_ sources: [any PacketSource], interfaces: MergedInterfaces, latency: Duration) {
    self.interfaces = interfaces
    self.latency = latency
    heads = sources.map { Head(isLive: $0.isLive) }
    builder = BatchBuilder(table: interfaces.table)
  }

  /// Copies all that may be delivered now, until a batch is full.
  ///
  /// - Parameters:
  ///   - isFull: Whether a live source can be held back no longer, for lack of room.
  ///   - next: What the source of that index has.
  mutating func step(
    now: ContinuousClock.Instant, isFull: Bool = false, next: (Int) -> SourcePumps.Delivery?
  ) -> Step {
    for index in heads.indices { refill(index, next) }
    while let index = earliest() {
      let bound = bound(for: index, now: now, isFull: isFull)
      guard heads[index].time <= bound.time else { return take() ?? .wait(until: bound.deadline) }
      if let error = heads[index].error { return take() ?? .failed(error) }
      guard copy(index, upTo: bound.time) else { return take() ?? .wait(until: nil) }
      refill(index, next)
    }
    return take() ?? (heads.contains { $0.kind == .unknown } ? .wait(until: nil) : .ended)
  }

  private mutating func take() -> Step? {
    guard var batch = builder.take() else { return nil }
    batch.dropped = dropped
    dropped = 0
    return .batch(batch)
  }

  /// Looks what the source has, if nothing of it is at hand.
  private mutating func refill(_ index: Int, _ next: (Int) -> SourcePumps.Delivery?) {
    guard heads[index].kind == .unknown, let delivery = next(index) else { return }
    switch delivery {
    case .batch(let batch, let arrived):
      dropped &+= batch.dropped
      heads[index].kind = .packets
      heads[index].batch = batch
      heads[index].index = batch.startIndex
      heads[index].arrived = arrived
      if !batch.isEmpty { heads[index].show(batch.record(at: batch.startIndex)) }
    case .end(let error, let arrived):
      heads[index].kind = error == nil ? .ended : .failed
      heads[index].error = error
      heads[index].arrived = arrived
    }
  }

  /// The source whose packet, or error, comes first; of equal times, packets before errors.
  private func earliest() -> Int? {
    var best: Int?
    for index in heads.indices where heads[index].kind == .packets || heads[index].kind == .failed {
      guard let current = best else {
        best = index
        continue
      }
      let isTie = heads[index].time == heads[current].time
      if heads[index].time < heads[current].time
        || isTie && heads[current].kind == .failed && heads[index].kind == .packets
      {
        best = index
      }
    }
    return best
  }

  /// How late the packets of `chosen` may be to be delivered before anything that another source
  /// could bring, and when that is lifted if it is for the sake of live sources only.
  private func bound(
    for chosen: Int, now: ContinuousClock.Instant, isFull: Bool
  ) -> (time: Timestamp, deadline: ContinuousClock.Instant?) {
    var time = Timestamp.latest
    var isHeldBack = false
    let expiry = heads[chosen].arrived.advanced(by: latency)
    for index in heads.indices where index != chosen {
      switch heads[index].kind {
      case .ended: continue
      case .packets, .failed: time = min(time, heads[index].time)
      case .unknown where !heads[index].isLive: return (.earliest, nil)
      case .unknown where now < expiry && !isFull:
        time = min(time, heads[index].time)
        isHeldBack = true
      case .unknown: continue
      }
    }
    return (time, isHeldBack ? expiry : nil)
  }

  /// Copies the packets of a source up to `bound`, or to the end of its batch.
  ///
  /// - Returns: False when the builder is full.
  private mutating func copy(_ source: Int, upTo bound: Timestamp) -> Bool {
    guard let batch = heads[source].batch else { return true }
    var head = heads[source]
    defer { heads[source] = head }
    while head.index < batch.endIndex {
      let record = batch.record(at: head.index)
      head.show(record)
      guard head.time <= bound else { return true }
      let place = interfaces.place(
        of: record.interface, source: source, chunk: batch.chunk, linkType: record.linkType)
      guard builder.append(record, of: batch.chunk, interface: place) else { return false }
      head.index += 1
    }
    head.batch = nil
    head.kind = .unknown
    return true
  }
}
