import PacketCore
import Testing

@Suite("Captures", .timeLimit(.minutes(1)))
struct CaptureTests {
  static let broken = CaptureError(.truncated, "cut", offset: 24)

  @Test("What precedes an error is delivered, the error thrown once, then the loop has ended")
  func errorThenEnd() async throws {
    let source = ScriptedSource([.batch([packet(1), packet(2)]), .fail(Self.broken)])
    var iterator = Capture(source: source).makeAsyncIterator()
    var numbers: [UInt8?] = []
    for _ in 0..<2 { numbers.append(try await iterator.next()?.byte(at: 0)) }
    #expect(numbers == [1, 2])
    await #expect(throws: Self.broken) { try await iterator.next() }
    for _ in 0..<2 { #expect(try await iterator.next().map(Seen.init) == nil) }
  }

  @Test("A source that cannot start throws in the first step, then the loop has ended")
  func startFails() async throws {
    struct Closed: PacketSource {
      var interfaces: [InterfaceDescription] { [] }
      func makeReader() throws(CaptureError) -> any BatchReader { throw CaptureTests.broken }
      func stop() {}
    }
    var iterator = Capture(source: Closed()).makeAsyncIterator()
    await #expect(throws: Self.broken) { try await iterator.next() }
    #expect(try await iterator.next().map(Seen.init) == nil)
  }

  @Test("Each loop reads the source anew, and an iterator that is gone closes its reader")
  func secondLoop() async throws {
    let source = ScriptedSource([.batch([packet(1)]), .batch([packet(2)])])
    let capture = Capture(source: source)
    for _ in 0..<3 {
      for try await packet in capture {
        #expect(packet.byte(at: 0) == 1)
        break
      }
      #expect(source.readers == 0)
    }
    #expect(await collect(capture).packets.map { $0.byte(at: 0) } == [1, 2])
  }

  @Test("Cancelling ends a loop over a silent source")
  func cancellation() async {
    let source = ScriptedSource([.batch([packet(1)]), .silence], isLive: true)
    let task = Task { await collect(Capture(source: source)) }
    while source.readers == 0 { try? await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let (packets, error) = await task.value
    #expect(packets.count <= 1 && error == nil)
    #expect(source.readers == 0)
  }

  @Test("Batches hold the same packets as the loop; a batch tells what was lost before it")
  func batches() async throws {
    let source = ScriptedSource([.batch([packet(1), packet(2)]), .batch([packet(3)])])
    var numbers: [[UInt8]] = []
    for try await batch in Capture(source: source).batches {
      numbers.append(batch.map { $0.byte(at: 0) })
      #expect(batch.dropped == 0)
    }
    #expect(numbers == [[1, 2], [3]])
  }

  @Test("A loop on an actor sees the same packets")
  @MainActor
  func onMainActor() async throws {
    var count = 0
    for try await _ in Capture.packets((0..<3000).map { packet($0) }) { count += 1 }
    #expect(count == 3000)
  }

  @Test("An error says message, place and advice")
  func description() {
    let error = CaptureError(.permissionDenied, "eth0: not allowed", offset: 7, advice: "be root")
    #expect(error.description == "eth0: not allowed (at byte 7)\nbe root")
    #expect(CaptureError(.malformed, "bad").description == "bad")
    #expect(CaptureError.Code.noSuchFile.description == "no such file")
  }
}
