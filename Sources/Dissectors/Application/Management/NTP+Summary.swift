public import PacketCore

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
