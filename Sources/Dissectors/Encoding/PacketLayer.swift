public import PacketCore

/// What a packet can be made of: a header, a message, or bytes.
///
/// Layers are put on each other with `/`, outermost first:
///
///     let query = Ethernet.Header(destination: router, source: us)
///       / IPv4.Header(source: "192.0.2.1", destination: "192.0.2.53")
///       / UDP.Header(sourcePort: 4242, destinationPort: 53)
///       / DNS.Message(id: 7, flags: .recursionDesired)
///     let packet = try query.packet()
public protocol PacketLayer: Sendable {
  /// The numbers that announce it to the layer around it, the usual one of a register first.
  static var announcements: [Binding] { get }
  /// What a capture calls packets that begin with it; nil when none does.
  static var linkType: LinkType? { get }
  /// Whether transport checksums cover its addresses.
  static var isNetwork: Bool { get }

  /// Appends it as it is.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when a value does not fit its field.
  func encode(into writer: inout ByteWriter) throws(EncodeError)

  /// Writes the numbers and lengths over it that follow from what is in it, all of which has been
  /// appended.
  func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError)

  /// Writes its checksum over it; the layers in it have theirs.
  func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace)
}

extension PacketLayer {
  public static var announcements: [Binding] { [] }
  public static var linkType: LinkType? {
    announcements.first { $0.register == .linkType }.map {
      LinkType(rawValue: UInt16(truncatingIfNeeded: $0.number))
    }
  }
  public static var isNetwork: Bool { false }
  public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {}
  public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {}

  /// The layer as it is: nothing of it is filled in.
  public var asGiven: AsGiven<Self> { AsGiven(self) }
}

/// Where a layer stands in the packet that is being made.
public struct LayerPlace: Sendable {
  /// Where it begins, in bytes.
  public var start: Int
  /// Where the innermost IP packet around it begins.
  public var network: Int?
  /// The numbers that announce the layer in it; empty when there is none.
  public var next: [Binding]
  /// What is to be filled in.
  public var filling: PacketFilling

  /// The number of the layer in it, if it has one there.
  public func number(_ register: Binding.Register) -> UInt32? {
    next.first { $0.register == register }?.number
  }
}

/// What of a packet follows from its other parts, and is filled in when it is made.
public struct PacketFilling: OptionSet, Sendable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The number of the next protocol, where it was left zero.
  public static let numbers = PacketFilling(rawValue: 1)
  public static let lengths = PacketFilling(rawValue: 2)
  public static let checksums = PacketFilling(rawValue: 4)
  public static let all: PacketFilling = [.numbers, .lengths, .checksums]
}

/// A layer of which nothing is filled in, whatever its packet is made with: for a wrong checksum, or
/// a length that lies.
public struct AsGiven<Layer: PacketLayer>: PacketLayer {
  public var layer: Layer

  public init(_ layer: Layer) { self.layer = layer }

  public static var announcements: [Binding] { Layer.announcements }
  public static var linkType: LinkType? { Layer.linkType }
  public static var isNetwork: Bool { Layer.isNetwork }

  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    try layer.encode(into: &writer)
  }
}

/// Bytes as they are.
extension Array: PacketLayer where Element == UInt8 {
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    writer.append(contentsOf: self)
  }
}
