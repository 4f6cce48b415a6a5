public import PacketCore

/// An Ethernet frame (IEEE Std 802.3-2022 §3), without preamble.
///
///     +-------------+-------------+-----------------+
///     | Destination |   Source    | EtherType or    |
///     |  6 bytes    |   6 bytes   | length, 2 bytes |
///     +-------------+-------------+-----------------+
public struct Ethernet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "eth"
  public static var title: String { "Ethernet" }
  public static var bindings: [Binding] {
    [
      .linkType(.ethernet), .greProtocol(0x6558), .etherType(0x6558), .ipProtocol(143),
      Binding(.bridgedProtocol, 1), Binding(.bridgedProtocol, 7),
    ]
  }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 14 }

  /// The frame as captured, with padding and whatever trails it.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var destination: MACAddress { MACAddress(bytes, at: 0) }
  public var source: MACAddress { MACAddress(bytes, at: 6) }

  /// The EtherType, or the payload's length in bytes when at most 1500 (IEEE 802.3 §3.2.6).
  public var typeOrLength: UInt16 { bytes.bigEndian(UInt16.self, at: 12) }

  /// The payload's length in bytes, for a frame that tells it instead of a type.
  public var length: Int? { 1...1500 ~= typeOrLength ? Int(typeOrLength) : nil }

  /// The EtherType, for a frame that tells one. None is 1501 to 1535; 0 is taken for one.
  public var etherType: UInt16? {
    typeOrLength >= 0x0600 || typeOrLength == 0 ? typeOrLength : nil
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength, count: length ?? .max) }
  }

  public var next: NextLayer {
    if let etherType { return .bound(.etherType(etherType)) }
    guard length != nil else { return .data }
    return LLC.next(startingWith: payload)
  }

  /// The header's values, for keeping.
  public var header: Header {
    Header(destination: destination, source: source, typeOrLength: typeOrLength)
  }

  /// An Ethernet header that outlives its packet.
  public struct Header: Hashable, Codable, Sendable {
    public var destination: MACAddress
    public var source: MACAddress
    /// The EtherType, or the payload's length in bytes when at most 1500.
    public var typeOrLength: UInt16

    public init(destination: MACAddress, source: MACAddress, typeOrLength: UInt16) {
      self.destination = destination
      self.source = source
      self.typeOrLength = typeOrLength
    }
  }
}
