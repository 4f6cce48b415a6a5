public import PacketCore

/// Modbus over TCP: the header in front of each message
/// ([MODBUS Messaging on TCP/IP](https://modbus.org/docs/Modbus_Messaging_Implementation_Guide_V1_0b.pdf)
/// §3.1.3).
///
///     +---------------+---------------+---------------+-------+
///     |  Transaction  |  Protocol (0) |    Length     | Unit  |
///     +---------------+---------------+---------------+-------+
public struct ModbusTCP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "mbtcp"
  public static var title: String { "Modbus/TCP" }
  public static var bindings: [Binding] { [.tcpPort(502)] }
  public static var headerLength: Int { 7 }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let length = payload.bigEndian(UInt16.self, at: 4)
      return payload.bigEndian(UInt16.self, at: 2) == 0 && 2...254 ~= length
        || payload.byteCount < 6
        ? .possible : .refused
    }
  }

  /// All messages of a segment.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var transaction: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// Size of unit and function, in bytes.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
  public var unit: UInt8 { bytes.byte(at: 6) }

  /// The first message's function and its data.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 7, count: Int(length) - 1) }
  }

  public var next: NextLayer { payload.byteCount > 0 ? .named(Modbus.id) : .none }

  private static let messages: Field<ModbusTCP>.Parts = { view, part in
    var start = 0
    while start < view.bytes.byteCount {
      let length = Int(view.bytes.bigEndian(UInt16.self, at: start + 4))
      part(start..<start + 6 + length)
      guard length >= 2 else { return }
      start += 6 + length
    }
  }

  public static let fields: [Field<ModbusTCP>] = [
    Field("mbtcp.trans_id", "Transaction Identifier", .decimal(16), at: 0, 2, in: messages),
    Field("mbtcp.prot_id", "Protocol Identifier", .decimal(16), at: 2, 2, in: messages),
    Field("mbtcp.len", "Length", .decimal(16), at: 4, 2, in: messages),
    Field("mbtcp.unit_id", "Unit Identifier", .decimal(8), at: 6, 1, in: messages),
  ]
}
