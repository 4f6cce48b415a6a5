import PacketCore
import Testing

@Suite("Chunk pools")
struct ChunkPoolTests {
  @Test("A chunk is used again only when nothing refers to it")
  func reuse() {
    var pool = ChunkPool(capacity: 100, interfaces: InterfaceTable())
    var chunk: Chunk? = pool.take()
    let first = chunk.map { ObjectIdentifier($0) }
    if let chunk { pool.put(chunk) }
    // The variable still refers to it.
    let second = pool.take()
    #expect(ObjectIdentifier(second) != first)
    chunk = nil
    #expect(ObjectIdentifier(pool.take()) == first)
  }

  @Test("A packet keeps its chunk from being used again; without it the chunk comes back")
  func heldByPacket() {
    var pool = ChunkPool(capacity: 100, recordCapacity: 4, interfaces: InterfaceTable())
    var packet: Packet?
    let first: ObjectIdentifier
    do {
      let chunk = pool.take()
      first = ObjectIdentifier(chunk)
      chunk.slots[0] = PacketRecord(
        offset: 0, capturedLength: 0, originalLength: 0, seconds: 0, nanoseconds: 0,
        linkType: .ethernet)
      packet = PacketBatch(chunk: chunk, range: 0..<1).first
      pool.put(chunk)
    }
    #expect(packet != nil)
    #expect(ObjectIdentifier(pool.take()) != first)
    packet = nil
    #expect(ObjectIdentifier(pool.take()) == first)
  }

  @Test("No more than the spares are kept, however many packets are held")
  func bounded() {
    var pool = ChunkPool(spares: 2, capacity: 100, interfaces: InterfaceTable())
    weak var first: Chunk?
    var held: [Chunk] = []
    for index in 0..<5 {
      let chunk = pool.take()
      if index == 0 { first = chunk }
      held.append(chunk)
      pool.put(chunk)
    }
    #expect(Set(held.map { ObjectIdentifier($0) }).count == 5)
    held = []
    #expect(first == nil)
  }

  @Test("A chunk of another size is not kept")
  func otherSize() {
    var pool = ChunkPool(capacity: 100, interfaces: InterfaceTable())
    weak var large: Chunk?
    do {
      let chunk = Chunk(capacity: 500, interfaces: InterfaceTable())
      large = chunk
      pool.put(chunk)
    }
    #expect(large == nil)
    #expect(pool.take().capacity == 100)
  }

  @Test("A chunk has room for something", arguments: [0, -1, 1])
  func smallest(capacity: Int) {
    let chunk = Chunk(capacity: capacity, interfaces: InterfaceTable())
    #expect(chunk.capacity == 1 && chunk.recordCapacity >= 1)
  }
}
