public import PacketCore

extension IPv4.Header: PacketLayer {
  public static var announcements: [Binding] { IPv4.bindings }
  public static var linkType: LinkType? { .rawIP }
  public static var isNetwork: Bool { true }

  /// A header whose protocol is filled in from the layer in it.
  public init(source: IPv4Address, destination: IPv4Address) {
    self.init(source: source, destination: destination, protocol: 0)
  }

  /// Appends the header; its length is that of its options, which are padded.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when the options take more than 40 bytes, or a value more bits than
  ///   its field has.
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    let words = 5 + (options.count + 3) / 4
    guard words <= 15 else { throw EncodeError(protocolID: IPv4.id, field: "Options") }
    guard fragmentOffset >= 0, fragmentOffset <= 0xfff8, fragmentOffset % 8 == 0 else {
      throw EncodeError(protocolID: IPv4.id, field: "Fragment Offset")
    }
    let start = writer.count
    writer.append(UInt8(0x40 | words))
    writer.append(differentiatedServices << 2 | congestionNotification & 3)
    writer.append(totalLength)
    writer.append(identification)
    let flags: UInt16 =
      (reservedFlag ? 0x8000 : 0) | (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0)
    writer.append(flags | UInt16(fragmentOffset / 8))
    writer.append(timeToLive)
    writer.append(self.protocol)
    writer.append(checksum)
    writer.append(source.rawValue)
    writer.append(destination.rawValue)
    writer.append(padding: options, to: 4, from: start)
  }

  public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
    writer.fill(UInt8.self, at: place.start + 9, .ipProtocol, from: place)
    try writer.fillLength(
      at: place.start + 2, from: place.start, place, IPv4.id, "Total Length")
  }

  public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
    writer.fillChecksum(
      at: place.start + 10, from: place.start, count: 20 + (options.count + 3) / 4 * 4)
  }
}
