public import PacketCore

extension LDAP {
  public static var specification: String { "RFC 4511" }
  public static var summary: Summary<LDAP>? {
    Summary("LDAP") { view, columns in LDAPFormat.summarize(view.bytes, into: &columns.info) }
  }
}

extension CLDAP {
  public static var specification: String { "RFC 1798" }
  public static var summary: Summary<CLDAP>? {
    Summary("CLDAP") { view, columns in LDAPFormat.summarize(view.bytes, into: &columns.info) }
  }
}

extension LDAPFormat {
  /// `bindRequest(1) "cn=admin"`, for each message.
  static func summarize(_ bytes: RawSpan, into info: inout [UInt8]) {
    let places = (schema.field("messageID"), schema.field("protocolOp"))
    let subjects = ["name", "baseObject", "objectName", "object", "entry", "delRequest"].map {
      schema.field($0)
    }
    let result = schema.field("resultCode")
    forEachMessage(bytes) { name, element, reader in
      guard info.count < 2048 else { return }
      var identifier: Int64 = 0
      schema.walk(name, element, reader) { field, _, number, element, reader in
        if field == places.0 {
          identifier = reader.integer(element) ?? 0
        } else if field == places.1 {
          info.append(operationNames[number] ?? "unknown")
          info.append("(")
          info.append(decimal: identifier)
          info.append(") ")
        } else if subjects.contains(field) {
          info.append("\"")
          info.append(
            printable: element.contents.isEmpty
              ? Array("<ROOT>".utf8) : reader.slice(element).copied())
          info.append("\" ")
        } else if field == result, let code = reader.unsigned(element) {
          info.append(resultNames[code] ?? "\(code)")
          info.append(" ")
        }
      }
    }
  }
}

extension [UInt8] {
  /// Appends text of a packet so that it stays on its line: UTF-8 without control characters.
  mutating func append(printable text: [UInt8]) {
    append(
      contentsOf: String(decoding: text, as: UTF8.self).utf8.map {
        $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: ".") : $0
      })
  }
}
