public import PacketCore

/// Reads a pcapng file block by block, packets or not, with all that is in them.
///
/// To read packets only, ``CaptureFileReader`` is several times faster.
///
/// ```swift
/// var reader = try PcapNGBlockReader(path: "web.pcapng")
/// while let block = try reader.next() {
///   if case .nameResolution(let names) = try block.content { print(names.records) }
/// }
/// ```
public struct PcapNGBlockReader: ~Copyable {
  private var buffer: ReadBuffer
  private var isBigEndian = false
  private var isFinished = false
  /// Distance of the next block from the start of the file, in bytes.
  public var offset: UInt64 { buffer.offset }

  /// Opens the file, which may be compressed with gzip.
  public init(path: String) throws(CaptureError) {
    try self.init(Descriptor(reading: path, waits: true))
  }

  /// Reads from a descriptor, from where it stands.
  ///
  /// - Parameter isOwned: Whether to close the descriptor with the reader.
  public init(descriptor: CInt, isOwned: Bool = false) throws(CaptureError) {
    try self.init(Descriptor(descriptor, owned: isOwned))
  }

  init(_ descriptor: Descriptor) throws(CaptureError) {
    buffer = ReadBuffer(input: DescriptorInput(descriptor), interfaces: InterfaceTable())
    if try buffer.need(2), buffer.startsAsGzip { try buffer.unpack() }
    guard try buffer.need(12) else {
      throw CaptureError(.truncated, "the file ends inside its header", offset: 0)
    }
    guard word(0, isBigEndian: true) == PcapNGBlockType.sectionHeader.rawValue else {
      throw CaptureError(.unknownFormat, "the file is no pcapng file", offset: 0)
    }
  }

  /// The next block; nil at the end.
  ///
  /// - Throws: What is wrong with the block at ``offset``; from then on, nil is returned.
  public mutating func next() throws(CaptureError) -> PcapNGBlock? {
    if isFinished { return nil }
    do throws(CaptureError) {
      if let block = try read() { return block }
    } catch {
      isFinished = true
      throw error
    }
    isFinished = true
    return nil
  }

  private mutating func read() throws(CaptureError) -> PcapNGBlock? {
    guard try buffer.need(12) else {
      if buffer.available == 0 { return nil }
      throw CaptureError(.truncated, "the file ends inside a block", offset: offset)
    }
    let type = PcapNGBlockType(rawValue: word(0, isBigEndian: isBigEndian))
    if type == .sectionHeader { try takeByteOrder() }
    let length: Int
    do throws(PcapNGScanner.Fault) {
      length = try PcapNGScanner.checked(word(4, isBigEndian: isBigEndian), minimum: 12)
    } catch {
      throw CaptureError(error.code, error.message, offset: offset)
    }
    guard try buffer.need(length) else {
      throw CaptureError(.truncated, "the file ends inside a block", offset: offset)
    }
    let trailer = word(length - 4, isBigEndian: isBigEndian)
    guard trailer == UInt32(truncatingIfNeeded: length) else {
      throw CaptureError(
        .malformed, "a block of \(length) bytes that ends with length \(trailer)", offset: offset)
    }
    let body = buffer.withUnread { $0.slice(from: 8, count: length - 12).copied() }
    buffer.position += length
    return PcapNGBlock(type: type, body: body, byteOrder: isBigEndian ? .bigEndian : .littleEndian)
  }

  private mutating func takeByteOrder() throws(CaptureError) {
    switch word(8, isBigEndian: true) {
    case PcapNGSectionHeader.byteOrderMagic: isBigEndian = true
    case PcapNGSectionHeader.byteOrderMagic.byteSwapped: isBigEndian = false
    default:
      throw CaptureError(
        .malformed, "a Section Header Block without its byte-order magic", offset: offset)
    }
  }

  private func word(_ offset: Int, isBigEndian: Bool) -> UInt32 {
    buffer.withUnread { BlockFields($0, isBigEndian: isBigEndian).uint32(offset) }
  }
}
