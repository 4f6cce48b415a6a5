public import PacketCore

extension VXLAN {
  /// A VXLAN header to keep, or to put into a packet (RFC 7348 §5).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// The first two bytes; 0x0800 says that there is a network identifier.
    public var flags: UInt16 = 0x0800
    /// The third and fourth: a group policy, or the next protocol of VXLAN-GPE.
    public var groupPolicy: UInt16 = 0
    /// 24 bits.
    public var networkIdentifier: UInt32
    public var reserved: UInt8 = 0

    public static var announcements: [Binding] { VXLAN.bindings }

    public init(networkIdentifier: UInt32) { self.networkIdentifier = networkIdentifier }

    /// Copies the header.
    public init(_ view: borrowing VXLAN) {
      self.init(networkIdentifier: view.networkIdentifier)
      (flags, groupPolicy, reserved) = (view.flags, view.groupPolicy, view.bytes.byte(at: 7))
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(flags)
      writer.append(groupPolicy)
      writer.append(networkIdentifier << 8 | UInt32(reserved))
    }
  }
}

extension Geneve {
  /// A Geneve header to keep, or to put into a packet (RFC 8926 §3.4).
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// Two bits.
    public var version: UInt8 = 0
    /// The second byte: 0x80 a control packet, 0x40 critical options.
    public var flags: UInt8 = 0
    /// The EtherType of what follows; 0 to be filled in.
    public var protocolType: UInt16 = 0
    /// 24 bits.
    public var networkIdentifier: UInt32
    public var reserved: UInt8 = 0
    /// The options as they stand in the header: a multiple of four bytes, at most 252.
    public var options: [UInt8] = []

    public static var announcements: [Binding] { Geneve.bindings }

    public init(networkIdentifier: UInt32) { self.networkIdentifier = networkIdentifier }

    /// Copies the header.
    public init(_ view: borrowing Geneve) {
      self.init(networkIdentifier: view.networkIdentifier)
      version = view.version
      flags = view.bytes.byte(at: 1)
      protocolType = view.protocolType
      reserved = view.bytes.byte(at: 7)
      options = view.bytes.slice(from: minimumHeaderLength, count: view.optionsLength).copied()
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      guard options.count % 4 == 0, options.count <= 252 else {
        throw EncodeError(protocolID: Geneve.id, field: "Opt Len")
      }
      writer.append(version << 6 | UInt8(options.count / 4))
      writer.append(flags)
      writer.append(protocolType)
      writer.append(networkIdentifier << 8 | UInt32(reserved))
      writer.append(contentsOf: options)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt16.self, at: place.start + 2, .etherType, from: place)
    }
  }
}
