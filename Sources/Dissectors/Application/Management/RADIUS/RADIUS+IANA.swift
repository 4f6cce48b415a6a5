/// Number tables of [IANA's RADIUS types](https://www.iana.org/assignments/radius-types).
extension RADIUS {
  public struct Code: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var accessRequest: Code { Code(rawValue: 1) }
    public static var accessAccept: Code { Code(rawValue: 2) }
    public static var accessReject: Code { Code(rawValue: 3) }
    public static var accountingRequest: Code { Code(rawValue: 4) }
    public static var accountingResponse: Code { Code(rawValue: 5) }
    public static var accessChallenge: Code { Code(rawValue: 11) }
    public static var statusServer: Code { Code(rawValue: 12) }
    public static var statusClient: Code { Code(rawValue: 13) }
    public static var disconnectRequest: Code { Code(rawValue: 40) }
    public static var disconnectAcknowledgment: Code { Code(rawValue: 41) }
    public static var disconnectNegativeAcknowledgment: Code { Code(rawValue: 42) }
    /// Change of authorization.
    public static var changeRequest: Code { Code(rawValue: 43) }
    public static var changeAcknowledgment: Code { Code(rawValue: 44) }
    public static var changeNegativeAcknowledgment: Code { Code(rawValue: 45) }

    public var isRequest: Bool { [1, 4, 12, 40, 43].contains(rawValue) }
    public var isResponse: Bool { [2, 3, 5, 11, 41, 42, 44, 45].contains(rawValue) }
  }

  public struct AttributeType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ rawValue: UInt8) { self.rawValue = rawValue }
    public static let userName = AttributeType(1)
    public static let userPassword = AttributeType(2)
    public static let chapPassword = AttributeType(3)
    public static let nasIPAddress = AttributeType(4)
    public static let nasPort = AttributeType(5)
    public static let serviceType = AttributeType(6)
    public static let framedIPAddress = AttributeType(8)
    public static let replyMessage = AttributeType(18)
    public static let state = AttributeType(24)
    public static let `class` = AttributeType(25)
    public static let vendorSpecific = AttributeType(26)
    public static let sessionTimeout = AttributeType(27)
    public static let calledStationIdentifier = AttributeType(30)
    public static let callingStationIdentifier = AttributeType(31)
    public static let nasIdentifier = AttributeType(32)
    public static let accountingStatusType = AttributeType(40)
    public static let accountingSessionIdentifier = AttributeType(44)
    public static let eapMessage = AttributeType(79)
    public static let messageAuthenticator = AttributeType(80)
    public static let nasIPv6Address = AttributeType(95)
  }
}
