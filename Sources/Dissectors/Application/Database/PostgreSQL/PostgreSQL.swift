public import PacketCore

/// Messages between a client and a PostgreSQL server
/// ([Frontend/Backend Protocol](https://www.postgresql.org/docs/current/protocol-message-formats.html)),
/// as many as a segment has: a letter, a length and a body each; the first of a client has no letter.
public struct PostgreSQL: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pgsql"
  public static var title: String { "PostgreSQL" }
  public static var bindings: [Binding] { [.tcpPort(5432)] }
  /// Size of the smallest message, in bytes.
  public static var headerLength: Int { 5 }

  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let view = PostgreSQL(unchecked: payload)
      if payload.byteCount < 5 { return .refused }
      let letter = payload.byte(at: 0)
      let isLetter = 0x31...0x33 ~= letter || 0x41...0x5a ~= letter || 0x61...0x7a ~= letter
      let length = payload.bigEndian(UInt32.self, at: 1)
      if isLetter { return 4..<0x4000_0000 ~= length ? .possible : .refused }
      return view.isStartup && 8...10240 ~= payload.bigEndian(UInt32.self, at: 0)
        ? .possible : .refused
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the first message is the one that opens a connection, and so has no letter.
  public var isStartup: Bool { bytes.byte(at: 0) == 0 }

  /// The letter of the first message; zero for one that opens a connection.
  public var kind: UInt8 { bytes.byte(at: 0) }

  /// Where a message stands.
  struct Message {
    /// The letter; zero for one that has none.
    let kind: UInt8
    /// Where the letter stands, or would.
    let start: Int
    /// Where the length stands.
    let lengthPlace: Int
    /// Where it ends, by its own word.
    let end: Int

    var body: Int { lengthPlace + 4 }
  }

  func forEachMessage(_ body: (Message) -> Void) {
    var start = 0
    while start + 4 < bytes.byteCount {
      let letter = bytes.byte(at: start)
      let lengthPlace = letter == 0 ? start : start + 1
      let length = Int(bytes.bigEndian(UInt32.self, at: lengthPlace))
      guard length >= 4 else { return }
      let message = Message(
        kind: letter, start: start, lengthPlace: lengthPlace, end: lengthPlace + length)
      body(message)
      start = message.end
    }
  }

  /// Which end of a connection a message comes from.
  enum Side: Sendable { case client, server }

  /// Whether the segment goes to port 5432.
  static func isFromClient(_ context: borrowing FieldContext) -> Bool {
    guard let network = context.network else { return true }
    let segment = TCP(unchecked: context.packet.slice(from: network.offset + network.headerLength))
    return segment.destinationPort == 5432
  }
}

extension PostgreSQL {
  static func name(of kind: UInt8, code: UInt32, fromClient: Bool) -> String {
    if kind == 0 {
      switch code {
      case 80_877_102: return "Cancel request"
      case 80_877_103: return "SSL request"
      case 80_877_104: return "GSS encrypt request"
      default: return "Startup message"
      }
    }
    return (fromClient ? clientNames : serverNames)[UInt64(kind)] ?? "Unknown"
  }

  private static let clientNames: ValueNames = [
    0x70: "Password message", 0x51: "Simple query", 0x50: "Parse", 0x42: "Bind", 0x45: "Execute",
    0x44: "Describe", 0x43: "Close", 0x48: "Flush", 0x53: "Sync", 0x46: "Function call",
    0x64: "Copy data", 0x63: "Copy completion", 0x66: "Copy failure", 0x58: "Termination",
  ]

  private static let serverNames: ValueNames = [
    0x52: "Authentication request", 0x4b: "Backend key data", 0x53: "Parameter status",
    0x31: "Parse completion", 0x32: "Bind completion", 0x33: "Close completion",
    0x43: "Command completion", 0x74: "Parameter description", 0x54: "Row description",
    0x44: "Data row", 0x49: "Empty query", 0x6e: "No data", 0x45: "Error", 0x4e: "Notice",
    0x73: "Portal suspended", 0x5a: "Ready for query", 0x41: "Notification",
    0x56: "Function call response", 0x47: "CopyIn response", 0x48: "CopyOut response",
    0x64: "Copy data", 0x63: "Copy completion", 0x76: "Negotiate protocol version",
  ]
}
