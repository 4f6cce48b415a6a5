/// Finds or makes the place of a packet's interface in a table.
///
/// Interfaces of equal description share a place. The last answer is kept, because neighbours come
/// from the same interface.
struct InterfaceIndices {
  let table: InterfaceTable
  private var known: [InterfaceDescription: Int] = [:]
  private var last: (table: InterfaceTable, index: Int, result: Int)?
  private var lastLinkType: (LinkType, Int)?

  init(_ table: InterfaceTable) {
    self.table = table
    for (index, interface) in table.all.enumerated() where known[interface] == nil {
      known[interface] = index
    }
  }

  mutating func index(for packet: Packet) -> Int {
    let index = packet.interfaceIndex
    if let last, last.table === packet.chunk.interfaces, last.index == index { return last.result }
    let interface = packet.interface ?? InterfaceDescription(linkType: packet.linkType)
    let result = self.index(for: interface)
    last = (packet.chunk.interfaces, index, result)
    return result
  }

  /// The first interface of that link type.
  mutating func index(for linkType: LinkType) -> Int {
    if let lastLinkType, lastLinkType.0 == linkType { return lastLinkType.1 }
    let result =
      table.all.firstIndex { $0.linkType == linkType }
      ?? index(for: InterfaceDescription(linkType: linkType))
    lastLinkType = (linkType, result)
    return result
  }

  private mutating func index(for interface: InterfaceDescription) -> Int {
    if let index = known[interface] { return index }
    let index = table.append(interface)
    known[interface] = index
    return index
  }
}
