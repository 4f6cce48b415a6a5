public import PacketCore

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
