public import PacketCore

/// Packets between a client and a MySQL or MariaDB server
/// ([Client/Server Protocol](https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html)), as
/// many as a segment has.
///
///     +-----------------------+-------+
///     |        Length         |Number | payload
///     +-----------------------+-------+
///
/// What a packet is depends on those before it; within a segment that is followed, and at its start
/// taken from the packet's number and first byte.
public struct MySQL: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "mysql"
  public static var title: String { "MySQL Protocol" }
  public static var bindings: [Binding] { [.tcpPort(3306)] }
  public static var headerLength: Int { 4 }

  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let length = Int(payload.littleBits(in: 0..<3))
      // What follows a request for TLS.
      let isTLS =
        0x14...0x17 ~= payload.byte(at: 0) && payload.byte(at: 1) == 3
        && payload.byte(at: 2) < 5
      if isTLS { return .refused }
      // A packet of the first segments of a stream; data in the middle has any length.
      return length > 0 && payload.byteCount > 4 || payload.byteCount == 4 ? .possible : .refused
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the first packet after its four bytes, in bytes.
  public var length: Int { Int(bytes.littleBits(in: 0..<3)) }
  /// The first packet's number; a command starts at zero.
  public var number: UInt8 { bytes.byte(at: 3) }

  /// Whether the segment goes to port 3306.
  static func isFromClient(_ context: borrowing FieldContext) -> Bool {
    guard let network = context.network else { return true }
    let segment = TCP(unchecked: context.packet.slice(from: network.offset + network.headerLength))
    return segment.destinationPort == 3306
  }

  /// What a packet is.
  enum Kind: Sendable {
    case greeting, login, command, ok, error, end, fieldCount, field, row, unknown
  }

  /// Where a packet stands.
  struct Packet {
    let kind: Kind
    let start: Int
    /// Where it ends, by its own word.
    let end: Int
    var body: Int { start + 4 }
  }

  func forEachPacket(fromClient: Bool, _ body: (Packet) -> Void) {
    var start = 0
    var last = Kind.unknown
    while start + 4 < bytes.byteCount {
      let end = start + 4 + Int(bytes.littleBits(in: start..<start + 3))
      let kind =
        fromClient ? clientKind(start, end) : serverKind(start, end, after: last)
      last = kind == .end && last == .row ? .unknown : kind
      body(Packet(kind: kind, start: start, end: end))
      start = end
    }
  }

  private func clientKind(_ start: Int, _ end: Int) -> Kind {
    bytes.byte(at: start + 3) == 1 && end - start > 8 ? .login : .command
  }

  private func serverKind(_ start: Int, _ end: Int, after last: Kind) -> Kind {
    let first = bytes.byte(at: start + 4)
    if bytes.byte(at: start + 3) == 0, first == 9 || first == 10 { return .greeting }
    if first == 0xff { return .error }
    if first == 0xfe, end - start < 13 { return .end }
    if bytes.bigEndian(UInt32.self, at: start + 4) == 0x0364_6566 { return .field }
    if last == .end || last == .row { return .row }
    if first == 0 { return .ok }
    return bytes.byte(at: start + 3) == 1 && end - start < 13 ? .fieldCount : .unknown
  }
}
