public import PacketCore

extension Kerberos {
  public static var specification: String { "RFC 4120" }
  public static var summary: Summary<Kerberos>? {
    Summary("KRB5") { view, columns in
      let start = view.isFramed ? 4 : 0
      switch view.bytes.byte(at: start) {
      case 0x6a: columns.info.append("AS-REQ")
      case 0x6b: columns.info.append("AS-REP")
      case 0x6c: columns.info.append("TGS-REQ")
      case 0x6d: columns.info.append("TGS-REP")
      case 0x6e: columns.info.append("AP-REQ")
      case 0x6f: columns.info.append("AP-REP")
      case 0x74: columns.info.append("KRB-SAFE")
      case 0x75: columns.info.append("KRB-PRIV")
      case 0x76: columns.info.append("KRB-CRED")
      default: columns.info.append("KRB-ERROR")
      }
    }
  }
}
