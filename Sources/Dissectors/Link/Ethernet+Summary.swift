public import PacketCore

extension Ethernet {
  public static var summary: Summary<Ethernet>? {
    Summary("Ethernet") { view, columns in
      columns.show(view.source, view.destination)
      columns.show(etherType: view.etherType)
    }
  }
}

extension SummaryColumns {
  /// What stands there until a protocol is found that the number announces.
  mutating func show(etherType: UInt16?) {
    guard let etherType else { return }
    protocolName.removeAll(keepingCapacity: true)
    protocolName.append("0x")
    protocolName.append(hex: UInt64(etherType), width: 4)
    info.append("Ethernet II")
  }
}
