public import PacketCore

/// A customer VLAN tag (IEEE Std 802.1Q-2022 §9.6).
///
///     +-----+-+------------------------+--------------------------------+
///     | PCP |D|    VLAN identifier     |   EtherType or length          |
///     +-----+-+------------------------+--------------------------------+
public struct VLAN: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "vlan"
  public static var title: String { "802.1Q Virtual LAN" }
  /// 0x9100 and 0x9200 announced outer tags before 0x88a8 was assigned.
  public static var bindings: [Binding] {
    [.etherType(0x8100), .etherType(0x9100), .etherType(0x9200)]
  }

  /// Size of the tag and the type after it, in bytes.
  public static var headerLength: Int { 4 }

  /// The tag and what it stands before.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var tag: Tag { Tag(rawValue: bytes.bigEndian(UInt16.self, at: 0)) }

  /// The EtherType of what follows, or its length in bytes when at most 1500.
  public var typeOrLength: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var length: Int? { typeOrLength <= 1500 ? Int(typeOrLength) : nil }
  public var etherType: UInt16? { typeOrLength > 1500 ? typeOrLength : nil }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength, count: length ?? .max) }
  }

  public var next: NextLayer {
    if let etherType { return .bound(.etherType(etherType)) }
    return LLC.next(startingWith: payload)
  }

  /// Tag control information: priority, drop eligibility, VLAN.
  public struct Tag: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Priority code point, 0 to 7.
    public var priority: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 13) }
    /// Whether a congested bridge drops the frame first; once the canonical format indicator.
    public var isDropEligible: Bool { rawValue & 0x1000 != 0 }
    /// The VLAN, 1 to 4094; 0 carries a priority only.
    public var identifier: UInt16 { rawValue & 0x0fff }
  }

  public static let fields: [Field<VLAN>] = [
    Field("vlan.priority", "Priority", .decimal(16), at: 0, 2) { $0.tag.priority },
    Field("vlan.dei", "DEI", at: 0, 2, flag: { $0.tag.isDropEligible }),
    Field("vlan.id", "ID", .decimal(16), at: 0, 2) { $0.tag.identifier },
    Field("vlan.etype", "Type", .hex(16), at: 2, 2) { view in
      view.etherType.map { .unsigned(UInt64($0)) }
    },
    Field("vlan.len", "Length", .decimal(16), at: 2, 2) { view in
      view.length.map { .unsigned(UInt64($0)) }
    },
    Field(
      "vlan.trailer", "Trailer", .bytes,
      inContext: { view, context, emit in
        let content: Int? =
          if let length = view.length { length } else {
            EtherPayload.byteCount(view.typeOrLength, view.payload)
          }
        guard let content else { return }
        let trailer = FrameTrailer(
          view.bytes, from: headerLength + content, minimumByteCount: 60 - context.layer.offset,
          mayHoldCheckSequence: false)
        if let range = trailer?.trailer { emit(.bytes, range) }
      }),
  ]
}

extension VLAN {
  public static var summary: Summary<VLAN>? {
    Summary("802.1Q") { view, columns in columns.show(etherType: view.etherType) }
  }
}
