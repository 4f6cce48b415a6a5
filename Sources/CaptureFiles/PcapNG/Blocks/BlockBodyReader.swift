import PacketCore

/// Reads the parts of a block's body into values of their own.
struct BlockBodyReader {
  let block: PcapNGBlock

  var byteOrder: CaptureFileFormat.ByteOrder { block.byteOrder }
  var count: Int { block.body.count }

  func fields<R>(_ body: (borrowing BlockFields) -> R) -> R {
    body(BlockFields(block.body.rawSpan, isBigEndian: byteOrder == .bigEndian))
  }

  func uint16(_ offset: Int) -> UInt16 { fields { $0.uint16(offset) } }
  func uint32(_ offset: Int) -> UInt32 { fields { $0.uint32(offset) } }
  func uint64(_ offset: Int) -> UInt64 { fields { $0.uint64(offset) } }
  func words(_ offset: Int) -> UInt64 { fields { $0.words(offset) } }

  /// Bytes that every block of the type has.
  func require(_ minimum: Int) throws(CaptureError) {
    guard count >= minimum else {
      throw CaptureError(.malformed, "\(block.type): \(count) bytes, at least \(minimum) expected")
    }
  }

  func bytes(at offset: Int, count length: Int) throws(CaptureError) -> [UInt8] {
    guard offset >= 0, length >= 0, length <= count - offset else {
      throw CaptureError(.malformed, "\(block.type): \(length) bytes do not fit into it")
    }
    return [UInt8](block.body[offset..<offset + length])
  }

  /// The options from `offset` on, which is rounded up to four bytes.
  func options(from offset: Int) throws(CaptureError) -> PcapNGOptions {
    var isWhole = true
    let options = PcapNGOptions(
      block.body.rawSpan.slice(from: (offset + 3) & ~3), byteOrder: byteOrder, isWhole: &isWhole)
    guard isWhole else {
      throw CaptureError(.malformed, "\(block.type): an option is longer than the block")
    }
    return options
  }
}
