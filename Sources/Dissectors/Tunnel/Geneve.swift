public import PacketCore

/// A Generic Network Virtualization Encapsulation header
/// ([RFC 8926](https://www.rfc-editor.org/rfc/rfc8926) §3.4).
///
///     +---+-----------+-+-+-----------+-------------------------------+
///     |Ver|  Length   |O|C|           |         Protocol type         |
///     +---+-----------+-+-+-----------+---------------+---------------+
///     |          Virtual network identifier, 24       |   Reserved    |
///     +-----------------------------------------------+---------------+
///     | Options                                                       |
public struct Geneve: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "geneve"
  public static var title: String { "Generic Network Virtualization Encapsulation" }
  public static var bindings: [Binding] { [.udpPort(6081)] }

  /// Size of the header without options, in bytes.
  public static var minimumHeaderLength: Int { 8 }

  /// The header and its payload.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed =
      bytes.byteCount < Self.minimumHeaderLength
      ? Self.minimumHeaderLength : Geneve(unchecked: bytes).headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 6 }
  /// Size of the options, in bytes.
  public var optionsLength: Int { Int(bytes.byte(at: 0) & 0x3f) * 4 }
  /// Size of the header with its options, in bytes.
  public var headerLength: Int { Self.minimumHeaderLength + optionsLength }
  /// Whether it is a control packet of the tunnel's endpoints.
  public var isControl: Bool { bytes.byte(at: 1) & 0x80 != 0 }
  public var hasCriticalOptions: Bool { bytes.byte(at: 1) & 0x40 != 0 }
  /// The EtherType of the payload, 0x6558 for an Ethernet frame.
  public var protocolType: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  /// VNI, 24 bits.
  public var networkIdentifier: UInt32 { bytes.bigEndian(UInt32.self, at: 4) >> 8 }

  public var options: Options {
    @_lifetime(copy self)
    get { Options(bytes.slice(from: 0, count: headerLength)) }
  }

  /// The options of a header, one after the other.
  public struct Options: ~Escapable {
    private let bytes: RawSpan
    private var offset = minimumHeaderLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next option; nil after the last, and where one is longer than the header says.
    @_lifetime(self: copy self)
    public mutating func next() -> Option? {
      guard bytes.has(4, at: offset) else { return nil }
      let length = Int(bytes.byte(at: offset + 3) & 0x1f) * 4
      guard bytes.has(4 + length, at: offset) else { return nil }
      let option = Option(
        optionClass: bytes.bigEndian(UInt16.self, at: offset), type: bytes.byte(at: offset + 2),
        offset: offset, length: length)
      offset += 4 + length
      return option
    }
  }

  /// Where an option stands, and what it is.
  public struct Option: BitwiseCopyable, Hashable, Sendable {
    /// Who defines the type ([IANA](https://www.iana.org/assignments/nvo3)).
    public var optionClass: UInt16
    public var type: UInt8
    /// Distance of the option from the start of the header, in bytes.
    public var offset: Int
    /// Size of the value, in bytes.
    public var length: Int
    /// Whether who does not know the option must drop the packet.
    public var isCritical: Bool { type & 0x80 != 0 }
    /// Place of the value, counted from the start of the header.
    public var valueRange: Range<Int> { offset + 4..<offset + 4 + length }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  /// Not marked as found by an EtherType, as in Wireshark's list of protocols.
  public var next: NextLayer { .either(.etherType(protocolType), .etherType(protocolType)) }

  public static let fields: [Field<Geneve>] = [
    Field("geneve.version", "Version", .decimal(8), at: 0, 1) { $0.version },
    Field("geneve.option.length", "Length", .decimal(8)) { view, emit in
      emit(.unsigned(UInt64(view.optionsLength)), 0..<1)
      var options = view.options
      while let option = options.next() {
        emit(.unsigned(UInt64(option.length + 4)), option.offset + 3..<option.offset + 4)
      }
    },
    Field("geneve.flags", "Flags", .hex(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field(
      "geneve.flags.oam", "Operations, Administration and Management Frame", at: 1, 1, bit: 128),
    Field("geneve.flags.critical", "Critical Options Present", at: 1, 1, bit: 64),
    Field("geneve.flags.reserved", "Reserved", at: 1, 1, bit: 0x3f),
    Field("geneve.proto_type", "Protocol Type", .hex(16), at: 2, 2) { $0.protocolType },
    Field("geneve.vni", "Virtual Network Identifier (VNI)", .hex(24), at: 4, 3) {
      $0.networkIdentifier
    },
    Field("geneve.reserved", "Reserved", .hex(8), at: 7, 1) { $0.bytes.byte(at: 7) },
    Field("geneve.options", "Geneve Options", .bytes) { view, emit in
      if view.optionsLength > 0 { emit(.bytes, minimumHeaderLength..<view.headerLength) }
    },
    Field("geneve.option.class", "Class", .hex(16), at: 0, 2, in: { $0.forEachOption($1) }),
    Field("geneve.option.type", "Type", .hex(8), at: 2, 1, in: { $0.forEachOption($1) }),
    Field(
      "geneve.option.type.critical", "Critical Option", at: 2, 1, bit: 128,
      in: { $0.forEachOption($1) }),
  ]

  private func forEachOption(_ body: (Range<Int>) -> Void) {
    var options = options
    while let option = options.next() { body(option.offset..<option.valueRange.upperBound) }
  }
}
