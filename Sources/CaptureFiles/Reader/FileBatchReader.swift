import PacketCore

/// Hands a file's packets to one loop, and waits for more without blocking a thread.
final class FileBatchReader: BatchReader {
  private let engine: FileEngine
  private let signal: StopSignal
  /// The path whose file is followed; nil to end at the end of the file.
  private let followedPath: String?

  /// Whether the capture was stopped before this loop began.
  private let isStopped: Bool

  /// Between two looks at a file that is followed.
  static var followInterval: Duration { .milliseconds(50) }

  init(_ engine: FileEngine, signal: StopSignal, followedPath: String? = nil) {
    self.engine = engine
    self.signal = signal
    self.followedPath = followedPath
    isStopped = signal.isRaised
  }

  func next() async throws(CaptureError) -> PacketBatch? {
    while !isStopped, !Task.isCancelled {
      switch try engine.step() {
      case .batch(let batch): return batch
      case .end: return nil
      case .needsBytes:
        if signal.isRaised { return nil }
        if engine.descriptor.kind == .stream, !engine.hasBufferedBytes {
          try await ReadinessWatcher.shared.wait(for: engine.descriptor, or: signal)
          if signal.isRaised || Task.isCancelled { return nil }
        }
        if try engine.fill() == 0, let followedPath {
          try checkFile(at: followedPath)
          // Throws only when the task is cancelled, which the loop finds out.
          try? await Task.sleep(for: Self.followInterval)
        }
      }
    }
    return nil
  }

  /// Throws when nobody can add to the file any more, because another one took its place.
  private func checkFile(at path: String) throws(CaptureError) {
    if let size = engine.descriptor.size, size < engine.bytesRead {
      throw CaptureError(
        .fileReplaced, "\(path): the file has been truncated", offset: engine.bytesRead)
    }
    if engine.descriptor.isNamed(path) == false {
      throw CaptureError(
        .fileReplaced, "\(path): another file has taken its place", offset: engine.bytesRead)
    }
  }
}
