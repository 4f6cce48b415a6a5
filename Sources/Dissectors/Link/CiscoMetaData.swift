public import PacketCore

/// The security group of a frame's sender, which Cisco's TrustSec puts before its type.
///
///     +---------+---------+-------------+-------------+-------------+
///     | Version | Length  |   Options   |  Group tag  |  EtherType  |
///     +---------+---------+-------------+-------------+-------------+
public struct CiscoMetaData: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "cmd"
  public static var title: String { "Cisco MetaData" }
  public static var bindings: [Binding] { [.etherType(0x8909)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 8 }

  /// The header and its payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  public var options: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var securityGroup: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
  public var etherType: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { .bound(.etherType(etherType)) }

  public static let fields: [Field<CiscoMetaData>] = [
    Field("cmd.version", "Version", .decimal(8), at: 0, 1) { $0.version },
    Field("cmd.length", "Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("cmd.options", "Options", .hex(16), at: 2, 2) { $0.options },
    Field("cmd.sgt", "SGT", .decimal(16), at: 4, 2) { $0.securityGroup },
    Field("cmd.type", "Type", .hex(16), at: 6, 2) { $0.etherType },
  ]
}
