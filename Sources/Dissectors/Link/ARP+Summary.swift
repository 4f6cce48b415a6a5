public import PacketCore

extension ARP {
  public static var summary: Summary<ARP>? {
    Summary("ARP") { view, columns in show(view, &columns) }
  }

  private static func show(_ arp: borrowing ARP, _ columns: inout SummaryColumns) {
    columns.protocolName = Array((arp.operation.isReverse ? "RARP" : "ARP").utf8)
    guard let senderIP = arp.senderIP, let targetIP = arp.targetIP else { return }
    switch arp.operation {
    case .request where arp.isProbe:
      columns.info.append("Who has ")
      columns.info.append(targetIP)
      columns.info.append("? (ARP Probe)")
    case .request where arp.isGratuitous:
      columns.info.append("ARP Announcement for ")
      columns.info.append(targetIP)
    case .request:
      columns.info.append("Who has ")
      columns.info.append(targetIP)
      columns.info.append("? Tell ")
      columns.info.append(senderIP)
    case .reply:
      if arp.isGratuitous { columns.info.append("Gratuitous ARP for ") }
      columns.info.append(senderIP)
      columns.info.append(arp.isGratuitous ? " (Reply)" : " is at ")
      if !arp.isGratuitous, let mac = arp.senderMAC { columns.info.append(mac) }
    case .reverseRequest, .inverseRequest:
      columns.info.append("Who is ")
      if let mac = arp.targetMAC { columns.info.append(mac) }
      columns.info.append("? Tell ")
      if let mac = arp.senderMAC { columns.info.append(mac) }
    case .reverseReply:
      if let mac = arp.targetMAC { columns.info.append(mac) }
      columns.info.append(" is at ")
      columns.info.append(targetIP)
    case .inverseReply:
      if let mac = arp.senderMAC { columns.info.append(mac) }
      columns.info.append(" is at ")
      columns.info.append(senderIP)
    default:
      columns.info.append("Unknown ARP opcode 0x")
      columns.info.append(hex: UInt64(arp.operation.rawValue), width: 4)
    }
  }
}

extension ARP.Operation {
  var isReverse: Bool { self == .reverseRequest || self == .reverseReply }
}
