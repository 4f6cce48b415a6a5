import PacketCore

/// A block of a pcapng file, byte for byte as it stands there.
///
/// What is in it is read by ``content``; a block that is only passed on keeps all its bytes, known
/// or not.
public struct PcapNGBlock: Hashable, Sendable {
  public var type: PcapNGBlockType
  public var byteOrder: CaptureFileFormat.ByteOrder
  /// What stands between the block's two lengths: a multiple of four bytes.
  public var body: [UInt8]

  /// - Parameter body: Padded with zeros to a multiple of four bytes.
  public init(
    type: PcapNGBlockType, body: [UInt8], byteOrder: CaptureFileFormat.ByteOrder = .littleEndian
  ) {
    self.type = type
    self.byteOrder = byteOrder
    self.body = body + [UInt8](repeating: 0, count: -body.count & 3)
  }

  /// Bytes of the block in the file: type, length, body and length.
  public var length: Int { body.count + 12 }

  /// The block as it stands in a file.
  public var bytes: [UInt8] {
    var builder = BlockBuilder(byteOrder)
    builder.append(type.rawValue)
    builder.append(UInt32(clamping: length))
    builder.append(padded: body)
    builder.append(UInt32(clamping: length))
    return builder.bytes
  }

  /// What a block holds.
  public enum Content: Hashable, Sendable {
    case sectionHeader(PcapNGSectionHeader)
    case interfaceDescription(PcapNGInterfaceDescription)
    case enhancedPacket(PcapNGEnhancedPacket)
    case simplePacket(PcapNGSimplePacket)
    /// The obsolete Packet Block.
    case packet(PcapNGPacket)
    case nameResolution(PcapNGNameResolution)
    case interfaceStatistics(PcapNGInterfaceStatistics)
    case decryptionSecrets(PcapNGDecryptionSecrets)
    /// An entry of systemd's journal, in its export format.
    case systemdJournal([UInt8])
    case custom(PcapNGCustomBlock)
    case unknown(PcapNGBlockType, body: [UInt8])
  }

  /// What the block holds.
  ///
  /// - Throws: `malformed` when the body is too short for its type, or when a length in it exceeds
  ///   it.
  public var content: Content {
    get throws(CaptureError) {
      let reader = BlockBodyReader(block: self)
      switch type {
      case .sectionHeader: return .sectionHeader(try PcapNGSectionHeader(reader))
      case .interfaceDescription:
        return .interfaceDescription(try PcapNGInterfaceDescription(reader))
      case .enhancedPacket: return .enhancedPacket(try PcapNGEnhancedPacket(reader))
      case .simplePacket: return .simplePacket(try PcapNGSimplePacket(reader))
      case .packet: return .packet(try PcapNGPacket(reader))
      case .nameResolution: return .nameResolution(try PcapNGNameResolution(reader))
      case .interfaceStatistics:
        return .interfaceStatistics(try PcapNGInterfaceStatistics(reader))
      case .decryptionSecrets: return .decryptionSecrets(try PcapNGDecryptionSecrets(reader))
      case .systemdJournal: return .systemdJournal(body)
      case .custom, .customNotCopied: return .custom(try PcapNGCustomBlock(reader))
      default: return .unknown(type, body: body)
      }
    }
  }

  /// A block that holds `content`.
  ///
  /// Options of another byte order are not converted: make them with the block's.
  public init(_ content: Content, byteOrder: CaptureFileFormat.ByteOrder = .littleEndian) {
    var builder = BlockBuilder(byteOrder)
    let type: PcapNGBlockType
    switch content {
    case .sectionHeader(let value): (type, _) = (.sectionHeader, value.append(to: &builder))
    case .interfaceDescription(let value):
      (type, _) = (.interfaceDescription, value.append(to: &builder))
    case .enhancedPacket(let value): (type, _) = (.enhancedPacket, value.append(to: &builder))
    case .simplePacket(let value): (type, _) = (.simplePacket, value.append(to: &builder))
    case .packet(let value): (type, _) = (.packet, value.append(to: &builder))
    case .nameResolution(let value): (type, _) = (.nameResolution, value.append(to: &builder))
    case .interfaceStatistics(let value):
      (type, _) = (.interfaceStatistics, value.append(to: &builder))
    case .decryptionSecrets(let value):
      (type, _) = (.decryptionSecrets, value.append(to: &builder))
    case .systemdJournal(let entry): (type, _) = (.systemdJournal, builder.append(padded: entry))
    case .custom(let value):
      (type, _) = (value.isCopied ? .custom : .customNotCopied, value.append(to: &builder))
    case .unknown(let other, let body): (type, _) = (other, builder.append(padded: body))
    }
    self.init(type: type, body: builder.bytes, byteOrder: byteOrder)
  }
}
