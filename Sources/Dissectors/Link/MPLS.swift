public import PacketCore

/// A Multiprotocol Label Switching label stack
/// ([RFC 3032](https://www.rfc-editor.org/rfc/rfc3032) §2.1).
///
///     +---------------------------------------+-----+-+---------------+
///     |               Label, 20               | TC  |S| Time to live  |
///     +---------------------------------------+-----+-+---------------+
///     | and so on, to the entry whose S is set                        |
public struct MPLS: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "mpls"
  public static var title: String { "MultiProtocol Label Switching Header" }
  /// Unicast and what once was multicast (RFC 5332); in IP (RFC 4023); over UDP (RFC 7510).
  public static var bindings: [Binding] {
    [
      .etherType(0x8847), .etherType(0x8848), .pppProtocol(0x0281), .pppProtocol(0x0283),
      .greProtocol(0x8847), .greProtocol(0x8848), .ipProtocol(137), .udpPort(6635),
    ]
  }

  /// Size of an entry of the stack, in bytes.
  public static var entryLength: Int { 4 }

  /// The stack and its payload.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the stack is cut short of its bottom.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = MPLS(unchecked: bytes)
    let needed = view.headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the stack, in bytes; beyond the end of ``bytes`` when its bottom is.
  public var headerLength: Int {
    var offset = 0
    while bytes.has(Self.entryLength, at: offset) {
      let entry = Entry(rawValue: bytes.bigEndian(UInt32.self, at: offset))
      offset += Self.entryLength
      if entry.isBottom { return offset }
    }
    return offset + Self.entryLength
  }

  /// The label that the next router looks at.
  public var top: Entry { Entry(rawValue: bytes.bigEndian(UInt32.self, at: 0)) }

  /// The label next to the payload.
  public var bottom: Entry {
    Entry(rawValue: bytes.bigEndian(UInt32.self, at: headerLength - Self.entryLength))
  }

  /// The stack, from the top.
  public var entries: Entries {
    @_lifetime(copy self)
    get { Entries(bytes) }
  }

  /// The entries of a stack, one after the other.
  public struct Entries: ~Escapable {
    private let bytes: RawSpan
    /// Distance of the next entry from the start of the stack, in bytes.
    public private(set) var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next entry; nil after the bottom of the stack.
    @_lifetime(self: copy self)
    public mutating func next() -> Entry? {
      guard bytes.has(entryLength, at: offset) else { return nil }
      let entry = Entry(rawValue: bytes.bigEndian(UInt32.self, at: offset))
      offset = entry.isBottom ? .max : offset + entryLength
      return entry
    }
  }

  /// A label and what travels with it.
  public struct Entry: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// 20 bits; those below 16 have meanings of their own
    /// ([IANA](https://www.iana.org/assignments/mpls-label-values)).
    public var label: UInt32 { rawValue >> 12 }
    /// 3 bits, once called experimental (RFC 5462).
    public var trafficClass: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 9) & 7 }
    public var isBottom: Bool { rawValue & 0x100 != 0 }
    public var timeToLive: UInt8 { UInt8(truncatingIfNeeded: rawValue) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  /// No field names the payload. Its first four bits tell IP from pseudowires, whose control word
  /// begins with 0 or 1 for just that reason (RFC 4928 §3, RFC 4385 §3).
  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    switch payload.byte(at: 0) >> 4 {
    case 4: return .named(IPv4.id)
    case 6: return .named(IPv6.id)
    case 1: return .named(PseudowireChannel.id)
    case 0: return .named(PseudowireEthernet.id)
    default: return .data
    }
  }

  private static func each(
    _ name: String, _ label: String, _ value: @escaping @Sendable (Entry) -> UInt32
  ) -> Field<MPLS> {
    Field(name, label, .decimal(32)) { view, emit in
      var entries = view.entries
      while true {
        let offset = entries.offset
        guard let entry = entries.next() else { return }
        emit(.unsigned(UInt64(value(entry))), offset..<offset + entryLength)
      }
    }
  }

  public static let fields: [Field<MPLS>] = [
    each("mpls.label", "MPLS Label") { $0.label },
    each("mpls.exp", "MPLS Experimental Bits") { UInt32($0.trafficClass) },
    each("mpls.bottom", "MPLS Bottom Of Label Stack") { $0.isBottom ? 1 : 0 },
    each("mpls.ttl", "MPLS TTL") { UInt32($0.timeToLive) },
  ]
}
