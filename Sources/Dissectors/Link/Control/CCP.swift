public import PacketCore

/// A Compression Control Protocol packet of PPP
/// ([RFC 1962](https://www.rfc-editor.org/rfc/rfc1962)).
public struct CCP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "ccp"
  public static var title: String { "PPP Compression Control Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0x80fd)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

extension CCP: PartedView {
  typealias Part = PPPControlPart

  public static let fields: [Field<CCP>] =
    headerFields + optionFields("ccp", optionNames) + valueFields

  private static let optionNames: ValueNames = [
    0: "OUI", 1: "Predictor type 1", 2: "Predictor type 2", 3: "Puddle Jumper",
    16: "Hewlett-Packard PPC", 17: "Stac Electronics LZS", 18: "Microsoft PPE/PPC",
    19: "Gandalf FZA", 20: "V.42bis compression", 21: "BSD LZW Compress", 23: "LZS-DCP",
    24: "MVRCA (Magnalink)", 26: "Deflate", 27: "V.44/X3.102 compression",
  ]

  private static let microsoft = part(.option(18))
  private static let magnalink = part(.option(24))
  private static let deflate = part(.option(26))

  private static func support(_ name: String, _ label: String, _ mask: UInt64) -> Field<CCP> {
    Field("ccp.opt.supported_bits.\(name)", label, at: 2, 4, bit: mask, in: microsoft)
  }

  private static let valueFields: [Field<CCP>] = [
    // RFC 3078 §2, RFC 2118 §2.
    Field("ccp.opt.supported_bits", "Supported Bits", .hex(32), at: 2, 4, in: microsoft),
    support("h", "Stateless mode", 0x0100_0000),
    support("m", "56-bit encryption", 0x80),
    support("s", "128-bit encryption", 0x40),
    support("l", "40-bit encryption", 0x20),
    support("d", "Obsolete", 0x10),
    support("c", "MPPC compression", 0x01),
    // RFC 1977 §3.
    Field("ccp.opt.vd", "Vers/Dict", .hex(8), at: 2, 1, in: part(.option(21))),
    Field("ccp.opt.vd.vers", "Vers", .decimal(8), at: 2, 1, mask: 0xe0, in: part(.option(21))),
    Field("ccp.opt.vd.dict", "Dict", .decimal(8), at: 2, 1, mask: 0x1f, in: part(.option(21))),
    // RFC 1975 §4.
    Field("ccp.opt.fe", "Features", .decimal(8), at: 2, 1, mask: 0xc0, in: magnalink),
    Field("ccp.opt.p", "Packet by Packet flag", at: 2, 1, bit: 0x20, in: magnalink),
    Field("ccp.opt.History", "History", .decimal(8), at: 2, 1, mask: 0x1f, in: magnalink),
    Field("ccp.opt.contexts", "# Contexts", .decimal(8), at: 3, 1, in: magnalink),
    // RFC 1979 §2.2: the exponent, less 8, of the window's size in bytes.
    Field("ccp.opt.window", "Window", .decimal(8), at: 2, 1, mask: 0xf0, in: deflate),
    Field("ccp.opt.method", "Method", .decimal(8), at: 2, 1, mask: 0x0f, in: deflate)
      .named([8: "zlib compression"]),
    Field("ccp.opt.mbz", "MBZ", .decimal(8), at: 3, 1, mask: 0xfc, in: deflate),
    Field("ccp.opt.chk", "Chk", .decimal(8), at: 3, 1, mask: 0x03, in: deflate),
  ]
}
