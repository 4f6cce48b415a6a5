public import PacketCore

/// A backbone service instance tag with the customer's addresses (IEEE Std 802.1Q-2022 §9.7, once
/// 802.1ah): a customer's frame in a provider backbone bridge.
///
///     +---+-+-+-+---+------------------------+
///     |PCP|D|C|R| R | Service identifier, 24 |
///     +---+-+-+-+---+------------------------+
///     | Customer destination, 6 bytes        |
///     | Customer source, 6 bytes             |
///     | EtherType, 2 bytes                   |
public struct BackboneServiceTag: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ieee8021ah"
  public static var title: String { "IEEE 802.1ah" }
  public static var bindings: [Binding] { [.etherType(0x88e7)] }

  /// Size of the tag, the customer's addresses and type, in bytes.
  public static var headerLength: Int { 18 }

  /// The tag and the customer's frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  private var word: UInt32 { bytes.bigEndian(UInt32.self, at: 0) }
  /// Priority code point, 0 to 7.
  public var priority: UInt8 { UInt8(truncatingIfNeeded: word >> 29) }
  public var isDropEligible: Bool { word & 0x1000_0000 != 0 }
  /// Whether the customer's addresses are to be ignored.
  public var usesNoCustomerAddresses: Bool { word & 0x0800_0000 != 0 }
  /// I-SID, 24 bits.
  public var serviceIdentifier: UInt32 { word & 0xff_ffff }
  public var customerDestination: MACAddress { MACAddress(bytes, at: 4) }
  public var customerSource: MACAddress { MACAddress(bytes, at: 10) }
  public var etherType: UInt16 { bytes.bigEndian(UInt16.self, at: 16) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { .bound(.etherType(etherType)) }

  public static let fields: [Field<BackboneServiceTag>] = [
    Field("ieee8021ah.priority", "Priority", .decimal(32), at: 0, 4) { $0.priority },
    Field("ieee8021ah.drop", "DROP", .decimal(32), at: 0, 4) { $0.word >> 28 & 1 },
    Field("ieee8021ah.nca", "NCA", .decimal(32), at: 0, 4) { $0.word >> 27 & 1 },
    Field("ieee8021ah.res1", "RES1", .decimal(32), at: 0, 4) { $0.word >> 26 & 1 },
    Field("ieee8021ah.res2", "RES2", .decimal(32), at: 0, 4) { $0.word >> 24 & 3 },
    Field("ieee8021ah.isid", "I-SID", .decimal(32), at: 0, 4) { $0.serviceIdentifier },
    Field("ieee8021ah.cdst", "C-Destination", .macAddress, at: 4, 6) {
      .mac($0.customerDestination)
    },
    Field("ieee8021ah.csrc", "C-Source", .macAddress, at: 10, 6) { .mac($0.customerSource) },
    Field("ieee8021ah.etype", "Type", .hex(16), at: 16, 2) { $0.etherType },
  ]
}
