public import PacketCore

/// What Solaris puts before packets of its IP observability devices
/// ([IPNET](https://www.tcpdump.org/linktypes/LINKTYPE_IPNET.html)).
public struct SolarisIPNet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipnet"
  public static var title: String { "Solaris IPNET" }
  public static var bindings: [Binding] { [.linkType(.ipnet)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 24 }

  /// The header and its payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Solaris's `AF_` number: 2 for IPv4, 26 for IPv6.
  public var family: UInt8 { bytes.byte(at: 1) }
  /// Size of the packet, in bytes.
  public var packetLength: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }
  public var interfaceIndex: UInt32 { bytes.bigEndian(UInt32.self, at: 8) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer {
    switch family {
    case 2: .named(IPv4.id)
    case 26: .named(IPv6.id)
    default: .data
    }
  }

  public static let fields: [Field<SolarisIPNet>] = [
    Field("ipnet.version", "Header version", .decimal(8), at: 0, 1) { $0.bytes.byte(at: 0) },
    Field("ipnet.family", "Address family", .decimal(8), at: 1, 1) { $0.family },
    Field("ipnet.htype", "Hook type", .decimal(16), at: 2, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 2)
    },
    Field("ipnet.pktlen", "Data length", .decimal(32), at: 4, 4) { $0.packetLength },
    Field("ipnet.ifindex", "Interface index", .decimal(32), at: 8, 4) { $0.interfaceIndex },
    Field("ipnet.grifindex", "Group interface index", .decimal(32), at: 12, 4) {
      $0.bytes.bigEndian(UInt32.self, at: 12)
    },
    Field("ipnet.zsrc", "Source Zone ID", .decimal(32), at: 16, 4) {
      $0.bytes.bigEndian(UInt32.self, at: 16)
    },
    Field("ipnet.zdst", "Destination Zone ID", .decimal(32), at: 20, 4) {
      $0.bytes.bigEndian(UInt32.self, at: 20)
    },
  ]
}
