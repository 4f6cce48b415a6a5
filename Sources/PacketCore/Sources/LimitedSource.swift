/// The first packets of a source.
struct LimitedSource: PacketSource {
  private let source: any PacketSource
  private let limit: Int

  init(_ source: any PacketSource, limit: Int) {
    self.source = source
    self.limit = limit
  }

  var isLive: Bool { source.isLive }
  var interfaces: [InterfaceDescription] { source.interfaces }

  func makeReader() throws(CaptureError) -> any BatchReader {
    Reader(try source.makeReader(), limit: limit)
  }

  func statistics() throws(CaptureError) -> CaptureStatistics? { try source.statistics() }
  func stop() { source.stop() }

  private final class Reader: BatchReader {
    /// Nil when no more packets are wanted, so that the source closes what it has open.
    private var reader: (any BatchReader)?
    private var remaining: Int

    init(_ reader: any BatchReader, limit: Int) {
      self.reader = limit > 0 ? reader : nil
      remaining = limit
    }

    func next() async throws(CaptureError) -> PacketBatch? {
      guard let batch = try await reader?.next() else { return nil }
      let count = min(batch.count, remaining)
      remaining -= count
      if remaining == 0 { reader = nil }
      let range = batch.startIndex..<batch.startIndex + count
      return PacketBatch(chunk: batch.chunk, range: range, dropped: batch.dropped)
    }
  }
}

extension Capture {
  /// The first `count` packets.
  ///
  /// Cheaper than `prefix(_:)`, and a capture still: its ``batches`` are cut, too. The source is
  /// closed with the last packet.
  public func limited(to count: Int) -> Capture {
    Capture(source: LimitedSource(source, limit: Swift.max(count, 0)))
  }

  /// What arrives within `duration` from the start of each loop.
  ///
  /// A silent interface does not prolong it.
  public func limited(for duration: Duration) -> Capture {
    Capture(source: TimedSource(source, duration: duration))
  }
}
