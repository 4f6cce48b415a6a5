public import PacketCore

extension IPv4 {
  public static var summary: Summary<IPv4>? {
    Summary("IPv4") { view, columns in show(view, &columns) }
  }

  private static func show(_ packet: borrowing IPv4, _ columns: inout SummaryColumns) {
    columns.show(packet.source, packet.destination)
    guard packet.isFragment else { return columns.show(ipProtocol: packet.protocol) }
    columns.info.append("Fragmented IP protocol (proto=")
    columns.show(ipProtocol: packet.protocol, braces: false)
    columns.info.append(", off=")
    columns.info.append(decimal: packet.fragmentOffset)
    columns.info.append(", ID=")
    columns.info.append(hex: UInt64(packet.identification), width: 4)
    columns.info.append(")")
  }
}
