public import PacketCore

extension LinuxCooked {
  /// A header of Linux's cooked captures to keep, or to put into a packet.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var packetType: PacketType = .toUs
    /// Of Linux's ARPHRD numbers; 1 for Ethernet.
    public var hardwareType: UInt16 = 1
    /// How many of ``address``'s bytes are one.
    public var addressLength: UInt16
    /// Eight bytes.
    public var address: [UInt8]
    /// The EtherType of what follows; 0 to be filled in.
    public var `protocol`: UInt16 = 0
    /// Makes the header one of version 2, which has it.
    public var interfaceIndex: UInt32?

    public static var announcements: [Binding] { LinuxCooked.bindings }

    public init(source: MACAddress) {
      addressLength = 6
      address = (0..<6).reversed().map {
        UInt8(truncatingIfNeeded: source.rawValue >> UInt64(8 * $0))
      }
      address += [0, 0]
    }

    /// Copies the header.
    public init(_ view: borrowing LinuxCooked) {
      packetType = view.packetType
      hardwareType = view.hardwareType
      addressLength = UInt16(clamping: view.addressLength)
      address = view.bytes.slice(from: view.addressOffset, count: 8).copied()
      self.protocol = view.protocol
      interfaceIndex = view.interfaceIndex
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      guard address.count == 8 else {
        throw EncodeError(protocolID: LinuxCooked.id, field: "Link-layer address")
      }
      if let interfaceIndex {
        guard let kind = UInt8(exactly: packetType.rawValue),
          let length = UInt8(exactly: addressLength)
        else { throw EncodeError(protocolID: LinuxCooked.id, field: "Packet type") }
        writer.append(self.protocol)
        writer.append(0 as UInt16)
        writer.append(interfaceIndex)
        writer.append(hardwareType)
        writer.append(kind)
        writer.append(length)
        writer.append(contentsOf: address)
      } else {
        writer.append(packetType.rawValue)
        writer.append(hardwareType)
        writer.append(addressLength)
        writer.append(contentsOf: address)
        writer.append(self.protocol)
      }
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      let offset = place.start + (interfaceIndex == nil ? 14 : 0)
      writer.fill(UInt16.self, at: offset, .etherType, from: place)
    }
  }
}

extension Loopback {
  /// A header of BSD's loopback to keep, or to put into a packet.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The address family as it stands in the packet, read in network byte order: that of the
    /// capturing machine's bytes, so 2 may be 0x02000000.
    public var rawFamily: UInt32

    public static var announcements: [Binding] { Loopback.bindings }

    /// - Parameter family: 2 for IPv4, 30 for IPv6 on macOS.
    public init(family: UInt32, isBigEndian: Bool = false) {
      rawFamily = isBigEndian ? family : family.byteSwapped
    }

    /// Copies the header.
    public init(_ view: borrowing Loopback) {
      rawFamily = view.bytes.bigEndian(UInt32.self, at: 0)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(rawFamily)
    }
  }
}
