import PacketCore

extension PcapNGScanner {
  mutating func scan(
    _ chunk: Chunk, from position: Int, to end: Int, base: UInt64
  ) -> ScanResult {
    var result = ScanResult(count: 0, position: position)
    do throws(Fault) {
      // Each run ends where the byte order may change: at a Section Header Block.
      while try !step(chunk, &result, end) {}
    } catch {
      result.fault = CaptureError(
        error.code, error.message,
        offset: base + UInt64(result.position))
    }
    return result
  }

  /// Reads the blocks up to the next section, which it starts.
  ///
  /// - Returns: Whether more bytes are needed, or all records are used.
  private mutating func step(
    _ chunk: Chunk, _ result: inout ScanResult, _ end: Int
  ) throws(Fault) -> Bool {
    let isDone =
      isBigEndian
      ? try run(chunk, &result, end, swap: true) : try run(chunk, &result, end, swap: false)
    if isDone { return true }
    let block = unsafe Self.span(chunk, result.position, end)
    let isBig: Bool
    switch block.bigEndian(UInt32.self, at: 8) {
    case 0x1a2b_3c4d: isBig = true
    case 0x4d3c_2b1a: isBig = false
    default:
      if block.byteCount < 12 { return true }
      throw Fault("a Section Header Block without its byte-order magic")
    }
    let fields = BlockFields(block, isBigEndian: isBig)
    let length = try Self.checked(fields.uint32(4), minimum: 28)
    guard length <= block.byteCount else { return true }
    try Self.checkEnd(fields.uint32(length - 4), length)
    try startSection(block.slice(from: 0, count: length), isBigEndian: isBig)
    result.position += length
    return false
  }

  static func checked(_ length: UInt32, minimum: UInt32) throws(Fault) -> Int {
    guard length >= minimum, length & 3 == 0 else {
      throw Fault("a block of \(length) bytes")
    }
    guard length <= blockLimit else {
      throw Fault(limit: "a block of \(length) bytes; at most \(blockLimit) are read")
    }
    return Int(length)
  }

  static func checkEnd(_ trailer: UInt32, _ length: Int) throws(Fault) {
    guard trailer == UInt32(truncatingIfNeeded: length) else {
      throw Fault("a block of \(length) bytes that ends with length \(trailer)")
    }
  }

