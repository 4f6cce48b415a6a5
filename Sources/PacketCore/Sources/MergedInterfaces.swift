/// One table for the interfaces of several sources, in which each source has places of its own.
struct MergedInterfaces {
  let table = InterfaceTable()
  /// For each source, where its interfaces stand, as far as they have been met.
  private var places: [[Int?]]
  /// For each source, the interfaces that it told of before it was read, and where they stand.
  private var announced: [[(interface: InterfaceDescription, place: Int)]] = []

  /// Where packets stand whose interface nobody has described.
  private var strays: [Stray: Int] = [:]

  private struct Stray: Hashable {
    let source: Int
    let linkType: LinkType
  }

  init(_ sources: [any PacketSource]) {
    places = Array(repeating: [], count: sources.count)
    for source in sources {
      let interfaces = source.interfaces
      announced.append(interfaces.map { ($0, Self.add($0, to: table)) })
    }
  }

  /// Where interface `index` of a source stands, of which `chunk` knows more.
  mutating func place(of index: Int, source: Int, chunk: Chunk, linkType: LinkType) -> Int {
    if index < places[source].count, let place = places[source][index] { return place }
    let told = announced[source].indices.contains(index) ? announced[source][index] : nil
    guard let interface = chunk.interfaces[index] ?? told?.interface else {
      return placeOfStray(Stray(source: source, linkType: linkType))
    }
    let place: Int
    if let told, told.interface == interface {
      place = told.place
    } else {
      place = Self.add(interface, to: table)
    }
    let missing = index + 1 - places[source].count
    if missing > 0 { places[source] += repeatElement(nil, count: missing) }
    places[source][index] = place
    return place
  }

  private mutating func placeOfStray(_ stray: Stray) -> Int {
    if let place = strays[stray] { return place }
    let place = Self.add(InterfaceDescription(linkType: stray.linkType), to: table)
    strays[stray] = place
    return place
  }

  private static func add(_ interface: InterfaceDescription, to table: InterfaceTable) -> Int {
    var interface = interface
    interface.id = UInt32(clamping: table.all.count)
    return table.append(interface)
  }
}
