public import PacketCore

/// Writes a pcapng file
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/)).
///
/// Interfaces are described as their first packets come, each with its own link type; times have the
/// nanosecond. Blocks leave the program whole and in groups of some 256 KiB; ``flush()`` sends them
/// at once. A file whose writer was killed can be read up to its last complete block.
///
/// ```swift
/// var writer = try PcapNGWriter(path: "web.pcapng")
/// try writer.write(packet, options: PacketOptions(comments: ["the handshake"]))
/// try writer.close()
/// ```
public struct PcapNGWriter: ~Copyable {
  private let output: FileOutput
  private var state: PcapNGSectionState
  /// Bytes of the file so far, what is still buffered included.
  public private(set) var byteCount: UInt64 = 0

  /// Creates the file at `path`, or replaces what is in it.
  public init(
    path: String, section: PcapNGSectionHeader = PcapNGSectionHeader(),
    byteOrder: CaptureFileFormat.ByteOrder = .littleEndian
  ) throws(CaptureError) {
    try self.init(FileOutput(creating: path), section, byteOrder)
  }

  /// Writes to a descriptor, such as 1 for standard output.
  ///
  /// - Parameter isOwned: Whether to close the descriptor with the writer.
  public init(
    descriptor: CInt, isOwned: Bool = false, section: PcapNGSectionHeader = PcapNGSectionHeader(),
    byteOrder: CaptureFileFormat.ByteOrder = .littleEndian
  ) throws(CaptureError) {
    try self.init(FileOutput(descriptor, owned: isOwned), section, byteOrder)
  }

  /// Creates the file at `path`, or replaces what is in it, with a header from another file.
  ///
  /// - Parameter header: A Section Header Block, which is written byte for byte.
  public init(path: String, header: PcapNGBlock) throws(CaptureError) {
    let output = try FileOutput(creating: path)
    self.init(output, try PcapNGSectionState(starting: header, in: output), after: 0)
  }

  private init(
    _ output: FileOutput, _ section: PcapNGSectionHeader,
    _ byteOrder: CaptureFileFormat.ByteOrder
  ) throws(CaptureError) {
    let header = PcapNGBlock(.sectionHeader(section), byteOrder: byteOrder)
    self.init(output, try PcapNGSectionState(starting: header, in: output), after: 0)
  }

  private init(_ output: FileOutput, _ state: PcapNGSectionState, after length: UInt64) {
    self.output = output
    self.state = state
    byteCount = length + state.headerLength
  }

  /// Opens the file at `path` to add to its last section, in its byte order; creates one if there is
  /// none, or an empty one.
  ///
  /// A last block that its writer left incomplete is cut off. A section that says its length is left
  /// as it is, and a new one begins.
  ///
  /// - Throws: `unknownFormat` or `unsupported` when the file is no plain pcapng file, `malformed`
  ///   when it is damaged.
  public init(appendingTo path: String) throws(CaptureError) {
    guard let (info, length) = try FileEnd.find(in: path) else {
      try self.init(path: path)
      return
    }
    guard info.format.kind == .pcapng, !info.isCompressed else {
      throw CaptureError(.unsupported, "\(path): no blocks can be added to \(info.format)")
    }
    var state = try PcapNGSectionState(lastOf: path, before: length)
    let output = try FileOutput(appendingTo: path, after: length)
    if state.hasLength {
      let header = PcapNGBlock(
        .sectionHeader(PcapNGSectionHeader()), byteOrder: state.byteOrder)
      state = try PcapNGSectionState(starting: header, in: output)
    }
    self.init(output, state, after: length)
  }

  /// Describes an interface.
  ///
  /// - Returns: Its position in the section, to be given to ``write(_:options:interface:)``.
  @discardableResult
  public mutating func addInterface(
    _ interface: PcapNGInterfaceDescription
  ) throws(CaptureError) -> UInt32 {
    try write(PcapNGBlock(.interfaceDescription(interface), byteOrder: state.byteOrder))
    return UInt32(clamping: state.interfaces.count - 1)
  }

  /// Adds a packet, with the options that its own file had.
  ///
  /// - Throws: As ``write(_:options:interface:)``.
  public mutating func write(
    _ packet: borrowing Packet, interface: UInt32? = nil
  ) throws(CaptureError) {
    if packet.optionBytes.isEmpty {
      try write(packet, optionBytes: [], interface: interface)
    } else {
      try write(packet, options: packet.options, interface: interface)
    }
  }

