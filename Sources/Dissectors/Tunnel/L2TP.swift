public import PacketCore

/// A Layer Two Tunneling Protocol header over UDP: version 2
/// ([RFC 2661](https://www.rfc-editor.org/rfc/rfc2661) §3.1); of version 3 (RFC 3931 §4.1.2), the
/// first words.
///
///     +-+-+---+-+-+-+-+-------+-------+-------------------------------+
///     |T|L|   |S| |O|P|       |  Ver  |    Length (if L)              |
///     +-+-+---+-+-+-+-+-------+-------+-------------------------------+
///     |           Tunnel ID           |           Session ID          |
///     |          Ns (if S)            |           Nr (if S)           |
///     |      Offset size (if O)       |    Offset pad ...             |
public struct L2TP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "l2tp"
  public static var title: String { "Layer 2 Tunneling Protocol" }
  public static var bindings: [Binding] { [.udpPort(1701)] }

  /// The header and as much of its payload as was captured.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the version is neither 2 nor 3.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 2 else {
      throw .truncated(Self.id, needed: 2, available: bytes.byteCount)
    }
    let view = L2TP(unchecked: bytes)
    guard view.version == 2 || view.version == 3 else {
      throw .malformed(Self.id, field: "Ver", at: 0)
    }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes.slice(from: 0, count: view.length ?? .max)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var flags: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  public var version: UInt8 { bytes.byte(at: 1) & 15 }
  /// Whether it is a message about tunnels, and not a packet in one.
  public var isControl: Bool { flags & 0x8000 != 0 }

  private var isSecond: Bool { version == 2 }
  private var hasLength: Bool { flags & 0x4000 != 0 && (isSecond || isControl) }
  private var hasSequence: Bool { flags & 0x0800 != 0 && (isSecond || isControl) }
  private var hasOffset: Bool { flags & 0x0200 != 0 && isSecond }
  private var identifierOffset: Int { hasLength ? 4 : isSecond ? 2 : 4 }
  private var sequenceOffset: Int { identifierOffset + 4 }
  private var offsetOffset: Int { sequenceOffset + (hasSequence ? 4 : 0) }

  /// Size of header and payload as sent, in bytes; nil when it is not told.
  public var length: Int? {
    guard hasLength else { return nil }
    return Swift.max(Int(bytes.bigEndian(UInt16.self, at: 2)), headerLength)
  }

  public var tunnelIdentifier: UInt16? {
    isSecond ? bytes.bigEndian(UInt16.self, at: identifierOffset) : nil
  }
  public var sessionIdentifier: UInt16? {
    isSecond ? bytes.bigEndian(UInt16.self, at: identifierOffset + 2) : nil
  }
  public var sentSequenceNumber: UInt16? {
    hasSequence ? bytes.bigEndian(UInt16.self, at: sequenceOffset) : nil
  }
  public var receivedSequenceNumber: UInt16? {
    hasSequence ? bytes.bigEndian(UInt16.self, at: sequenceOffset + 2) : nil
  }

  /// Size of the header with its padding, in bytes.
  public var headerLength: Int {
    guard hasOffset else { return offsetOffset }
    return offsetOffset + 2 + Int(bytes.bigEndian(UInt16.self, at: offsetOffset))
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: isControl ? bytes.byteCount : headerLength) }
  }

  public var wireByteCount: Int? { length }

  public var next: NextLayer {
    if isControl { return .none }
    return isSecond ? .named(PPP.id) : .data
  }

  public static let fields: [Field<L2TP>] = [
    Field("l2tp.flags", "Flags", .hex(16), at: 0, 2) { $0.flags },
    Field("l2tp.type", "Type", .decimal(16), at: 0, 2) { $0.flags >> 15 },
    Field("l2tp.length_bit", "Length Bit", at: 0, 2, bit: 0x4000),
    Field("l2tp.seq_bit", "Sequence Bit", at: 0, 2, bit: 0x0800),
    second("l2tp.offset_bit", "Offset bit", .boolean, 0x0200),
    second("l2tp.priority", "Priority", .boolean, 0x0100),
    Field("l2tp.version", "Version", .decimal(16), at: 0, 2) { $0.version },
    Field("l2tp.length", "Length", .decimal(16), at: 2, 2) { view in
      view.hasLength ? .unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 2))) : nil
    },
    word("l2tp.tunnel", "Tunnel ID", at: { $0.identifierOffset }) { $0.tunnelIdentifier },
    word("l2tp.session", "Session ID", at: { $0.identifierOffset + 2 }) { $0.sessionIdentifier },
    word("l2tp.Ns", "Ns", at: { $0.sequenceOffset }) { $0.sentSequenceNumber },
    word("l2tp.Nr", "Nr", at: { $0.sequenceOffset + 2 }) { $0.receivedSequenceNumber },
    word("l2tp.offset", "Offset", at: { $0.offsetOffset }) { view in
      view.hasOffset ? view.bytes.bigEndian(UInt16.self, at: view.offsetOffset) : nil
    },
  ]

  private static func second(
    _ name: String, _ label: String, _ type: FieldType, _ bit: UInt64
  ) -> Field<L2TP> {
    Field(
      name, label, type, at: 0, 2, mask: bit,
      in: { view, part in if view.isSecond { part(0..<2) } })
  }

  private static func word(
    _ name: String, _ label: String, at offset: @escaping @Sendable (borrowing L2TP) -> Int,
    _ value: @escaping @Sendable (borrowing L2TP) -> UInt16?
  ) -> Field<L2TP> {
    Field(name, label, .decimal(16)) { view, emit in
      guard let value = value(view) else { return }
      let start = offset(view)
      emit(.unsigned(UInt64(value)), start..<start + 2)
    }
  }
}
