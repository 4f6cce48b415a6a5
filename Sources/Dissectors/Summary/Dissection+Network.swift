import PacketCore

extension SummaryColumns {
  mutating func show(ports source: UInt16, _ destination: UInt16) {
    info.append(decimal: source)
    info.append(" → ")
    info.append(decimal: destination)
  }
}

extension Dissection {
  /// The addresses of the innermost IP packet that the layer at `index` stands in.
  func addresses(around index: Int) -> (source: IPAddress, destination: IPAddress)? {
    var outer = index - 1
    while outer >= 0 {
      let layer = path[outer]
      if layer.flags.contains(.network) {
        let header = bytes.slice(from: layer.offset, count: layer.length)
        if table.entries[layer.protocolIndex].id == IPv4.id {
          let packet = IPv4(unchecked: header)
          return (.v4(packet.source), .v4(packet.destination))
        }
        let packet = IPv6(unchecked: header)
        return (.v6(packet.source), .v6(packet.destination))
      }
      outer -= 1
    }
    return nil
  }
}
