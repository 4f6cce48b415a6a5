public import PacketCore

extension ISAKMP {
  public static var specification: String { "RFC 7296" }
  /// `IKE_SA_INIT MID=00 Initiator Request`.
  public static var summary: Summary<ISAKMP>? {
    Summary("ISAKMP") { view, columns in
      columns.info.append(exchangeNames[UInt64(view.exchange.rawValue)] ?? "Unknown")
      guard view.isSecond else { return }
      columns.info.append(" MID=")
      columns.info.append(hex: UInt64(view.messageIdentifier), width: 2)
      let flags = view.bytes.byte(at: 19)
      columns.info.append(flags & 0x08 != 0 ? " Initiator" : " Responder")
      columns.info.append(flags & 0x20 != 0 ? " Response" : " Request")
    }
  }
}
