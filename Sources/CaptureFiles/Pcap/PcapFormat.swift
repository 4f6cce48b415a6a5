import PacketCore

/// The variant of a classic pcap file: what its first 24 bytes say
/// ([draft-ietf-opsawg-pcap](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/) §4).
struct PcapFormat {
  var isBigEndian: Bool
  var isNanosecond: Bool
  /// Bytes of a record's header: 16, or 24 in Kuznetzov's variant.
  var recordHeaderLength = 16
  /// Bytes before the first record: 24, or 28 in IXIA's variant.
  var headerLength = 24
  var linkType: LinkType
  var snapLength: UInt32
  var frameCheckLength: Int?
  var lengthOrder = LengthOrder.captured
  var majorVersion: UInt16 = 2
  var minorVersion: UInt16 = 4

  /// Which of the two lengths of a record comes first.
  enum LengthOrder { case captured, original, smallest }

  static var microsecondMagic: UInt32 { 0xa1b2_c3d4 }
  static var nanosecondMagic: UInt32 { 0xa1b2_3c4d }
  static var modifiedMagic: UInt32 { 0xa1b2_cd34 }
  static var ixiaHardwareMagic: UInt32 { 0x1c00_01ac }
  static var ixiaSoftwareMagic: UInt32 { 0x1c00_01ab }
  static var ixiaHeaderLength: Int { 28 }
}

extension PcapFormat {
  /// The format that a file's first bytes say; nil if it is not a classic pcap file, or if `bytes`
  /// holds less than the header.
  ///
  /// - Throws: `unsupported` for a version that libpcap does not read either, or a link type of
  ///   another class than the registry's.
  init?(header bytes: RawSpan) throws(CaptureError) {
    let magic = bytes.bigEndian(UInt32.self, at: 0)
    guard let (isBigEndian, known) = Self.known(magic), bytes.byteCount >= 24 else { return nil }
    func word(_ offset: Int) -> UInt32 {
      isBigEndian
        ? bytes.bigEndian(UInt32.self, at: offset) : bytes.littleEndian(UInt32.self, at: offset)
    }
    let first = UInt16(truncatingIfNeeded: isBigEndian ? word(4) >> 16 : word(4))
    let second = UInt16(truncatingIfNeeded: isBigEndian ? word(4) : word(4) >> 16)
    let network = word(20)
    self.init(
      isBigEndian: isBigEndian,
      isNanosecond: known == Self.nanosecondMagic || known == Self.ixiaHardwareMagic,
      linkType: try Self.linkType(network), snapLength: word(16),
      frameCheckLength: Self.frameCheckLength(network), majorVersion: first, minorVersion: second)
    if known == Self.modifiedMagic { recordHeaderLength = 24 }
    if known == Self.ixiaHardwareMagic || known == Self.ixiaSoftwareMagic {
      headerLength = Self.ixiaHeaderLength
    }
    lengthOrder = try Self.lengthOrder(major: first, minor: second)
  }

  /// Byte order and number of a magic number of this format.
  static func known(_ magic: UInt32) -> (isBigEndian: Bool, magic: UInt32)? {
    let all = [
      microsecondMagic, nanosecondMagic, modifiedMagic, ixiaHardwareMagic, ixiaSoftwareMagic,
    ]
    if all.contains(magic) { return (true, magic) }
    if all.contains(magic.byteSwapped) { return (false, magic.byteSwapped) }
    return nil
  }

  /// Files before version 2.3 have the original length first, those of 2.3 either.
  private static func lengthOrder(major: UInt16, minor: UInt16) throws(CaptureError) -> LengthOrder
  {
    switch (major, minor) {
    case (2, ..<3): .original
    case (2, 3): .smallest
    case (2, 4): .captured
    // DG/UX tcpdump.
    case (543, 0): .original
    default:
      throw CaptureError(.unsupported, "pcap version \(major).\(minor) is not known", offset: 4)
    }
  }

  /// The low 16 bits; above them, ten bits that must be zero, but for NetBSD's raw address
  /// families, which are IPv4 and IPv6 packets without a header.
  private static func linkType(_ network: UInt32) throws(CaptureError) -> LinkType {
    let low = UInt16(truncatingIfNeeded: network)
    switch (network >> 16 & 0x3ff, low) {
    case (0, _): return LinkType(rawValue: low)
    case (0x224, 2): return LinkType(rawValue: 228)
    case (0x224, 24): return LinkType(rawValue: 229)
    default:
      throw CaptureError(
        .unsupported, "link type 0x\(String(network, radix: 16)) is not known", offset: 20)
    }
  }

  /// Bit 26 says that the topmost four bits count 16-bit words of frame check sequence.
  private static func frameCheckLength(_ network: UInt32) -> Int? {
    network & 0x0400_0000 == 0 ? nil : Int(network >> 28) * 2
  }

  var info: CaptureFileInfo {
    var info = CaptureFileInfo(
      format: CaptureFileFormat(
        kind: .pcap, byteOrder: isBigEndian ? .bigEndian : .littleEndian,
        variant: recordHeaderLength == 24
          ? .modified : headerLength == Self.ixiaHeaderLength ? .ixia : .standard,
        timestampDigits: isNanosecond ? 9 : 6, majorVersion: majorVersion,
        minorVersion: minorVersion))
    info.linkType = linkType
    info.snapLength = snapLength
    info.frameCheckLength = frameCheckLength
    return info
  }
}
