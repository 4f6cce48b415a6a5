public import PacketCore

/// Messages of EtherNet/IP's encapsulation
/// (ODVA, The CIP Networks Library volume 2, chapter 2), as many as a segment has.
///
///     +---------------+---------------+-------------------------------+
///     |    Command    |    Length     |        Session handle         |
///     |            Status             |        Sender context         |
///     |     of eight bytes            |           Options             |
///
/// Numbers are sent least significant byte first.
public struct ENIP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "enip"
  public static var title: String { "EtherNet/IP (Industrial Protocol)" }
  public static var bindings: [Binding] { [.tcpPort(44818), .udpPort(44818)] }
  public static var headerLength: Int { 24 }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      switch payload.littleEndian(UInt16.self, at: 0) {
      case 0x0000, 0x0004, 0x0063...0x0066, 0x006f, 0x0070, 0x0072, 0x0073, 0x00c8: .possible
      default: .refused
      }
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The first message's command.
  public var command: Command { Command(rawValue: bytes.littleEndian(UInt16.self, at: 0)) }
  /// Size of the first message after its header, in bytes.
  public var length: UInt16 { bytes.littleEndian(UInt16.self, at: 2) }
  public var session: UInt32 { bytes.littleEndian(UInt32.self, at: 4) }
  public var status: UInt32 { bytes.littleEndian(UInt32.self, at: 8) }

  /// What a message is for (§2-3.2).
  public struct Command: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var noOperation: Command { Command(rawValue: 0x00) }
    public static var listServices: Command { Command(rawValue: 0x04) }
    public static var listIdentity: Command { Command(rawValue: 0x63) }
    public static var listInterfaces: Command { Command(rawValue: 0x64) }
    public static var registerSession: Command { Command(rawValue: 0x65) }
    public static var unregisterSession: Command { Command(rawValue: 0x66) }
    public static var sendRRData: Command { Command(rawValue: 0x6f) }
    public static var sendUnitData: Command { Command(rawValue: 0x70) }

    static let names: ValueNames = [
      0x00: "NOP", 0x04: "List Services", 0x63: "List Identity", 0x64: "List Interfaces",
      0x65: "Register Session", 0x66: "Unregister Session", 0x6f: "Send RR Data",
      0x70: "Send Unit Data", 0x72: "Indicate Status", 0x73: "Cancel", 0xc8: "Start DTLS",
    ]
  }
}

extension ENIP {
  private func forEachMessage(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < bytes.byteCount {
      let end = start + Self.headerLength + Int(bytes.littleEndian(UInt16.self, at: start + 2))
      body(start..<end)
      start = end
    }
  }

  private static func message(_ commands: Command...) -> Field<ENIP>.Parts {
    { view, part in
      view.forEachMessage { place in
        let command = view.bytes.littleEndian(UInt16.self, at: place.lowerBound)
        if commands.isEmpty || commands.contains(Command(rawValue: command)) { part(place) }
      }
    }
  }

  /// Questions for identities, in which the context is how long answers may wait.
  private static let identityQuestions: Field<ENIP>.Parts = { view, part in
    message(.listIdentity)(view) { if $0.count == headerLength { part($0) } }
  }

  /// The lists of items in messages of commands that have one (§2-6).
  private static let itemLists: Field<ENIP>.Parts = { view, part in
    message(.listServices, .listIdentity, .listInterfaces)(view) { place in
      if place.count > headerLength { part(place.lowerBound + 24..<place.upperBound) }
    }
    message(.sendRRData, .sendUnitData)(view) { place in
      if place.count > 30 { part(place.lowerBound + 30..<place.upperBound) }
    }
  }

  private static func items(_ kind: UInt16? = nil) -> Field<ENIP>.Parts {
    { view, part in
      itemLists(view) { forEachItem(view.bytes, in: $0, kind, part) }
    }
  }

