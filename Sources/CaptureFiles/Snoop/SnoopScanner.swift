import PacketCore

/// The format of Solaris' snoop, version 2 ([RFC 1761](https://www.rfc-editor.org/rfc/rfc1761)).
struct SnoopScanner: RecordScanner {
  let linkType: LinkType

  static var headerLength: Int { 16 }
  static var recordHeaderLength: Int { 24 }
  /// `snoop` and three zeros.
  static var magic: UInt64 { 0x736e_6f6f_7000_0000 }

  /// - Parameter header: At least ``headerLength`` bytes that start with ``magic``.
  init(header: RawSpan) throws(CaptureError) {
    let version = header.bigEndian(UInt32.self, at: 8)
    guard version == 2 else {
      throw CaptureError(.unsupported, "snoop version \(version) is not known", offset: 8)
    }
    let datalink = header.bigEndian(UInt32.self, at: 12)
    guard let linkType = Self.linkType(datalink) else {
      throw CaptureError(.unsupported, "snoop datalink type \(datalink) is not known", offset: 12)
    }
    self.linkType = linkType
  }

  /// RFC 1761's datalink types, and two of Solaris' later ones, as registry numbers.
  private static func linkType(_ datalink: UInt32) -> LinkType? {
    switch datalink {
    case 0, 4: .ethernet
    case 2: LinkType(rawValue: 6)
    case 8: LinkType(rawValue: 10)
    case 18: LinkType(rawValue: 123)
    case 26: LinkType(rawValue: 242)
    default: nil
    }
  }

  var info: CaptureFileInfo {
    var info = CaptureFileInfo(
      format: CaptureFileFormat(
        kind: .snoop, byteOrder: .bigEndian, timestampDigits: 6, majorVersion: 2, minorVersion: 0))
    info.linkType = linkType
    return info
  }

  func scan(_ chunk: Chunk, from position: Int, to end: Int, base: UInt64) -> ScanResult {
    var result = ScanResult(count: 0, position: position)
    let bytes = unsafe PcapNGScanner.span(chunk, 0, end)
    let slots = unsafe chunk.slots
    while bytes.has(Self.recordHeaderLength, at: result.position), result.count < slots.count {
      let start = result.position
      func word(_ index: Int) -> UInt32 { bytes.bigEndian(UInt32.self, at: start + 4 * index) }
      let (original, captured, length) = (word(0), word(1), word(2))
      guard captured <= RecordLimit.packet, Int(length) >= Self.recordHeaderLength + Int(captured),
        length <= UInt32(Self.recordHeaderLength) + captured + 4096
      else {
        result.fault = CaptureError(
          .malformed, "a packet of \(captured) bytes in a record of \(length)",
          offset: base + UInt64(start))
        break
      }
      guard bytes.has(Int(length), at: start) else { break }
      let microseconds = word(5)
      unsafe slots[result.count] = PacketRecord(
        offset: UInt32(truncatingIfNeeded: start + Self.recordHeaderLength),
        capturedLength: captured, originalLength: original,
        seconds: Int64(word(4)) + Int64(microseconds / 1_000_000),
        nanoseconds: microseconds % 1_000_000 * 1000, linkType: linkType)
      result.count += 1
      result.position += Int(length)
    }
    return result
  }
}
