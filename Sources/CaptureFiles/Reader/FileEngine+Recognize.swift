import PacketCore

extension FileEngine {
  /// Chooses the scanner by the file's first bytes.
  ///
  /// - Returns: False when more bytes are needed.
  func recognize() throws(CaptureError) -> Bool {
    if !isCompressed, buffer.startsAsGzip {
      guard !follows else {
        throw CaptureError(.unsupported, "a gzip file cannot be followed", offset: 0)
      }
      isCompressed = true
      try buffer.unpack()
      return false
    }
    var choice: Choice = .none
    buffer.withUnread { choice = Self.choose($0) }
    switch choice {
    case .none: return false
    case .unknown:
      throw CaptureError(
        .unknownFormat, "the file is not a capture: neither pcap, pcapng nor snoop", offset: 0)
    case .failed(let error): throw error
    case .found(let scanner, let headerLength):
      self.scanner = scanner
      buffer.position += headerLength
      // All packets of a pcap or snoop file come from one interface.
      if let linkType = scanner.info.linkType {
        _ = buffer.interfaces.append(
          InterfaceDescription(
            linkType: linkType, snapLength: scanner.info.snapLength ?? 0,
            frameCheckLength: scanner.info.frameCheckLength,
            timestampDigits: scanner.info.format.timestampDigits))
      }
      return true
    }
  }

  /// What is wrong with a file that ends before its header does.
  var headerCut: CaptureError {
    let message = bytesRead == 0 ? "the file is empty" : "the file ends inside its header"
    return CaptureError(.truncated, message, offset: bytesRead)
  }

  private enum Choice {
    case none
    case unknown
    case failed(CaptureError)
    case found(any RecordScanner, headerLength: Int)
  }

  private static func choose(_ bytes: RawSpan) -> Choice {
    guard bytes.byteCount >= 4 else { return .none }
    let magic = bytes.bigEndian(UInt32.self, at: 0)
    do throws(CaptureError) {
      if magic == PcapNGBlockType.sectionHeader.rawValue { return try chooseSection(bytes) }
      if PcapFormat.known(magic) != nil {
        guard let format = try PcapFormat(header: bytes), bytes.byteCount >= format.headerLength
        else { return .none }
        return .found(format, headerLength: format.headerLength)
      }
      guard magic == SnoopScanner.magic >> 32 else { return .unknown }
      guard bytes.byteCount >= SnoopScanner.headerLength else { return .none }
      guard bytes.bigEndian(UInt64.self, at: 0) == SnoopScanner.magic else { return .unknown }
      return .found(try SnoopScanner(header: bytes), headerLength: SnoopScanner.headerLength)
    } catch {
      return .failed(error)
    }
  }

  /// Waits for the whole Section Header Block, which the scanner reads then.
  private static func chooseSection(_ bytes: RawSpan) throws(CaptureError) -> Choice {
    guard bytes.byteCount >= 12 else { return .none }
    let length: UInt32
    switch bytes.bigEndian(UInt32.self, at: 8) {
    case 0x1a2b_3c4d: length = bytes.bigEndian(UInt32.self, at: 4)
    case 0x4d3c_2b1a: length = bytes.littleEndian(UInt32.self, at: 4)
    default: return .unknown
    }
    let isWhole = length > PcapNGScanner.blockLimit || bytes.byteCount >= Int(length)
    return isWhole ? .found(PcapNGScanner(), headerLength: 0) : .none
  }
}
