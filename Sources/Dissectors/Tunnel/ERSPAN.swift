public import PacketCore

/// A frame that a switch mirrored over GRE, with the port's VLAN and session before it: types II and
/// III of ERSPAN ([draft-foschiano-erspan-03](https://datatracker.ietf.org/doc/draft-foschiano-erspan/)
/// §4).
///
///     type II    |Ver|   VLAN    | COS|En|T| Session   | Reserved |    Index      |
///     type III   |Ver|   VLAN    | COS|BS|T| Session   | Timestamp, 4             |
///                | Group tag, 2  |P| Type |Hardware|D|G|O|  platform's, 8, if O   |
public struct ERSPAN: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "erspan"
  public static var title: String { "Encapsulated Remote Switch Packet ANalysis" }
  public static var bindings: [Binding] { [.greProtocol(0x88be), .greProtocol(0x22eb)] }

  /// The header and the frame.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or of another version.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = ERSPAN(unchecked: bytes)
    guard bytes.byteCount >= 8 else {
      throw .truncated(Self.id, needed: 8, available: bytes.byteCount)
    }
    guard view.version == 1 || view.version == 2 else {
      throw .malformed(Self.id, field: "Ver", at: 0)
    }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 1 for type II, 2 for type III.
  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  public var isThird: Bool { version == 2 }

  /// Size of the header, in bytes.
  public var headerLength: Int { isThird ? (hasPlatformHeader ? 20 : 12) : 8 }

  /// The VLAN of the mirrored port.
  public var vlan: UInt16 { bytes.bigEndian(UInt16.self, at: 0) & 0x0fff }
  public var classOfService: UInt8 { bytes.byte(at: 2) >> 5 }
  /// Whether the frame was cut to fit.
  public var isTruncated: Bool { bytes.byte(at: 2) & 4 != 0 }
  /// The mirror session, 10 bits.
  public var session: UInt16 { bytes.bigEndian(UInt16.self, at: 2) & 0x03ff }
  /// Type II: the port and direction, as the switch numbers them.
  public var index: UInt32? {
    isThird ? nil : bytes.bigEndian(UInt32.self, at: 4) & 0x000f_ffff
  }
  /// Type III: in a unit that the header tells.
  public var timestamp: UInt32? { isThird ? bytes.bigEndian(UInt32.self, at: 4) : nil }
  var hasPlatformHeader: Bool { isThird && bytes.byte(at: 11) & 1 != 0 }
  /// Type III: what was mirrored; 0 is an Ethernet frame.
  var frameType: UInt8 { isThird ? bytes.byte(at: 10) >> 2 & 31 : 0 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { frameType == 0 ? .named(Ethernet.id) : .data }

  public static let fields: [Field<ERSPAN>] = [
    Field("erspan.version", "Version", .decimal(16), at: 0, 2) { $0.version },
    Field("erspan.vlan", "Vlan", .decimal(16), at: 0, 2) { $0.vlan },
    Field("erspan.cos", "COS", .decimal(16), at: 2, 2) { $0.classOfService },
    Field(
      "erspan.encap", "Encap", .decimal(16), at: 2, 2, mask: 0x1800,
      in: { $0.forHeader(third: false, $1) }),
    Field(
      "erspan.bso", "Bad/Short/Oversized", .decimal(16), at: 2, 2, mask: 0x1800,
      in: { $0.forHeader(third: true, $1) }),
    Field("erspan.truncated", "Truncated", .decimal(16), at: 2, 2) { view in
      .unsigned(view.isTruncated ? 1 : 0)
    },
    Field("erspan.spanid", "SpanID", .decimal(16), at: 2, 2) { $0.session },
    Field(
      "erspan.reserved", "Reserved", .decimal(32), at: 4, 4, mask: 0xfff0_0000,
      in: { $0.forHeader(third: false, $1) }),
    Field(
      "erspan.index", "Index", .decimal(32), at: 4, 4, mask: 0x000f_ffff,
      in: { $0.forHeader(third: false, $1) }),
    third("erspan.timestamp", "Timestamp", .decimal(32), at: 4, 4),
    third("erspan.sgt", "Security Group Tag", .decimal(16), at: 8, 2),
    third("erspan.p", "Has Ethernet PDU", .decimal(16), at: 10, 2, mask: 0x8000),
    third("erspan.ft", "Frame Type", .decimal(16), at: 10, 2, mask: 0x7c00),
    third("erspan.hw", "Hardware ID", .decimal(16), at: 10, 2, mask: 0x03f0),
    third("erspan.direction", "Direction", .boolean, at: 10, 2, mask: 0x0008),
    third("erspan.gra", "Timestamp granularity", .decimal(16), at: 10, 2, mask: 0x0006),
    third("erspan.o", "Optional Sub headers", .decimal(16), at: 10, 2, mask: 0x0001),
    Field(
      "erspan.platid", "Platform ID", .decimal(32), at: 12, 4, mask: 0xfc00_0000,
      in: { view, part in if view.hasPlatformHeader { part(0..<20) } }),
  ]

  private static func third(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil
  ) -> Field<ERSPAN> {
    Field(
      name, label, type, at: offset, count, mask: mask, in: { $0.forHeader(third: true, $1) })
  }

  private func forHeader(third: Bool, _ part: (Range<Int>) -> Void) {
    if isThird == third { part(0..<headerLength) }
  }
}

/// A mirrored frame without a header before it: type I of ERSPAN, told by GRE's missing sequence
/// number.
public struct ERSPANFirst: ProtocolView, ~Escapable {
  /// Printed like ``ERSPAN``'s; the rest only tells the two apart.
  public static let id: ProtocolID = "erspan\0I"
  public static var title: String { ERSPAN.title }
  public static var bindings: [Binding] { [] }

  public static var headerLength: Int { 1 }

  /// The frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  public var next: NextLayer { .named(Ethernet.id) }

  public static var fields: [Field<ERSPANFirst>] { [] }
}
