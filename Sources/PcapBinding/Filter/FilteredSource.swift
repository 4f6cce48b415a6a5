public import PacketCore

/// The packets of another source that pass a filter.
public struct FilteredSource: PacketSource {
  /// Where all packets come from.
  public let base: any PacketSource
  public let filter: PacketFilter

  public init(_ base: some PacketSource, filter: PacketFilter) {
    self.base = base
    self.filter = filter
  }

  public var interfaces: [InterfaceDescription] { base.interfaces }
  public var isLive: Bool { base.isLive }

  public func makeReader() throws(CaptureError) -> any BatchReader {
    FilteredReader(base: try base.makeReader(), filter: filter)
  }

  public func statistics() throws(CaptureError) -> CaptureStatistics? { try base.statistics() }
  public func stop() { base.stop() }
}

private final class FilteredReader: BatchReader {
  private let base: any BatchReader
  private let filter: PacketFilter

  init(base: any BatchReader, filter: PacketFilter) {
    self.base = base
    self.filter = filter
  }

  func next() async throws(CaptureError) -> PacketBatch? {
    var dropped: UInt64 = 0
    while let batch = try await base.next() {
      dropped += batch.dropped
      if var kept = batch.keeping({ filter.matches($0) }) {
        kept.dropped = dropped
        return kept
      }
    }
    return nil
  }
}

extension Capture {
  /// The packets that pass `filter`.
  ///
  /// A live capture is filtered at less cost in the kernel: see
  /// ``PacketCore/Capture/live(_:configuration:)``.
  public func filtered(by filter: PacketFilter) -> Capture {
    Capture(source: FilteredSource(source, filter: filter))
  }
}
