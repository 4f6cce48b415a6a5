import PacketCore
import Testing

@Suite("Captures of asynchronous sequences")
struct PacketStreamTests {
  @Test("Packets come one by one, as they are yielded")
  func stream() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Packet.self)
    var iterator = Capture.packets(stream).makeAsyncIterator()
    for number in 1...3 {
      continuation.yield(packet(number, at: Double(number)))
      let next = try await iterator.next()
      #expect(next.map(Seen.init) == Seen(packet(number, at: Double(number))))
    }
    continuation.finish()
    #expect(try await iterator.next() == nil)
  }

  @Test("A capture is itself such a sequence")
  func nested() async {
    let packets = (0..<100).map { packet($0) }
    let capture = Capture.packets(Capture.packets(packets).filter { $0.byte(at: 0) < 50 })
    #expect(await collect(capture).packets.count == 50)
  }

  @Test("What the sequence throws is told; a CaptureError stays what it is")
  func errors() async {
    struct Broken: Error, CustomStringConvertible { var description: String { "a wire broke" } }
    let theirs = AsyncThrowingStream<Packet, any Error> { $0.finish(throwing: Broken()) }
    #expect(await collect(.packets(theirs)).error == CaptureError(.sourceFailed, "a wire broke"))
    let own = CaptureError(.interfaceGone, "eth9 went away")
    let ours = AsyncThrowingStream<Packet, any Error> { $0.finish(throwing: own) }
    #expect(await collect(.packets(ours)).error == own)
    let ended = AsyncThrowingStream<Packet, any Error> { $0.finish(throwing: CancellationError()) }
    #expect(await collect(.packets(ended)).error == nil)
  }

  @Test("Cancelling a loop over a silent sequence ends it", .timeLimit(.minutes(1)))
  func cancellation() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Packet.self)
    let task = Task { await collect(Capture.packets(stream)).packets.count }
    try? await Task.sleep(for: .milliseconds(5))
    task.cancel()
    #expect(await task.value == 0)
    continuation.finish()
  }
}
