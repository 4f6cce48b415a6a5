public import PacketCore

/// An associated channel header: messages about a pseudowire or path, on its own label
/// ([RFC 5586](https://www.rfc-editor.org/rfc/rfc5586) §2.1).
public struct PseudowireChannel: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pwach"
  public static var title: String { "PW Associated Channel Header" }
  public static var bindings: [Binding] { [] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 4 }

  /// The header and the message.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) & 15 }
  public var reserved: UInt8 { bytes.byte(at: 1) }

  /// [IANA channel types](https://www.iana.org/assignments/g-ach-parameters).
  public var channelType: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer {
    switch channelType {
    case 0x0021: .named(IPv4.id)
    case 0x0057: .named(IPv6.id)
    default: .bound(Binding(.channelType, UInt32(channelType)))
    }
  }

  public static let fields: [Field<PseudowireChannel>] = [
    Field("pwach.ver", "Channel Version", .decimal(8), at: 0, 1) { $0.version },
    Field("pwach.res", "Reserved", .hex(8), at: 1, 1) { $0.reserved },
    Field("pwach.channel_type", "Channel Type", .hex(16), at: 2, 2) { $0.channelType },
  ]
}

extension Binding.Register {
  /// Channel types of pseudowires and of MPLS paths.
  public static let channelType = Binding.Register("pwach.channel_type")
}
