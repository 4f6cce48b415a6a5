import PacketCore

/// The Section Header Block, with which each section starts
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.1).
public struct PcapNGSectionHeader: Hashable, Sendable {
  public var majorVersion: UInt16 = 1
  public var minorVersion: UInt16 = 0
  /// Bytes of the section after this block; nil when that is not said.
  public var sectionLength: Int64?
  public var options: PcapNGOptions

  public init(
    options: PcapNGOptions = PcapNGOptions(), hardware: String? = nil,
    operatingSystem: String? = nil, application: String? = nil, comments: [String] = []
  ) {
    self.options = options
    if !comments.isEmpty { self.options.comments = comments }
    if let hardware { self.options.set(2, text: hardware) }
    if let operatingSystem { self.options.set(3, text: operatingSystem) }
    if let application { self.options.set(4, text: application) }
  }

  /// `shb_hardware`
  public var hardware: String? { options.text(2) }
  /// `shb_os`
  public var operatingSystem: String? { options.text(3) }
  /// `shb_userappl`
  public var application: String? { options.text(4) }

  static var byteOrderMagic: UInt32 { 0x1a2b_3c4d }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(16)
    majorVersion = reader.uint16(4)
    minorVersion = reader.uint16(6)
    let length = Int64(bitPattern: reader.uint64(8))
    sectionLength = length == -1 ? nil : length
    options = try reader.options(from: 16)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(Self.byteOrderMagic)
    builder.append(majorVersion)
    builder.append(minorVersion)
    builder.append(sectionLength ?? -1)
    builder.append(options)
  }
}
