import PacketCore

extension PcapFormat: RecordScanner {
  func scan(_ chunk: Chunk, from position: Int, to end: Int, base: UInt64) -> ScanResult {
    let limit = RecordLimit.packet(of: linkType)
    var result = scan(chunk, from: position, to: end, limit: limit)
    if result.isDamaged {
      result.plain.fault = CaptureError(
        .malformed, "a packet of more than \(limit) bytes",
        offset: base + UInt64(result.plain.position))
    }
    return result.plain
  }

  private typealias Result = (plain: ScanResult, isDamaged: Bool)

  private func scan(_ chunk: Chunk, from position: Int, to end: Int, limit: UInt32) -> Result {
    // One copy of the loop for each common layout, so that it holds no test of the variant.
    if recordHeaderLength == 16, lengthOrder == .captured {
      switch (isBigEndian, isNanosecond) {
      case (false, false):
        return scan(chunk, position, end, limit, swap: false, second: 1_000_000, order: .captured)
      case (false, true):
        return scan(
          chunk, position, end, limit, swap: false, second: 1_000_000_000, order: .captured)
      case (true, false):
        return scan(chunk, position, end, limit, swap: true, second: 1_000_000, order: .captured)
      case (true, true):
        return scan(
          chunk, position, end, limit, swap: true, second: 1_000_000_000, order: .captured)
      }
    }
    return scan(
      chunk, position, end, limit, swap: isBigEndian,
      second: isNanosecond ? 1_000_000_000 : 1_000_000, order: lengthOrder)
  }

  /// - Parameter second: Units of a record's fraction in a second.
  @inline(__always)
  private func scan(
    _ chunk: Chunk, _ start: Int, _ end: Int, _ limit: UInt32, swap: Bool, second: UInt32,
    order: LengthOrder
  ) -> Result {
    var position = start
    var count = 0
    guard let base = unsafe UnsafeRawPointer(chunk.bytes.baseAddress) else {
      return (ScanResult(count: 0, position: start), false)
    }
    let slots = unsafe chunk.slots
    let header = recordHeaderLength
    while position &+ header <= end, count < slots.count {
      let words = unsafe base + position
      @inline(__always) func word(_ index: Int) -> UInt32 {
        let value = unsafe words.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self)
        return swap ? value.bigEndian : value.littleEndian
      }
      var captured = word(2)
      var original = word(3)
      if order == .original || order == .smallest && captured > original {
        (captured, original) = (original, captured)
      }
      guard captured <= limit else {
        return (ScanResult(count: count, position: position), true)
      }
      let next = position &+ header &+ Int(captured)
      guard next <= end else { break }
      var seconds = Int64(word(0))
      var fraction = word(1)
      if fraction >= second {
        // Some writers do not carry; the sum is the time they meant.
        seconds &+= Int64(fraction / second)
        fraction %= second
      }
      unsafe slots[count] = PacketRecord(
        offset: UInt32(truncatingIfNeeded: position &+ header), capturedLength: captured,
        originalLength: original, seconds: seconds,
        nanoseconds: fraction &* (1_000_000_000 / second), linkType: linkType)
      count &+= 1
      position = next
    }
    return (ScanResult(count: count, position: position), false)
  }
}
