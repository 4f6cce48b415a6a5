/// A source whose packets come when they are due.
struct ReplayedSource: PacketSource {
  private let source: any PacketSource
  private let pace: ReplayPace
  private let signal = StopSignal()

  init(_ source: any PacketSource, pace: ReplayPace) {
    self.source = source
    self.pace = pace
  }

  var interfaces: [InterfaceDescription] { source.interfaces }

  func makeReader() throws(CaptureError) -> any BatchReader {
    Reader(try source.makeReader(), pace: pace, signal: signal)
  }

  func statistics() throws(CaptureError) -> CaptureStatistics? { try source.statistics() }

  func stop() {
    signal.raise()
    source.stop()
  }

  private final class Reader: BatchReader {
    private let reader: any BatchReader
    private let pace: ReplayPace
    private let signal: StopSignal
    private let wakeup = Wakeup()
    private var key = 0
    private var batch: PacketBatch?
    private var index = 0
    /// When the last batch was handed over.
    private var handedOver = ContinuousClock.now - Reader.breath
    /// Packets before the one at ``index``.
    private var number = 0
    /// Recorded time from the first packet to the one that was looked at last.
    private var gap = Duration.zero
    /// When the first packet was seen, and when it was replayed.
    private var start: (recorded: Timestamp, replayed: ContinuousClock.Instant)?

    /// The least time between two batches, so that a fast replay does not wake for each packet.
    private static var breath: Duration { .microseconds(200) }

    init(_ reader: any BatchReader, pace: ReplayPace, signal: StopSignal) {
      self.reader = reader
      self.pace = pace
      self.signal = signal
      let wakeup = wakeup
      key = signal.onRaise { wakeup.wake() }
    }

    deinit { signal.forget(key) }

    func next() async throws(CaptureError) -> PacketBatch? {
      while !Task.isCancelled, !signal.isRaised {
        guard let batch = try await current() else { return nil }
        let now = ContinuousClock.now
        let due = max(
          due(batch.record(at: index), number: number, now: now), handedOver + Self.breath)
        if due > now {
          await wakeup.wait(until: due)
        } else {
          handedOver = now
          return take(from: batch, now: now)
        }
      }
      return nil
    }

    /// The batch with the packet that comes next.
    private func current() async throws(CaptureError) -> PacketBatch? {
      if let batch, index < batch.endIndex { return batch }
      batch = nil
      batch = try await reader.next()
      index = batch?.startIndex ?? 0
      return batch
    }

    /// All packets of `batch` that are due now.
    private func take(from batch: PacketBatch, now: ContinuousClock.Instant) -> PacketBatch {
      let first = index
      repeat {
        index += 1
        number += 1
      } while index < batch.endIndex
        && due(batch.record(at: index), number: number, now: now) <= now
      return PacketBatch(
        chunk: batch.chunk, range: first..<index,
        dropped: first == batch.startIndex ? batch.dropped : 0)
    }

    private func due(
      _ record: PacketRecord, number: Int, now: ContinuousClock.Instant
    ) -> ContinuousClock.Instant {
      let start = self.start ?? (record.timestamp, now)
      self.start = start
      // Without a time of its own, a packet counts as recorded with the one before it.
      if !record.flags.contains(.noTimestamp) { gap = record.timestamp - start.recorded }
      return start.replayed.advanced(by: pace.due(gap: gap, number: number))
    }
  }
}

extension Capture {
  /// The same packets, each when it is due: as fast as they were recorded, or at a given rate.
  ///
  /// They come in the same order with the same timestamps, none too early, and some 0.2 ms late where
  /// they follow each other closely; one that is due in the past comes at once.
  /// Cancellation and ``stop()`` end the wait for a packet that is not due yet.
  public func replayed(pace: ReplayPace = .recorded) -> Capture {
    Capture(source: ReplayedSource(source, pace: pace))
  }
}
