public import PacketCore

/// Writes a pcap file of version 2.4
/// ([draft-ietf-opsawg-pcap](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/)).
///
/// Records leave the program whole and in blocks of some 256 KiB; ``flush()`` sends them at once. A
/// file whose writer was killed can be read up to its last complete record.
public struct PcapWriter: ~Copyable {
  /// How fine the times in the file are; what is finer is cut off.
  public enum Precision: Hashable, Sendable { case microseconds, nanoseconds }

  private let output: FileOutput
  private let format: PcapFormat
  /// Bytes of the file so far, what is still buffered included.
  public private(set) var byteCount: UInt64

  public var linkType: LinkType { format.linkType }
  public var precision: Precision { format.isNanosecond ? .nanoseconds : .microseconds }

  /// Creates the file at `path`, or replaces what is in it.
  ///
  /// - Parameters:
  ///   - linkType: That of every packet to write.
  ///   - snapLength: The most bytes of a packet, for the file's header; packets are not cut.
  ///   - frameCheckLength: Bytes of frame check sequence at each packet's end, an even number up to
  ///     30, where known.
  public init(
    path: String, linkType: LinkType = .ethernet, precision: Precision = .microseconds,
    snapLength: UInt32 = 262_144, frameCheckLength: Int? = nil
  ) throws(CaptureError) {
    try self.init(
      FileOutput(creating: path), linkType, precision, snapLength, frameCheckLength)
  }

  /// Writes to a descriptor, such as 1 for standard output.
  ///
  /// - Parameter isOwned: Whether to close the descriptor with the writer.
  public init(
    descriptor: CInt, isOwned: Bool = false, linkType: LinkType = .ethernet,
    precision: Precision = .microseconds, snapLength: UInt32 = 262_144,
    frameCheckLength: Int? = nil
  ) throws(CaptureError) {
    try self.init(
      FileOutput(descriptor, owned: isOwned), linkType, precision, snapLength, frameCheckLength)
  }

  private init(
    _ output: FileOutput, _ linkType: LinkType, _ precision: Precision, _ snapLength: UInt32,
    _ frameCheckLength: Int?
  ) throws(CaptureError) {
    let format = PcapFormat(
      isBigEndian: false, isNanosecond: precision == .nanoseconds, linkType: linkType,
      snapLength: snapLength, frameCheckLength: frameCheckLength)
    self.output = output
    self.format = format
    byteCount = UInt64(format.headerLength)
    try output.record(format.headerLength) { format.putHeader(to: &$0) }
  }

  /// Opens the file at `path` to add packets to it; creates one if there is none, or an empty one.
  ///
  /// Byte order and precision remain the file's. A last record that its writer left incomplete is
  /// cut off.
  ///
  /// - Throws: `unsupported` when the file is no pcap file of version 2.4, or has another link type;
  ///   `malformed` when it is damaged.
  public init(
    appendingTo path: String, linkType: LinkType = .ethernet, precision: Precision = .microseconds
  ) throws(CaptureError) {
    guard let (info, length) = try FileEnd.find(in: path) else {
      try self.init(path: path, linkType: linkType, precision: precision)
      return
    }
    guard info.format.kind == .pcap, info.format.variant == .standard, !info.isCompressed,
      info.format.majorVersion == 2, info.format.minorVersion == 4
    else { throw CaptureError(.unsupported, "\(path): nothing can be added to \(info.format)") }
    guard info.linkType == linkType else {
      throw PcapFormat.wrongLinkType(linkType, info.linkType)
    }
    self.init(
      continuing: try FileOutput(appendingTo: path, after: length),
      PcapFormat(
        isBigEndian: info.format.byteOrder == .bigEndian,
        isNanosecond: info.format.timestampDigits == 9, linkType: linkType, snapLength: 0), length)
  }

  private init(continuing output: FileOutput, _ format: PcapFormat, _ length: UInt64) {
    self.output = output
    self.format = format
    byteCount = length
  }

  /// Adds a packet.
  ///
  /// - Throws: `unsupported` for a packet of another link type than the file's, one larger than
  ///   readers take (262,144 bytes, but for D-Bus and USB), or one of a time that pcap cannot express (before 1970, or after 2106-02-07T06:28:15Z); `system` when the disk is
  ///   full, for example.
  public mutating func write(_ packet: borrowing Packet) throws(CaptureError) {
    guard packet.linkType == format.linkType else {
      throw PcapFormat.wrongLinkType(packet.linkType, format.linkType)
    }
    try RecordLimit.check(packet.capturedLength, of: packet.linkType)
    let time = packet.timestamp
    guard let seconds = UInt32(exactly: time.seconds) else {
      throw CaptureError(.unsupported, "pcap cannot express the time \(time)")
    }
    let fraction = format.isNanosecond ? time.nanoseconds : time.nanoseconds / 1000
    let bytes = packet.bytes
    let original = UInt32(clamping: packet.originalLength)
    let length = format.recordHeaderLength + bytes.byteCount
    byteCount += UInt64(length)
    try output.record(length, bigEndian: format.isBigEndian) { record in
      record.put(seconds)
      record.put(fraction)
      record.put(UInt32(clamping: bytes.byteCount))
      record.put(original)
      record.put(bytes)
    }
  }

  /// Hands all packets so far to the system.
  public mutating func flush() throws(CaptureError) { try output.flush() }

  /// Writes what is left, and closes the file.
  ///
  /// A writer that goes without it does the same, but cannot say when that fails.
  public consuming func close() throws(CaptureError) { try output.close() }
}

extension PcapFormat {
  /// Writes the file's header, of little-endian byte order.
  func putHeader(to file: inout RecordBytes) {
    file.put(isNanosecond ? Self.nanosecondMagic : Self.microsecondMagic)
    file.put(majorVersion)
    file.put(minorVersion)
    file.put(UInt64(0))
    file.put(snapLength)
    var network = UInt32(linkType.rawValue)
    if let frameCheckLength, 0...30 ~= frameCheckLength {
      network |= 0x0400_0000 | UInt32(frameCheckLength / 2) << 28
    }
    file.put(network)
  }

  static func wrongLinkType(_ packet: LinkType, _ file: LinkType?) -> CaptureError {
    let name = file.map { "\($0)" } ?? "no single link type"
    return CaptureError(
      .unsupported, "a packet of link type \(packet) in a file of \(name)",
      advice: "A pcap file holds packets of one link type; a pcapng file holds any.")
  }
}
