import PacketCore
import Testing

@Suite("Replayed captures", .timeLimit(.minutes(1)))
struct ReplayTests {
  @Test("Packets come in order and unchanged, none before it is due")
  func recorded() async throws {
    let packets = (0..<10).map { packet($0, at: 100 + Double($0) * 0.01) }
    let start = ContinuousClock.now
    var seen: [Seen] = []
    for try await packet in Capture.packets(packets).replayed() {
      let due = (packet.timestamp - packets[0].timestamp)
      #expect(ContinuousClock.now - start >= due)
      seen.append(Seen(packet))
    }
    #expect(seen == packets.map(Seen.init))
  }

  @Test("Twice the speed takes half the time")
  func speed() async {
    let packets = [packet(1, at: 5), packet(2, at: 5.1)]
    let time = await ContinuousClock().measure {
      #expect(
        await collect(Capture.packets(packets).replayed(pace: .recorded(speed: 2))).packets.count
          == 2)
    }
    #expect(time >= .milliseconds(50) && time < .seconds(5))
  }

  @Test("A rate counts packets, whatever their times")
  func rate() async {
    let packets = (0..<101).map { packet($0, at: Double(1000 - $0 * 7)) }
    let capture = Capture.packets(packets).replayed(pace: .packetsPerSecond(1000))
    let time = await ContinuousClock().measure {
      #expect(await collect(capture).packets.map(Seen.init) == packets.map(Seen.init))
    }
    #expect(time >= .milliseconds(100) && time < .seconds(5))
  }

  @Test("Packets that are due together come in one batch")
  func batches() async throws {
    let packets = [0, 0, 0, 0.05, 0.05].enumerated().map { packet($0, at: $1) }
    var sizes: [Int] = []
    for try await batch in Capture.packets(packets).replayed().batches { sizes.append(batch.count) }
    #expect(sizes == [3, 2])
  }

  @Test("Packets that are due in the past come at once, in their order")
  func backwards() async {
    let packets = [packet(1, at: 1000), packet(2, at: 1), packet(3, at: 999)]
    let seen = await collect(Capture.packets(packets).replayed()).packets
    #expect(seen.map(Seen.init) == packets.map(Seen.init))
  }

  @Test("Times at the ends of the range do not trap; cancelling ends the wait")
  func cancellation() async {
    let packets = [Timestamp.earliest, .latest].map { Packet(bytes: [1], timestamp: $0) }
    let paces: [ReplayPace] = [.recorded, .recorded(speed: 1e-300), .packetsPerSecond(1e-300)]
    for pace in paces {
      let task = Task { await collect(Capture.packets(packets).replayed(pace: pace)).packets.count }
      try? await Task.sleep(for: .milliseconds(20))
      let start = ContinuousClock.now
      task.cancel()
      #expect(await task.value == 1)
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }

  @Test("An infinite speed does not wait")
  func infinite() async {
    let packets = [packet(1, at: 0), packet(2, at: 1e9)]
    let capture = Capture.packets(packets).replayed(pace: .recorded(speed: .infinity))
    #expect(await collect(capture).packets.count == 2)
  }

  @Test("stop() ends the wait for a packet that is not due")
  func stop() async throws {
    let packets = [packet(1, at: 0), packet(2, at: 1e6)]
    let capture = Capture.packets(packets).replayed()
    var count = 0
    for try await _ in capture {
      count += 1
      Task {
        try await Task.sleep(for: .milliseconds(10))
        capture.stop()
      }
    }
    #expect(count == 1)
  }

  @Test("Errors of the capture come through")
  func error() async {
    let gone = CaptureError(.interfaceGone, "eth9 went away")
    let source = ScriptedSource([.batch([packet(1)]), .fail(gone)])
    let (packets, error) = await collect(Capture(source: source).replayed())
    #expect(packets.count == 1 && error == gone)
  }
}
