public import PacketCore

extension GRE {
  /// A GRE header to keep, or to put into a packet (RFC 2784 §2, RFC 2890 §2, RFC 2637 §4.1).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The first two bytes without the bits that say which optional fields follow.
    public var otherFlags: UInt16 = 0
    /// The EtherType of what follows; 0 to be filled in.
    public var `protocol`: UInt16
    /// Present when not nil; so with those after it.
    public var checksum: UInt16?
    /// Beside a checksum.
    public var offset: UInt16 = 0
    /// In version 1, length of the payload and call identifier.
    public var key: UInt32?
    public var sequenceNumber: UInt32?
    /// Of version 1.
    public var acknowledgmentNumber: UInt32?
    /// What stands between these and the payload: WCCP's redirection.
    public var rest: [UInt8] = []

    public static var announcements: [Binding] { GRE.bindings }

    public init(protocol: UInt16 = 0, key: UInt32? = nil, sequenceNumber: UInt32? = nil) {
      self.protocol = `protocol`
      self.key = key
      self.sequenceNumber = sequenceNumber
    }

    /// Copies the header; nil for the routing of RFC 1701.
    public init?(_ view: borrowing GRE) {
      guard !view.flags.contains(.routing) else { return nil }
      self.init(protocol: view.protocol, sequenceNumber: view.sequenceNumber)
      let word = view.bytes.bigEndian(UInt16.self, at: 0)
      otherFlags = word & ~(Self.checksumBit | Self.keyBit | Self.sequenceBit)
      if word & 7 == 1 { otherFlags &= ~Self.acknowledgmentBit }
      var end = 4
      if view.checksum != nil {
        checksum = view.checksum
        offset = view.bytes.bigEndian(UInt16.self, at: 6)
        end += 4
      }
      if word & Self.keyBit != 0 {
        key = view.bytes.bigEndian(UInt32.self, at: end)
        end += 4
      }
      if sequenceNumber != nil { end += 4 }
      acknowledgmentNumber = view.acknowledgmentNumber
      if acknowledgmentNumber != nil { end += 4 }
      rest = view.bytes.slice(from: end, count: view.headerLength - end).copied()
    }

    private static let checksumBit: UInt16 = 0x8000
    private static let keyBit: UInt16 = 0x2000
    private static let sequenceBit: UInt16 = 0x1000
    private static let acknowledgmentBit: UInt16 = 0x0080

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(
        otherFlags | (checksum == nil ? 0 : Self.checksumBit) | (key == nil ? 0 : Self.keyBit)
          | (sequenceNumber == nil ? 0 : Self.sequenceBit)
          | (acknowledgmentNumber == nil ? 0 : Self.acknowledgmentBit))
      writer.append(self.protocol)
      if let checksum {
        writer.append(checksum)
        writer.append(offset)
      }
      if let key { writer.append(key) }
      if let sequenceNumber { writer.append(sequenceNumber) }
      if let acknowledgmentNumber { writer.append(acknowledgmentNumber) }
      writer.append(contentsOf: rest)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt16.self, at: place.start + 2, .greProtocol, .etherType, from: place)
    }

    /// The checksum covers header and payload (RFC 2784 §2.5).
    public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
      if checksum != nil { writer.fillChecksum(at: place.start + 4, from: place.start) }
    }
  }
}
