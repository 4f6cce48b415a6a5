import PacketCore

/// The Enhanced Packet Block, the usual one
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.3).
public struct PcapNGEnhancedPacket: Hashable, Sendable {
  /// Position of the interface in its section.
  public var interfaceID: UInt32
  /// Time in units of the interface's `if_tsresol`.
  public var timestamp: UInt64
  /// Bytes on the wire.
  public var originalLength: UInt32
  public var data: [UInt8]
  public var options: PacketOptions

  public init(
    interfaceID: UInt32, timestamp: UInt64, data: [UInt8], originalLength: UInt32? = nil,
    options: PacketOptions = PacketOptions()
  ) {
    self.interfaceID = interfaceID
    self.timestamp = timestamp
    self.data = data
    self.originalLength = originalLength ?? UInt32(clamping: data.count)
    self.options = options
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(20)
    interfaceID = reader.uint32(0)
    timestamp = reader.words(4)
    originalLength = reader.uint32(16)
    data = try reader.bytes(at: 20, count: Int(reader.uint32(12)))
    options = PacketOptions(try reader.options(from: 20 + data.count))
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(interfaceID)
    builder.append(words: timestamp)
    builder.append(UInt32(clamping: data.count))
    builder.append(originalLength)
    builder.append(padded: data)
    builder.append(options.all)
  }
}

/// The Simple Packet Block: a packet of the section's first interface, without a time (§4.4).
public struct PcapNGSimplePacket: Hashable, Sendable {
  /// Bytes on the wire.
  public var originalLength: UInt32
  /// The packet and what pads it; how much of it was captured follows from ``originalLength`` and
  /// the interface's snap length.
  public var paddedData: [UInt8]

  public init(data: [UInt8], originalLength: UInt32? = nil) {
    paddedData = data
    self.originalLength = originalLength ?? UInt32(clamping: data.count)
  }

  /// The packet, of an interface with this snap length.
  public func data(snapLength: UInt32) -> [UInt8] {
    let limit = snapLength == 0 ? originalLength : min(originalLength, snapLength)
    return [UInt8](paddedData.prefix(Int(limit)))
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(4)
    originalLength = reader.uint32(0)
    paddedData = try reader.bytes(at: 4, count: reader.count - 4)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(originalLength)
    builder.append(padded: paddedData)
  }
}

/// The obsolete Packet Block, which the Enhanced Packet Block replaced (§A).
public struct PcapNGPacket: Hashable, Sendable {
  public var interfaceID: UInt16
  /// Packets lost between this one and the one before it; 65,535 when that is not known.
  public var dropCount: UInt16
  /// Time in units of the interface's `if_tsresol`.
  public var timestamp: UInt64
  public var originalLength: UInt32
  public var data: [UInt8]
  public var options: PacketOptions

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(20)
    interfaceID = reader.uint16(0)
    dropCount = reader.uint16(2)
    timestamp = reader.words(4)
    originalLength = reader.uint32(16)
    data = try reader.bytes(at: 20, count: Int(reader.uint32(12)))
    options = PacketOptions(try reader.options(from: 20 + data.count))
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(interfaceID)
    builder.append(dropCount)
    builder.append(words: timestamp)
    builder.append(UInt32(clamping: data.count))
    builder.append(originalLength)
    builder.append(padded: data)
    builder.append(options.all)
  }
}
