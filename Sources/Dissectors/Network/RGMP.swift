public import PacketCore

/// A Router-port Group Management Protocol message
/// ([RFC 3488](https://www.rfc-editor.org/rfc/rfc3488) §3), sent under IGMP's number.
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |     Type      |   Reserved    |           Checksum            |
///     |                         Group Address                         |
public struct RGMP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "rgmp"
  public static var title: String { "Router-port Group Management Protocol" }
  public static var bindings: [Binding] { [] }

  /// Size of a message, in bytes.
  public static var headerLength: Int { 8 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0xff Hello, 0xfe Bye, 0xfd Join, 0xfc Leave.
  public var messageType: UInt8 { bytes.byte(at: 0) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var groupAddress: IPv4Address { IPv4Address(bytes, at: 4) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public static let fields: [Field<RGMP>] = [
    Field("rgmp.type", "Type", .hex(8), at: 0, 1) { $0.messageType },
    Field("rgmp.reserved", "Reserved", .hex(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("rgmp.checksum", "Checksum", .hex(16), at: 2, 2) { $0.checksum },
    Field("rgmp.maddr", "Multicast group address", .ipv4Address, at: 4, 4) {
      .ipv4($0.groupAddress)
    },
  ]
}
