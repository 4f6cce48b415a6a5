public import PacketCore

/// The layers of a packet that is to be made, outermost first.
public struct LayerStack: Sendable {
  public var layers: [any PacketLayer]
  /// What follows the packet that the layers make, as padding or a check sequence does; no length
  /// and no checksum counts it.
  public var trailer: [UInt8] = []

  public init(_ layers: [any PacketLayer]) { self.layers = layers }

  /// The packet's bytes.
  ///
  /// - Parameter filling: What is filled in; nothing of a layer that is ``PacketLayer/asGiven``.
  /// - Throws: ``PacketCore/EncodeError`` when a value or a length does not fit its field.
  public func encoded(filling: PacketFilling = .all) throws(EncodeError) -> [UInt8] {
    var writer = ByteWriter()
    var places: [LayerPlace] = []
    var network: Int?
    for (index, layer) in layers.enumerated() {
      let next = index + 1 < layers.count ? type(of: layers[index + 1]).announcements : []
      places.append(
        LayerPlace(start: writer.count, network: network, next: next, filling: filling))
      if type(of: layer).isNetwork { network = writer.count }
      try layer.encode(into: &writer)
    }
    if !filling.isDisjoint(with: [.numbers, .lengths]) {
      for (layer, place) in zip(layers, places) { try layer.fillIn(&writer, place) }
    }
    if filling.contains(.checksums) {
      for (layer, place) in zip(layers, places).reversed() {
        layer.fillInChecksum(&writer, place)
      }
    }
    writer.append(contentsOf: trailer)
    return writer.bytes
  }

  /// The packet, to be injected, written to a file, or dissected.
  ///
  /// - Parameters:
  ///   - linkType: What its bytes begin with; as the outermost layer says when nil.
  ///   - filling: What is filled in.
  /// - Throws: ``PacketCore/EncodeError`` when a value or a length does not fit its field.
  public func packet(
    linkType: LinkType? = nil, timestamp: Timestamp = .epoch, filling: PacketFilling = .all
  ) throws(EncodeError) -> Packet {
    let outermost = layers.first.flatMap { type(of: $0).linkType }
    return Packet(
      bytes: try encoded(filling: filling), linkType: linkType ?? outermost ?? .ethernet,
      timestamp: timestamp)
  }
}

extension PacketLayer {
  /// Puts a layer into another.
  public static func / (outer: Self, inner: some PacketLayer) -> LayerStack {
    LayerStack([outer, inner])
  }
}

extension LayerStack {
  /// Puts a layer into the innermost.
  public static func / (outer: LayerStack, inner: some PacketLayer) -> LayerStack {
    var stack = outer
    stack.layers.append(inner)
    return stack
  }

  /// Puts a stack into the innermost.
  public static func / (outer: LayerStack, inner: LayerStack) -> LayerStack {
    var stack = outer
    stack.layers += inner.layers
    stack.trailer += inner.trailer
    return stack
  }
}
