public import PacketCore

/// A Virtual eXtensible Local Area Network header
/// ([RFC 7348](https://www.rfc-editor.org/rfc/rfc7348) §5), with the generic protocol extension's
/// next protocol ([draft-ietf-nvo3-vxlan-gpe](https://datatracker.ietf.org/doc/draft-ietf-nvo3-vxlan-gpe/)
/// §3) when the P bit is set.
///
///     +-------+-------+---------------+-------------------------------+
///     |R|R|V V|I|P|B|O|               |   Group policy, next protocol |
///     +---------------+---------------+---------------+---------------+
///     |              Network identifier, 24           |   Reserved    |
public struct VXLAN: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "vxlan"
  public static var title: String { "Virtual eXtensible Local Area Network" }
  public static var bindings: [Binding] { [.udpPort(4789), .udpPort(4790)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 8 }

  /// The header and the frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var flags: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }

  /// Whether ``networkIdentifier`` is valid.
  public var hasNetworkIdentifier: Bool { flags & 0x0800 != 0 }

  /// Whether the header is the generic protocol extension's: the P bit, and nothing that it reserves.
  public var hasNextProtocol: Bool { flags & 0xf6ff == 0x0400 && bytes.byte(at: 2) == 0 }

  /// VNI, 24 bits.
  public var networkIdentifier: UInt32 { bytes.bigEndian(UInt32.self, at: 4) >> 8 }

  /// Group policy identifier; 0 without that extension.
  public var groupPolicy: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// What the payload is: an Ethernet frame unless the header tells otherwise.
  public var nextProtocol: NextProtocol {
    hasNextProtocol ? NextProtocol(rawValue: bytes.byte(at: 3)) : .ethernet
  }

  /// [IANA VXLAN-GPE next protocols](https://www.iana.org/assignments/vxlan-gpe).
  public struct NextProtocol: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var ipv4: NextProtocol { NextProtocol(rawValue: 1) }
    public static var ipv6: NextProtocol { NextProtocol(rawValue: 2) }
    public static var ethernet: NextProtocol { NextProtocol(rawValue: 3) }
    public static var networkService: NextProtocol { NextProtocol(rawValue: 4) }
    public static var mpls: NextProtocol { NextProtocol(rawValue: 5) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer {
    switch nextProtocol {
    case .ipv4: .named(IPv4.id)
    case .ipv6: .named(IPv6.id)
    case .ethernet: .named(Ethernet.id)
    case .networkService: .named(NSH.id)
    case .mpls: .named(MPLS.id)
    default: .data
    }
  }

  public static let fields: [Field<VXLAN>] = [
    Field("vxlan.flags", "Flags", .hex(16), at: 0, 2) { $0.flags },
    plain("vxlan.flag_g", "GBP Extension", 0x8000),
    plain("vxlan.flag_i", "VXLAN Network ID (VNI)", 0x0800),
    plain("vxlan.flag_d", "Don't Learn", 0x0040),
    plain("vxlan.flag_a", "Policy Applied", 0x0008),
    Field("vxlan.gbp", "Group Policy ID", .decimal(16), at: 2, 2) { view in
      view.hasNextProtocol ? nil : .unsigned(UInt64(view.groupPolicy))
    },
    Field("vxlan.next_proto", "Next Protocol", .decimal(8), at: 3, 1) { view in
      view.hasNextProtocol ? .unsigned(UInt64(view.nextProtocol.rawValue)) : nil
    },
    Field("vxlan.vni", "VXLAN Network Identifier (VNI)", .decimal(24), at: 4, 3) {
      $0.networkIdentifier
    },
    Field("vxlan.reserved8", "Reserved", .decimal(8), at: 7, 1) { $0.bytes.byte(at: 7) },
  ]

  /// A flag of the header without the generic protocol extension.
  private static func plain(_ name: String, _ label: String, _ bit: UInt64) -> Field<VXLAN> {
    Field(
      name, label, .boolean, at: 0, 2, mask: bit,
      in: { view, part in if !view.hasNextProtocol { part(0..<headerLength) } })
  }
}
