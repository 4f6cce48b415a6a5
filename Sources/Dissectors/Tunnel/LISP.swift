public import PacketCore

/// The header of a packet in the Locator/ID Separation Protocol
/// ([RFC 9300](https://www.rfc-editor.org/rfc/rfc9300) §5.3).
///
///     +-+-+-+-+-+-+---+-----------------------------------------------+
///     |N|L|E|V|I|R|K K|            Nonce or map version               |
///     +-+-+-+-+-+-+---+-----------------------------------------------+
///     |                 Instance ID, locator status bits              |
public struct LISP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "lisp-data"
  public static var title: String { "Locator/ID Separation Protocol (Data)" }
  public static var bindings: [Binding] { [.udpPort(4341)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 8 }

  /// The header and the packet.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var flags: UInt8 { bytes.byte(at: 0) }
  /// 24 bits, when the N bit is set.
  public var nonce: UInt32? {
    flags & 0x80 != 0 ? bytes.bigEndian(UInt32.self, at: 0) & 0xff_ffff : nil
  }
  /// 24 bits, when the I bit is set.
  public var instanceIdentifier: UInt32? {
    flags & 0x08 != 0 ? bytes.bigEndian(UInt32.self, at: 4) >> 8 : nil
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  /// No field names the packet's version of IP; its own first bits do.
  public var next: NextLayer {
    switch payload.byte(at: 0) >> 4 {
    case 4: .named(IPv4.id)
    case 6: .named(IPv6.id)
    default: .data
    }
  }

  public static let fields: [Field<LISP>] = [
    Field("lisp-data.flags", "Flags", .hex(8), at: 0, 1) { $0.flags },
    Field("lisp-data.flags.nonce", "N bit (Nonce present)", at: 0, 1, bit: 0x80),
    Field(
      "lisp-data.flags.lsb", "L bit (Locator-Status-Bits field enabled)", at: 0, 1, bit: 0x40),
    Field("lisp-data.flags.enr", "E bit (Echo-Nonce-Request)", at: 0, 1, bit: 0x20),
    Field("lisp-data.flags.mv", "V bit (Map-Version present)", at: 0, 1, bit: 0x10),
    Field("lisp-data.flags.iid", "I bit (Instance ID present)", at: 0, 1, bit: 0x08),
    Field("lisp-data.nonce", "Nonce", .decimal(24), at: 1, 3) { view in
      view.nonce.map { .unsigned(UInt64($0)) }
    },
    Field("lisp-data.iid", "Instance ID", .decimal(24), at: 4, 3) { view in
      view.instanceIdentifier.map { .unsigned(UInt64($0)) }
    },
  ]
}
