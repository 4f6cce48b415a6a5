public import PacketCore

/// A MAC Security tag (IEEE Std 802.1AE-2018 §9): integrity, and mostly secrecy, of a frame.
///
///     +-+--+--+---+-+-+--+-------+--------------+----------------------+
///     |V|ES|SC|SCB|E|C|AN| Short |  Packet      |  Secure channel      |
///     | |  |  |   | | |  | length|  number, 4   |  identifier, 8 or 0  |
///     +-+--+--+---+-+-+--+-------+--------------+----------------------+
///     | EtherType and data, secret or not               | ICV, 16      |
public struct MACsec: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "macsec"
  public static var title: String { "802.1AE Security tag" }
  public static var bindings: [Binding] { [.etherType(0x88e5)] }

  /// Size of the tag without a secure channel identifier, in bytes.
  public static var minimumHeaderLength: Int { 6 }
  /// Size of the integrity check value of the usual cipher suites, in bytes.
  public static var checkValueLength: Int { 16 }

  /// The tag, the protected data and the integrity check value.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the tag is cut short, or of a version other than 0.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = MACsec(unchecked: bytes)
    let needed =
      bytes.byteCount < Self.minimumHeaderLength ? Self.minimumHeaderLength : view.tagLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    guard view.control & 0x80 == 0 else { throw .malformed(Self.id, field: "Version", at: 0) }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  private var control: UInt8 { bytes.byte(at: 0) }
  /// Whether the data is encrypted: the E bit.
  public var isEncrypted: Bool { control & 0x08 != 0 }
  /// Whether the data was changed: the C bit.
  public var isChanged: Bool { control & 0x04 != 0 }
  /// Which key of the secure channel, 0 to 3.
  public var associationNumber: UInt8 { control & 3 }
  /// Bytes of protected data when fewer than 48, else 0.
  public var shortLength: UInt8 { bytes.byte(at: 1) }
  public var packetNumber: UInt32 { bytes.bigEndian(UInt32.self, at: 2) }

  private var hasChannelIdentifier: Bool { control & 0x20 != 0 }
  /// The sender's address; nil when the tag leaves it out.
  public var systemIdentifier: MACAddress? {
    hasChannelIdentifier ? MACAddress(bytes, at: 6) : nil
  }
  public var portIdentifier: UInt16? {
    hasChannelIdentifier ? bytes.bigEndian(UInt16.self, at: 12) : nil
  }

  /// Size of the tag, in bytes.
  public var tagLength: Int { hasChannelIdentifier ? 14 : Self.minimumHeaderLength }
  private var isReadable: Bool { !isEncrypted && !isChanged }
  /// The EtherType of the data; nil when it is not in clear.
  public var etherType: UInt16? {
    isReadable && protectedRange.count >= 2
      ? bytes.bigEndian(UInt16.self, at: tagLength) : nil
  }

  /// What the check value covers, and where that begins; of a short frame by its length.
  private var protectedRange: Range<Int> {
    let available = Swift.max(0, bytes.byteCount - tagLength)
    let claimed = Int(shortLength & 0x3f)
    let count =
      claimed > 0
      ? Swift.min(claimed, available) : Swift.max(0, available - Self.checkValueLength)
    return tagLength..<tagLength + count
  }

  private var checkValueRange: Range<Int> {
    let start = protectedRange.upperBound
    return start..<Swift.max(start, Swift.min(start + Self.checkValueLength, bytes.byteCount))
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let range = protectedRange.dropFirst(etherType == nil ? 0 : 2)
      return bytes.slice(from: range.lowerBound, count: range.count)
    }
  }

  public var next: NextLayer {
    if let etherType { .bound(.etherType(etherType)) } else { .data }
  }

  public static let fields: [Field<MACsec>] = [
    Field("macsec.TCI", "TCI", .hex(8), at: 0, 1) { $0.control >> 2 },
    Field("macsec.TCI.V", "VER", .hex(8), at: 0, 1) { $0.control >> 7 },
    Field("macsec.TCI.ES", "ES", at: 0, 1, bit: 0x40),
    Field("macsec.TCI.SC", "SC", at: 0, 1, bit: 0x20),
    Field("macsec.TCI.SCB", "SCB", at: 0, 1, bit: 0x10),
    Field("macsec.TCI.E", "E", at: 0, 1, bit: 0x08),
    Field("macsec.TCI.C", "C", at: 0, 1, bit: 0x04),
    Field("macsec.AN", "AN", .hex(8), at: 0, 1) { $0.associationNumber },
    Field("macsec.SL", "Short length", .decimal(8), at: 1, 1) { $0.shortLength },
    Field("macsec.PN", "Packet number", .decimal(32), at: 2, 4) { $0.packetNumber },
    Field("macsec.SCI.system_identifier", "System Identifier", .macAddress, at: 6, 6) { view in
      view.systemIdentifier.map { .mac($0) }
    },
    Field("macsec.SCI.port_identifier", "Port Identifier", .decimal(16), at: 12, 2) { view in
      view.portIdentifier.map { .unsigned(UInt64($0)) }
    },
    Field("macsec.etype", "Ethertype", .hex(16)) { view, emit in
      guard let etherType = view.etherType else { return }
      emit(.unsigned(UInt64(etherType)), view.tagLength..<view.tagLength + 2)
    },
    Field("macsec.ICV", "ICV", .bytes) { view, emit in
      if !view.checkValueRange.isEmpty { emit(.bytes, view.checkValueRange) }
    },
  ]
}
