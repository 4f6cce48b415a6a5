import PacketCore

extension PcapFormat {
  /// Writes the records of the whole packets between `position` and `end` into the chunk.
  ///
  /// - Returns: How many there are, where the first byte that was not used stands, and whether the
  ///   record there has a length that no record may have.
  func scan(
    _ chunk: Chunk, from position: Int, to end: Int
  ) -> (count: Int, position: Int, isDamaged: Bool) {
    // One copy of the loop for each common layout, so that it holds no test of the variant.
    if recordHeaderLength == 16, lengthOrder == .captured {
      switch (isBigEndian, isNanosecond) {
      case (false, false): return scan(chunk, position, end, swap: false, scale: 1000)
      case (false, true): return scan(chunk, position, end, swap: false, scale: 1)
      case (true, false): return scan(chunk, position, end, swap: true, scale: 1000)
      case (true, true): return scan(chunk, position, end, swap: true, scale: 1)
      }
    }
    return scan(chunk, position, end, swap: isBigEndian, scale: isNanosecond ? 1 : 1000)
  }

  @inline(__always)
  private func scan(
    _ chunk: Chunk, _ start: Int, _ end: Int, swap: Bool, scale: UInt32
  ) -> (count: Int, position: Int, isDamaged: Bool) {
    var position = start
    var count = 0
    guard let base = unsafe UnsafeRawPointer(chunk.bytes.baseAddress) else {
      return (0, start, false)
    }
    let slots = unsafe chunk.slots
    let header = recordHeaderLength
    while position &+ header <= end, count < slots.count {
      let words = unsafe base + position
      @inline(__always) func word(_ index: Int) -> UInt32 {
        let value = unsafe words.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self)
        return swap ? value.byteSwapped : value
      }
      let captured = word(2)
      guard captured <= Self.maximumLength else { return (count, position, true) }
      let next = position &+ header &+ Int(captured)
      guard next <= end else { break }
      unsafe slots[count] = PacketRecord(
        offset: UInt32(truncatingIfNeeded: position &+ header), capturedLength: captured,
        originalLength: word(3), seconds: Int64(word(0)), nanoseconds: word(1) &* scale,
        linkType: linkType)
      count &+= 1
      position = next
    }
    return (count, position, false)
  }
}
