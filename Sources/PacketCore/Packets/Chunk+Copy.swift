// Which bytes of a chunk belong to a packet, and copying them into another one.
extension Chunk {
  /// Bytes of a pcapng packet block before the packet: type, length, interface, time, two lengths.
  private static var blockHeaderLength: Int { 28 }

  /// Where the options of `record`'s packet stand: in the rest of its block, between the padded
  /// packet and the closing length. Empty when there are none.
  func optionRegion(of record: PacketRecord) -> Range<Int> {
    let end = record.offset + record.capturedLength
    let block = record.offset - Self.blockHeaderLength
    guard record.layout != .bare, block >= 0 else { return end..<end }
    let word = unsafe (base + block + 4).loadUnaligned(as: UInt32.self)
    let length = record.layout == .optionsBigEndian ? word.bigEndian : word.littleEndian
    let start = record.offset + (record.capturedLength + 3) & ~3
    let limit = min(block + Int(length) - 4, capacity)
    return start <= limit ? start..<limit : end..<end
  }

  /// The bytes that belong to `record`'s packet: its own, and the block around them that holds its
  /// options.
  func extent(of record: PacketRecord) -> Range<Int> {
    let end = record.offset + record.capturedLength
    guard record.layout != .bare, record.offset >= Self.blockHeaderLength else {
      return record.offset..<end
    }
    return record.offset - Self.blockHeaderLength..<max(end, optionRegion(of: record).upperBound)
  }

  /// Copies `bytes` to `offset`; the caller knows that nothing else refers to this chunk.
  ///
  /// - Returns: Whether they fit.
  func write(_ bytes: RawSpan, at offset: Int) -> Bool {
    guard offset >= 0, offset <= capacity, bytes.byteCount <= capacity - offset else {
      return false
    }
    unsafe bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe (base + offset).copyMemory(from: start, byteCount: source.count)
    }
    return true
  }

  /// Sets record `index`; the caller knows that nothing else refers to this chunk.
  func write(_ record: PacketRecord, at index: Int) {
    guard 0..<recordCapacity ~= index else { return }
    unsafe records[index] = record
  }

  /// Lends the bytes of `range` to `body`.
  func withBytes<Result>(in range: Range<Int>, _ body: (RawSpan) -> Result) -> Result {
    let whole = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: capacity)
    return body(whole.slice(from: range.lowerBound, count: range.count))
  }
}

extension PacketBatch {
  /// What a source wrote about the packet at `index`.
  func record(at index: Int) -> PacketRecord {
    precondition(index >= start && index < end, "index out of range")
    return unsafe chunk.records[index]
  }
}

extension PacketBatch {
  /// Memory that the batch keeps, in bytes.
  var footprint: Int {
    chunk.capacity + chunk.recordCapacity * MemoryLayout<PacketRecord>.stride
  }

  /// The same packets in a chunk of their own size, if this one keeps more than twice of it.
  func compacted() -> PacketBatch {
    let byteCount = (start..<end).reduce(0) { $0 + chunk.extent(of: record(at: $1)).count }
    let needed = byteCount + (end - start) * MemoryLayout<PacketRecord>.stride
    guard needed < footprint / 2 else { return self }
    let copy = Chunk(
      capacity: byteCount, recordCapacity: end - start, interfaces: chunk.interfaces)
    var offset = 0
    for index in start..<end {
      let record = record(at: index)
      let extent = chunk.extent(of: record)
      guard chunk.withBytes(in: extent, { copy.write($0, at: offset) }) else { return self }
      let place = UInt32(clamping: offset + record.offset - extent.lowerBound)
      copy.write(record.moved(to: place), at: index - start)
      offset += extent.count
    }
    return PacketBatch(chunk: copy, range: 0..<end - start, dropped: dropped)
  }
}
