public import PacketCore

/// An Internet Protocol Control Protocol packet of PPP
/// ([RFC 1332](https://www.rfc-editor.org/rfc/rfc1332)).
public struct IPCP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "ipcp"
  public static var title: String { "PPP IP Control Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0x8021)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

extension IPCP: PartedView {
  typealias Part = PPPControlPart

  public static let fields: [Field<IPCP>] =
    headerFields + optionFields("ipcp", optionNames) + addressFields + compressionFields

  private static let optionNames: ValueNames = [
    1: "IP Addresses", 2: "IP Compression Protocol", 3: "IP Address",
    4: "Mobile Node's Home Address", 129: "Primary DNS Server IP Address",
    130: "Primary NBNS Server IP Address", 131: "Secondary DNS Server IP Address",
    132: "Secondary NBNS Server IP Address",
  ]

  private static func address(
    _ name: String, _ label: String, _ type: UInt8, at offset: Int = 2
  ) -> Field<IPCP> {
    Field("ipcp.opt.\(name)", label, .ipv4Address, at: offset, 4, in: part(.option(type)))
  }

  /// RFC 1332 §3, RFC 1877 §1.
  private static let addressFields: [Field<IPCP>] = [
    address("src_address", "Source IP Address", 1),
    address("dst_address", "Destination IP Address", 1, at: 6),
    address("ip_address", "IP Address", 3),
    address("mobilenodehomeaddress", "Mobile Node's Home Address", 4),
    address("pri_dns_address", "Primary DNS Address", 129),
    address("pri_nbns_address", "Primary NBNS Address", 130),
    address("sec_dns_address", "Secondary DNS Address", 131),
    address("sec_nbns_address", "Secondary NBNS Address", 132),
  ]

  /// IP compression of a protocol.
  private static func compression(_ protocols: UInt16...) -> Field<IPCP>.Parts {
    { view, body in
      part(.option(2))(view) {
        if protocols.contains(view.bytes.bigEndian(UInt16.self, at: $0.lowerBound + 2)) { body($0) }
      }
    }
  }

  private static let vanJacobson = compression(0x002d)
  private static let headers = compression(0x0061)

  private static let compressionFields: [Field<IPCP>] = [
    Field(
      "ipcp.opt.compress_proto", "IP Compression Protocol", .hex(16), at: 2, 2,
      in: part(.option(2))
    ).named([
      0x0003: "Robust Header Compression", 0x002d: "VJ compression", 0x0061: "IPHC compression",
    ]),
    Field("ipcp.opt.max_slot_id", "Max Slot ID", .decimal(8), at: 4, 1, in: vanJacobson),
    Field("ipcp.opt.comp_slot_id", "Comp Slot ID", at: 5, 1, bit: 1, in: vanJacobson),
    // RFC 2509 §2.1.
    Field("ipcp.opt.tcp_space", "TCP Space", .decimal(16), at: 4, 2, in: headers),
    Field("ipcp.opt.non_tcp_space", "Non TCP Space", .decimal(16), at: 6, 2, in: headers),
    Field("ipcp.opt.f_max_period", "F Max Period", .decimal(16), at: 8, 2, in: headers),
    Field("ipcp.opt.f_max_time", "F Max Time", .decimal(16), at: 10, 2, in: headers),
    Field("ipcp.opt.max_header", "Max Header", .decimal(16), at: 12, 2, in: headers),
    Field("ipcp.opt.max_cid", "Max CID", .decimal(16), at: 4, 2, in: compression(0x0003)),
    Field("ipcp.opt.mrru", "MRRU", .decimal(16), at: 6, 2, in: compression(0x0003)),
  ]
}

/// An IPv6 Control Protocol packet of PPP
/// ([RFC 5072](https://www.rfc-editor.org/rfc/rfc5072) §4).
public struct IPV6CP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "ipv6cp"
  public static var title: String { "PPP IPv6 Control Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0x8057)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

extension IPV6CP: PartedView {
  typealias Part = PPPControlPart

  public static let fields: [Field<IPV6CP>] =
    headerFields
    + optionFields("ipv6cp", [1: "Interface Identifier", 2: "IPv6 Compression Protocol"])
    + [
      // Written as an address is, with colons.
      Field("ipv6cp.interface_identifier", "Interface Identifier", .text) { view, emit in
        part(.option(1))(view) { option in
          let range = option.lowerBound + 2..<option.lowerBound + 10
          guard option.count == 10, range.upperBound <= view.bytes.byteCount else { return }
          let digits = range.map { offset in
            let byte = view.bytes.byte(at: offset)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
          }
          emit(.string(digits.joined(separator: ":")), range)
        }
      }
    ]
}
