public import PacketCore

extension LLC {
  /// A logical link control header to keep, or to put into a packet (IEEE 802.2 §3.2).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var destinationSAP: UInt8
    public var sourceSAP: UInt8
    /// One byte of an unnumbered frame, 3 for information; else two, the first in the low byte.
    public var control: UInt16 = 3
    /// The organization of a SNAP header, 24 bits; nil when there is none.
    public var organization: UInt32?
    /// The protocol in a SNAP header; 0 to be filled in.
    public var protocolID: UInt16 = 0

    /// A SNAP header whose EtherType is filled in from the layer in it.
    public init() {
      self.init(destinationSAP: LLC.snap, sourceSAP: LLC.snap)
      organization = 0
    }

    public init(destinationSAP: UInt8, sourceSAP: UInt8) {
      self.destinationSAP = destinationSAP
      self.sourceSAP = sourceSAP
    }

    /// Copies the header.
    public init(_ view: borrowing LLC) {
      self.init(destinationSAP: view.destinationSAP, sourceSAP: view.sourceSAP)
      control = view.control
      organization = view.organization
      protocolID = view.protocolID ?? 0
    }

    private var controlLength: Int { control & 3 == 3 ? 1 : 2 }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(destinationSAP)
      writer.append(sourceSAP)
      writer.append(UInt8(truncatingIfNeeded: control))
      if controlLength == 2 { writer.append(UInt8(truncatingIfNeeded: control >> 8)) }
      guard let organization else { return }
      writer.append(UInt8(truncatingIfNeeded: organization >> 16))
      writer.append(UInt16(truncatingIfNeeded: organization))
      writer.append(protocolID)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      guard organization == 0 else { return }
      let offset = place.start + 5 + controlLength
      writer.fill(UInt16.self, at: offset, .etherType, from: place)
    }
  }
}
