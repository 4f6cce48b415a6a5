import PacketCore
import Testing

@Suite("Merged captures: errors, cancellation, silence", .timeLimit(.minutes(1)))
struct MergedFailureTests {
  static let gone = CaptureError(.interfaceGone, "eth9 went away")

  @Test("What precedes an error is delivered in order, then it is thrown")
  func error() async {
    let failing = ScriptedSource([.batch([packet(2, at: 2), packet(4, at: 4)]), .fail(Self.gone)])
    let other = [1, 3, 4, 5, 6].map { packet($0, at: Double($0)) }
    let (packets, error) = await collect(
      .merged([.packets(other), Capture(source: failing)]))
    #expect(error == Self.gone)
    #expect(packets.map(\.timestamp.seconds) == [1, 2, 3, 4, 4])
    #expect(failing.readers == 0)
  }

  @Test("After an error the loop has ended")
  func errorThenEnd() async throws {
    let capture = Capture.merged([Capture(source: ScriptedSource([.fail(Self.gone)]))])
    var iterator = capture.makeAsyncIterator()
    await #expect(throws: Self.gone) { try await iterator.next() }
    #expect(try await iterator.next() == nil)
  }

  @Test("A packet is held back for a live capture until the latency has passed, not longer")
  func latency() async throws {
    let silent = ScriptedSource([.silence], isLive: true)
    let merged = Capture.merged(
      [.packets([packet(1, at: 1)]), Capture(source: silent)], latency: .milliseconds(60))
    let start = ContinuousClock.now
    var iterator: Capture.Iterator? = merged.makeAsyncIterator()
    let first = try await iterator?.next()
    let waited = ContinuousClock.now - start
    #expect(first?.timestamp.seconds == 1)
    #expect(waited >= .milliseconds(60) && waited < .seconds(5))
    iterator = nil
    await expectNoReaders(silent)
  }

  @Test("A packet is delivered at once when the live captures have shown later ones")
  func noLatencyNeeded() async throws {
    let first = ScriptedSource(
      [.batch([packet(1, at: 1), packet(3, at: 3)]), .silence], isLive: true)
    let second = ScriptedSource([.batch([packet(2, at: 2)]), .silence], isLive: true)
    let merged = Capture.merged(
      [Capture(source: first), Capture(source: second)], latency: .seconds(3600))
    var seen: [Int64] = []
    for try await packet in merged {
      seen.append(packet.timestamp.seconds)
      if seen.count == 2 { break }
    }
    // The third is held back: the second capture could still bring an earlier one.
    #expect(seen == [1, 2])
    await expectNoReaders(first)
    await expectNoReaders(second)
  }

  @Test("A slow recorded capture is waited for, whatever the latency")
  func slowFile() async {
    let slow = ScriptedSource([.wait(.milliseconds(80)), .batch([packet(1, at: 1)])])
    let merged = Capture.merged(
      [.packets([packet(2, at: 2)]), Capture(source: slow)], latency: .zero)
    #expect(await collect(merged).packets.map(\.timestamp.seconds) == [1, 2])
  }

  @Test("Holding back delays packets, it does not slow them down")
  func manySmallBatches() async throws {
    let steps = (0..<200).map { ScriptedSource.Step.batch([packet($0, at: Double($0))]) }
    let busy = ScriptedSource(steps + [.silence], isLive: true)
    let silent = ScriptedSource([.silence], isLive: true)
    let merged = Capture.merged(
      [Capture(source: busy), Capture(source: silent)], latency: .milliseconds(100))
    let time = try await ContinuousClock().measure {
      var seen: [Int64] = []
      for try await packet in merged.limited(to: 200) { seen.append(packet.timestamp.seconds) }
      #expect(seen == (0..<200).map { Int64($0) })
    }
    #expect(time >= .milliseconds(100) && time < .seconds(4))
  }

  @Test("What is held back is bounded: beyond it packets are delivered, whatever the latency")
  func pressure() async throws {
    let large = (0..<40).map {
      ScriptedSource.Step.batch([packet($0, at: Double($0), byteCount: 1 << 20)])
    }
    let busy = ScriptedSource(large + [.silence], isLive: true)
    let silent = ScriptedSource([.silence], isLive: true)
    let merged = Capture.merged(
      [Capture(source: busy), Capture(source: silent)], latency: .seconds(3600))
    var seen: [Int64] = []
    for try await packet in merged.limited(to: 10) { seen.append(packet.timestamp.seconds) }
    #expect(seen == (0..<10).map { Int64($0) })
  }

  @Test("Cancelling ends the loop at once and leaves no reader behind", arguments: [1, 16])
  func cancellation(count: Int) async {
    let sources = (0..<count).map { _ in ScriptedSource([.silence], isLive: true) }
    let task = Task { await collect(.merged(sources.map { Capture(source: $0) })).packets.count }
    while sources.contains(where: { $0.readers == 0 }) {
      try? await Task.sleep(for: .milliseconds(1))
    }
    let start = ContinuousClock.now
    task.cancel()
    #expect(await task.value == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(sources.map(\.readers) == Array(repeating: 0, count: count))
  }

  @Test("A task that is cancelled before its first packet ends, too")
  func cancelledBefore() async {
    let source = ScriptedSource([.silence], isLive: true)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await collect(.merged([Capture(source: source)])).packets.count
    }
    task.cancel()
    #expect(await task.value == 0)
    #expect(source.readers == 0)
  }

  @Test("stop() ends every source, and what has arrived is delivered")
  func stop() async throws {
    let live = ScriptedSource([.batch([packet(1, at: 1)]), .silence], isLive: true)
    let merged = Capture.merged([Capture(source: live)])
    var count = 0
    for try await _ in merged {
      count += 1
      merged.stop()
    }
    #expect(count == 1)
    #expect(live.readers == 0)
  }

  @Test("A consumer that sleeps lets no capture run ahead by more than some batches")
  func backPressure() async throws {
    let endless = CountingPackets()
    let merged = Capture.merged([.packets(endless)])
    var iterator: Capture.Iterator? = merged.makeAsyncIterator()
    _ = try await iterator?.next()
    try await Task.sleep(for: .milliseconds(30))
    #expect(endless.count <= 8 * 1024)
    iterator = nil
  }

  /// A loop that was left by `break` cancels its readers, but does not wait for them.
  private func expectNoReaders(_ source: ScriptedSource) async {
    for _ in 0..<2000 where source.readers > 0 { try? await Task.sleep(for: .milliseconds(1)) }
    #expect(source.readers == 0)
  }
}
