import PacketCore

/// One loop over a live capture. The capture ends when the loop lets go of it.
final class LiveReader: BatchReader {
  private let channel: LiveChannel

  init(channel: LiveChannel) { self.channel = channel }

  deinit { channel.abandon() }

  func next() async throws(CaptureError) -> PacketBatch? { try await channel.next() }
}
