import PacketCore
import Synchronization

/// A source that does what a test tells it to, as a user would write one.
final class ScriptedSource: PacketSource {
  enum Step: Sendable {
    /// Hands over one batch.
    case batch([Packet])
    case wait(Duration)
    case fail(CaptureError)
    /// Waits until the task is cancelled or the source is stopped.
    case silence
  }

  private let steps: [Step]
  let isLive: Bool
  private let isStopped = Atomic(false)
  private let openReaders = Atomic(0)
  let counts: CaptureStatistics?

  init(_ steps: [Step], isLive: Bool = false, counts: CaptureStatistics? = nil) {
    self.steps = steps
    self.isLive = isLive
    self.counts = counts
  }

  var interfaces: [InterfaceDescription] { [] }
  /// Readers that have been made and are not gone.
  var readers: Int { openReaders.load(ordering: .sequentiallyConsistent) }

  func makeReader() throws(CaptureError) -> any BatchReader { Reader(self) }
  func statistics() throws(CaptureError) -> CaptureStatistics? { counts }
  func stop() { isStopped.store(true, ordering: .sequentiallyConsistent) }

  private final class Reader: BatchReader {
    let source: ScriptedSource
    var steps: ArraySlice<Step>
    var builder = BatchBuilder()

    init(_ source: ScriptedSource) {
      self.source = source
      steps = source.steps[...]
      source.openReaders.add(1, ordering: .sequentiallyConsistent)
    }

    deinit { source.openReaders.subtract(1, ordering: .sequentiallyConsistent) }

    func next() async throws(CaptureError) -> PacketBatch? {
      while let step = steps.popFirst() {
        switch step {
        case .batch(let packets):
          for packet in packets { _ = builder.append(packet) }
          return builder.take()
        case .wait(let duration): try? await Task.sleep(for: duration)
        case .fail(let error): throw error
        case .silence:
          while !source.isStopped.load(ordering: .sequentiallyConsistent), !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(2))
          }
        }
        if Task.isCancelled { return nil }
      }
      return nil
    }
  }
}
