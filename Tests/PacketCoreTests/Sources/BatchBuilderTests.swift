import PacketCore
import Testing

@Suite("Batches of one's own making")
struct BatchBuilderTests {
  let bytes: [UInt8] = [10, 20, 30]

  @Test("Packets from bytes keep what is said of them")
  func append() throws {
    let builder = Builder()
    let time = Timestamp(seconds: 1, nanoseconds: 2)
    #expect(builder.append(bytes, timestamp: time, linkType: .rawIP, originalLength: 9))
    let batch = try #require(builder.take())
    #expect(batch.count == 1 && builder.isEmpty)
    let packet = batch[0]
    #expect(packet.copiedBytes == bytes)
    #expect(packet.timestamp == time && packet.originalLength == 9 && packet.hasTimestamp)
    #expect(packet.linkType == .rawIP && packet.interface?.linkType == .rawIP)
    #expect(builder.take() == nil)
  }

  @Test("A packet is from the interface that is named, or the first of its link type")
  func interfaces() throws {
    let builder = Builder(interfaces: [
      InterfaceDescription(linkType: .ethernet, name: "a"),
      InterfaceDescription(linkType: .linuxSLL, name: "b"),
    ])
    #expect(builder.append(bytes, timestamp: .epoch, linkType: .linuxSLL, interface: 1))
    #expect(builder.append(bytes, timestamp: .epoch, linkType: .ethernet))
    let batch = builder.take()
    #expect(batch?.map { $0.interface?.name } == ["b", "a"])
    #expect(batch?.map(\.linkType) == [.linuxSLL, .ethernet])
    #expect(builder.interfaces.all.count == 2)
    #expect(builder.append(bytes, timestamp: .epoch, interface: 7))
    #expect(builder.take()?.first?.interface == nil)
  }

  @Test("A full builder says so, and takes more when its batch is gone")
  func full() {
    let builder = Builder(capacity: 100)
    #expect(builder.append(packet(1)))
    #expect(!builder.append(packet(2)))
    #expect(builder.count == 1)
    #expect(builder.take()?.count == 1)
    #expect(builder.append(packet(2)))
    #expect(builder.take()?.first?.byte(at: 0) == 2)
  }

  @Test("An empty builder takes a packet of any size")
  func oversized() {
    let builder = Builder(capacity: 10)
    #expect(builder.append(packet(7, byteCount: 5000)))
    #expect(!builder.append(packet(8, byteCount: 1)))
    let batch = builder.take()
    #expect(batch?.first?.copiedBytes.count == 5000)
    #expect(batch?.first?.byte(at: 4999) == 7)
  }

  @Test("Packets without bytes cannot fill a batch without end")
  func emptyPackets() {
    let builder = Builder(capacity: 160)
    var count = 0
    while count < 1000, builder.append(packet(0, byteCount: 0)) { count += 1 }
    #expect(count == 11)
  }

  @Test("A batch that is still held is not written to")
  func isolation() {
    let builder = Builder(capacity: 64)
    var kept: [PacketBatch] = []
    for number in 0..<20 {
      #expect(builder.append(packet(number)))
      if let batch = builder.take() { kept.append(batch) }
    }
    #expect(kept.map { $0[0].byte(at: 0) } == (0..<20).map { UInt8($0) })
  }

  @Test("The memory of a batch that is gone is used again")
  func reuse() {
    let builder = Builder(capacity: 64)
    var places: Set<Int> = []
    for number in 0..<50 {
      #expect(builder.append(packet(number)))
      let batch = builder.take()
      batch?.forEachView { view in
        let place = view.bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        places.insert(place)
      }
    }
    #expect(places.count <= 2)
  }
}

/// A builder that `#expect` can call; the macro wants values that it can copy.
private final class Builder {
  private var builder: BatchBuilder

  init(interfaces: [InterfaceDescription] = [], capacity: Int = 256 << 10) {
    builder = BatchBuilder(interfaces: interfaces, capacity: capacity)
  }

  var count: Int { builder.count }
  var isEmpty: Bool { builder.isEmpty }
  var interfaces: InterfaceTable { builder.interfaces }

  func append(_ packet: Packet) -> Bool { builder.append(packet) }
  func append(
    _ bytes: [UInt8], timestamp: Timestamp, linkType: LinkType = .ethernet,
    interface: Int? = nil, originalLength: Int? = nil
  ) -> Bool {
    builder.append(
      bytes.span.bytes, timestamp: timestamp, linkType: linkType, interface: interface,
      originalLength: originalLength)
  }
  func take() -> PacketBatch? { builder.take() }
}
