public import PacketCore

/// A message of the first Server Message Block protocol
/// ([MS-CIFS](https://learn.microsoft.com/openspecs/windows_protocols/ms-cifs) §2.2.3): a header, and
/// one command or a chain of them (AndX), each of words and bytes.
///
///     +-------------------------------+-------+-----------------------+
///     |        0xFF 'S' 'M' 'B'       |Command|        Status         |
///     |Status | Flags |    Flags 2    |  Process high | Security      |
///     |       features, eight bytes in all            |   Reserved    |
///     |   Tree ID     |    Process    |    User ID    |   Multiplex   |
public struct SMB1: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "smb"
  public static var title: String { "SMB (Server Message Block Protocol)" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 32 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or does not start as one.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    guard bytes.bigEndian(UInt32.self, at: 0) == 0xff53_4d42 else {
      throw .malformed(Self.id, field: "Server Component", at: 0)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The first command of the message.
  public var command: Command { Command(rawValue: bytes.byte(at: 4)) }
  /// NTSTATUS, or a class and a code of DOS if ``Flags2/ntStatus`` is not set.
  public var status: UInt32 { bytes.littleEndian(UInt32.self, at: 5) }
  public var isResponse: Bool { bytes.byte(at: 9) & 0x80 != 0 }
  public var flags2: Flags2 { Flags2(rawValue: bytes.littleEndian(UInt16.self, at: 10)) }
  public var treeID: UInt16 { bytes.littleEndian(UInt16.self, at: 24) }
  public var processID: UInt16 { bytes.littleEndian(UInt16.self, at: 26) }
  public var userID: UInt16 { bytes.littleEndian(UInt16.self, at: 28) }
  public var multiplexID: UInt16 { bytes.littleEndian(UInt16.self, at: 30) }

  /// More flags of a message (MS-CIFS §2.2.3.1).
  public struct Flags2: OptionSet, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var extendedSecurity: Flags2 { Flags2(rawValue: 0x0800) }
    public static var ntStatus: Flags2 { Flags2(rawValue: 0x4000) }
    public static var unicode: Flags2 { Flags2(rawValue: 0x8000) }
  }

  /// A command (MS-CIFS §2.2.2.1).
  public struct Command: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var close: Command { Command(rawValue: 0x04) }
    public static var transaction: Command { Command(rawValue: 0x25) }
    public static var echo: Command { Command(rawValue: 0x2b) }
    public static var readAndX: Command { Command(rawValue: 0x2e) }
    public static var writeAndX: Command { Command(rawValue: 0x2f) }
    public static var transaction2: Command { Command(rawValue: 0x32) }
    public static var transaction2Secondary: Command { Command(rawValue: 0x33) }
    public static var treeDisconnect: Command { Command(rawValue: 0x71) }
    public static var negotiate: Command { Command(rawValue: 0x72) }
    public static var sessionSetupAndX: Command { Command(rawValue: 0x73) }
    public static var logoffAndX: Command { Command(rawValue: 0x74) }
    public static var treeConnectAndX: Command { Command(rawValue: 0x75) }
    public static var ntTransaction: Command { Command(rawValue: 0xa0) }
    public static var ntCreateAndX: Command { Command(rawValue: 0xa2) }

    /// Whether another command may follow in the same message.
    var isChainable: Bool {
      switch rawValue {
      case 0x24, 0x2d, 0x2e, 0x2f, 0x73, 0x74, 0x75, 0xa2: true
      default: false
      }
    }
  }

  /// A security token, or what goes through a pipe.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard let place = payloadPlace else { return bytes.slice(from: bytes.byteCount) }
      return bytes.slice(from: place.lowerBound, count: place.count)
    }
  }

  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    switch command {
    case .negotiate, .sessionSetupAndX:
      return NTLMSSP.startsMessage(payload) ? .named(NTLMSSP.id) : .named(GSSAPI.id)
    case .transaction where isMailslot: return .named(Browser.id)
    default: return DCERPC.looksLike(payload) ? .named(DCERPC.id) : .none
    }
  }
}
