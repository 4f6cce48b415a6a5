public import PacketCore

/// A packet that Linux's firewall logged, as a list of attributes
/// ([NFLOG](https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html)).
///
///     +--------+---------+---------------+
///     | Family | Version | Resource, 2   |
///     +--------+---------+---------------+
///     | Length, 2        | Type, 2       |  in the byte order of the machine that logged
///     | Value, to a full word            |
public struct NFLOG: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "nflog"
  public static var title: String { "Linux Netfilter NFLOG" }
  public static var bindings: [Binding] { [.linkType(.nflog)] }

  /// Size of the header before the attributes, in bytes.
  public static var headerLength: Int { 4 }

  /// Header and attributes.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Linux's `AF_` number: 2 for IPv4, 10 for IPv6.
  public var family: UInt8 { bytes.byte(at: 0) }
  public var version: UInt8 { bytes.byte(at: 1) }
  /// The log group.
  public var resource: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  public var attributes: Attributes {
    @_lifetime(copy self)
    get { Attributes(bytes) }
  }

  /// The attributes of a packet, one after the other.
  public struct Attributes: ~Escapable {
    private let bytes: RawSpan
    private let isLittleEndian: Bool
    private var offset = headerLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
      self.bytes = bytes
      // The first attribute is short: the byte that is zero tells the order.
      isLittleEndian = bytes.byte(at: headerLength) != 0
    }

    private func number(at offset: Int) -> Int {
      Int(
        isLittleEndian
          ? bytes.littleEndian(UInt16.self, at: offset) : bytes.bigEndian(UInt16.self, at: offset))
    }

    /// The next attribute; nil after the last, and where one is shorter than its own header.
    @_lifetime(self: copy self)
    public mutating func next() -> Attribute? {
      guard bytes.has(4, at: offset) else { return nil }
      let length = number(at: offset)
      guard length >= 4 else { return nil }
      let end = Swift.min(offset + length, bytes.byteCount)
      let type = UInt16(truncatingIfNeeded: number(at: offset + 2) & 0x7fff)
      let attribute = Attribute(type: type, range: offset..<end)
      offset += (length + 3) & ~3
      return attribute
    }
  }

  /// Where an attribute stands.
  public struct Attribute: Hashable, Sendable {
    /// Linux's `NFULA_` number.
    public var type: UInt16
    /// Header and value, counted from the start of the packet, clipped to what was captured.
    public var range: Range<Int>
    public var valueRange: Range<Int> {
      Swift.min(range.lowerBound + 4, range.upperBound)..<range.upperBound
    }
    static var payload: UInt16 { 9 }
  }

  /// The logged packet: the value of the payload attribute.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      var attributes = attributes
      while let attribute = attributes.next() {
        let value = attribute.valueRange
        if attribute.type == Attribute.payload {
          return bytes.slice(from: value.lowerBound, count: value.count)
        }
      }
      return bytes.slice(from: bytes.byteCount)
    }
  }

  public var next: NextLayer {
    switch family {
    case 2: .named(IPv4.id)
    case 10: .named(IPv6.id)
    default: .data
    }
  }

  public static let fields: [Field<NFLOG>] = [
    Field("nflog.family", "Family", .decimal(8), at: 0, 1) { $0.family },
    Field("nflog.version", "Version", .decimal(8), at: 1, 1) { $0.version },
    Field("nflog.res_id", "Resource id", .decimal(16), at: 2, 2) { $0.resource },
    Field("nflog.tlv", "TLV", .bytes, at: 0, in: { $0.forEachAttribute(of: nil, $1) }),
    Field("nflog.tlv_type", "Type", .decimal(16)) { view, emit in
      var attributes = view.attributes
      while let attribute = attributes.next() {
        let start = attribute.range.lowerBound
        emit(.unsigned(UInt64(attribute.type)), start + 2..<start + 4)
      }
    },
    Field(
      "nflog.protocol", "HW protocol", .hex(16), at: 4, 2, in: { $0.forEachAttribute(of: 1, $1) }),
    Field(
      "nflog.hook", "Netfilter hook", .decimal(8), at: 6, 1, in: { $0.forEachAttribute(of: 1, $1) }),
    Field(
      "nflog.ifindex_indev", "IFINDEX_INDEV", .decimal(32), at: 4, 4,
      in: { $0.forEachAttribute(of: 4, $1) }),
    Field(
      "nflog.ifindex_outdev", "IFINDEX_OUTDEV", .decimal(32), at: 4, 4,
      in: { $0.forEachAttribute(of: 5, $1) }),
  ]

  private func forEachAttribute(of type: UInt16?, _ body: (Range<Int>) -> Void) {
    var attributes = attributes
    while let attribute = attributes.next() {
      if type == nil || type == attribute.type { body(attribute.range) }
    }
  }
}
