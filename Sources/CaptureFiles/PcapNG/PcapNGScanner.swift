import PacketCore

/// Walks the blocks of a pcapng file.
struct PcapNGScanner: RecordScanner {
  /// What the loop over packets needs to know of an interface of the section.
  struct Interface {
    var linkType: LinkType
    /// Its index in the capture's ``InterfaceTable``.
    var index: UInt32
    var snapLength: UInt32
    var scale: TimestampScale
  }

  private(set) var info: CaptureFileInfo
  var isBigEndian = false
  /// The interfaces of the current section.
  private(set) var interfaces: [Interface] = []
  private var known: [InterfaceDescription: UInt32] = [:]
  private var knownBytes = 0

  /// Largest block, and most interfaces of a section and of a capture.
  static var blockLimit: UInt32 { UInt32(ReadBuffer.recordLimit) }
  static var interfaceLimit: Int { 32_768 }
  static var interfaceBytesLimit: Int { 4 << 20 }

  init() {
    info = CaptureFileInfo(
      format: CaptureFileFormat(
        kind: .pcapng, byteOrder: .littleEndian, majorVersion: 1, minorVersion: 0))
  }

  /// What is wrong with a block.
  struct Fault: Error {
    var code = CaptureError.Code.malformed
    var message: String

    init(_ message: String) { self.message = message }

    init(limit message: String) {
      code = .limitExceeded
      self.message = message
    }
  }

  /// Starts a section with the block that `block` holds, lengths included.
  mutating func startSection(_ block: RawSpan, isBigEndian: Bool) throws(Fault) {
    let fields = BlockFields(block, isBigEndian: isBigEndian)
    guard fields.count >= 28 else { throw Fault("a Section Header Block of \(fields.count) bytes") }
    let (major, minor) = (fields.uint16(12), fields.uint16(14))
    // 1.2 was written by some tools; libpcap and Wireshark read it as 1.0.
    guard major == 1, minor == 0 || minor == 2 else {
      var fault = Fault("pcapng version \(major).\(minor) is not known")
      fault.code = .unsupported
      throw fault
    }
    info = CaptureFileInfo(
      format: CaptureFileFormat(
        kind: .pcapng, byteOrder: isBigEndian ? .bigEndian : .littleEndian, majorVersion: major,
        minorVersion: minor))
    self.isBigEndian = isBigEndian
    interfaces = []
    var facts = info
    let options = BlockFields(
      block.slice(from: 0, count: block.byteCount - 4), isBigEndian: isBigEndian)
    let misfit = options.forEachOption(from: 24) { code, range in
      switch code {
      case 1: facts.comments.append(options.text(range))
      case 2: facts.hardware = options.text(range)
      case 3: facts.operatingSystem = options.text(range)
      case 4: facts.application = options.text(range)
      default: break
      }
    }
    info = facts
    if misfit { throw Fault("an option is longer than its block") }
  }

  /// Adds the interface that the block describes.
  mutating func addInterface(_ block: RawSpan, to table: InterfaceTable) throws(Fault) {
    let fields = BlockFields(
      block.slice(from: 0, count: block.byteCount - 4), isBigEndian: isBigEndian)
    guard fields.count >= 16 else {
      throw Fault("an Interface Description Block of \(block.byteCount) bytes")
    }
    var description = InterfaceDescription(
      linkType: LinkType(rawValue: fields.uint16(8)), snapLength: fields.uint32(12),
      id: UInt32(truncatingIfNeeded: interfaces.count))
    var resolution: UInt8 = 6
    var offset: Int64 = 0
    let misfit = fields.forEachOption(from: 16) { code, range in
      switch (code, range.count) {
      case (2, _): description.name = fields.text(range)
      case (3, _): description.description = fields.text(range)
      case (9, 1...): resolution = fields.bytes.byte(at: range.lowerBound)
      case (13, 1...): description.frameCheckLength = Int(fields.bytes.byte(at: range.lowerBound))
      case (14, 8): offset = Int64(bitPattern: fields.uint64(range.lowerBound))
      default: break
      }
    }
    if misfit { throw Fault("an option is longer than its block") }
    let scale = TimestampScale(code: resolution, offset: offset)
    description.timestampDigits = scale.decimalDigits
    interfaces.append(
      Interface(
        linkType: description.linkType, index: try index(of: description, in: table),
        snapLength: description.snapLength, scale: scale))
  }

  /// The index of `description` in `table`; equal descriptions of several sections share one.
  private mutating func index(
    of description: InterfaceDescription, in table: InterfaceTable
  ) throws(Fault) -> UInt32 {
    if let index = known[description] { return index }
    knownBytes += (description.name?.utf8.count ?? 0) + (description.description?.utf8.count ?? 0)
    guard known.count < Self.interfaceLimit, knownBytes <= Self.interfaceBytesLimit else {
      throw Fault(limit: "the file describes too many interfaces")
    }
    let index = UInt32(truncatingIfNeeded: table.append(description))
    known[description] = index
    return index
  }
}
