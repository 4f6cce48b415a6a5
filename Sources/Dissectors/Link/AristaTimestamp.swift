public import PacketCore

/// The time at which an Arista switch received a frame, put before the frame's type: 32 bits of seconds
/// and of nanoseconds, or 16 and 32.
///
///     +-------------+-------------+----------------+-----------------+-------------+
///     |  Subtype 1  |   Version   | Seconds, 4 / 2 | Nanoseconds, 4  |  EtherType  |
///     +-------------+-------------+----------------+-----------------+-------------+
public struct AristaTimestamp: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "avsp"
  public static var title: String { "Arista Vendor Specific Protocol" }
  public static var bindings: [Binding] { [.etherType(0xd28b)] }

  /// The header and the frame's payload.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or of another kind.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 4 else {
      throw .truncated(Self.id, needed: 4, available: bytes.byteCount)
    }
    let view = AristaTimestamp(unchecked: bytes)
    guard view.subtype == 1 else { throw .malformed(Self.id, field: "Subtype", at: 0) }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var subtype: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// The form of the timestamp: the low byte is 0x10 for 64 bits, 0x20 for 48; the high byte tells
  /// atomic time from universal time. What stands behind a header of another version, nobody says.
  public var version: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  private var hasLongSeconds: Bool { version == 0x0010 || version == 0x0110 }
  private var hasShortSeconds: Bool { version == 0x0020 || version == 0x0120 }
  private var isKnown: Bool { hasLongSeconds || hasShortSeconds }
  private var secondsLength: Int { hasLongSeconds ? 4 : 2 }

  /// International atomic time since 1970, or its last 16 bits.
  public var seconds: UInt32 {
    hasLongSeconds
      ? bytes.bigEndian(UInt32.self, at: 4) : UInt32(bytes.bigEndian(UInt16.self, at: 4))
  }
  public var nanoseconds: UInt32 { bytes.bigEndian(UInt32.self, at: 4 + secondsLength) }
  private var typeOffset: Int { 8 + secondsLength }
  public var etherType: UInt16 { bytes.bigEndian(UInt16.self, at: typeOffset) }

  /// Size of the header, in bytes.
  public var headerLength: Int { isKnown ? typeOffset + 2 : 4 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: isKnown ? headerLength : bytes.byteCount) }
  }

  public var next: NextLayer { isKnown ? .bound(.etherType(etherType)) : .none }

  public static let fields: [Field<AristaTimestamp>] = [
    Field("avsp.sub_type", "Sub Type", .decimal(16), at: 0, 2) { $0.subtype },
    Field("avsp.ver", "Version", .hex(16), at: 2, 2) { $0.version },
    Field("avsp.64ts", "Timestamp (TAI)", .heading, at: 0, in: long),
    Field("avsp.64sec", "Seconds", .decimal(32), at: 0, 4, in: long),
    Field("avsp.64ns", "Nanoseconds", .decimal(32), at: 4, 4, in: long),
    Field("avsp.48ts", "Timestamp (TAI)", .heading, at: 0, in: short),
    Field("avsp.48sec", "Seconds", .decimal(16), at: 0, 2, in: short),
    Field("avsp.48ns", "Nanoseconds", .decimal(32), at: 2, 4, in: short),
    Field("avsp.etype", "Type", .hex(16)) { view, emit in
      guard view.isKnown else { return }
      emit(.unsigned(UInt64(view.etherType)), view.typeOffset..<view.typeOffset + 2)
    },
    Field("avsp.ts.unknown_version", "Unknown timestamp version", .heading) { view, emit in
      if !view.isKnown { emit(.present, 0..<view.headerLength) }
    },
  ]

  private static let long: Field<AristaTimestamp>.Parts = { view, part in
    if view.hasLongSeconds { part(4..<12) }
  }
  private static let short: Field<AristaTimestamp>.Parts = { view, part in
    if view.hasShortSeconds { part(4..<10) }
  }
}
