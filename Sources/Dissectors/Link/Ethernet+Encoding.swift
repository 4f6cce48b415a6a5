public import PacketCore

extension Ethernet.Header: PacketLayer {
  public static var announcements: [Binding] { Ethernet.bindings }

  /// A header whose type is filled in from the layer in it.
  public init(destination: MACAddress, source: MACAddress) {
    self.init(destination: destination, source: source, typeOrLength: 0)
  }

  /// Copies the header.
  public init(_ view: borrowing Ethernet) { self = view.header }

  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    writer.append(destination)
    writer.append(source)
    writer.append(typeOrLength)
  }

  public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
    writer.fill(UInt16.self, at: place.start + 12, .etherType, from: place)
    // A length stands there instead when it is one (IEEE 802.3 §3.2.6).
    guard 1...1500 ~= typeOrLength else { return }
    try writer.fillLength(
      at: place.start + 12, from: place.start + 14, place, Ethernet.id, "Length")
  }
}
