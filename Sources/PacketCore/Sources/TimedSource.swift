/// What a source brings within some time.
struct TimedSource: PacketSource {
  private let source: any PacketSource
  private let duration: Duration

  init(_ source: any PacketSource, duration: Duration) {
    self.source = source
    self.duration = min(max(duration, .zero), .seconds(1_000_000_000))
  }

  var isLive: Bool { source.isLive }
  var interfaces: [InterfaceDescription] { source.interfaces }

  func makeReader() throws(CaptureError) -> any BatchReader {
    Reader(source, until: .now.advanced(by: duration))
  }

  func statistics() throws(CaptureError) -> CaptureStatistics? { try source.statistics() }
  func stop() { source.stop() }

  private final class Reader: BatchReader {
    private let pumps: SourcePumps
    private let deadline: ContinuousClock.Instant
    private var isFinished = false

    init(_ source: any PacketSource, until deadline: ContinuousClock.Instant) {
      pumps = SourcePumps([source], buffersLive: false)
      self.deadline = deadline
    }

    func next() async throws(CaptureError) -> PacketBatch? {
      while !isFinished, !Task.isCancelled {
        switch pumps.take(from: 0) {
        case .batch(let batch, let arrived) where arrived < deadline: return batch
        case .end(let error, _):
          await finish()
          if let error { throw error }
        case nil where .now < deadline: await pumps.wait(until: deadline)
        case nil, .batch: await finish()
        }
      }
      await finish()
      return nil
    }

    private func finish() async {
      isFinished = true
      await pumps.finish()
    }
  }
}
