public import PacketCore

/// The header that both stages of PPP over Ethernet begin with
/// ([RFC 2516](https://www.rfc-editor.org/rfc/rfc2516) §4).
///
///     +-------+-------+---------------+-------------------------------+
///     |Version| Type  |     Code      |          Session ID           |
///     +-------+-------+---------------+-------------------------------+
///     |            Length             | payload                       |
public protocol PPPoEHeader: ProtocolView, ~Escapable {}

/// What both stages of PPP over Ethernet share.
public enum PPPoE {
  /// Size of the header, in bytes.
  public static var headerLength: Int { 6 }

  /// What a packet does ([IANA](https://www.iana.org/assignments/pppoe-parameters)).
  public struct Code: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var session: Code { Code(rawValue: 0x00) }
    public static var offer: Code { Code(rawValue: 0x07) }
    public static var initiation: Code { Code(rawValue: 0x09) }
    public static var request: Code { Code(rawValue: 0x19) }
    public static var confirmation: Code { Code(rawValue: 0x65) }
    public static var termination: Code { Code(rawValue: 0xa7) }
  }
}

extension PPPoEHeader where Self: ~Escapable {
  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  public var type: UInt8 { bytes.byte(at: 0) & 15 }
  public var code: PPPoE.Code { PPPoE.Code(rawValue: bytes.byte(at: 1)) }
  public var sessionIdentifier: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  /// Size of the payload as sent, in bytes.
  public var payloadLength: Int { Int(bytes.bigEndian(UInt16.self, at: 4)) }

  static var headerFields: [Field<Self>] {
    [
      Field("pppoe.version", "Version", .decimal(8), at: 0, 1) { $0.version },
      Field("pppoe.type", "Type", .decimal(8), at: 0, 1) { $0.type },
      Field("pppoe.code", "Code", .hex(8), at: 1, 1) { $0.code.rawValue },
      Field("pppoe.session_id", "Session ID", .hex(16), at: 2, 2) { $0.sessionIdentifier },
      Field("pppoe.payload_length", "Payload Length", .decimal(16), at: 4, 2) {
        UInt16(truncatingIfNeeded: $0.payloadLength)
      },
    ]
  }
}
