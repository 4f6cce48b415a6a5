public import PacketCore

extension UDP.Header: PacketLayer {
  public static var announcements: [Binding] { UDP.bindings }

  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    writer.append(sourcePort)
    writer.append(destinationPort)
    writer.append(length)
    writer.append(checksum)
  }

  public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
    try writer.fillLength(at: place.start + 4, from: place.start, place, UDP.id, "Length")
  }

  /// A sum of zero is sent as ones: zero stands for no checksum (RFC 768).
  public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
    writer.fillTransportChecksum(at: place.start + 6, place, protocol: 17, zero: 0xffff)
  }
}

extension UDPLite {
  /// A UDP-Lite header to keep, or to put into a packet (RFC 3828 §3.1).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    /// Bytes that the checksum covers, from the header's first; 0 for all.
    public var checksumCoverage: UInt16 = 0
    public var checksum: UInt16 = 0

    public static var announcements: [Binding] { UDPLite.bindings }

    public init(sourcePort: UInt16, destinationPort: UInt16) {
      self.sourcePort = sourcePort
      self.destinationPort = destinationPort
    }

    /// Copies the header.
    public init(_ view: borrowing UDPLite) {
      self.init(sourcePort: view.sourcePort, destinationPort: view.destinationPort)
      checksumCoverage = view.checksumCoverage
      checksum = view.checksum
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(sourcePort)
      writer.append(destinationPort)
      writer.append(checksumCoverage)
      writer.append(checksum)
    }

    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      writer.fillTransportChecksum(
        at: place.start + 6, place, protocol: 136,
        count: checksumCoverage == 0 ? nil : Int(checksumCoverage), zero: 0xffff)
    }
  }
}
