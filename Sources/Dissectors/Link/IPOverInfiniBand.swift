public import PacketCore

/// A packet of IP over InfiniBand ([RFC 4391](https://www.rfc-editor.org/rfc/rfc4391) §6), after a
/// global route header or an address of twenty bytes.
///
///     | Global route header, 40, or 20 unused and the destination, 20 |
///     | EtherType, 2                  | Reserved, 2                   |
public struct IPOverInfiniBand: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipoib"
  public static var title: String { "IP over Infiniband" }
  public static var bindings: [Binding] { [.linkType(.ipOverInfiniBand)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 44 }

  /// The header and its payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the first 40 bytes are a route header: it begins with IPv6's version.
  public var hasRouteHeader: Bool { bytes.byte(at: 0) >> 4 == 6 }
  /// Number of the queue pair that the packet is sent to; of the sender's, in a route header.
  public var queuePair: UInt32 { bytes.bigEndian(UInt32.self, at: 20) & 0xff_ffff }
  public var destination: IPv6Address { IPv6Address(bytes, at: 24) }
  public var etherType: UInt16 { bytes.bigEndian(UInt16.self, at: 40) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  /// Not marked as found by an EtherType, as in Wireshark's list of protocols.
  public var next: NextLayer { .either(.etherType(etherType), .etherType(etherType)) }

  public static let fields: [Field<IPOverInfiniBand>] = [
    Field("ipoib.daddr.qpn", "Destination QPN", .hex(24), at: 21, 3) { view in
      view.hasRouteHeader ? nil : .unsigned(UInt64(view.queuePair))
    },
    Field("ipoib.dgid", "Destination GID", .ipv6Address, at: 24, 16) { .ipv6($0.destination) },
    Field("ipoib.type", "Type", .hex(16), at: 40, 2) { $0.etherType },
    Field("ipoib.reserved", "Reserved", .hex(16), at: 42, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 42)
    },
  ]
}
