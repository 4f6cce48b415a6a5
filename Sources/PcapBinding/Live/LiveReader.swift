import PacketCore

/// One loop over a live capture. The capture ends when the loop lets go of it.
final class LiveReader: BatchReader {
  private let handle: LiveHandle
  private let channel: ReadinessChannel
  /// Packets read since the loop last waited.
  private var recentCount = 0
  private var ending: Ending?

  /// What is left to do once no more packets are wanted, or none will come.
  private struct Ending {
    /// Packets that the kernel had taken in by then; it may hand over the last of them later.
    let expected: UInt64
    /// When to give up waiting for them.
    let deadline: ContinuousClock.Instant
    /// What is to be thrown after them.
    let failure: CaptureError?
  }

  /// Packets at once that are much traffic. Waking the loop costs more than many packets do, so
  /// they are then left to gather in the kernel's buffer.
  private static var busyCount: Int { 256 }

  init(handle: LiveHandle, channel: ReadinessChannel) {
    self.handle = handle
    self.channel = channel
  }

  deinit { channel.abandon() }

  func next() async throws(CaptureError) -> PacketBatch? {
    while !channel.isAbandoned, !Task.isCancelled {
      if ending == nil, channel.isStopped { beginEnding(nil) }
      if let ending, handle.readCount >= ending.expected { return try finish(ending) }
      do throws(CaptureError) {
        if let batch = try handle.readBatch() {
          recentCount += batch.count
          return batch
        }
      } catch {
        if ending?.failure == nil { beginEnding(error) }
      }
      if let ending, ContinuousClock.now >= ending.deadline { return try finish(ending) }
      await channel.wait(request())
      recentCount = 0
    }
    channel.abandon()
    return nil
  }

  private func request() -> ReadinessChannel.Request {
    var request = ReadinessChannel.Request()
    if ending != nil {
      request.limit = 2
      request.isEnding = true
    } else {
      request.gathers = recentCount >= Self.busyCount && !handle.configuration.immediate
    }
    return request
  }

  private func beginEnding(_ failure: CaptureError?) {
    let grace = min(handle.configuration.timeout, .seconds(1)) + .milliseconds(30)
    ending = Ending(
      expected: handle.statistics().received, deadline: .now + grace, failure: failure)
    handle.tellDrops()
  }

  private func finish(_ ending: Ending) throws(CaptureError) -> PacketBatch? {
    channel.abandon()
    if let failure = ending.failure { throw failure }
    return nil
  }
}
