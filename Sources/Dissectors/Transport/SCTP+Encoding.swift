public import PacketCore

extension SCTP {
  /// An SCTP common header to keep, or to put into a packet (RFC 9260 §3.1); chunks follow it as bytes.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    public var verificationTag: UInt32
    /// CRC32c over header and chunks, as it stands in the packet.
    public var checksum: UInt32 = 0

    public static var announcements: [Binding] { SCTP.bindings }

    public init(sourcePort: UInt16, destinationPort: UInt16, verificationTag: UInt32) {
      self.sourcePort = sourcePort
      self.destinationPort = destinationPort
      self.verificationTag = verificationTag
    }

    /// Copies the header.
    public init(_ view: borrowing SCTP) {
      self.init(
        sourcePort: view.sourcePort, destinationPort: view.destinationPort,
        verificationTag: view.verificationTag)
      checksum = view.checksum
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(sourcePort)
      writer.append(destinationPort)
      writer.append(verificationTag)
      writer.append(checksum)
    }

    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      let value = writer.withBytes { bytes in
        var sum = CRC32C()
        sum.add(bytes.slice(from: place.start, count: 8))
        sum.addZeros(4)
        sum.add(bytes.slice(from: place.start + 12))
        return sum.value
      }
      writer.patch(value, at: place.start + 8)
    }
  }
}
