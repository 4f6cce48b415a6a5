public import PacketCore

/// The Interface Description Block, which numbers the section's interfaces from 0 on
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.2).
public struct PcapNGInterfaceDescription: Hashable, Sendable {
  public var linkType: LinkType
  public var reserved: UInt16 = 0
  /// The most bytes of a packet that were kept; 0 when there was no limit.
  public var snapLength: UInt32
  public var options: PcapNGOptions

  /// - Parameter timestampResolution: The code of `if_tsresol`: 9 for nanoseconds.
  public init(
    linkType: LinkType, snapLength: UInt32 = 0, name: String? = nil, description: String? = nil,
    timestampResolution: UInt8 = 9, options: PcapNGOptions = PcapNGOptions()
  ) {
    self.linkType = linkType
    self.snapLength = snapLength
    self.options = options
    if let name { self.options.set(2, text: name) }
    if let description { self.options.set(3, text: description) }
    self.options.set(9, timestampResolution)
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    try reader.require(8)
    linkType = LinkType(rawValue: reader.uint16(0))
    reserved = reader.uint16(2)
    snapLength = reader.uint32(4)
    options = try reader.options(from: 8)
  }

  func append(to builder: inout BlockBuilder) {
    builder.append(linkType.rawValue)
    builder.append(reserved)
    builder.append(snapLength)
    builder.append(options)
  }
}

extension PcapNGInterfaceDescription {
  /// `if_name`
  public var name: String? { options.text(2) }
  /// `if_description`
  public var description: String? { options.text(3) }

  /// All `if_IPv4addr`, with the network's mask.
  public var ipv4Addresses: [(address: IPv4Address, mask: IPv4Address)] {
    values(4, count: 8).map { value in
      let bytes = value.rawSpan
      return (IPv4Address(bytes, at: 0), IPv4Address(bytes, at: 4))
    }
  }

  /// All `if_IPv6addr`, with the bits of the network's prefix.
  public var ipv6Addresses: [(address: IPv6Address, prefixLength: Int)] {
    values(5, count: 17).map { value in
      (IPv6Address(value.rawSpan, at: 0), Int(value[16]))
    }
  }

  /// `if_MACaddr`
  public var macAddress: MACAddress? {
    values(6, count: 6).first.map { MACAddress($0.rawSpan, at: 0) }
  }

  /// `if_EUIaddr`, the first byte in the highest bits.
  public var euiAddress: UInt64? {
    values(7, count: 8).first.map { $0.rawSpan.bigEndian(UInt64.self, at: 0) }
  }

  /// `if_speed`, in bits a second.
  public var speed: UInt64? { options.number(8, as: UInt64.self) }
  /// `if_tsresol`: the negative power of 10, or of 2 if the highest bit is set; 6 when absent.
  public var timestampResolution: UInt8 { options.number(9, as: UInt8.self) ?? 6 }
  /// `if_tzone`, of which no specification says the unit.
  public var timeZone: Int32? { options.number(10, as: Int32.self) }

  /// `if_filter` where it is text (kind 0), such as a libpcap expression.
  public var filter: String? {
    guard let value = options.first(code: 11)?.value, value.first == 0 else { return nil }
    return String(decoding: value.dropFirst(), as: UTF8.self)
  }

  /// `if_filter`: its kind, 0 for text and 1 for BPF instructions, and what follows.
  public var filterBytes: (kind: UInt8, bytes: [UInt8])? {
    guard let value = options.first(code: 11)?.value, let kind = value.first else { return nil }
    return (kind, [UInt8](value.dropFirst()))
  }

  /// `if_os`
  public var operatingSystem: String? { options.text(12) }
  /// `if_fcslen`, in bytes here; the option counts bits or bytes, depending on its writer.
  public var frameCheckLength: UInt8? { options.number(13, as: UInt8.self) }
  /// `if_tsoffset`: seconds to add to each time.
  public var timestampOffset: Int64? { options.number(14, as: Int64.self) }
  /// `if_hardware`
  public var hardware: String? { options.text(15) }
  /// `if_txspeed`, in bits a second.
  public var transmitSpeed: UInt64? { options.number(16, as: UInt64.self) }
  /// `if_rxspeed`, in bits a second.
  public var receiveSpeed: UInt64? { options.number(17, as: UInt64.self) }
  /// `if_iana_tzname`, such as `Europe/Berlin`.
  public var timeZoneName: String? { options.text(18) }

  private func values(_ code: UInt16, count: Int) -> [[UInt8]] {
    options.lazy.filter { $0.code == code && $0.value.count == count }.map(\.value)
  }

  /// How the interface's times count.
  var scale: TimestampScale {
    TimestampScale(code: timestampResolution, offset: timestampOffset ?? 0)
  }
}
