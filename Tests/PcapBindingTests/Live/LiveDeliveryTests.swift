import Foundation
import PacketCore
import PcapBinding
import Testing

extension LiveTests {
  /// What is sent comes, whole, once and in order; what has arrived before `stop` is delivered.
  @Test func deliversInOrder() async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near)
    try Sender(link).send(3000)
    capture.stop()
    var numbers: [Int] = []
    for try await packet in capture {
      #expect(packet.capturedLength == Sender.length && packet.originalLength == Sender.length)
      #expect(packet.linkType == .ethernet && packet.interface?.name == link.near)
      numbers.append(packet.number)
    }
    #expect(numbers == Array(0..<3000))
    #expect(try capture.statistics()?.received == 3000)
    for try await _ in capture { Issue.record("a packet after the end") }
  }

  /// A million packets with the default buffer: all come in order, or the missing ones are counted.
  @Test func deliversAMillion() async throws {
    let count = 1_000_000
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near)
    let sending = Task.detached {
      try await sender.sendAside(count, rate: 250_000)
      capture.stop()
    }
    let tally = try await Self.tally(capture)
    try await sending.value
    let statistics = try #require(try capture.statistics())
    print("a million packets: \(tally.count) received, \(statistics.droppedByKernel) dropped")
    #expect(tally.isOrdered)
    #expect(UInt64(tally.count) == statistics.received)
    #expect(UInt64(tally.count) + statistics.droppedByKernel == UInt64(count))
  }

  /// With a buffer that is far too small, what is lost is counted, in the stream too.
  @Test func countsWhatIsLost() async throws {
    let count = 200_000
    let link = try VirtualLink()
    let sender = try Sender(link)
    var configuration = LiveConfiguration()
    configuration.bufferSize = 1 << 20
    let capture = try Capture.live(link.near, configuration: configuration)
    try sender.send(count)
    try sender.send(10)
    capture.stop()
    let tally = try await Self.tally(capture)
    let statistics = try #require(try capture.statistics())
    #expect(statistics.droppedByKernel > 0)
    #expect(tally.isOrdered)
    #expect(UInt64(tally.count) + statistics.droppedByKernel == UInt64(count + 10))
    #expect(tally.dropped == statistics.droppedByKernel)
  }

  struct Tally {
    var count = 0
    /// Whether the numbers in the packets only grew.
    var isOrdered = true
    /// What the batches told of losses.
    var dropped: UInt64 = 0
  }

  @concurrent
  static func tally(_ capture: Capture) async throws -> Tally {
    var tally = Tally()
    var last = -1
    for try await batch in capture.batches {
      tally.dropped += batch.dropped
      batch.forEachView { packet in
        let number = Int(packet.bytes.bigEndian(UInt32.self, at: 14))
        if number <= last { tally.isOrdered = false }
        last = number
        tally.count += 1
      }
    }
    return tally
  }

  /// Times lie between the sending's start and end, and are exact to the nanosecond.
  @Test(arguments: [true, false])
  func stampsTimes(nanoseconds: Bool) async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near, nanoseconds: nanoseconds)
    #expect(capture.live?.hasNanoseconds == nanoseconds)
    let start = Self.now()
    try Sender(link).send(500)
    let end = Self.now()
    capture.stop()
    var times: [Timestamp] = []
    for try await packet in capture { times.append(packet.timestamp) }
    #expect(times.count == 500)
    // Without them, a start within the same microsecond comes before the packet.
    let earliest = Timestamp(seconds: start.seconds, nanoseconds: start.nanoseconds / 1000 * 1000)
    #expect(times.allSatisfy { $0 >= earliest && $0 <= end })
    #expect(times == times.sorted())
    #expect(times.contains { $0.nanoseconds % 1000 != 0 } == nanoseconds)
  }

  private static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: UInt32(time.tv_nsec))
  }

  /// Each loop reads the interface anew.
  @Test func loopsAgain() async throws {
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near)
    for round in 0..<3 {
      if round == 0 { try sender.send(5) }
      let sending = Task.detached {
        for number in 0..<400 {
          try sender.send(1, from: number)
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      var count = 0
      for try await _ in capture {
        count += 1
        if count == 5 { break }
      }
      sending.cancel()
      #expect(count == 5)
    }
    #expect(try capture.statistics()?.received ?? 0 >= 15)
  }

  /// A packet that is cut by the snap length tells its length on the wire.
  @Test func cutsToTheSnapLength() async throws {
    let link = try VirtualLink()
    let capture = try Capture.live(link.near, snapLength: 40)
    try Sender(link).send(10, length: 1000)
    capture.stop()
    var count = 0
    for try await packet in capture {
      count += 1
      #expect(packet.capturedLength == 40 && packet.originalLength == 1000)
      #expect(packet.interface?.snapLength == 40)
    }
    #expect(count == 10)
  }
}

extension Packet {
  /// The number that the sender wrote into the frame.
  var number: Int { Int(bytes.bigEndian(UInt32.self, at: 14)) }
}
