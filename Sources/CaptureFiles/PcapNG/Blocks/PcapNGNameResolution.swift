public import PacketCore

/// The Name Resolution Block: addresses and their names
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.5).
public struct PcapNGNameResolution: Hashable, Sendable {
  public enum Record: Hashable, Sendable {
    case ipv4(IPv4Address, names: [String])
    case ipv6(IPv6Address, names: [String])
    case eui48(MACAddress, names: [String])
    /// The first byte in the highest bits.
    case eui64(UInt64, names: [String])
    case unknown(type: UInt16, value: [UInt8])
  }

  public var records: [Record]
  public var options: PcapNGOptions

  public init(records: [Record], options: PcapNGOptions = PcapNGOptions()) {
    self.records = records
    self.options = options
  }

  /// `ns_dnsname`: the server that gave the names.
  public var serverName: String? { options.text(2) }

  /// `ns_dnsIP4addr`
  public var serverIPv4Address: IPv4Address? {
    options.first(code: 3).flatMap {
      $0.value.count == 4 ? IPv4Address($0.value.rawSpan, at: 0) : nil
    }
  }

  /// `ns_dnsIP6addr`
  public var serverIPv6Address: IPv6Address? {
    options.first(code: 4).flatMap {
      $0.value.count == 16 ? IPv6Address($0.value.rawSpan, at: 0) : nil
    }
  }

  init(_ reader: BlockBodyReader) throws(CaptureError) {
    records = []
    var position = 0
    while position + 4 <= reader.count {
      let type = reader.uint16(position)
      let length = Int(reader.uint16(position + 2))
      position += 4
      if type == 0 { break }
      records.append(Record(type: type, value: try reader.bytes(at: position, count: length)))
      position = (position + length + 3) & ~3
    }
    options = try reader.options(from: position)
  }

  func append(to builder: inout BlockBuilder) {
    for record in records {
      let (type, value) = record.encoded
      let cut = [UInt8](value.prefix(Int(UInt16.max)))
      builder.append(type)
      builder.append(UInt16(truncatingIfNeeded: cut.count))
      builder.append(padded: cut)
    }
    // nrb_record_end
    builder.append(UInt32(0))
    builder.append(options)
  }
}

extension PcapNGNameResolution.Record {
  init(type: UInt16, value: [UInt8]) {
    let bytes = value.rawSpan
    let names: (Int) -> [String]? = { Self.names(value.dropFirst($0)) }
    switch type {
    case 1 where value.count >= 4:
      if let names = names(4) {
        self = .ipv4(IPv4Address(bytes, at: 0), names: names)
      } else {
        fallthrough
      }
    case 2 where value.count >= 16:
      if let names = names(16) {
        self = .ipv6(IPv6Address(bytes, at: 0), names: names)
      } else {
        fallthrough
      }
    case 3 where value.count >= 6:
      if let names = names(6) {
        self = .eui48(MACAddress(bytes, at: 0), names: names)
      } else {
        fallthrough
      }
    case 4 where value.count >= 8:
      if let names = names(8) {
        self = .eui64(bytes.bigEndian(UInt64.self, at: 0), names: names)
      } else {
        fallthrough
      }
    default: self = .unknown(type: type, value: value)
    }
  }

  /// Texts that end with a zero each; nil if the last one does not.
  private static func names(_ bytes: ArraySlice<UInt8>) -> [String]? {
    guard bytes.isEmpty || bytes.last == 0 else { return nil }
    return bytes.dropLast().isEmpty && bytes.isEmpty
      ? []
      : bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
  }

  fileprivate var encoded: (type: UInt16, value: [UInt8]) {
    func join(_ address: [UInt8], _ names: [String]) -> [UInt8] {
      address + names.flatMap { [UInt8]($0.utf8) + [0] }
    }
    return switch self {
    case .ipv4(let address, let names): (1, join(address.octets, names))
    case .ipv6(let address, let names): (2, join(address.octets, names))
    case .eui48(let address, let names): (3, join(address.octets, names))
    case .eui64(let address, let names): (4, join(BlockBuilder.bytes(address, .bigEndian), names))
    case .unknown(let type, let value): (type, value)
    }
  }
}
