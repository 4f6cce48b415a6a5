public import PacketCore

// What the protocols of this folder show of themselves in a packet's line, and where they are specified.

extension NTP {
  public static var specification: String { "RFC 5905" }
  public static var summary: Summary<NTP>? {
    Summary("NTP") { view, columns in
      columns.info.append("NTP Version ")
      columns.info.append(decimal: view.version)
      columns.info.append(", ")
      columns.info.append(modeNames[UInt64(view.mode.rawValue)] ?? "reserved")
      guard view.mode == .privateUse, view.bytes.byte(at: 0) & 0x80 == 0 else { return }
      columns.info.append(", Request")
    }
  }

  static let modeNames: ValueNames = [
    0: "reserved", 1: "symmetric active", 2: "symmetric passive", 3: "client", 4: "server",
    5: "broadcast", 6: "control", 7: "private",
  ]
}

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

extension DHCPv6 {
  public static var specification: String { "RFC 8415" }
}

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

extension SNMP {
  public static var specification: String { "RFC 3416" }
  public static var summary: Summary<SNMP>? {
    Summary("SNMP") { view, columns in
      let places = (schema.field("data"), schema.field("name"), schema.field("encryptedPDU"))
      messages(view) { name, element, reader in
        schema.walk(name, element, reader) { field, _, number, element, reader in
          if field == places.0 {
            columns.info.append(Kind.names[number] ?? "")
          } else if field == places.1, columns.info.count < 2048 {
            columns.info.append(" ")
            columns.info.append(oid: reader.slice(element))
          } else if field == places.2 {
            columns.info.append("encryptedPDU: privKey Unknown")
          }
        }
      }
    }
  }
}

extension Syslog {
  public static var specification: String { "RFC 5424, RFC 3164" }
}
