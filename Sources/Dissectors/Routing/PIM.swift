public import PacketCore

/// A Protocol Independent Multicast message ([RFC 7761](https://www.rfc-editor.org/rfc/rfc7761) §4.9
/// and the extensions of its modes), or one of version 1, which IGMP carries.
///
///     +-------+-------+---------------+-------------------------------+
///     |Version| Type  |   Reserved    |           Checksum            |
///     +-------+-------+---------------+-------------------------------+
///     | Addresses, numbers and options, by type                       |
public struct PIM: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pim"
  public static var title: String { "Protocol Independent Multicast" }
  public static var bindings: [Binding] { [.ipProtocol(103)] }

  /// Size of the header that all messages have, in bytes.
  public static var headerLength: Int { 4 }
  /// Where a registered packet begins, in bytes.
  private static var registerLength: Int { 8 }

  /// The whole message.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = PIM(unchecked: bytes)
    let needed = bytes.byteCount > 0 && view.carriesPacket ? Self.registerLength : Self.headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 2; 1 for the messages that IGMP carries.
  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0) & 15) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  private var carriesPacket: Bool { version == 2 && kind == .register }
  /// Whether a register message holds no packet of a sender: only a header, to keep the state.
  public var isNullRegister: Bool { carriesPacket && bytes.byte(at: 4) & 0x40 != 0 }

  /// The packet in a register message; nothing in others.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: carriesPacket ? Self.registerLength : bytes.byteCount) }
  }

  public var next: NextLayer {
    guard carriesPacket else { return .none }
    switch payload.byte(at: 0) >> 4 {
    case 4: return .named(IPv4.id)
    case 6: return .named(IPv6.id)
    default: return .none
    }
  }

  /// A message's type ([IANA](https://www.iana.org/assignments/pim-parameters)).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var hello: Kind { Kind(rawValue: 0) }
    public static var register: Kind { Kind(rawValue: 1) }
    public static var registerStop: Kind { Kind(rawValue: 2) }
    public static var joinPrune: Kind { Kind(rawValue: 3) }
    public static var bootstrap: Kind { Kind(rawValue: 4) }
    public static var assert: Kind { Kind(rawValue: 5) }
    public static var graft: Kind { Kind(rawValue: 6) }
    public static var graftAcknowledgement: Kind { Kind(rawValue: 7) }
    public static var candidateRendezvousPoint: Kind { Kind(rawValue: 8) }
    public static var stateRefresh: Kind { Kind(rawValue: 9) }
    public static var forwarderElection: Kind { Kind(rawValue: 10) }
  }
}
