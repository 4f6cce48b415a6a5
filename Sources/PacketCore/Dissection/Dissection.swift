/// All layers of a packet over its bytes: tunnels, every tag and extension header, the application's
/// protocol.
public struct Dissection: ~Escapable {
  public let bytes: RawSpan
  public private(set) var path: LayerPath
  public let table: DissectorTable

  @_lifetime(copy bytes)
  public init(
    _ bytes: RawSpan, linkType: LinkType, originalLength: Int? = nil, table: DissectorTable
  ) {
    self.bytes = bytes
    self.table = table
    path = LayerPath()
    path.find(in: bytes, linkType: linkType, originalLength: originalLength, table: table)
  }

  /// The `occurrence`-th header of a protocol, from the outermost in; nil when there are not so many,
  /// or when it is broken.
  @_lifetime(copy self)
  public func view<View: ProtocolView & ~Escapable>(
    _ type: View.Type, occurrence: Int = 0
  ) -> View? {
    guard let index = table.index(of: View.id) else { return nil }
    var left = occurrence
    for layer in path where layer.protocolIndex == index {
      if left == 0 { return view(type, layer) }
      left -= 1
    }
    return nil
  }

  /// The innermost header of a protocol.
  @_lifetime(copy self)
  public func innermost<View: ProtocolView & ~Escapable>(_ type: View.Type) -> View? {
    guard let index = table.index(of: View.id),
      let layer = path.last(where: { $0.protocolIndex == index })
    else { return nil }
    return view(type, layer)
  }

  /// How often a protocol is there.
  public func count<View: ProtocolView & ~Escapable>(of type: View.Type) -> Int {
    guard let index = table.index(of: View.id) else { return 0 }
    return path.count { $0.protocolIndex == index }
  }

  @_lifetime(copy self)
  private func view<View: ProtocolView & ~Escapable>(_ type: View.Type, _ layer: Layer) -> View? {
    guard layer.flags.isDisjoint(with: [.truncated, .malformed]) else { return nil }
    return View(unchecked: bytes.slice(from: layer.offset, count: layer.length))
  }

  /// The names of the layers, outermost first.
  public var protocols: [ProtocolID] { path.map { table.entries[$0.protocolIndex].id } }
}
