public import PacketCore

/// A Per-Packet Information header: what a capturing device knows of a packet, as a list of fields
/// ([PPI](https://www.tcpdump.org/linktypes/LINKTYPE_PPI.html)). All numbers are least significant
/// byte first.
///
///     +---------+---------+------------------+----------------------------------+
///     | Version |  Flags  |  Length          |  Link type of the packet         |
///     +---------+---------+------------------+----------------------------------+
///     | Type, 2           |  Length, 2       |  Value…                          |
public struct PacketInformation: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ppi"
  public static var title: String { "PPI Packet Header" }
  public static var bindings: [Binding] { [.linkType(.ppi)] }

  /// Size of the header before the fields, in bytes.
  public static var fixedLength: Int { 8 }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or tells a length smaller than 8 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.fixedLength else {
      throw .truncated(Self.id, needed: Self.fixedLength, available: bytes.byteCount)
    }
    let length = PacketInformation(unchecked: bytes).headerLength
    guard length >= Self.fixedLength else { throw .malformed(Self.id, field: "Length", at: 2) }
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  public var flags: UInt8 { bytes.byte(at: 1) }
  /// Whether each field begins at a multiple of four bytes.
  public var isAligned: Bool { flags & 1 != 0 }
  /// Size of the header with its fields, in bytes.
  public var headerLength: Int { Int(bytes.littleEndian(UInt16.self, at: 2)) }
  /// A `DLT_` number.
  public var linkType: UInt32 { bytes.littleEndian(UInt32.self, at: 4) }

  /// The fields, one after the other.
  public var information: Information {
    @_lifetime(copy self)
    get { Information(bytes.slice(from: 0, count: headerLength), isAligned: isAligned) }
  }

  public struct Information: ~Escapable {
    private let bytes: RawSpan
    private let isAligned: Bool
    private var offset = fixedLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, isAligned: Bool) {
      self.bytes = bytes
      self.isAligned = isAligned
    }

    /// The type of the next field and where it stands, with its header; nil after the last.
    @_lifetime(self: copy self)
    public mutating func next() -> (type: UInt16, range: Range<Int>)? {
      guard bytes.has(4, at: offset) else { return nil }
      let start = offset
      let length = 4 + Int(bytes.littleEndian(UInt16.self, at: start + 2))
      offset += isAligned ? (length + 3) & ~3 : length
      return (
        bytes.littleEndian(UInt16.self, at: start), start..<min(start + length, bytes.byteCount)
      )
    }
  }

  /// Where the check sequence of an 802.11 frame stands, when the radio left it there.
  var checkSequence: Range<Int>? {
    var hasSequence = false
    var information = information
    while let (type, range) = information.next() {
      // 802.11-common: eight bytes of time, then flags.
      if type == 2, bytes.byte(at: range.lowerBound + 12) & 1 != 0 { hasSequence = true }
    }
    let end = bytes.byteCount
    return hasSequence && end - headerLength >= 4 ? end - 4..<end : nil
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let end = checkSequence?.lowerBound ?? bytes.byteCount
      return bytes.slice(from: headerLength, count: end - headerLength)
    }
  }

  public var next: NextLayer {
    guard let number = LinkType.RawValue(exactly: linkType) else { return .data }
    // What a radio heard is known apart from what it says of that.
    if number == LinkType.ieee802_11.rawValue { return .named("wlan_radio") }
    return .bound(.linkType(LinkType(rawValue: number)))
  }
}
