import Foundation
import PacketCore
import PcapBinding
import Testing

extension LiveTests {
  /// The kernel applies the filter, and takes another one while the capture runs.
  @Test func filtersInTheKernel() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near, filter: "ether[14:4] >= 50")
    let live = try #require(capture.live)
    let sending = Task.detached {
      try sender.send(100)
      try await Task.sleep(for: .milliseconds(60))
      try live.setFilter("ether[14:4] < 10")
      try sender.send(100)
      try await Task.sleep(for: .milliseconds(60))
      try live.setFilter(nil)
      try sender.send(3, from: 1000)
      capture.stop()
    }
    var numbers: [Int] = []
    for try await packet in capture { numbers.append(packet.number) }
    try await sending.value
    #expect(numbers == Array(50..<100) + Array(0..<10) + Array(1000..<1003))
    let error = #expect(throws: CaptureError.self) { try capture.live?.setFilter("tcp porrt") }
    #expect(error?.code == .badFilter)
  }

  /// Packets that are injected go out, and are seen going out.
  @Test func injectsAndTellsDirections() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let outgoing = try Capture.live(link.near, direction: .outgoing)
    let incoming = try Capture.live(link.near, direction: .incoming)
    let both = try Capture.live(link.near)
    let frame: [UInt8] =
      [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0xb5, 0, 0, 0, 77] + Array(repeating: 0, count: 42)
    try #require(both.live).inject(frame)
    try sender.send(1, from: 78)
    for capture in [outgoing, incoming, both] { capture.stop() }
    #expect(try await Self.numbers(outgoing) == [77])
    #expect(try await Self.numbers(incoming) == [78])
    // A handle does not see what it sent itself.
    #expect(try await Self.numbers(both) == [78])
  }

  static func numbers(_ capture: Capture) async throws -> [Int] {
    var numbers: [Int] = []
    for try await packet in capture { numbers.append(packet.number) }
    return numbers
  }

  @Test func injectionTellsWhatIsWrong() throws {
    let link = try VirtualLink()
    let handle = try LiveHandle(link.near)
    let tooLong = #expect(throws: CaptureError.self) {
      try handle.inject(Array(repeating: 0, count: 4000))
    }
    #expect(tooLong?.code == .system)
    #expect(tooLong?.message.contains("too long") == true)
    handle.close()
    let closed = #expect(throws: CaptureError.self) {
      try handle.inject(Array(repeating: 0, count: 60))
    }
    #expect(closed?.code == .closed)
    #expect(handle.descriptor == -1)
  }

  /// An event loop of one's own: wait for the descriptor, then take what is there.
  @Test func readsWithoutWaiting() throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let handle = try LiveHandle(link.near)
    #expect(try handle.readBatch() == nil)
    try sender.send(300)
    var numbers: [Int] = []
    var rounds = 0
    while numbers.count < 300, rounds < 100 {
      rounds += 1
      var entry = pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&entry, 1, 1000)
      while let batch = try handle.readBatch(limit: 64) {
        #expect(batch.count <= 64)
        numbers += batch.map(\.number)
      }
    }
    #expect(numbers == Array(0..<300))
    #expect(handle.statistics().received == 300)
    #expect(try handle.linkTypes().contains(.ethernet))
    link.remove()
    var failure: CaptureError?
    for _ in 0..<200 where failure == nil {
      do throws(CaptureError) { _ = try handle.readBatch() } catch { failure = error }
      usleep(5000)
    }
    #expect(failure?.code == .interfaceGone)
  }

  /// Immediate mode hands over each packet at once, even with an endless time-out.
  @Test func immediateMode() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near, timeout: .seconds(5), immediate: true)
    try sender.send(1)
    let start = ContinuousClock.now
    for try await _ in capture { break }
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  /// All packets of all interfaces come through `any`, with a header that tells which.
  @Test func theAnyInterface() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live("any", filter: "ether proto 0x88b5", promiscuous: false)
    try sender.send(20)
    capture.stop()
    var count = 0
    for try await packet in capture {
      #expect(packet.linkType == .linuxSLL || packet.linkType == .linuxSLL2)
      count += 1
    }
    #expect(count == 20)
  }

  /// Everything may be called from any thread while packets are read.
  @Test func callsFromManyThreads() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near, direction: .incoming)
    let live = try #require(capture.live)
    let sending = Task.detached {
      try await sender.sendAside(60_000, rate: 100_000)
      capture.stop()
    }
    let calls = Task.detached {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<4 {
          group.addTask {
            for round in 0..<200 {
              switch (task, round % 3) {
              case (0, 0): try live.setFilter("ether proto 0x88b5")
              case (1, _): try live.inject(Array(repeating: 0xff, count: 60))
              default: _ = live.statistics()
              }
              try await Task.sleep(for: .microseconds(200))
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let tally = try await Self.tally(capture)
    try await sending.value
    _ = await calls.result
    let statistics = try #require(try capture.statistics())
    #expect(tally.isOrdered)
    // Packets that arrive while the filter is changed are lost.
    #expect((50_000...60_000).contains(UInt64(tally.count) + statistics.droppedByKernel))
  }
}
