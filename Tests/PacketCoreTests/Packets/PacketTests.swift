import PacketCore
import Testing

@Suite("Packets")
struct PacketTests {
  @Test("A packet from bytes is what was said")
  func made() {
    let packet = Packet(
      bytes: [1, 2, 3], linkType: .rawIP, timestamp: Timestamp(seconds: 4, nanoseconds: 5),
      originalLength: 60)
    #expect(packet.copiedBytes == [1, 2, 3])
    #expect(packet.capturedLength == 3 && packet.originalLength == 60)
    #expect(packet.linkType == .rawIP && packet.hasTimestamp)
    #expect(packet.timestamp == Timestamp(seconds: 4, nanoseconds: 5))
    #expect(packet.interfaceIndex == 0 && packet.interface?.linkType == .rawIP)
  }

  @Test("Lengths beyond 32 bits, or below zero, are held at the ends")
  func lengths() {
    #expect(Packet(bytes: [], originalLength: .max).originalLength == Int(UInt32.max))
    #expect(Packet(bytes: [], originalLength: -1).originalLength == 0)
    #expect(Packet(bytes: []).capturedLength == 0)
  }

  @Test("A detached packet has the same bytes, and its chunk may go", arguments: 0...9)
  func detached(byteCount: Int) {
    let bytes = (0..<byteCount).map { UInt8($0 + 1) }
    weak var chunk: Chunk?
    let kept: Packet
    do {
      let source = TestChunk.make([bytes, bytes])
      chunk = source
      kept = PacketBatch(chunk: source, range: 0..<2)[1].detached()
    }
    #expect(chunk == nil)
    #expect(kept.copiedBytes == bytes)
    #expect(kept.copiedOptions == [])
  }

  @Test(
    "Options are the rest of the block, before and after detaching",
    arguments: [0, 1, 2, 3, 4, 5, 61], [false, true])
  func options(byteCount: Int, isBigEndian: Bool) {
    let bytes = (0..<byteCount).map { UInt8($0 + 1) }
    let options: [UInt8] = [0, 1, 0, 2, 0x68, 0x69, 0, 0, 0, 0, 0, 0]
    let chunk = TestChunk.makeBlocks(bytes, options: options, isBigEndian: isBigEndian)
    let packet = PacketBatch(chunk: chunk, range: 0..<1)[0]
    for packet in [packet, packet.detached(), packet.detached().detached()] {
      #expect(packet.copiedBytes == bytes)
      #expect(packet.copiedOptions == options)
      #expect(packet.optionsAreBigEndian == isBigEndian)
    }
  }

  @Test("Options survive the way through a source that copies")
  func copiedOptions() async {
    let options: [UInt8] = [1, 0, 1, 0, 0x78, 0, 0, 0]
    let chunk = TestChunk.makeBlocks([9, 9, 9], options: options, isBigEndian: false)
    let packet = PacketBatch(chunk: chunk, range: 0..<1)[0]
    let copies = await collect(.merged([.packets([packet]), .packets([packet])])).packets
    #expect(copies.map(\.copiedOptions) == [options, options])
    #expect(copies.map(\.copiedBytes) == [[9, 9, 9], [9, 9, 9]])
  }

  @Test(
    "A block whose length lies gives no options beyond the chunk", arguments: [0, 28, UInt32.max])
  func lyingBlock(length: UInt32) {
    let chunk = TestChunk.makeBlocks(
      [1, 2, 3, 4], options: [7, 7, 7, 7], isBigEndian: false, blockLength: length)
    let packet = PacketBatch(chunk: chunk, range: 0..<1)[0]
    #expect(packet.copiedOptions.count <= chunk.capacity)
    #expect(packet.detached().copiedBytes == [1, 2, 3, 4])
  }
}
