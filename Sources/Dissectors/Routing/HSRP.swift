public import PacketCore

/// A Hot Standby Router Protocol message: version 1
/// ([RFC 2281](https://www.rfc-editor.org/rfc/rfc2281) §5), whose advertisements Cisco added, and
/// version 2, a list of values with type and length (Cisco).
///
///     +---------------+---------------+---------------+---------------+
///     |    Version    |    Op code    |     State     |   Hello time  |
///     |   Hold time   |    Priority   |     Group     |   Reserved    |
///     |                 Authentication data, 8 bytes                  |
///     |                       Virtual IP address                      |
public struct HSRP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "hsrp"
  public static var title: String { "Cisco Hot Standby Router Protocol" }
  public static var bindings: [Binding] { [.udpPort(1985), .udpPort(2029)] }

  /// Size of the smallest value of version 2, in bytes.
  public static var headerLength: Int { 2 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 1 or 2. A message of version 1 begins with 0, one of version 2 with a value's type.
  public var version: Int { bytes.byte(at: 0) == 0 ? 1 : 2 }

  /// A message of version 1: what it says.
  public var operation: Operation? {
    version == 1 ? Operation(rawValue: bytes.byte(at: 1)) : nil
  }

  /// What a message says.
  public struct Operation: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let hello = Operation(rawValue: 0)
    public static let coup = Operation(rawValue: 1)
    public static let resign = Operation(rawValue: 2)
    public static let advertise = Operation(rawValue: 3)
  }
}