  /// Calls `body` with the items of a list: type, length and value each.
  static func forEachItem(
    _ bytes: RawSpan, in list: Range<Int>, _ wanted: UInt16?, _ body: (Range<Int>) -> Void
  ) {
    var start = list.lowerBound + 2
    for _ in 0..<bytes.littleEndian(UInt16.self, at: list.lowerBound) {
      guard start + 4 <= Swift.min(list.upperBound, bytes.byteCount) else { return }
      let end = start + 4 + Int(bytes.littleEndian(UInt16.self, at: start + 2))
      if wanted == nil || bytes.littleEndian(UInt16.self, at: start) == wanted { body(start..<end) }
      start = end
    }
  }

  public static let fields: [Field<ENIP>] = headerFields + itemFields + identityFields

  private static let headerFields: [Field<ENIP>] = [
    .little("enip.command", "Command", .hex(16), at: 0, 2, in: message()).named(Command.names),
    .little("enip.length", "Length", .decimal(16), at: 2, 2, in: message()),
    .little("enip.session", "Session Handle", .hex(32), at: 4, 4, in: message()),
    .little("enip.status", "Status", .hex(32), at: 8, 4, in: message()).named([
      0: "Success", 1: "Invalid Command", 2: "No Memory Resources", 3: "Incorrect Data",
      0x64: "Invalid Session Handle", 0x65: "Invalid Length",
      0x69: "Unsupported Protocol Revision",
    ]),
    .little(
      "enip.listid_delay", "Max Response Delay", .decimal(16), at: 12, 2, in: identityQuestions),
    Field("enip.context", "Sender Context", .bytes, at: 12, 8, in: message()),
    .little("enip.options", "Options", .hex(32), at: 20, 4, in: message()),
    .little(
      "enip.rs.version", "Protocol Version", .decimal(16), at: 24, 2,
      in: message(.registerSession)),
    .little(
      "enip.rs.flags", "Option Flags", .hex(16), at: 26, 2, in: message(.registerSession)),
    .little(
      "enip.srrd.iface", "Interface Handle", .hex(32), at: 24, 4, in: message(.sendRRData)),
    .little(
      "enip.sud.iface", "Interface Handle", .hex(32), at: 24, 4, in: message(.sendUnitData)),
    .little(
      "enip.timeout", "Timeout", .decimal(16), at: 28, 2,
      in: message(.sendRRData, .sendUnitData)),
  ]

  private static let itemFields: [Field<ENIP>] = [
    .little("enip.cpf.itemcount", "Item Count", .decimal(16), at: 0, 2, in: itemLists),
    .little("enip.cpf.typeid", "Type ID", .hex(16), at: 0, 2, in: items()).named(itemNames),
    .little("enip.cpf.length", "Length", .decimal(16), at: 2, 2, in: items()),
    .little("enip.cpf.cai.connid", "Connection ID", .hex(32), at: 4, 4, in: items(0xa1)),
    .little("enip.cpf.sai.connid", "Connection ID", .hex(32), at: 4, 4, in: items(0x8002)),
    .little(
      "enip.cpf.sai.seq", "Encapsulation Sequence Number", .decimal(32), at: 8, 4,
      in: items(0x8002)),
  ]

  static let itemNames: ValueNames = [
    0x0000: "Null Address Item", 0x000c: "List Identity Response",
    0x00a1: "Connected Address Item", 0x00b1: "Connected Data Item",
    0x00b2: "Unconnected Data Item", 0x0100: "List Services Response",
    0x8000: "Socket Address Info O->T", 0x8001: "Socket Address Info T->O",
    0x8002: "Sequenced Address Item",
  ]

  private static let identities = items(0x0c)

  private static let names: Field<ENIP>.Parts = { view, part in
    identities(view) { item in
      let start = item.lowerBound + 37
      let end = start + Int(view.bytes.byte(at: start - 1))
      if end < item.upperBound { part(start..<item.upperBound) }
    }
  }

