public import PacketCore

extension VLAN {
  /// A tag of IEEE 802.1Q to keep, or to put into a packet.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var tag: Tag
    /// The EtherType of what follows; 0 to be filled in. A length when at most 1500.
    public var typeOrLength: UInt16

    public static var announcements: [Binding] { VLAN.bindings }

    public init(_ tag: Tag, typeOrLength: UInt16 = 0) {
      self.tag = tag
      self.typeOrLength = typeOrLength
    }

    /// - Parameters:
    ///   - identifier: Twelve bits.
    ///   - priority: Three bits.
    public init(identifier: UInt16, priority: UInt8 = 0, isDropEligible: Bool = false) {
      let bits = UInt16(priority & 7) << 13 | (isDropEligible ? 0x1000 : 0)
      self.init(Tag(rawValue: bits | identifier & 0x0fff))
    }

    /// Copies the tag.
    public init(_ view: borrowing VLAN) {
      self.init(view.tag, typeOrLength: view.typeOrLength)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(tag.rawValue)
      writer.append(typeOrLength)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt16.self, at: place.start + 2, .etherType, from: place)
      guard 1...1500 ~= typeOrLength else { return }
      try writer.fillLength(at: place.start + 2, from: place.start + 4, place, VLAN.id, "Length")
    }
  }
}

extension ServiceTag {
  /// A tag of IEEE 802.1ad to keep, or to put into a packet.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    public var tag: VLAN.Tag
    /// The EtherType of what follows; 0 to be filled in.
    public var typeOrLength: UInt16

    public static var announcements: [Binding] { ServiceTag.bindings }

    public init(_ tag: VLAN.Tag, typeOrLength: UInt16 = 0) {
      self.tag = tag
      self.typeOrLength = typeOrLength
    }

    /// Copies the tag.
    public init(_ view: borrowing ServiceTag) {
      self.init(view.tag, typeOrLength: view.typeOrLength)
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      writer.append(tag.rawValue)
      writer.append(typeOrLength)
    }

    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      writer.fill(UInt16.self, at: place.start + 2, .etherType, from: place)
    }
  }
}
