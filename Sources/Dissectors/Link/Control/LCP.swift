public import PacketCore

/// A Link Control Protocol packet of PPP ([RFC 1661](https://www.rfc-editor.org/rfc/rfc1661) §5).
public struct LCP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "lcp"
  public static var title: String { "PPP Link Control Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0xc021)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Detects a link that is looped back, of the codes 9 to 13.
  public var magicNumber: UInt32? {
    (9...13).contains(code.rawValue) ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }

  /// The number of the protocol that the other end does not know, of a protocol reject (§5.7).
  public var rejectedProtocol: UInt16? {
    code == .protocolReject ? bytes.bigEndian(UInt16.self, at: 4) : nil
  }

  /// The start of the rejected packet; empty in other packets.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: code == .protocolReject ? 6 : bytes.byteCount) }
  }

  public var quotesPacket: Bool { code == .protocolReject }

  public var next: NextLayer { rejectedProtocol.map { .bound(.pppProtocol($0)) } ?? .none }
}

extension LCP: PartedView {
  typealias Part = PPPControlPart

  public static let fields: [Field<LCP>] =
    headerFields + contentFields + optionFields("lcp", optionNames) + sizeFields + linkFields

  private static let contentFields: [Field<LCP>] = [
    Field("lcp.magic_number", "Magic Number", .hex(32), at: 4, 4) { view in
      view.magicNumber.map { .unsigned(UInt64($0)) }
    },
    Field("lcp.rej_proto", "Rejected Protocol", .hex(16), at: 0, 2, in: part(.content(8))),
    Field("lcp.data", "Data", .bytes) { view, emit in
      part(.content(9), .content(10), .content(11))(view) { range in
        if range.count > 4 { emit(.bytes, range.dropFirst(4)) }
      }
    },
    Field("lcp.message", "Message", .text) { view, emit in
      part(.content(12))(view) { if $0.count > 4 { emit(.text, $0.dropFirst(4)) } }
      part(.content(13))(view) { if $0.count > 8 { emit(.text, $0.dropFirst(8)) } }
    },
    Field(
      "lcp.secs_remaining", "Seconds Remaining", .decimal(32), at: 4, 4, in: part(.content(13))),
  ]

  private static let optionNames: ValueNames = [
    0: "Vendor Specific", 1: "Maximum Receive Unit", 2: "Async Control Character Map",
    3: "Authentication Protocol", 4: "Quality Protocol", 5: "Magic Number",
    7: "Protocol Field Compression", 8: "Address and Control Field Compression",
    9: "FCS Alternatives", 10: "Self-Describing Padding", 11: "Numbered Mode", 13: "Callback",
    15: "Compound Frames", 17: "Multilink MRRU", 18: "Multilink Short Sequence Number Header",
    19: "Multilink Endpoint Discriminator", 22: "DCE Identifier",
    23: "Multi Link Plus Procedure", 24: "Link Discriminator for BACP",
  ]

  private static let sizeFields: [Field<LCP>] =
    [
      Field("lcp.opt.mru", "Maximum Receive Unit", .decimal(16), at: 2, 2, in: part(.option(1))),
      Field(
        "lcp.opt.asyncmap", "Async Control Character Map", .hex(32), at: 2, 4,
        in: part(.option(2))),
    ]
    + [
      "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "lf", "vt", "ff", "cr",
      "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc",
      "fs", "gs", "rs", "us",
    ].enumerated().map { index, name in
      Field(
        "lcp.opt.asyncmap.\(name)", name.uppercased(), at: 2, 4, bit: 1 << UInt64(index),
        in: part(.option(2)))
    }

  private static let linkFields: [Field<LCP>] = [
    Field(
      "lcp.opt.auth_protocol", "Authentication Protocol", .hex(16), at: 2, 2,
      in: part(.option(3))
    ).named([
      0xc023: "Password Authentication Protocol",
      0xc223: "Challenge Handshake Authentication Protocol",
      0xc227: "Extensible Authentication Protocol",
    ]),
    Field("lcp.opt.algorithm", "Algorithm", .decimal(8), at: 4, 1, in: part(.option(3))).named([
      5: "CHAP with MD5", 6: "SHA-1", 128: "MS-CHAP", 129: "MS-CHAP-2",
    ]),
    Field("lcp.opt.quality_protocol", "Quality Protocol", .hex(16), at: 2, 2, in: part(.option(4))),
    Field("lcp.opt.magic_number", "Magic Number", .hex(32), at: 2, 4, in: part(.option(5))),
    Field("lcp.opt.fcs_alternatives", "FCS Alternatives", .hex(8), at: 2, 1, in: part(.option(9))),
    Field("lcp.opt.fcs_alternatives.null", "NULL FCS", at: 2, 1, bit: 1, in: part(.option(9))),
    Field(
      "lcp.opt.fcs_alternatives.ccitt16", "CCITT 16-bit", at: 2, 1, bit: 2,
      in: part(.option(9))),
    Field(
      "lcp.opt.fcs_alternatives.ccitt32", "CCITT 32-bit", at: 2, 1, bit: 4,
      in: part(.option(9))),
    Field("lcp.opt.maximum", "Maximum", .decimal(8), at: 2, 1, in: part(.option(10))),
    Field("lcp.opt.window", "Window", .decimal(8), at: 2, 1, in: part(.option(11))),
    Field("lcp.opt.operation", "Operation", .decimal(8), at: 2, 1, in: part(.option(13))).named([
      0: "Location is determined by user authentication", 1: "Message is dialing string",
      2: "Message is location identifier", 3: "Message is E.164 number",
      4: "Message is distinguished name", 6: "Location is determined during CBCP negotiation",
    ]),
    Field("lcp.opt.mrru", "MRRU", .decimal(16), at: 2, 2, in: part(.option(17))),
    Field("lcp.opt.ep_disc_class", "Class", .decimal(8), at: 2, 1, in: part(.option(19))).named([
      0: "Null class", 1: "Locally assigned address", 2: "Internet Protocol address",
      3: "IEEE 802.1 globally assigned MAC address", 4: "PPP Magic-Number block",
      5: "Public switched network directory number",
    ]),
    Field("lcp.opt.ip_address", "IP Address", .ipv4Address, at: 3, 4, in: discriminator(2)),
    Field(
      "lcp.opt.802_1_address", "IEEE 802.1 Address", .macAddress, at: 3, 6,
      in: discriminator(3)),
    Field("lcp.opt.magic_block", "PPP Magic-Number Block", .bytes, at: 3, in: discriminator(4)),
    Field(
      "lcp.opt.psndn", "Public Switched Network Directory Number", .bytes, at: 3,
      in: discriminator(5)),
    Field("lcp.opt.data", "Data", .bytes, at: 3, in: discriminator(1)),
    Field(
      "lcp.opt.link_discrim", "Link Discriminator", .decimal(16), at: 2, 2,
      in: part(.option(24))),
  ]

  /// Endpoint discriminators of a class (RFC 1990 §5.1.3).
  private static func discriminator(_ kind: UInt8) -> Field<LCP>.Parts {
    { view, body in
      part(.option(19))(view) {
        if view.bytes.byte(at: $0.lowerBound + 2) == kind { body($0) }
      }
    }
  }
}
