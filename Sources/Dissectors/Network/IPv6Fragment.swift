public import PacketCore

/// A part of a packet that was too large for a link
/// ([RFC 8200](https://www.rfc-editor.org/rfc/rfc8200) §4.5).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------+---+-+
///     |  Next Header  |   Reserved    |     Fragment Offset     |Res|M|
///     +---------------+---------------+-------------------------+---+-+
///     |                         Identification                        |
public struct IPv6Fragment: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipv6.fraghdr"
  public static var title: String { "Fragment Header for IPv6" }
  public static var bindings: [Binding] { [.ipProtocol(44)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 8 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Place of the payload in what was fragmented, in bytes.
  public var fragmentOffset: Int { Int(bytes.bigEndian(UInt16.self, at: 2) & 0xfff8) }
  public var moreFragments: Bool { bytes.byte(at: 3) & 1 != 0 }
  public var identification: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }

  /// Whether other packets hold the rest; false for an atomic fragment (RFC 6946).
  public var isFragment: Bool { moreFragments || fragmentOffset > 0 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { fragmentOffset > 0 ? .data : IPv6.next(nextHeader) }

  public static let fields: [Field<IPv6Fragment>] = [
    Field("ipv6.fraghdr.nxt", "Next header", .decimal(8), at: 0, 1) { $0.nextHeader },
    Field("ipv6.fraghdr.reserved_octet", "Reserved octet", .hex(8), at: 1, 1) {
      $0.bytes.byte(at: 1)
    },
    // In units of eight bytes, as in the header.
    Field("ipv6.fraghdr.offset", "Offset", .decimal(16), at: 2, 2) {
      UInt64($0.fragmentOffset / 8)
    },
    Field("ipv6.fraghdr.reserved_bits", "Reserved bits", .decimal(16), at: 2, 2) {
      $0.bytes.byte(at: 3) >> 1 & 3
    },
    Field("ipv6.fraghdr.more", "More Fragments", at: 2, 2, flag: { $0.moreFragments }),
    Field("ipv6.fraghdr.ident", "Identification", .hex(32), at: 4, 4) { $0.identification },
  ]
}
