public import PacketCore

/// An encapsulating security payload
/// ([RFC 4303](https://www.rfc-editor.org/rfc/rfc4303) §2): two clear words, then ciphertext.
///
///      0               1               2               3
///     +---------------------------------------------------------------+
///     |                Security Parameters Index (SPI)                |
///     |                        Sequence Number                        |
public struct ESP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "esp"
  public static var title: String { "Encapsulating Security Payload" }
  public static var bindings: [Binding] { [.ipProtocol(50)] }

  /// Size of the clear part, in bytes.
  public static var headerLength: Int { 8 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var securityParametersIndex: UInt32 { bytes.bigEndian(UInt32.self, at: 0) }
  public var sequenceNumber: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }

  /// The encrypted payload with its padding, next header and check value.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public static let fields: [Field<ESP>] = [
    Field("esp.spi", "ESP SPI", .hex(32), at: 0, 4) { $0.securityParametersIndex },
    Field("esp.sequence", "ESP Sequence", .decimal(32), at: 4, 4) { $0.sequenceNumber },
  ]
}
