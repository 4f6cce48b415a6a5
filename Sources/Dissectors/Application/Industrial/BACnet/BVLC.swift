public import PacketCore

/// A message of the BACnet virtual link over UDP (ASHRAE 135 annex J).
///
///     +-------+-------+---------------+
///     | 0x81  |Functn |    Length     |
///     +-------+-------+---------------+
public struct BVLC: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "bvlc"
  public static var title: String { "BACnet Virtual Link Control" }
  public static var bindings: [Binding] { [.udpPort(47808)] }
  public static var headerLength: Int { 4 }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 0x81...0x81) { payload in
      let function = payload.byte(at: 1)
      guard payload.byte(at: 0) == 0x81, function <= 12 else { return .refused }
      let isWhole = payload.bigEndian(UInt16.self, at: 2) == payload.byteCount
      let start = function == 4 ? 10 : 4
      return isWhole && function >= 9 && payload.byte(at: start) == 1 ? .certain : .possible
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var function: Function { Function(rawValue: bytes.byte(at: 1)) }
  /// Size of the message with its header, in bytes.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// The network's message, if there is one.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      switch function {
      case .forwarded: bytes.slice(from: 10)
      case .distribute, .unicast, .broadcast: bytes.slice(from: 4)
      default: bytes.slice(from: bytes.byteCount)
      }
    }
  }

  public var next: NextLayer { payload.byteCount > 0 ? .named(BACnet.id) : .none }

  /// What a message is for (annex J.2).
  public struct Function: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var result: Function { Function(rawValue: 0) }
    public static var writeTable: Function { Function(rawValue: 1) }
    public static var readTable: Function { Function(rawValue: 2) }
    public static var table: Function { Function(rawValue: 3) }
    public static var forwarded: Function { Function(rawValue: 4) }
    public static var registerForeignDevice: Function { Function(rawValue: 5) }
    public static var readForeignDevices: Function { Function(rawValue: 6) }
    public static var foreignDevices: Function { Function(rawValue: 7) }
    public static var deleteForeignDevice: Function { Function(rawValue: 8) }
    public static var distribute: Function { Function(rawValue: 9) }
    public static var unicast: Function { Function(rawValue: 10) }
    public static var broadcast: Function { Function(rawValue: 11) }

    static let names: ValueNames = [
      0: "BVLC-Result", 1: "Write-Broadcast-Distribution-Table",
      2: "Read-Broadcast-Distribution-Table", 3: "Read-Broadcast-Distribution-Table-Ack",
      4: "Forwarded-NPDU", 5: "Register-Foreign-Device", 6: "Read-Foreign-Device-Table",
      7: "Read-Foreign-Device-Table-Ack", 8: "Delete-Foreign-Device-Table-Entry",
      9: "Distribute-Broadcast-To-Network", 10: "Original-Unicast-NPDU",
      11: "Original-Broadcast-NPDU", 12: "Secured-BVLL",
    ]
  }
}

extension BVLC {
  private static func message(_ functions: Function...) -> Field<BVLC>.Parts {
    { view, part in
      if functions.isEmpty || functions.contains(view.function) { part(0..<view.bytes.byteCount) }
    }
  }

  /// Entries of ten bytes each, in messages of these functions.
  private static func entries(_ functions: Function...) -> Field<BVLC>.Parts {
    { view, part in
      guard functions.contains(view.function) else { return }
      var start = 4
      while view.bytes.has(10, at: start) {
        part(start..<start + 10)
        start += 10
      }
    }
  }

  private static let distribution = entries(.writeTable, .table)
  private static let foreign = entries(.foreignDevices)

  public static let fields: [Field<BVLC>] = [
    Field("bvlc.type", "Type", .hex(8), at: 0, 1, in: message())
      .named([0x81: "BACnet/IP (Annex J)"]),
    Field("bvlc.function", "Function", .hex(8), at: 1, 1, in: message()).named(Function.names),
    // Wireshark's number is of the bytes before the network's message.
    Field("bvlc.length", "BVLC-Length", .decimal(16), at: 2, 2) {
      .unsigned(UInt64($0.bytes.byteCount - $0.payload.byteCount))
    },
    Field("bvlc.result", "Result", .hex(16), at: 4, 2, in: message(.result)),
    Field("bvlc.bdt_ip", "IP", .ipv4Address, at: 0, 4, in: distribution),
    Field("bvlc.bdt_port", "Port", .decimal(16), at: 4, 2, in: distribution),
    Field("bvlc.bdt_mask", "Mask", .bytes, at: 6, 4, in: distribution),
    Field("bvlc.fwd_ip", "IP", .ipv4Address, at: 4, 4, in: message(.forwarded)),
    Field("bvlc.fwd_port", "Port", .decimal(16), at: 8, 2, in: message(.forwarded)),
    Field("bvlc.reg_ttl", "TTL", .decimal(16), at: 4, 2, in: message(.registerForeignDevice)),
    Field("bvlc.fdt_ip", "IP", .ipv4Address, at: 0, 4, in: foreign),
    Field("bvlc.fdt_port", "Port", .decimal(16), at: 4, 2, in: foreign),
    Field("bvlc.fdt_ttl", "TTL", .decimal(16), at: 6, 2, in: foreign),
    Field("bvlc.fdt_timeout", "Timeout", .decimal(16), at: 8, 2, in: foreign),
  ]
}
