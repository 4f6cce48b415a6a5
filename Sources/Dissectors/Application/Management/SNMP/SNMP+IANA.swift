import PacketCore

/// Numbers of SNMP, under the names of their specifications.
extension SNMP {
  public struct Version: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: Int32
    public init(rawValue: Int32) { self.rawValue = rawValue }
    public static var v1: Version { Version(rawValue: 0) }
    public static var v2c: Version { Version(rawValue: 1) }
    public static var v3: Version { Version(rawValue: 3) }

    static let names: ValueNames = [0: "version-1", 1: "v2c", 2: "v2u", 3: "snmpv3"]
  }

  /// What a PDU is for: its tag (RFC 3416 §3).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var getRequest: Kind { Kind(rawValue: 0) }
    public static var getNextRequest: Kind { Kind(rawValue: 1) }
    /// `Response`, called `GetResponse` in version 1.
    public static var response: Kind { Kind(rawValue: 2) }
    public static var setRequest: Kind { Kind(rawValue: 3) }
    /// The trap of version 1, which has a form of its own.
    public static var trap: Kind { Kind(rawValue: 4) }
    public static var getBulkRequest: Kind { Kind(rawValue: 5) }
    public static var informRequest: Kind { Kind(rawValue: 6) }
    public static var trapV2: Kind { Kind(rawValue: 7) }
    public static var report: Kind { Kind(rawValue: 8) }

    static let names: ValueNames = [
      0: "get-request", 1: "get-next-request", 2: "get-response", 3: "set-request", 4: "trap",
      5: "getBulkRequest", 6: "informRequest", 7: "snmpV2-trap", 8: "report",
    ]
  }

  static let errorNames: ValueNames = [
    0: "noError", 1: "tooBig", 2: "noSuchName", 3: "badValue", 4: "readOnly", 5: "genErr",
    6: "noAccess", 7: "wrongType", 8: "wrongLength", 9: "wrongEncoding", 10: "wrongValue",
    11: "noCreation", 12: "inconsistentValue", 13: "resourceUnavailable", 14: "commitFailed",
    15: "undoFailed", 16: "authorizationError", 17: "notWritable", 18: "inconsistentName",
  ]

  static let genericTrapNames: ValueNames = [
    0: "coldStart", 1: "warmStart", 2: "linkDown", 3: "linkUp", 4: "authenticationFailure",
    5: "egpNeighborLoss", 6: "enterpriseSpecific",
  ]

  static let securityModelNames: ValueNames = [0: "Any", 1: "V1", 2: "V2C", 3: "USM"]

  /// RFC 3411 §5, SnmpEngineID.
  static let engineFormatNames: ValueNames = [
    1: "IPv4 address", 2: "IPv6 address", 3: "MAC address", 4: "Text, administratively assigned",
    5: "Octets, administratively assigned",
  ]
}
