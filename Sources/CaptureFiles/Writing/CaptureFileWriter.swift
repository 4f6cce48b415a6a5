public import PacketCore

/// Writes a capture file, for programs that only choose its format.
///
/// ```swift
/// var writer = try CaptureFileWriter(path: "web.pcapng")
/// for try await packet in try Capture.live("eth0") { try writer.write(packet) }
/// try writer.close()
/// ```
public struct CaptureFileWriter: ~Copyable {
  public enum Format: Hashable, Sendable {
    case pcap
    /// Pcap with times to the nanosecond.
    case pcapNanoseconds
    /// Any link types, interfaces and packet options; times to the nanosecond.
    case pcapng
  }

  // One of the two.
  private var pcap: PcapWriter?
  private var pcapng: PcapNGWriter?

  /// Creates the file at `path`, or replaces what is in it.
  ///
  /// - Parameters:
  ///   - linkType: That of every packet of a pcap file; not used for pcapng.
  ///   - snapLength: The most bytes of a packet, for the header of a pcap file.
  ///   - application: The writing program's name, for the header of a pcapng file.
  public init(
    path: String, format: Format = .pcapng, linkType: LinkType = .ethernet,
    snapLength: UInt32 = 262_144, application: String? = nil
  ) throws(CaptureError) {
    switch format {
    case .pcapng:
      pcapng = try PcapNGWriter(
        path: path, section: PcapNGSectionHeader(application: application))
    case .pcap, .pcapNanoseconds:
      pcap = try PcapWriter(
        path: path, linkType: linkType, precision: Self.precision(format),
        snapLength: snapLength)
    }
  }

  /// Writes to a descriptor, such as 1 for standard output.
  public init(
    descriptor: CInt, isOwned: Bool = false, format: Format = .pcapng,
    linkType: LinkType = .ethernet, snapLength: UInt32 = 262_144, application: String? = nil
  ) throws(CaptureError) {
    switch format {
    case .pcapng:
      pcapng = try PcapNGWriter(
        descriptor: descriptor, isOwned: isOwned,
        section: PcapNGSectionHeader(application: application))
    case .pcap, .pcapNanoseconds:
      pcap = try PcapWriter(
        descriptor: descriptor, isOwned: isOwned, linkType: linkType,
        precision: Self.precision(format), snapLength: snapLength)
    }
  }

  private static func precision(_ format: Format) -> PcapWriter.Precision {
    format == .pcapNanoseconds ? .nanoseconds : .microseconds
  }

  /// Adds a packet.
  ///
  /// - Throws: `unsupported` when the format cannot hold it, such as pcap a packet of another link
  ///   type; `system` when the disk is full, for example.
  public mutating func write(_ packet: borrowing Packet) throws(CaptureError) {
    try pcap?.write(packet)
    try pcapng?.write(packet)
  }

  /// Bytes of the file so far, what is still buffered included.
  public var byteCount: UInt64 {
    switch pcap {
    case .some(let file): return file.byteCount
    case .none: break
    }
    switch pcapng {
    case .some(let file): return file.byteCount
    case .none: return 0
    }
  }

  /// Hands all packets so far to the system.
  public mutating func flush() throws(CaptureError) {
    try pcap?.flush()
    try pcapng?.flush()
  }

  /// Writes what is left, and closes the file.
  ///
  /// A writer that goes without it does the same, but cannot say when that fails.
  public consuming func close() throws(CaptureError) {
    if let file = pcap.take() { try file.close() }
    if let file = pcapng.take() { try file.close() }
  }
}
