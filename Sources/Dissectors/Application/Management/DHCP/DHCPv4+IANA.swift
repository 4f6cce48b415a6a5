/// Number tables of [IANA's BOOTP and DHCP parameters](https://www.iana.org/assignments/bootp-dhcp-parameters).
extension DHCPv4 {
  public struct Operation: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// From a client.
    public static var request: Operation { Operation(rawValue: 1) }
    /// From a server.
    public static var reply: Operation { Operation(rawValue: 2) }
  }

  public struct MessageType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var discover: MessageType { MessageType(rawValue: 1) }
    public static var offer: MessageType { MessageType(rawValue: 2) }
    public static var request: MessageType { MessageType(rawValue: 3) }
    public static var decline: MessageType { MessageType(rawValue: 4) }
    public static var acknowledgment: MessageType { MessageType(rawValue: 5) }
    public static var negativeAcknowledgment: MessageType { MessageType(rawValue: 6) }
    public static var release: MessageType { MessageType(rawValue: 7) }
    public static var inform: MessageType { MessageType(rawValue: 8) }
    public static var forceRenew: MessageType { MessageType(rawValue: 9) }
    public static var leaseQuery: MessageType { MessageType(rawValue: 10) }
    public static var leaseUnassigned: MessageType { MessageType(rawValue: 11) }
    public static var leaseUnknown: MessageType { MessageType(rawValue: 12) }
    public static var leaseActive: MessageType { MessageType(rawValue: 13) }
  }

  public struct OptionCode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ rawValue: UInt8) { self.rawValue = rawValue }
    public static let pad = OptionCode(0)
    public static let subnetMask = OptionCode(1)
    public static let timeOffset = OptionCode(2)
    public static let routers = OptionCode(3)
    public static let domainNameServers = OptionCode(6)
    public static let hostName = OptionCode(12)
    public static let domainName = OptionCode(15)
    public static let interfaceMTU = OptionCode(26)
    public static let broadcastAddress = OptionCode(28)
    public static let staticRoutes = OptionCode(33)
    public static let timeServers = OptionCode(42)
    public static let vendorSpecific = OptionCode(43)
    public static let requestedAddress = OptionCode(50)
    public static let leaseTime = OptionCode(51)
    public static let overload = OptionCode(52)
    public static let messageType = OptionCode(53)
    public static let serverIdentifier = OptionCode(54)
    public static let parameterRequestList = OptionCode(55)
    public static let message = OptionCode(56)
    public static let maximumMessageSize = OptionCode(57)
    public static let renewalTime = OptionCode(58)
    public static let rebindingTime = OptionCode(59)
    public static let vendorClass = OptionCode(60)
    public static let clientIdentifier = OptionCode(61)
    public static let bootFileServer = OptionCode(66)
    public static let bootFileName = OptionCode(67)
    public static let userClass = OptionCode(77)
    public static let rapidCommit = OptionCode(80)
    public static let clientName = OptionCode(81)
    public static let relayAgentInformation = OptionCode(82)
    public static let authentication = OptionCode(90)
    public static let domainSearch = OptionCode(119)
    public static let sipServers = OptionCode(120)
    public static let classlessRoutes = OptionCode(121)
    public static let vendorIdentifyingClass = OptionCode(124)
    public static let vendorIdentifyingInformation = OptionCode(125)
    public static let end = OptionCode(255)
  }
}
