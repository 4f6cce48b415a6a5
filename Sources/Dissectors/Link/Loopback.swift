public import PacketCore

/// The address family that BSDs put before packets of a loopback device
/// ([NULL](https://www.tcpdump.org/linktypes.html), in the byte order of the machine that captured;
/// LOOP, in network byte order).
public struct Loopback: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "null"
  public static var title: String { "Null/Loopback" }
  public static var bindings: [Binding] {
    [.linkType(.null), .linkType(.loop)]
  }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 4 }

  /// The header and the packet.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The family, or an EtherType that some drivers put in its place; more than 1500 then.
  ///
  /// Its byte order is told by the value itself, for families are small numbers: a value with bits
  /// above the lower half stands in the other order, or is 16 bits wide.
  public var familyOrType: UInt32 {
    let value = bytes.bigEndian(UInt32.self, at: 0)
    if value & 0xffff_0000 == 0 {
      return value & 0xff == 0 && value < 0x0600 ? value >> 8 : value
    }
    if value & 0xff00_0000 == 0, value & 0x00ff_0000 < 0x0006_0000 { return value >> 16 }
    // Neither order gives a number of 16 bits: some drivers put only the second half to use.
    return value.byteSwapped > 0xffff ? value & 0xffff : value.byteSwapped
  }

  /// An `AF_` number, of which IPv6 has three by system.
  public var family: UInt32? { familyOrType <= 1500 ? familyOrType : nil }

  public var etherType: UInt16? {
    familyOrType > 1500 ? UInt16(exactly: familyOrType) : nil
  }

  /// Whether the packet is PPP's, in its HDLC-like framing, with no family before it.
  private var isPPP: Bool { bytes.bigEndian(UInt16.self, at: 0) == 0xff03 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: isPPP ? 0 : Self.headerLength) }
  }

  public var next: NextLayer {
    if isPPP { return .named("ppp") }
    // Both alike: what a family's place names is not marked as found by an EtherType.
    if let etherType { return .either(.etherType(etherType), .etherType(etherType)) }
    switch family {
    case 2: return .named(IPv4.id)
    case 24, 28, 30: return .named(IPv6.id)
    case let family?: return .bound(Binding(.addressFamily, family))
    case nil: return .data
    }
  }

  public static let fields: [Field<Loopback>] = [
    Field("null.family", "Family", .decimal(32), at: 0, 4) { view in
      view.isPPP ? nil : view.family.map { .unsigned(UInt64($0)) }
    },
    Field("null.type", "Type", .hex(16), at: 0, 4) { view in
      view.isPPP ? nil : view.etherType.map { .unsigned(UInt64($0)) }
    },
  ]
}

extension Binding.Register {
  /// BSD's `AF_` numbers.
  public static let addressFamily = Binding.Register("null.bsd")
}
