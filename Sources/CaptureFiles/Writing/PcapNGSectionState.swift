import PacketCore

/// What a writer has to know of the section that it writes.
struct PcapNGSectionState {
  struct Interface {
    var linkType: LinkType
    var snapLength: UInt32
    var scale: TimestampScale

    /// Bytes that a Simple Packet Block holds of a packet.
    func simpleLength(of original: UInt32) -> Int {
      Int(snapLength == 0 ? original : min(original, snapLength))
    }
  }

  private(set) var byteOrder: CaptureFileFormat.ByteOrder
  /// Whether the section's header says how long it is, so that nothing can be added to it.
  private(set) var hasLength = false
  private(set) var interfaces: [Interface] = []
  /// Interfaces that packets brought, and the last of them by its place in its capture.
  private var known: [InterfaceDescription: UInt32] = [:]
  private var last: (table: InterfaceTable, index: Int, id: UInt32)?

  /// Bytes of the section's header, if it was written with this state.
  private(set) var headerLength: UInt64 = 0

  private init(byteOrder: CaptureFileFormat.ByteOrder) { self.byteOrder = byteOrder }

  /// Starts a section in `output`.
  ///
  /// - Parameter header: A Section Header Block.
  init(starting header: PcapNGBlock, in output: FileOutput) throws(CaptureError) {
    guard header.type == .sectionHeader else {
      throw CaptureError(.unsupported, "a section does not begin with a \(header.type)")
    }
    byteOrder = header.byteOrder
    headerLength = UInt64(header.length)
    let bytes = header.bytes
    try output.record(bytes.count) { $0.put(bytes.rawSpan) }
  }

  /// The state after the blocks of the file at `path` up to byte `length`.
  init(lastOf path: String, before length: UInt64) throws(CaptureError) {
    byteOrder = .littleEndian
    var reader = try PcapNGBlockReader(path: path)
    while reader.offset < length, let block = try reader.next() { try take(block) }
  }

  /// Follows what `block` does to the section.
  mutating func take(_ block: PcapNGBlock) throws(CaptureError) {
    if block.type == .sectionHeader {
      guard case .sectionHeader(let header) = try block.content else { return }
      self = PcapNGSectionState(byteOrder: block.byteOrder)
      hasLength = header.sectionLength != nil
      return
    }
    guard block.byteOrder == byteOrder else {
      throw CaptureError(
        .unsupported, "a \(block.byteOrder.rawValue) block in a \(byteOrder.rawValue) section")
    }
    guard block.type == .interfaceDescription,
      case .interfaceDescription(let interface) = try block.content
    else { return }
    interfaces.append(
      Interface(
        linkType: interface.linkType, snapLength: interface.snapLength, scale: interface.scale))
  }

  func interface(_ id: UInt32, for linkType: LinkType) throws(CaptureError) -> Interface {
    guard interfaces.indices.contains(Int(id)) else {
      throw CaptureError(.unsupported, "the section has no interface \(id)")
    }
    let interface = interfaces[Int(id)]
    guard interface.linkType == linkType else {
      throw CaptureError(
        .unsupported, "a packet of link type \(linkType) of an interface of \(interface.linkType)")
    }
    return interface
  }

  /// The position of the packet's interface, if one of its packets was written.
  mutating func knownInterface(of packet: borrowing Packet) -> UInt32? {
    let table = packet.interfaceTable
    let index = packet.interfaceIndex
    if let last, last.table === table, last.index == index { return last.id }
    guard let id = known[Self.key(packet)] else { return nil }
    last = (table, index, id)
    return id
  }

  mutating func learn(_ packet: borrowing Packet, as id: UInt32) {
    known[Self.key(packet)] = id
    last = (packet.interfaceTable, packet.interfaceIndex, id)
  }

  /// Interfaces that differ in their position only are one.
  private static func key(_ packet: borrowing Packet) -> InterfaceDescription {
    var key = packet.interface ?? InterfaceDescription(linkType: packet.linkType)
    key.linkType = packet.linkType
    key.id = 0
    return key
  }
}
