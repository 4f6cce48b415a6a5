public import PacketCore

/// What a capture file says about itself.
public struct CaptureFileInfo: Hashable, Sendable {
  public var format: CaptureFileFormat
  /// Whether the file was decompressed (gzip) on the way.
  public var isCompressed = false
  /// The header that every packet starts with; nil for pcapng, where each interface has its own.
  public var linkType: LinkType?
  /// The most bytes of a packet that were kept, as the file has it; nil for pcapng and snoop.
  public var snapLength: UInt32?
  /// Bytes of frame check sequence at the end of each packet, where the file says so.
  public var frameCheckLength: Int?
  /// The machine that wrote the section (pcapng's `shb_hardware`).
  public var hardware: String?
  /// The system that it ran (pcapng's `shb_os`).
  public var operatingSystem: String?
  /// The program that wrote the section (pcapng's `shb_userappl`).
  public var application: String?
  /// Comments on the section (pcapng's `opt_comment`).
  public var comments: [String] = []

  public init(format: CaptureFileFormat) { self.format = format }
}

/// A capture file's format, and which of its variants.
public struct CaptureFileFormat: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case pcap, pcapng, snoop }

  public enum ByteOrder: String, Hashable, Sendable {
    case littleEndian = "little-endian"
    case bigEndian = "big-endian"
  }

  /// Which classic pcap it is.
  public enum Variant: Hashable, Sendable {
    case standard
    /// Alexey Kuznetsov's, with interface, protocol and packet type in each record.
    case modified
    /// IXIA's `lcap`, with the size of all records in the file header.
    case ixia
  }

  public var kind: Kind
  public var byteOrder: ByteOrder
  public var variant: Variant
  /// Decimal digits of a second that its times have; nil for pcapng, where each interface has its
  /// own.
  public var timestampDigits: Int?
  public var majorVersion: UInt16
  public var minorVersion: UInt16

  public init(
    kind: Kind, byteOrder: ByteOrder, variant: Variant = .standard, timestampDigits: Int? = nil,
    majorVersion: UInt16, minorVersion: UInt16
  ) {
    self.kind = kind
    self.byteOrder = byteOrder
    self.variant = variant
    self.timestampDigits = timestampDigits
    self.majorVersion = majorVersion
    self.minorVersion = minorVersion
  }
}

extension CaptureFileFormat: CustomStringConvertible {
  public var description: String {
    var words = [
      variant == .standard ? "" : "\(variant)", "\(kind.rawValue) \(majorVersion).\(minorVersion)",
      byteOrder.rawValue,
    ]
    if let timestampDigits { words.append(timestampDigits > 6 ? "nanoseconds" : "microseconds") }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
