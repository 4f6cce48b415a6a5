public import PacketCore

/// A Routing Information Protocol message, version 1 (RFC 1058) or 2
/// ([RFC 2453](https://www.rfc-editor.org/rfc/rfc2453) §4).
///
///     +---------------+---------------+-------------------------------+
///     |    Command    |    Version    |        Routing domain         |
///     |        Address family         |          Route tag            |
///     |                          IP address                           |
///     |                          Subnet mask                          |
///     |                           Next hop                            |
///     |                            Metric                             |
public struct RIP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "rip"
  public static var title: String { "Routing Information Protocol" }
  public static var bindings: [Binding] { [.udpPort(520)] }

  /// Size of the header before the routes, in bytes.
  public static var headerLength: Int { 4 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 1 a request, 2 a response.
  public var command: UInt8 { bytes.byte(at: 0) }
  public var version: UInt8 { bytes.byte(at: 1) }
}

extension RIP: PartedView {
  enum Part: Hashable { case entry, route, unspecified, authentication(UInt16) }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    var start = Self.headerLength
    while bytes.has(20, at: start) {
      let range = start..<start + 20
      body(.entry, range)
      switch bytes.bigEndian(UInt16.self, at: start) {
      case 2: body(.route, range)
      case 0: body(.unspecified, range)
      // A digest's header (RFC 4822 §2.1), or a password (RFC 2453 §4.1).
      case 0xffff: body(.authentication(bytes.bigEndian(UInt16.self, at: start + 2)), range)
      default: break
      }
      start += 20
    }
  }

  /// What only entries of version 2 have.
  private static let second: Field<RIP>.Parts = { view, body in
    if view.version == 2 { part(.route, .unspecified)(view, body) }
  }

  private static let digest = part(.authentication(3))

  public static let fields: [Field<RIP>] = [
    Field("rip.command", "Command", .decimal(8), at: 0, 1) { $0.command }
      .named([1: "Request", 2: "Response"]),
    Field("rip.version", "Version", .decimal(8), at: 1, 1) { $0.version }
      .named([1: "RIPv1", 2: "RIPv2"]),
    Field("rip.family", "Address Family", .decimal(16), at: 0, 2, in: part(.route, .unspecified))
      .named([0: "Unspecified", 2: "IP"]),
    Field("rip.route_tag", "Route Tag", .decimal(16), at: 2, 2, in: second),
    Field("rip.ip", "IP Address", .ipv4Address, at: 4, 4, in: part(.route)),
    Field("rip.netmask", "Netmask", .ipv4Address, at: 8, 4, in: second),
    Field("rip.next_hop", "Next Hop", .ipv4Address, at: 12, 4, in: second),
    Field("rip.metric", "Metric", .decimal(16), at: 16, 4, in: part(.route, .unspecified)),
    Field(
      "rip.auth.type", "Authentication type", .decimal(16), at: 2, 2,
      in: part(.authentication(2), .authentication(3))),
    Field("rip.auth.passwd", "Password", .text, in: part(.authentication(2)), zeroPadded: 4, 16),
    Field("rip.digest_offset", "Digest Offset", .decimal(16), at: 4, 2, in: digest),
    Field("rip.key_id", "Key ID", .decimal(8), at: 6, 1, in: digest),
    Field("rip.auth_data_len", "Auth Data Len", .decimal(8), at: 7, 1, in: digest),
    Field("rip.seq_num", "Seq num", .decimal(32), at: 8, 4, in: digest),
  ]
}

/// A message of RIP for IPv6 ([RFC 2080](https://www.rfc-editor.org/rfc/rfc2080) §2.1).
public struct RIPng: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ripng"
  public static var title: String { "RIPng" }
  public static var bindings: [Binding] { [.udpPort(521)] }

  /// Size of the header before the routes, in bytes.
  public static var headerLength: Int { 4 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 1 a request, 2 a response.
  public var command: UInt8 { bytes.byte(at: 0) }
  public var version: UInt8 { bytes.byte(at: 1) }
}

extension RIPng: PartedView {
  enum Part: Hashable { case route }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    var start = Self.headerLength
    while start < bytes.byteCount {
      body(.route, start..<min(start + 20, bytes.byteCount))
      start += 20
    }
  }

  public static let fields: [Field<RIPng>] = [
    Field("ripng.cmd", "Command", .decimal(8), at: 0, 1) { $0.command }
      .named([1: "Request", 2: "Response"]),
    Field("ripng.version", "Version", .decimal(8), at: 1, 1) { $0.version },
    Field("ripng.reserved", "Reserved", .bytes) { view, emit in emit(.bytes, 2..<4) },
    Field("ripng.rte", "Route Table Entry", .heading, at: 0, in: part(.route)),
    Field("ripng.rte.ipv6_prefix", "IPv6 Prefix", .ipv6Address, at: 0, 16, in: part(.route)),
    Field("ripng.rte.route_tag", "Route Tag", .hex(16), at: 16, 2, in: part(.route)),
    Field("ripng.rte.prefix_length", "Prefix Length", .decimal(8), at: 18, 1, in: part(.route)),
    Field("ripng.rte.metric", "Metric", .decimal(8), at: 19, 1, in: part(.route)),
  ]
}
