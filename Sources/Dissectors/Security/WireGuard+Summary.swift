public import PacketCore

extension WireGuard {
  public static var specification: String { "WireGuard paper §5.4" }
  /// `Transport Data, receiver=0xF8E12670, counter=6, datalen=96`.
  public static var summary: Summary<WireGuard>? {
    Summary("WireGuard") { view, columns in
      let isKeepalive = view.kind == .data && view.bytes.byteCount <= 32
      switch view.kind {
      case .initiation: columns.info.append("Handshake Initiation")
      case .response: columns.info.append("Handshake Response")
      case .cookieReply: columns.info.append("Cookie Reply")
      default: columns.info.append(isKeepalive ? "Keepalive" : "Transport Data")
      }
      for (name, index) in [(", sender=0x", view.sender), (", receiver=0x", view.receiver)] {
        guard let index else { continue }
        columns.info.append(name)
        let digits = String(index, radix: 16, uppercase: true)
        columns.info.append(String(repeating: "0", count: 8 - digits.utf8.count) + digits)
      }
      guard let counter = view.counter else { return }
      columns.info.append(", counter=")
      columns.info.append(decimal: counter)
      guard !isKeepalive else { return }
      columns.info.append(", datalen=")
      columns.info.append(decimal: view.bytes.byteCount - 32)
    }
  }
}
