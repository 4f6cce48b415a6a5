import PacketCore
import Testing

@Suite("Limited captures", .timeLimit(.minutes(1)))
struct LimitTests {
  @Test("The first packets, as many as are wanted", arguments: [0, 1, 9, 10, 11, -1, .max])
  func count(limit: Int) async {
    let steps = [
      ScriptedSource.Step.batch((0..<4).map { packet($0) }), .batch((4..<10).map { packet($0) }),
    ]
    let (packets, error) = await collect(Capture(source: ScriptedSource(steps)).limited(to: limit))
    #expect(error == nil)
    #expect(packets.map { $0.byte(at: 0) } == (0..<UInt8(min(max(limit, 0), 10))).map { $0 })
  }

  @Test("The last packet does not wait for more, and closes the source")
  func lastPacket() async throws {
    let source = ScriptedSource([.batch([packet(1)]), .silence], isLive: true)
    #expect(await collect(Capture(source: source).limited(to: 1)).packets.count == 1)
    #expect(source.readers == 0)
  }

  @Test("A silent source ends when the time is over")
  func duration() async {
    let source = ScriptedSource([.silence], isLive: true)
    let capture = Capture(source: source).limited(for: .milliseconds(40))
    let time = await ContinuousClock().measure {
      #expect(await collect(capture).packets.isEmpty)
    }
    #expect(time >= .milliseconds(40) && time < .seconds(5))
    #expect(source.readers == 0)
  }

  @Test("A source that ends or fails earlier ends the loop then")
  func earlyEnd() async {
    let hour = Duration.seconds(3600)
    let (packets, error) = await collect(
      Capture.packets([packet(1), packet(2)]).limited(for: hour))
    #expect(packets.count == 2 && error == nil)
    let gone = CaptureError(.interfaceGone, "eth9 went away")
    let failing = Capture(source: ScriptedSource([.batch([packet(1)]), .fail(gone)]))
    let failed = await collect(failing.limited(for: hour))
    #expect(failed.packets.count == 1 && failed.error == gone)
  }

  @Test("No time, no packet; all the time there is does not trap")
  func extremes() async {
    #expect(await collect(Capture.packets([packet(1)]).limited(for: .seconds(-5))).packets.isEmpty)
    let long = Duration(attoseconds: .max)
    #expect(await collect(Capture.packets([packet(1)]).limited(for: long)).packets.count == 1)
  }
}
