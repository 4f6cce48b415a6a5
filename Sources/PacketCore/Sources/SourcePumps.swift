/// Reads several sources at once, each in a task of its own, ahead of who takes the batches.
///
/// A reader belongs to one task, so each task makes its own, and hands over the batches. The tasks
/// are cancelled when the pumps go, and waited for by ``finish()``.
final class SourcePumps {
  /// What a source has to show.
  enum Delivery: Sendable {
    case batch(PacketBatch, arrived: ContinuousClock.Instant)
    case end(CaptureError?, arrived: ContinuousClock.Instant)
  }

  private let mailbox: Mailbox
  private var tasks: [Task<Void, Never>] = []

  /// - Parameter buffersLive: Whether live sources are read far ahead, because their batches are held
  ///   back. Of others, only the next two batches are read.
  init(_ sources: [any PacketSource], buffersLive: Bool) {
    let mailbox = Mailbox(buffers: sources.map { buffersLive && $0.isLive })
    self.mailbox = mailbox
    tasks = sources.enumerated().map { index, source in
      Task { @concurrent in await Self.pump(source, into: mailbox, index) }
    }
  }

  deinit { cancel() }

  /// The next batch of a source, or its end, which stays; nil when there is nothing yet.
  func take(from index: Int) -> Delivery? { mailbox.take(from: index) }

  /// Whether a live source has brought more than is buffered, so that its reader waits.
  var isFull: Bool { mailbox.isFull }

  /// Waits until a source may have something new, the task is cancelled or `deadline` has come.
  func wait(until deadline: ContinuousClock.Instant?) async {
    await mailbox.wakeup.wait(until: deadline)
  }

  /// Stops reading, and returns when no task is left.
  func finish() async {
    cancel()
    for task in tasks { await task.value }
    tasks = []
  }

  private func cancel() {
    mailbox.close()
    for task in tasks { task.cancel() }
  }

  private static func pump(
    _ source: any PacketSource, into mailbox: Mailbox, _ index: Int
  ) async {
    do throws(CaptureError) {
      let reader = try source.makeReader()
      while let batch = try await reader.next() {
        guard await mailbox.put(batch, into: index) else { return }
      }
      mailbox.end(index, error: nil)
    } catch {
      mailbox.end(index, error: error)
    }
  }
}
