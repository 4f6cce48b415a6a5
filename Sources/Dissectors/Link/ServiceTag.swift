public import PacketCore

/// A service VLAN tag (IEEE Std 802.1Q-2022 §9.6, once 802.1ad): the outer of two.
public struct ServiceTag: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ieee8021ad"
  public static var title: String { "IEEE 802.1ad" }
  public static var bindings: [Binding] { [.etherType(0x88a8)] }

  /// Size of the tag and the type after it, in bytes.
  public static var headerLength: Int { 4 }

  /// The tag and what it stands before.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var tag: VLAN.Tag { VLAN.Tag(rawValue: bytes.bigEndian(UInt16.self, at: 0)) }

  /// The EtherType of what follows, or its length in bytes when at most 1500.
  public var typeOrLength: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let count = typeOrLength <= 1500 ? Int(typeOrLength) : .max
      return bytes.slice(from: Self.headerLength, count: count)
    }
  }

  public var next: NextLayer {
    if typeOrLength > 1500 { return .bound(.etherType(typeOrLength)) }
    return LLC.next(startingWith: payload)
  }

  public static let fields: [Field<ServiceTag>] = [
    Field("ieee8021ad.priority", "Priority", .decimal(16), at: 0, 2) { $0.tag.priority },
    Field("ieee8021ad.dei", "DEI", .decimal(16), at: 0, 2) { view in
      .unsigned(view.tag.isDropEligible ? 1 : 0)
    },
    Field("ieee8021ad.id", "ID", .decimal(16), at: 0, 2) { $0.tag.identifier },
    // Wireshark's name too, though it is another tag's.
    Field("ieee8021ah.etype", "Type", .hex(16), at: 2, 2) { $0.typeOrLength },
  ]
}
