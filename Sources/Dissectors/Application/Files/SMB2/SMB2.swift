public import PacketCore

/// Messages of Server Message Block 2 and 3
/// ([MS-SMB2](https://learn.microsoft.com/openspecs/windows_protocols/ms-smb2) §2.2): one, or several
/// that are chained, each of which starts with the same 64 bytes.
///
///     +-------------------------------+---------------+---------------+
///     |        0xFE 'S' 'M' 'B'       | Header length | Credit charge |
///     |            Status             |    Command    |    Credits    |
///     |             Flags             |          Next command         |
///     |                          Message ID                           |
///     |       Process, Tree ID        |          or Async ID          |
///     |                          Session ID                           |
///     |                           Signature                           |
public struct SMB2: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "smb2"
  public static var title: String { "SMB2 (Server Message Block Protocol version 2)" }
  public static var bindings: [Binding] { [] }
  /// Size of the header of each message, in bytes.
  public static var headerLength: Int { 64 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first message's header is cut short, or does not start
  ///   as one.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = SMB2(unchecked: bytes)
    guard bytes.byteCount >= view.firstHeaderLength else {
      throw .truncated(
        Self.id, needed: view.firstHeaderLength, available: bytes.byteCount)
    }
    guard view.form != nil else { throw .malformed(Self.id, field: "ProtocolId", at: 0) }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// What the first four bytes say.
  public enum Form: Sendable {
    /// Messages in the clear.
    case plain
    /// An encrypted message (MS-SMB2 §2.2.41).
    case encrypted
    /// A compressed message (MS-SMB2 §2.2.42).
    case compressed
  }

  public var form: Form? {
    switch bytes.bigEndian(UInt32.self, at: 0) {
    case 0xfe53_4d42: .plain
    case 0xfd53_4d42: .encrypted
    case 0xfc53_4d42: .compressed
    default: nil
    }
  }

  private var firstHeaderLength: Int {
    switch form {
    case .encrypted: 52
    case .compressed: 16
    default: Self.headerLength
    }
  }

  /// The first message's command.
  public var command: Command { message(at: 0).command }
  /// Whether the first message answers one.
  public var isResponse: Bool { message(at: 0).isResponse }
  /// NTSTATUS (MS-ERREF §2.3) of the first message, if that is a response.
  public var status: UInt32 { bytes.littleEndian(UInt32.self, at: 8) }
  public var flags: Flags { Flags(rawValue: bytes.littleEndian(UInt32.self, at: 16)) }
  public var messageID: UInt64 { bytes.littleEndian(UInt64.self, at: 24) }
  public var treeID: UInt32 { bytes.littleEndian(UInt32.self, at: 36) }
  public var sessionID: UInt64 { bytes.littleEndian(UInt64.self, at: 40) }

  /// A message's command (MS-SMB2 §2.2.1).
  public struct Command: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var negotiate: Command { Command(rawValue: 0) }
    public static var sessionSetup: Command { Command(rawValue: 1) }
    public static var logoff: Command { Command(rawValue: 2) }
    public static var treeConnect: Command { Command(rawValue: 3) }
    public static var treeDisconnect: Command { Command(rawValue: 4) }
    public static var create: Command { Command(rawValue: 5) }
    public static var close: Command { Command(rawValue: 6) }
    public static var flush: Command { Command(rawValue: 7) }
    public static var read: Command { Command(rawValue: 8) }
    public static var write: Command { Command(rawValue: 9) }
    public static var lock: Command { Command(rawValue: 10) }
    public static var ioctl: Command { Command(rawValue: 11) }
    public static var cancel: Command { Command(rawValue: 12) }
    public static var echo: Command { Command(rawValue: 13) }
    public static var queryDirectory: Command { Command(rawValue: 14) }
    public static var changeNotify: Command { Command(rawValue: 15) }
    public static var queryInfo: Command { Command(rawValue: 16) }
    public static var setInfo: Command { Command(rawValue: 17) }
    public static var oplockBreak: Command { Command(rawValue: 18) }
  }

  /// Flags of a message (MS-SMB2 §2.2.1).
  public struct Flags: OptionSet, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static var response: Flags { Flags(rawValue: 1) }
    public static var async: Flags { Flags(rawValue: 2) }
    public static var related: Flags { Flags(rawValue: 4) }
    public static var signed: Flags { Flags(rawValue: 8) }
    public static var dfs: Flags { Flags(rawValue: 0x1000_0000) }
    public static var replay: Flags { Flags(rawValue: 0x2000_0000) }
  }

  /// What the first message carries for another protocol: a security token, or a pipe's data.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard form == .plain, let place = message(at: 0).payload(in: bytes) else {
        return bytes.slice(from: bytes.byteCount)
      }
      return bytes.slice(from: place.lowerBound, count: place.count)
    }
  }

  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    switch command {
    case .negotiate, .sessionSetup:
      return NTLMSSP.startsMessage(payload) ? .named(NTLMSSP.id) : .named(GSSAPI.id)
    default: return .named(DCERPC.id)
    }
  }
}