  /// Identity (§2-4.3): addresses are sent most significant byte first.
  private static let identityFields: [Field<ENIP>] = [
    Field("enip.encapver", "Encapsulation Protocol Version", .decimal(16)) { view, emit in
      for kind in [UInt16(0x0c), 0x0100] {
        items(kind)(view) { item in
          let place = item.lowerBound + 4..<item.lowerBound + 6
          if item.count >= 6 { emit(.unsigned(view.bytes.littleBits(in: place)), place) }
        }
      }
    },
    Field("enip.sinfamily", "sin_family", .decimal(16), at: 6, 2, in: identities),
    Field("enip.sinport", "sin_port", .decimal(16), at: 8, 2, in: identities),
    Field("enip.sinaddr", "sin_addr", .ipv4Address, at: 10, 4, in: identities),
    Field("enip.sinzero", "sin_zero", .bytes, at: 14, 8, in: identities),
    .little("enip.lir.vendor", "Vendor ID", .hex(16), at: 22, 2, in: identities),
    .little("enip.lir.devtype", "Device Type", .decimal(16), at: 24, 2, in: identities),
    .little("enip.lir.prodcode", "Product Code", .decimal(16), at: 26, 2, in: identities),
    .little("enip.lir.status", "Status", .hex(16), at: 30, 2, in: identities),
    .little("enip.lir.serial", "Serial Number", .hex(32), at: 32, 4, in: identities),
    Field("enip.lir.namelen", "Product Name Length", .decimal(8), at: 36, 1, in: identities),
    Field("enip.lir.name", "Product Name", .text) { view, emit in
      names(view) { place in
        let length = Int(view.bytes.byte(at: place.lowerBound - 1))
        emit(.text, place.lowerBound..<place.lowerBound + length)
      }
    },
    Field("enip.lir.state", "State", .hex(8)) { view, emit in
      names(view) { place in
        let start = place.lowerBound + Int(view.bytes.byte(at: place.lowerBound - 1))
        emit(.unsigned(UInt64(view.bytes.byte(at: start))), start..<start + 1)
      }
    },
    .little(
      "enip.lsr.capaflags", "Capability Flags", .hex(16), at: 6, 2, in: items(0x0100)),
    .little(
      "enip.lsr.capaflags.tcp", "Supports CIP Encapsulation via TCP", at: 6, 2, bit: 0x20,
      in: items(0x0100)),
    .little(
      "enip.lsr.capaflags.udp", "Supports CIP Class 0 or 1 via UDP", at: 6, 2, bit: 0x100,
      in: items(0x0100)),
    Field("enip.lsr.servicename", "Name of Service", .text, at: 8, 16, in: items(0x0100)),
  ]
}

/// Packets of CIP's connected messages over UDP: a list of items without a header
/// (ODVA, volume 2, §2-6).
public struct CIPIO: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "cipio"
  public static var title: String { "Common Industrial Protocol, I/O" }
  public static var bindings: [Binding] { [.udpPort(2222)] }
  public static var headerLength: Int { 2 }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let first = payload.littleEndian(UInt16.self, at: 2)
      return 1...8 ~= payload.littleEndian(UInt16.self, at: 0) && (first == 0x8002 || first == 0xa1)
        ? .possible : .refused
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// How many items there are.
  public var itemCount: UInt16 { bytes.littleEndian(UInt16.self, at: 0) }

  private static let list: Field<CIPIO>.Parts = { view, part in part(0..<view.bytes.byteCount) }

  private static func items(_ kind: UInt16? = nil) -> Field<CIPIO>.Parts {
    { view, part in
      ENIP.forEachItem(view.bytes, in: 0..<view.bytes.byteCount, kind, part)
    }
  }

  public static let fields: [Field<CIPIO>] = [
    .little("enip.cpf.itemcount", "Item Count", .decimal(16), at: 0, 2, in: list),
    .little("enip.cpf.typeid", "Type ID", .hex(16), at: 0, 2, in: items()).named(ENIP.itemNames),
    .little("enip.cpf.length", "Length", .decimal(16), at: 2, 2, in: items()),
    .little("enip.cpf.cai.connid", "Connection ID", .hex(32), at: 4, 4, in: items(0xa1)),
    .little("enip.cpf.sai.connid", "Connection ID", .hex(32), at: 4, 4, in: items(0x8002)),
    .little(
      "enip.cpf.sai.seq", "Encapsulation Sequence Number", .decimal(32), at: 8, 4,
      in: items(0x8002)),
  ]
}