  @unsafe @_lifetime(borrow chunk)
  static func span(_ chunk: Chunk, _ start: Int, _ end: Int) -> RawSpan {
    let bytes = unsafe UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(chunk.bytes)[start..<end])
    let span = unsafe RawSpan(_unsafeBytes: bytes)
    return unsafe _overrideLifetime(span, borrowing: chunk)
  }

  /// The loop over the blocks of one byte order.
  ///
  /// - Returns: False at a Section Header Block, true when it can go no further.
  @inline(__always)
  private mutating func run(
    _ chunk: Chunk, _ result: inout ScanResult, _ end: Int, swap: Bool
  ) throws(Fault) -> Bool {
    guard let base = unsafe UnsafeRawPointer(chunk.bytes.baseAddress) else { return true }
    let slots = unsafe chunk.slots
    var count = result.count
    var position = result.position
    defer {
      result.count = count
      result.position = position
    }
    var current: Interface?
    var currentID: UInt32 = 0
    while position &+ 12 <= end, count < slots.count {
      let words = unsafe base + position
      @inline(__always) func word(_ index: Int) -> UInt32 {
        let value = unsafe words.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self)
        return swap ? value.bigEndian : value.littleEndian
      }
      let type = word(0)
      if type == 0x0a0d_0d0a { return false }
      let length = try Self.checked(word(1), minimum: 12)
      guard length <= end &- position else { break }
      try Self.checkEnd(word(length / 4 - 1), length)
      if type == 6 {
        guard length >= 32 else { throw Fault("an Enhanced Packet Block of \(length) bytes") }
        let id = word(2)
        if current == nil || id != currentID {
          current = try interface(id)
          currentID = id
        }
        guard let interface = current else { break }
        unsafe slots[count] = try Self.record(
          at: position, length: length, captured: word(5), original: word(6),
          time: UInt64(word(3)) << 32 | UInt64(word(4)), interface, isBigEndian: swap)
        count &+= 1
      } else if let record = unsafe try other(
        type, Self.span(chunk, position, position + length), at: position, chunk.interfaces)
      {
        unsafe slots[count] = record
        count &+= 1
      }
      position += length
    }
    return true
  }

  private func interface(_ id: UInt32) throws(Fault) -> Interface {
    guard interfaces.indices.contains(Int(id)) else {
      throw Fault("a packet of interface \(id), of which the section does not tell")
    }
    return interfaces[Int(id)]
  }

  @inline(__always)
  private static func record(
    at position: Int, length: Int, captured: UInt32, original: UInt32, time: UInt64,
    _ interface: Interface, isBigEndian: Bool
  ) throws(Fault) -> PacketRecord {
    let padded = (Int(captured) + 3) & ~3
    guard captured <= RecordLimit.packet(of: interface.linkType), padded <= length - 32 else {
      throw Fault("a packet of \(captured) bytes in a block of \(length)")
    }
    let (seconds, nanoseconds) = interface.scale.timestamp(time)
    let layout: PacketRecord.Layout =
      padded == length - 32 ? .bare : isBigEndian ? .optionsBigEndian : .optionsLittleEndian
    return PacketRecord(
      offset: UInt32(truncatingIfNeeded: position &+ 28), capturedLength: captured,
      originalLength: original, seconds: seconds, nanoseconds: nanoseconds,
      linkType: interface.linkType, interface: interface.index, layout: layout)
  }

  /// Reads a block that is no Enhanced Packet Block; its packet, if it holds one.
  @inline(never)
  private mutating func other(
    _ type: UInt32, _ block: RawSpan, at position: Int, _ table: InterfaceTable
  ) throws(Fault) -> PacketRecord? {
    let fields = BlockFields(block, isBigEndian: isBigEndian)
    switch PcapNGBlockType(rawValue: type) {
    case .interfaceDescription:
      guard interfaces.count < Self.interfaceLimit else {
        throw Fault(limit: "a section of more than \(Self.interfaceLimit) interfaces")
      }
      try addInterface(block, to: table)
      return nil
    case .packet:
      guard fields.count >= 32 else { throw Fault("a Packet Block of \(fields.count) bytes") }
      return try Self.record(
        at: position, length: fields.count, captured: fields.uint32(20),
        original: fields.uint32(24), time: fields.words(12),
        try interface(UInt32(fields.uint16(8))), isBigEndian: isBigEndian)
    case .simplePacket:
      guard fields.count >= 16 else {
        throw Fault("a Simple Packet Block of \(fields.count) bytes")
      }
      return try simplePacket(fields, at: position)
    default: return nil
    }
  }

  /// A Simple Packet Block belongs to the section's first interface and says no captured length: it
  /// is the original one, or the interface's snap length if that is less.
  private func simplePacket(_ fields: borrowing BlockFields, at position: Int) throws(Fault)
    -> PacketRecord
  {
    let interface = try interface(0)
    let original = fields.uint32(8)
    let captured = interface.snapLength == 0 ? original : min(original, interface.snapLength)
    guard captured <= RecordLimit.packet(of: interface.linkType), Int(captured) <= fields.count - 16
    else { throw Fault("a packet of \(captured) bytes in a block of \(fields.count)") }
    return PacketRecord(
      offset: UInt32(truncatingIfNeeded: position + 12), capturedLength: captured,
      originalLength: original, seconds: 0, nanoseconds: 0, linkType: interface.linkType,
      interface: interface.index, flags: .noTimestamp)
  }
}
