import Foundation
import PacketCore
import PcapBinding
import Testing

extension LiveTests {
  /// A loop on a silent interface ends soon after its task is cancelled.
  @Test func cancellationEndsASilentLoop() async throws {
    let link = try VirtualLink()
    var times: [Duration] = []
    for _ in 0..<100 {
      let capture = try Capture.live(link.near, bufferSize: 1 << 20)
      let loop = Self.loop(over: capture)
      try await Task.sleep(for: .milliseconds(2))
      let start = ContinuousClock.now
      loop.cancel()
      try await loop.value
      times.append(ContinuousClock.now - start)
    }
    times.sort()
    print(
      "cancelling a silent loop 100 times: median \(times[50]), 99 % \(times[98]), most \(times[99])"
    )
    // One of a hundred may meet a machine that is busy with something else.
    #expect(times[98] < .milliseconds(50))
    #expect(times[99] < .milliseconds(500))
    try await Self.expectNoHandles(on: link)
  }

  /// Many captures wait without keeping anyone from running, and all answer.
  @Test func sixtyFourSilentCaptures() async throws {
    let links = try (0..<4).map { _ in try VirtualLink() }
    let loops = try (0..<64).map { index in
      Self.loop(over: try Capture.live(links[index % 4].near, bufferSize: 1 << 20))
    }
    try await Task.sleep(for: .milliseconds(50))
    // The others' threads are free for tasks like this one.
    let start = ContinuousClock.now
    await withTaskGroup { group in
      for _ in 0..<200 { group.addTask { await Task.yield() } }
    }
    let running = ContinuousClock.now - start
    let cancelled = ContinuousClock.now
    for loop in loops { loop.cancel() }
    for loop in loops { try await loop.value }
    let ending = ContinuousClock.now - cancelled
    print("64 silent captures: 200 tasks ran in \(running), all loops ended in \(ending)")
    #expect(running < .seconds(1))
    #expect(ending < .milliseconds(500))
    for link in links { try await Self.expectNoHandles(on: link) }
  }

  /// A task that waits for packets, and expects none.
  private static func loop(over capture: Capture) -> Task<Void, any Error> {
    Task.detached {
      for try await _ in capture { Issue.record("a packet on a silent interface") }
    }
  }

  /// Leaving the loop closes the interface, as does letting go of a capture that was never read.
  @Test func leavingTheLoopCloses() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    do {
      let capture = try Capture.live(link.near)
      #expect(try Self.handles(on: link) > 0)
      try sender.send(10)
      for try await _ in capture { break }
      try await Self.expectNoHandles(on: link)
    }
    do {
      let unread = try Capture.live(link.near)
      #expect(try Self.handles(on: link) > 0)
      _ = unread
    }
    try await Self.expectNoHandles(on: link)
  }

  /// Stopping ends a loop that waits.
  @Test func stopEndsASilentLoop() async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near)
    let loop = Self.loop(over: capture)
    try await Task.sleep(for: .milliseconds(20))
    let start = ContinuousClock.now
    capture.stop()
    try await loop.value
    #expect(ContinuousClock.now - start < .milliseconds(500))
    try await Self.expectNoHandles(on: link)
  }

  /// When the interface goes, what came before is delivered, then the loop throws.
  @Test(arguments: [0, 1000])
  func theInterfaceGoes(count: Int) async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near)
    let sender = try Sender(link)
    var received = 0
    var failure: CaptureError?
    let removing = Task.detached {
      try await Task.sleep(for: .milliseconds(20))
      if count > 0 { try sender.send(count) }
      link.remove()
    }
    do throws(CaptureError) {
      for try await _ in capture { received += 1 }
    } catch {
      failure = error
    }
    try await removing.value
    #expect(failure?.code == .interfaceGone)
    #expect(failure?.message.contains(link.near) == true)
    #expect(received == count)
    // The statistics outlive the interface, and it cannot be opened again.
    #expect(try capture.statistics()?.received == UInt64(count))
    let again = await #expect(throws: CaptureError.self) { for try await _ in capture {} }
    #expect(again?.code == .noSuchInterface)
  }

  /// An interface that goes down and comes up again is still the same one.
  @Test func theInterfaceGoesDownForAWhile() async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near)
    let sender = try Sender(link)
    let sending = Task.detached {
      try sender.send(5)
      try await Task.sleep(for: .milliseconds(50))
      try run("ip", "link", "set", link.near, "down")
      try await Task.sleep(for: .milliseconds(50))
      try run("ip", "link", "set", link.near, "up")
      try await Task.sleep(for: .milliseconds(100))
      try sender.send(5, from: 5)
      capture.stop()
    }
    var numbers: [Int] = []
    for try await packet in capture { numbers.append(packet.number) }
    try await sending.value
    #expect(numbers == Array(0..<10))
  }

  /// Packet sockets that are bound to the captured end.
  static func handles(on link: VirtualLink) throws -> Int {
    let index = String(if_nametoindex(link.near))
    return try String(contentsOfFile: "/proc/net/packet", encoding: .utf8)
      .split(separator: "\n").dropFirst()
      .count { $0.split(separator: " ").dropFirst(4).first.map(String.init) == index }
  }

  /// The thread that reads closes the interface a moment after the loop has ended.
  static func expectNoHandles(on link: VirtualLink) async throws {
    for _ in 0..<200 where try handles(on: link) > 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(try handles(on: link) == 0)
  }
}
