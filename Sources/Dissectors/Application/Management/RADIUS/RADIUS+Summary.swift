public import PacketCore

extension RADIUS {
  public static var specification: String { "RFC 2865" }
  public static var summary: Summary<RADIUS>? {
    Summary("RADIUS") { view, columns in
      columns.info.append(codeNames[UInt64(view.code.rawValue)] ?? "Unknown Packet")
      columns.info.append(" id=")
      columns.info.append(decimal: view.identifier)
    }
  }

  static let codeNames: ValueNames = [
    1: "Access-Request", 2: "Access-Accept", 3: "Access-Reject", 4: "Accounting-Request",
    5: "Accounting-Response", 11: "Access-Challenge", 12: "Status-Server", 13: "Status-Client",
    40: "Disconnect-Request", 41: "Disconnect-ACK", 42: "Disconnect-NAK", 43: "CoA-Request",
    44: "CoA-ACK", 45: "CoA-NAK",
  ]
}
