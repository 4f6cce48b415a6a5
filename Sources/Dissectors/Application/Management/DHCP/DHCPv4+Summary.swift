public import PacketCore

extension DHCPv4 {
  public static var specification: String { "RFC 2131" }
  public static var summary: Summary<DHCPv4>? {
    Summary("DHCP") { view, columns in
      if let kind = view.messageType {
        columns.info.append("DHCP ")
        let start = columns.info.count
        columns.info.append(kindNames[UInt64(kind.rawValue)] ?? "Unknown")
        columns.info.pad(from: start, to: 8)
      } else {
        columns.info.append(view.operation == .request ? "Boot Request" : "Boot Reply")
      }
      columns.info.append(" - Transaction ID 0x")
      columns.info.append(hex: UInt64(view.transactionIdentifier))
    }
  }

  static let kindNames: ValueNames = [
    1: "Discover", 2: "Offer", 3: "Request", 4: "Decline", 5: "ACK", 6: "NAK", 7: "Release",
    8: "Inform", 9: "Force Renew", 10: "Lease query", 11: "Lease Unassigned", 12: "Lease Unknown",
    13: "Lease Active",
  ]
}
