public import PacketCore

/// A message of the Windows browser, which keeps lists of a network's servers
/// ([MS-BRWS](https://learn.microsoft.com/openspecs/windows_protocols/ms-brws) §2.2), in a mailslot of
/// SMB.
public struct Browser: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "browser"
  public static var title: String { "Microsoft Windows Browser Protocol" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 1 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var command: Command { Command(rawValue: bytes.byte(at: 0)) }

  /// What a message is (§2.2).
  public struct Command: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var hostAnnouncement: Command { Command(rawValue: 0x01) }
    public static var announcementRequest: Command { Command(rawValue: 0x02) }
    public static var electionRequest: Command { Command(rawValue: 0x08) }
    public static var backupListRequest: Command { Command(rawValue: 0x09) }
    public static var backupListResponse: Command { Command(rawValue: 0x0a) }
    public static var becomeBackup: Command { Command(rawValue: 0x0b) }
    public static var domainAnnouncement: Command { Command(rawValue: 0x0c) }
    public static var masterAnnouncement: Command { Command(rawValue: 0x0d) }
    public static var resetState: Command { Command(rawValue: 0x0e) }
    public static var localMasterAnnouncement: Command { Command(rawValue: 0x0f) }
  }
}

extension Browser {
  public static var fields: [Field<Browser>] { browserFields }

  static let message: Field<Browser>.Parts = { view, part in part(0..<view.bytes.byteCount) }

  static func message(_ commands: UInt8...) -> Field<Browser>.Parts {
    { view, part in
      if commands.contains(view.command.rawValue) { part(0..<view.bytes.byteCount) }
    }
  }

  /// Announcements of hosts, domains and local masters, which have one form.
  static let announcement = message(0x01, 0x0c, 0x0f)

  static let versions: Field<Browser>.Parts = { view, part in
    message(0x01, 0x0f)(view) { if $0.count >= 30 { part(28..<30) } }
    message(0x08)(view) { if $0.count >= 5 { part(3..<5) } }
  }

  /// Names of hosts, domains and servers.
  static let servers: Field<Browser>.Parts = { view, part in
    announcement(view) { if $0.count >= 22 { part(6..<22) } }
    message(0x08)(view) { if $0.count > 14 { part(14..<$0.upperBound) } }
    message(0x0d)(view) { if $0.count > 1 { part(1..<$0.upperBound) } }
  }
}
