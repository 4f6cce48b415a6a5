public import PacketCore

/// A tag between a bridge and its port extenders (IEEE Std 802.1BR-2012 §7).
///
///     +-----+-+------------------------+---+---+------------------+---------+--------+-----------+
///     | PCP |D| Ingress channel, low 12| R |GRP| Channel, low 12  | Ingress | Channel| EtherType |
///     +-----+-+------------------------+---+---+------------------+---------+--------+-----------+
public struct ExtensionTag: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "etag"
  public static var title: String { "802.1BR E-Tag" }
  public static var bindings: [Binding] { [.etherType(0x893f)] }

  /// Size of the tag and the type after it, in bytes.
  public static var headerLength: Int { 8 }

  /// The tag and what it stands before.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Priority code point, 0 to 7.
  public var priority: UInt8 { bytes.byte(at: 0) >> 5 }
  public var isDropEligible: Bool { bytes.byte(at: 0) & 0x10 != 0 }
  /// Ingress E-CID, 20 bits: the port that the frame came in by.
  public var ingressChannel: UInt32 {
    UInt32(bytes.byte(at: 4)) << 12 | UInt32(bytes.bigEndian(UInt16.self, at: 0) & 0x0fff)
  }
  /// GRP: which group of channels, 0 for a single port.
  public var group: UInt8 { bytes.byte(at: 2) >> 4 & 3 }
  /// E-CID, 20 bits: the port that the frame goes to, or comes from.
  public var channel: UInt32 {
    UInt32(bytes.byte(at: 5)) << 12 | UInt32(bytes.bigEndian(UInt16.self, at: 2) & 0x0fff)
  }
  public var etherType: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { .bound(.etherType(etherType)) }

  public static let fields: [Field<ExtensionTag>] = [
    Field("etag.pcp", "E-PCP", .decimal(16), at: 0, 2) { $0.priority },
    Field("etag.dei", "E-DEI", .decimal(16), at: 0, 2) { $0.bytes.byte(at: 0) >> 4 & 1 },
    Field("etag.iecid_base", "Ingress_E-CID_base", .hex(16), at: 0, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 0) & 0x0fff
    },
    Field("etag.resv", "Reserved", .decimal(16), at: 2, 2) { $0.bytes.byte(at: 2) >> 6 },
    Field("etag.group", "GRP", .decimal(16), at: 2, 2) { $0.group },
    Field("etag.ecid_base", "E-CID_base", .hex(16), at: 2, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 2) & 0x0fff
    },
    Field("etag.iecid_ext", "Ingress_E-CID_ext", .hex(8), at: 4, 1) { $0.bytes.byte(at: 4) },
    Field("etag.ecid_ext", "E-CID_ext", .hex(8), at: 5, 1) { $0.bytes.byte(at: 5) },
    Field("etag.etype", "Type", .hex(16), at: 6, 2) { $0.etherType },
  ]
}
