import PacketCore
import Testing

@Suite("Captures of packets at hand")
struct PacketListTests {
  @Test("All packets come in order, as often as one loops")
  func order() async {
    let packets = (0..<5000).map { packet($0, at: Double($0)) }
    let capture = Capture.packets(packets)
    for _ in 0..<2 {
      let (seen, error) = await collect(capture)
      #expect(error == nil)
      #expect(seen.map(Seen.init) == packets.map(Seen.init))
    }
  }

  @Test("Lengths, link type and bytes are kept")
  func fields() async throws {
    let original = Packet(
      bytes: [1, 2, 3], linkType: .linuxSLL2, timestamp: Timestamp(seconds: 7, nanoseconds: 9),
      originalLength: 1500)
    let packets = await collect(Capture.packets([original])).packets
    let copy = try #require(packets.first)
    #expect(copy.copiedBytes == [1, 2, 3])
    #expect(copy.capturedLength == 3 && copy.originalLength == 1500)
    #expect(copy.linkType == .linuxSLL2 && copy.timestamp == original.timestamp)
    #expect(copy.interface == original.interface)
  }

  @Test("Packets of equal interfaces share one, others do not")
  func interfaces() async {
    let packets = (0..<100).map { packet($0, linkType: $0 % 2 == 0 ? .ethernet : .rawIP) }
    let capture = Capture.packets(packets)
    let seen = await collect(capture).packets
    #expect(capture.interfaces.map(\.linkType) == [.ethernet, .rawIP])
    #expect(seen.map(\.interfaceIndex) == (0..<100).map { $0 % 2 })
    #expect(seen.map { $0.interface?.linkType } == packets.map(\.linkType))
  }

  @Test("Empty packets, and ones larger than a batch, come whole", arguments: [0, 1, 600_000])
  func sizes(byteCount: Int) async {
    let packets = [packet(1), packet(2, byteCount: byteCount), packet(3)]
    let seen = await collect(Capture.packets(packets)).packets
    #expect(seen.map(\.capturedLength) == [60, byteCount, 60])
    #expect(seen.allSatisfy { $0.copiedBytes.count == $0.capturedLength })
    #expect(seen.last?.byte(at: 59) == 3)
  }

  @Test("A sequence without an end is read only as far as it is asked for")
  func endless() async throws {
    let endless = sequence(first: packet(1)) { $0 }
    let capture = Capture.packets(EndlessPackets(first: packet(1))).limited(to: 10)
    #expect(await collect(capture).packets.count == 10)
    #expect(endless.prefix(3).map(\.capturedLength) == [60, 60, 60])
  }

  @Test("No packets, no batch")
  func empty() async {
    let (packets, error) = await collect(Capture.packets([Packet]()))
    #expect(packets.isEmpty && error == nil)
  }

  @Test("stop() ends a loop with what has arrived")
  func stop() async throws {
    let capture = Capture.packets(EndlessPackets(first: packet(1)))
    var count = 0
    for try await _ in capture {
      count += 1
      if count == 10 { capture.stop() }
    }
    #expect(count >= 10)
  }

  @Test("A loop in a cancelled task ends")
  func cancellation() async {
    let task = Task {
      var count = 0
      for try await _ in Capture.packets(EndlessPackets(first: packet(1))) { count += 1 }
      return count
    }
    task.cancel()
    let result = await task.result
    #expect(throws: Never.self) { try result.get() }
  }
}

/// The same packet for ever.
struct EndlessPackets: Sequence, Sendable {
  let first: Packet
  func makeIterator() -> AnyIterator<Packet> { AnyIterator { first } }
}
