/// Reads several sources at once and hands over their packets in time order.
final class MergedReader: BatchReader {
  private let sources: [any PacketSource]
  private var merge: PacketMerge
  /// Nil before the first call and after the end.
  private var pumps: SourcePumps?
  private var isFinished = false

  init(_ sources: [any PacketSource], interfaces: MergedInterfaces, latency: Duration) {
    self.sources = sources
    merge = PacketMerge(sources, interfaces: interfaces, latency: latency)
  }

  func next() async throws(CaptureError) -> PacketBatch? {
    if isFinished { return nil }
    let pumps = self.pumps ?? SourcePumps(sources, buffersLive: true)
    self.pumps = pumps
    while !Task.isCancelled {
      switch merge.step(now: .now, isFull: pumps.isFull, next: pumps.take(from:)) {
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
    await pumps.finish()
  }
}
