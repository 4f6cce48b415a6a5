/// The number that says what a pcapng block is
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §11.1).
public struct PcapNGBlockType: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static var sectionHeader: Self { Self(rawValue: 0x0a0d_0d0a) }
  public static var interfaceDescription: Self { Self(rawValue: 1) }
  /// The obsolete Packet Block.
  public static var packet: Self { Self(rawValue: 2) }
  public static var simplePacket: Self { Self(rawValue: 3) }
  public static var nameResolution: Self { Self(rawValue: 4) }
  public static var interfaceStatistics: Self { Self(rawValue: 5) }
  public static var enhancedPacket: Self { Self(rawValue: 6) }
  public static var systemdJournal: Self { Self(rawValue: 9) }
  public static var decryptionSecrets: Self { Self(rawValue: 10) }
  /// A Custom Block that a program may copy without understanding it.
  public static var custom: Self { Self(rawValue: 0xbad) }
  /// A Custom Block that a program must not copy without understanding it.
  public static var customNotCopied: Self { Self(rawValue: 0x4000_0bad) }
}

extension PcapNGBlockType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sectionHeader: "Section Header Block"
    case .interfaceDescription: "Interface Description Block"
    case .packet: "Packet Block"
    case .simplePacket: "Simple Packet Block"
    case .nameResolution: "Name Resolution Block"
    case .interfaceStatistics: "Interface Statistics Block"
    case .enhancedPacket: "Enhanced Packet Block"
    case .systemdJournal: "systemd Journal Export Block"
    case .decryptionSecrets: "Decryption Secrets Block"
    case .custom: "Custom Block"
    case .customNotCopied: "Custom Block (not to be copied)"
    default: "block of type 0x\(String(rawValue, radix: 16))"
    }
  }
}
