public import PacketCore

extension SNMP {
  /// A message to keep or to send (RFC 1157 §4, RFC 3412 §6).
  public struct Message: Hashable, Codable, Sendable {
    public var version: Version
    /// Of versions 1 and 2c.
    public var community: [UInt8] = []
    /// Of version 3.
    public var header: Header?
    public var body: Body

    public enum Body: Hashable, Codable, Sendable {
      case plain(PDU)
      /// Of version 3 (RFC 3412 §6.6).
      case encrypted([UInt8])
    }

    /// A message of version 1 or 2c.
    public init(version: Version, community: String, _ pdu: PDU) {
      self.version = version
      self.community = Array(community.utf8)
      body = .plain(pdu)
    }

    /// A message of version 3.
    public init(header: Header, body: Body) {
      version = .v3
      self.header = header
      self.body = body
    }

    public var pdu: PDU? { if case .plain(let pdu) = body { pdu } else { nil } }
  }

  /// What a message of version 3 says before its PDU (RFC 3412 §6, RFC 3414 §2.4).
  public struct Header: Hashable, Codable, Sendable {
    public var messageIdentifier: Int32
    /// The largest message that the sender takes, in bytes.
    public var maximumSize: Int32 = 65507
    /// Bit 0 authenticated, bit 1 encrypted, bit 2 reportable.
    public var flags: UInt8 = 0
    /// 3 for the user-based model.
    public var securityModel: Int32 = 3
    public var engineIdentifier: [UInt8] = []
    public var engineBoots: Int32 = 0
    /// Seconds since the engine was started.
    public var engineTime: Int32 = 0
    public var userName: [UInt8] = []
    public var authentication: [UInt8] = []
    public var privacy: [UInt8] = []
    public var contextEngineIdentifier: [UInt8] = []
    public var contextName: [UInt8] = []

    public init(messageIdentifier: Int32) { self.messageIdentifier = messageIdentifier }
  }

  /// A protocol data unit (RFC 3416 §3).
  public struct PDU: Hashable, Codable, Sendable {
    public var kind: Kind
    public var requestIdentifier: Int32 = 0
    /// Of a bulk request, how many bindings are not repeated.
    public var errorStatus: Int32 = 0
    /// Of a bulk request, how often the others are.
    public var errorIndex: Int32 = 0
    /// Of a trap of version 1, instead of the three before.
    public var trap: Trap?
    public var bindings: [VariableBinding] = []

    public init(
      _ kind: Kind, requestIdentifier: Int32, bindings: [VariableBinding] = []
    ) {
      self.kind = kind
      self.requestIdentifier = requestIdentifier
      self.bindings = bindings
    }

    public init(trap: Trap, bindings: [VariableBinding] = []) {
      kind = .trap
      self.trap = trap
      self.bindings = bindings
    }
  }

  /// What a trap of version 1 begins with (RFC 1157 §4.1.6).
  public struct Trap: Hashable, Codable, Sendable {
    public var enterprise: OID
    public var agent: IPv4Address
    public var generic: Int32
    public var specific: Int32
    /// Hundredths of a second since the agent was started.
    public var time: UInt32

    public init(
      enterprise: OID, agent: IPv4Address, generic: Int32, specific: Int32 = 0, time: UInt32 = 0
    ) {
      self.enterprise = enterprise
      self.agent = agent
      self.generic = generic
      self.specific = specific
      self.time = time
    }
  }

  /// An object and its value.
  public struct VariableBinding: Hashable, Codable, Sendable {
    public var name: OID
    public var value: Value

    public init(_ name: OID, _ value: Value = .null) {
      self.name = name
      self.value = value
    }
  }

  /// A value of an object (RFC 2578 §2, RFC 3416 §3).
  public enum Value: Hashable, Codable, Sendable {
    case integer(Int32)
    case octets([UInt8])
    case objectIdentifier(OID)
    case null
    case ipv4(IPv4Address)
    case counter32(UInt32)
    case gauge32(UInt32)
    /// Hundredths of a second.
    case timeTicks(UInt32)
    case opaque([UInt8])
    case counter64(UInt64)
    case noSuchObject
    case noSuchInstance
    case endOfMIBView

    public static func text(_ text: String) -> Value { .octets(Array(text.utf8)) }
  }
}
