import PacketCore
import Testing

@Suite("Batches and records")
struct PacketBatchTests {
  let chunk = TestChunk.make([[1], [2, 2], [3, 3, 3]])

  @Test("A batch is a collection of its range of the chunk")
  func collection() {
    let batch = PacketBatch(chunk: chunk, range: 1..<3)
    #expect(batch.count == 2 && batch.indices == 1..<3)
    #expect(batch.map(\.copiedBytes) == [[2, 2], [3, 3, 3]])
    #expect(batch.last?.timestamp.seconds == 2)
    #expect(batch.dropFirst().first?.capturedLength == 3)
  }

  @Test("A range beyond the records is clipped")
  func clipped() {
    #expect(PacketBatch(chunk: chunk, range: -5..<100).count == 3)
  }

  @Test("Views tell the same as packets, and an error ends the walk")
  func views() {
    let batch = PacketBatch(chunk: chunk, range: 0..<3)
    var lengths: [Int] = []
    var times: [Timestamp] = []
    batch.forEachView {
      lengths.append($0.bytes.byteCount)
      times.append($0.timestamp)
    }
    #expect(lengths == batch.map(\.capturedLength) && times == batch.map(\.timestamp))
    var seen = 0
    #expect(throws: CaptureError(.malformed, "two")) {
      try batch.forEachView { view throws(CaptureError) in
        seen += 1
        if view.capturedLength == 2 { throw CaptureError(.malformed, "two") }
      }
    }
    #expect(seen == 2)
  }

  @Test("A record packs every field without loss, at the ends of their ranges")
  func record() {
    for last in [false, true] {
      let record = PacketRecord(
        offset: last ? .max : 0, capturedLength: last ? .max : 0, originalLength: last ? .max : 0,
        seconds: last ? .min : .max, nanoseconds: 999_999_999,
        linkType: LinkType(rawValue: last ? .max : 0), interface: last ? .max : 0,
        layout: .optionsBigEndian, flags: .noTimestamp)
      let bound = last ? Int(UInt32.max) : 0
      #expect(record.offset == bound && record.capturedLength == bound)
      #expect(record.originalLength == bound && record.interface == bound)
      #expect(record.linkType.rawValue == (last ? .max : 0))
      #expect(record.timestamp.seconds == (last ? .min : .max))
      #expect(record.timestamp.nanoseconds == 999_999_999)
      #expect(record.layout == .optionsBigEndian && record.flags == .noTimestamp)
      let moved = record.moved(to: 7, interface: 9)
      #expect(moved.offset == 7 && moved.interface == 9)
      #expect(moved.capturedLength == bound && moved.linkType == record.linkType)
      #expect(moved.timestamp == record.timestamp && moved.layout == record.layout)
    }
    #expect(MemoryLayout<PacketRecord>.size == 32)
  }

  @Test("A cursor walks one batch, lets go of it, and takes the next")
  func cursor() {
    var cursor = PacketCursor()
    let before = cursor.next()
    #expect(before.map(Seen.init) == nil)
    cursor.take(PacketBatch(chunk: chunk, range: 1..<2))
    let first = cursor.next()
    let second = cursor.next()
    #expect(first?.copiedBytes == [2, 2] && second.map(Seen.init) == nil)
    weak var gone: Chunk?
    do {
      let other = TestChunk.make([[9]])
      gone = other
      cursor.take(PacketBatch(chunk: other, range: 0..<1))
    }
    #expect(gone != nil)
    cursor.clear()
    #expect(gone == nil)
  }
}
