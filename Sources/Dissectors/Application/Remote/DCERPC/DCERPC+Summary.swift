public import PacketCore

extension DCERPC {
  public static var specification: String { "C706" }

  /// `Bind: call_id: 1, Fragment: Single`.
  public static var summary: Summary<DCERPC>? {
    Summary("DCERPC") { view, columns in
      columns.info.append(Names.pktType[UInt64(view.kind.rawValue)] ?? "Unknown")
      columns.info.append(view.isDatagram ? ": seq: " : ": call_id: ")
      columns.info.append(decimal: view.callID)
      if !view.isDatagram {
        columns.info.append(", Fragment: ")
        switch view.bytes.byte(at: 3) & 3 {
        case 0: columns.info.append("Mid")
        case 1: columns.info.append("1st")
        case 2: columns.info.append("Last")
        default: columns.info.append("Single")
        }
      }
      guard let operation = view.operation else { return }
      columns.info.append(", opnum: ")
      columns.info.append(decimal: operation)
    }
  }
}
