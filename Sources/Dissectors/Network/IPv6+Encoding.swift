public import PacketCore

extension IPv6 {
  /// An IPv6 header to keep, or to put into a packet: names and units of ``IPv6``.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var trafficClass: UInt8 = 0
    /// Twenty bits.
    public var flowLabel: UInt32 = 0
    public var payloadLength: UInt16 = 0
    /// The protocol of what follows; 0 to be filled in.
    public var nextHeader: UInt8 = 0
    public var hopLimit: UInt8 = 64
    public var source: IPv6Address
    public var destination: IPv6Address

    public static var announcements: [Binding] { IPv6.bindings }
    public static var linkType: LinkType? { .rawIP }
    public static var isNetwork: Bool { true }

    public init(source: IPv6Address, destination: IPv6Address) {
      self.source = source
      self.destination = destination
    }

    /// Copies the header.
    public init(_ view: borrowing IPv6) {
      self.init(source: view.source, destination: view.destination)
      trafficClass = view.trafficClass
      flowLabel = view.flowLabel
      payloadLength = view.payloadLength
      nextHeader = view.nextHeader
      hopLimit = view.hopLimit
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(0x6000_0000 | UInt32(trafficClass) << 20 | flowLabel & 0xf_ffff)
      writer.append(payloadLength)
      writer.append(nextHeader)
      writer.append(hopLimit)
      writer.append(source)
      writer.append(destination)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt8.self, at: place.start + 6, .ipProtocol, from: place)
      try writer.fillLength(
        at: place.start + 4, from: place.start + 40, place, IPv6.id, "Payload Length")
    }
  }
}
