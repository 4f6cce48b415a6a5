public import PacketCore

/// An Ethernet frame (IEEE 802.3), without preamble.
///
///     +-------------+-------------+-----------------+
///     | Destination |   Source    | EtherType or    |
///     |  6 bytes    |   6 bytes   | length, 2 bytes |
///     +-------------+-------------+-----------------+
public struct Ethernet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "eth"
  public static var title: String { "Ethernet" }
  public static var bindings: [Binding] {
    [.linkType(.ethernet), .greProtocol(0x6558)]
  }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 14 }

  /// The frame as captured, with padding and whatever trails it.
  public let bytes: RawSpan

  /// - Throws: ``DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var destination: MACAddress { MACAddress(bytes, at: 0) }
  public var source: MACAddress { MACAddress(bytes, at: 6) }

  /// The EtherType, or the payload's length in bytes when at most 1500 (IEEE 802.3 §3.2.6).
  public var typeOrLength: UInt16 { bytes.bigEndian(UInt16.self, at: 12) }

  /// The payload's length in bytes, for a frame that tells it instead of a type.
  public var length: Int? { typeOrLength <= 1500 ? Int(typeOrLength) : nil }

  /// The EtherType, for a frame that tells one.
  public var etherType: UInt16? { typeOrLength > 1500 ? typeOrLength : nil }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength, count: length ?? .max) }
  }

  public var next: NextLayer {
    guard let etherType else { return .named("llc") }
    return .bound(.etherType(etherType))
  }

  public static let fields: [Field<Ethernet>] = [
    Field("eth.dst", "Destination", .macAddress, at: 0, 6) { .mac($0.destination) },
    Field("eth.src", "Source", .macAddress, at: 6, 6) { .mac($0.source) },
    Field("eth.addr", "Address", .macAddress, hidden: true) { view, emit in
      emit(.mac(view.destination), 0..<6)
      emit(.mac(view.source), 6..<12)
    },
    Field("eth.type", "Type", .hex(16), at: 12, 2) { view in
      view.etherType.map { .unsigned(UInt64($0)) }
    },
    Field("eth.len", "Length", .decimal(16), at: 12, 2) { view in
      view.length.map { .unsigned(UInt64($0)) }
    },
  ]
}