extension HSRP: PartedView {
  enum Part: Hashable {
    /// A message of version 1: any; one of a group; an advertisement.
    case first, state, advertisement
    /// A value of version 2, with type and length; the address of a group, by family.
    case value(UInt8), address4, address6
    /// A digest's value, of either version.
    case digest
  }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard version == 2 else {
      body(.first, 0..<2)
      if operation == .advertise { body(.advertisement, 2..<16) } else { body(.state, 0..<20) }
      if operation != .advertise { forEachValue(20, body) }
      return
    }
    forEachValue(0, body)
  }

  private func forEachValue(_ start: Int, _ body: (Part, Range<Int>) -> Void) {
    guard start < bytes.byteCount else { return }
    var cursor = TLVCursor(typeWidth: 1, lengthWidth: 1, start..<bytes.byteCount)
    while let (type, range) = cursor.next(in: bytes) {
      if type == 4 { body(.digest, range) }
      guard version == 2 else { continue }
      body(.value(UInt8(truncatingIfNeeded: type)), range)
      guard type == 1, range.count >= 30 else { continue }
      let isSixth = bytes.byte(at: range.lowerBound + 5) == 6
      body(isSixth ? .address6 : .address4, range)
    }
  }

  private static let state = part(.state)
  private static let advertisement = part(.advertisement)
  private static let group = part(.value(1))
  private static let interface = part(.value(2))
  private static let digest = part(.digest)

  public static let fields: [Field<HSRP>] = firstFields + groupFields + securityFields

  private static let firstFields: [Field<HSRP>] = [
    Field("hsrp.version", "Version", .decimal(8), at: 0, 1, in: part(.first)),
    Field("hsrp.opcode", "Op Code", .decimal(8), at: 1, 1, in: part(.first))
      .named([0: "Hello", 1: "Coup", 2: "Resign", 3: "Advertise"]),
    Field("hsrp.state", "State", .decimal(8), at: 2, 1, in: state)
      .named([0: "Initial", 1: "Learn", 2: "Listen", 4: "Speak", 8: "Standby", 16: "Active"]),
    Field("hsrp.hellotime", "Hellotime", .decimal(8), at: 3, 1, in: state),
    Field("hsrp.holdtime", "Holdtime", .decimal(8), at: 4, 1, in: state),
    Field("hsrp.priority", "Priority", .decimal(8), at: 5, 1, in: state),
    Field("hsrp.group", "Group", .decimal(8), at: 6, 1, in: state),
    Field("hsrp.reserved", "Reserved", .decimal(8), at: 7, 1, in: state),
    Field("hsrp.auth_data", "Authentication Data", .text, in: state, zeroPadded: 8, 8),
    Field("hsrp.virt_ip", "Virtual IP Address", .ipv4Address, at: 16, 4, in: state),
    Field("hsrp.adv.tlvtype", "Adv type", .decimal(16), at: 0, 2, in: advertisement),
    Field("hsrp.adv.tlvlength", "Adv length", .decimal(16), at: 2, 2, in: advertisement),
    Field("hsrp.adv.state", "Adv state", .decimal(8), at: 4, 1, in: advertisement)
      .named([1: "Dormant", 2: "Passive", 3: "Active"]),
    Field("hsrp.adv.reserved1", "Adv reserved1", .decimal(8), at: 5, 1, in: advertisement),
    Field("hsrp.adv.activegrp", "Adv active groups", .decimal(16), at: 6, 2, in: advertisement),
    Field("hsrp.adv.passivegrp", "Adv passive groups", .decimal(16), at: 8, 2, in: advertisement),
    Field("hsrp.adv.reserved2", "Adv reserved2", .decimal(32), at: 10, 4, in: advertisement),
  ]

  private static let groupFields: [Field<HSRP>] = [
    Field("hsrp2.group_state_tlv", "Group State TLV", .decimal(8), at: 0, 1, in: group),
    Field("hsrp2.version", "Version", .decimal(8), at: 2, 1, in: group),
    Field("hsrp2.opcode", "Op Code", .decimal(8), at: 3, 1, in: group)
      .named([0: "Hello", 1: "Coup", 2: "Resign"]),
    Field("hsrp2.state", "State", .decimal(8), at: 4, 1, in: group)
      .named([
        0: "Disabled", 1: "Init", 2: "Learn", 3: "Listen", 4: "Speak", 5: "Standby", 6: "Active",
      ]),
    Field("hsrp2.ipversion", "IP Ver.", .decimal(8), at: 5, 1, in: group),
    Field("hsrp2.group", "Group", .decimal(16), at: 6, 2, in: group),
    Field("hsrp2.identifier", "Identifier", .macAddress, at: 8, 6, in: group),
    Field("hsrp2.priority", "Priority", .decimal(32), at: 14, 4, in: group),
    Field("hsrp2.hellotime", "Hellotime", .decimal(32), at: 18, 4, in: group),
    Field("hsrp2.holdtime", "Holdtime", .decimal(32), at: 22, 4, in: group),
    Field("hsrp2.virt_ip", "Virtual IP Address", .ipv4Address, at: 26, 4, in: part(.address4)),
    Field(
      "hsrp2.virt_ip_v6", "Virtual IPv6 Address", .ipv6Address, at: 26, 16, in: part(.address6)),
    Field("hsrp2.interface_state_tlv", "Interface State TLV", .decimal(8), at: 0, 1, in: interface),
    Field("hsrp2.active_groups", "Active Groups", .decimal(16), at: 2, 2, in: interface),
    Field("hsrp2.passive_groups", "Passive Groups", .decimal(16), at: 4, 2, in: interface),
  ]

  private static let securityFields: [Field<HSRP>] = [
    Field(
      "hsrp2.text_auth_tlv", "Text Authentication TLV", .decimal(8), at: 0, 1, in: part(.value(3))),
    Field("hsrp2.auth_data", "Authentication Data", .text, in: part(.value(3)), zeroPadded: 2, 8),
    Field("hsrp2.md5_auth_tlv", "MD5 Authentication TLV", .decimal(8), at: 0, 1, in: digest),
    Field("hsrp2.md5_algorithm", "MD5 Algorithm", .decimal(8), at: 2, 1, in: digest)
      .named([1: "MD5"]),
    Field("hsrp2.md5_padding", "Padding", .hex(8), at: 3, 1, in: digest),
    Field("hsrp2.md5_flags", "MD5 Flags", .decimal(16), at: 4, 2, in: digest),
    Field("hsrp.md5_ip_address", "Sender's IP Address", .ipv4Address, at: 6, 4, in: digest),
    Field("hsrp2.md5_key_id", "MD5 Key ID", .decimal(32), at: 10, 4, in: digest),
    Field("hsrp2.md5_auth_data", "MD5 Authentication Data", .bytes, at: 14, 16, in: digest),
  ]
}