  /// Adds a packet.
  ///
  /// - Parameters:
  ///   - options: In place of those that its own file had.
  ///   - interface: Position of the interface in the section. When nil, the packet's own
  ///     ``PacketCore/Packet/interface`` is looked up among those written, and described if it is new.
  /// - Throws: `unsupported` for an interface that is not there or has another link type, a packet
  ///   larger than readers take (262,144 bytes, but for D-Bus and USB), or a time
  ///   that its resolution cannot express (nanoseconds: before 1970, or after the year 2554);
  ///   `system` when the disk is full, for example.
  public mutating func write(
    _ packet: borrowing Packet, options: PacketOptions, interface: UInt32? = nil
  ) throws(CaptureError) {
    var builder = BlockBuilder(state.byteOrder)
    builder.append(options.converted(to: state.byteOrder).all)
    try write(packet, optionBytes: builder.bytes, interface: interface)
  }

  private mutating func write(
    _ packet: borrowing Packet, optionBytes: [UInt8], interface: UInt32?
  ) throws(CaptureError) {
    let id = if let interface { interface } else { try self.interface(of: packet) }
    let entry = try state.interface(id, for: packet.linkType)
    try RecordLimit.check(packet.capturedLength, of: packet.linkType)
    let bytes = packet.bytes
    let time = packet.timestamp
    let hasTime = packet.hasTimestamp
    let padding = -bytes.byteCount & 3
    let original = UInt32(clamping: packet.originalLength)
    // Without a time, a block that has none, if the packet can be one.
    let isSimple =
      !hasTime && id == 0 && optionBytes.isEmpty
      && bytes.byteCount == entry.simpleLength(of: original)
    guard let units = hasTime ? entry.scale.count(of: time) : 0 else {
      throw CaptureError(.unsupported, "the interface cannot express the time \(time)")
    }
    let length = (isSimple ? 16 : 32) + bytes.byteCount + padding + optionBytes.count
    byteCount += UInt64(length)
    try output.record(length, bigEndian: state.byteOrder == .bigEndian) { block in
      block.put(UInt32(isSimple ? 3 : 6))
      block.put(UInt32(clamping: length))
      if !isSimple {
        block.put(id)
        block.put(UInt32(truncatingIfNeeded: units >> 32))
        block.put(UInt32(truncatingIfNeeded: units))
        block.put(UInt32(clamping: bytes.byteCount))
      }
      block.put(original)
      block.put(bytes)
      block.putZeros(padding)
      block.put(optionBytes.rawSpan)
      block.put(UInt32(clamping: length))
    }
  }

  private mutating func interface(of packet: borrowing Packet) throws(CaptureError) -> UInt32 {
    if let id = state.knownInterface(of: packet) { return id }
    let own = packet.interface ?? InterfaceDescription(linkType: packet.linkType)
    var options = PcapNGOptions(byteOrder: state.byteOrder)
    if let name = own.name { options.set(2, text: name) }
    if let description = own.description { options.set(3, text: description) }
    options.set(9, UInt8(9))
    if let length = own.frameCheckLength { options.set(13, UInt8(clamping: length)) }
    let id = try addInterface(
      PcapNGInterfaceDescription(
        linkType: packet.linkType, snapLength: own.snapLength, options: options))
    state.learn(packet, as: id)
    return id
  }

  /// Adds a block: statistics, names, secrets, comments of a section.
  ///
  /// A Section Header Block begins a section, in which no interface is described yet.
  public mutating func write(_ content: PcapNGBlock.Content) throws(CaptureError) {
    try write(PcapNGBlock(content, byteOrder: state.byteOrder))
  }

  /// Adds a block byte for byte, known or not.
  ///
  /// - Throws: `unsupported` when it has another byte order than the section and is no Section
  ///   Header Block.
  public mutating func write(_ block: PcapNGBlock) throws(CaptureError) {
    try state.take(block)
    byteCount += UInt64(block.length)
    let bytes = block.bytes
    try output.record(bytes.count) { $0.put(bytes.rawSpan) }
  }

  /// Hands all blocks so far to the system.
  public mutating func flush() throws(CaptureError) { try output.flush() }

  /// Writes what is left, and closes the file.
  ///
  /// A writer that goes without it does the same, but cannot say when that fails.
  public consuming func close() throws(CaptureError) { try output.close() }
}
