import Synchronization

/// Several sources as one, in time order.
final class MergedSource: PacketSource {
  private let sources: [any PacketSource]
  private let latency: Duration
  /// The interfaces of the loop that started last.
  private let table: Mutex<InterfaceTable?>

  init(_ sources: [any PacketSource], latency: Duration) {
    self.sources = sources
    self.latency = min(max(latency, .zero), .seconds(3600))
    table = Mutex(nil)
  }

  var isLive: Bool { sources.contains { $0.isLive } }

  var interfaces: [InterfaceDescription] {
    if let table = table.withLock({ $0 }) { return table.all }
    return MergedInterfaces(sources).table.all
  }

  func makeReader() -> any BatchReader {
    let interfaces = MergedInterfaces(sources)
    table.withLock { $0 = interfaces.table }
    return MergedReader(sources, interfaces: interfaces, latency: latency)
  }

  /// The sums of what those sources count that count at all.
  func statistics() throws(CaptureError) -> CaptureStatistics? {
    var total: CaptureStatistics?
    for source in sources {
      guard let part = try source.statistics() else { continue }
      var sum = total ?? CaptureStatistics(received: 0, droppedByKernel: 0, droppedByInterface: 0)
      sum.received &+= part.received
      sum.droppedByKernel &+= part.droppedByKernel
      sum.droppedByInterface &+= part.droppedByInterface
      total = sum
    }
    return total
  }

  func stop() { for source in sources { source.stop() } }
}

extension Capture {
  /// The packets of several captures as one sequence in time order.
  ///
  /// Each time, the earliest of the packets that come next in their captures is delivered, so the
  /// result is as well sorted as each capture is. A file is waited for. An interface may be silent for
  /// any time: a packet is delivered once every live capture has shown one that is as late, or
  /// `latency` after it arrived. What a live capture brings later than that comes out of order. The
  /// wait is shorter when a live capture brings more than 16 MiB meanwhile.
  ///
  /// The packets are copied, and keep their options; ``Packet/interfaceIndex`` counts through the
  /// interfaces of all captures. When a capture fails, all that is earlier than its last packet is
  /// delivered, then its error is thrown.
  ///
  /// - Parameter latency: How long a packet is held back for the sake of order, at most an hour.
  public static func merged(
    _ captures: [Capture], latency: Duration = .milliseconds(100)
  ) -> Capture {
    Capture(source: MergedSource(captures.map(\.source), latency: latency))
  }
}
