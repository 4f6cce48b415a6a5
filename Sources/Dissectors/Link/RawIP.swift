public import PacketCore

/// A packet without a link-layer header, of either version of IP
/// ([RAW](https://www.tcpdump.org/linktypes.html)).
public struct RawIP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "raw"
  public static var title: String { "Raw packet data" }
  /// 101 in files; 12 and 14 are the numbers of some systems, which got into files too.
  public static var bindings: [Binding] {
    [101, 12, 14].map { .linkType(LinkType(rawValue: $0)) }
  }

  public static var headerLength: Int { 1 }

  /// The packet.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  public var next: NextLayer {
    switch bytes.byte(at: 0) >> 4 {
    case 4: .named(IPv4.id)
    case 6: .named(IPv6.id)
    default: bytes.bigEndian(UInt16.self, at: 0) == 0xff03 ? .named("ppp") : .data
    }
  }

  public static var fields: [Field<RawIP>] { [] }
}
