import PacketCore

/// Chunks as a source would fill them.
enum TestChunk {
  /// Packets that stand one behind the other.
  static func make(
    _ packets: [[UInt8]], interfaces: InterfaceTable = InterfaceTable()
  ) -> Chunk {
    let chunk = Chunk(
      capacity: packets.map(\.count).reduce(0, +), recordCapacity: packets.count,
      interfaces: interfaces)
    var offset = 0
    for (index, bytes) in packets.enumerated() {
      for (place, byte) in bytes.enumerated() { chunk.bytes[offset + place] = byte }
      chunk.slots[index] = PacketRecord(
        offset: UInt32(offset), capturedLength: UInt32(bytes.count),
        originalLength: UInt32(bytes.count), seconds: Int64(index), nanoseconds: 0,
        linkType: .ethernet)
      offset += bytes.count
    }
    return chunk
  }

  /// One pcapng packet block, with something else before and after it.
  static func makeBlocks(
    _ bytes: [UInt8], options: [UInt8], isBigEndian: Bool, blockLength: UInt32? = nil
  ) -> Chunk {
    let padded = (bytes.count + 3) & ~3
    let length = blockLength ?? UInt32(28 + padded + options.count + 4)
    var block = [UInt8](repeating: 0xee, count: 8 + 28)
    for place in 0..<4 {
      let shift = UInt32(isBigEndian ? 24 - 8 * place : 8 * place)
      block[8 + 4 + place] = UInt8(truncatingIfNeeded: length >> shift)
    }
    block += bytes + [UInt8](repeating: 0, count: padded - bytes.count) + options
    block += [UInt8](repeating: 0xdd, count: 12)
    let chunk = Chunk(capacity: block.count, recordCapacity: 1, interfaces: InterfaceTable())
    for (place, byte) in block.enumerated() { chunk.bytes[place] = byte }
    chunk.slots[0] = PacketRecord(
      offset: 36, capturedLength: UInt32(bytes.count), originalLength: UInt32(bytes.count),
      seconds: 0, nanoseconds: 0, linkType: .ethernet,
      layout: isBigEndian ? .optionsBigEndian : .optionsLittleEndian)
    return chunk
  }
}

extension Packet {
  var copiedOptions: [UInt8] { optionBytes.copied() }
}
