public import PacketCore

/// A frame of Cisco's HDLC ([C_HDLC](https://www.tcpdump.org/linktypes.html), RFC 1547 §4.3.1).
///
///     +---------+---------+-----------------+
///     | Address | Control | EtherType, 2    |
///     +---------+---------+-----------------+
public struct CiscoHDLC: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "chdlc"
  public static var title: String { "Cisco HDLC" }
  public static var bindings: [Binding] { [.linkType(.ciscoHDLC)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 4 }

  /// The header and the packet.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0x0f to one station, 0x8f to all.
  public var address: UInt8 { bytes.byte(at: 0) }
  public var control: UInt8 { bytes.byte(at: 1) }

  /// An EtherType, or one of Cisco's own numbers: 0x8035 SLARP, 0x2000 CDP.
  public var `protocol`: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  /// Not marked as found by an EtherType, for it is a register of its own.
  public var next: NextLayer {
    switch self.protocol {
    case 0x8035, 0xfefe: .bound(Binding(.hdlcProtocol, UInt32(self.protocol)))
    default: .either(Binding(.hdlcProtocol, UInt32(self.protocol)), .etherType(self.protocol))
    }
  }

  public static let fields: [Field<CiscoHDLC>] = [
    Field("chdlc.address", "Address", .hex(8), at: 0, 1) { $0.address },
    Field("chdlc.control", "Control", .hex(8), at: 1, 1) { $0.control },
    Field("chdlc.protocol", "Protocol", .hex(16), at: 2, 2) { $0.protocol },
  ]
}

extension Binding.Register {
  /// Protocol numbers of Cisco's HDLC where they are not EtherTypes.
  public static let hdlcProtocol = Binding.Register("chdlc.protocol")
}
