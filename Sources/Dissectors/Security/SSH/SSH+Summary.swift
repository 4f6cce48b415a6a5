public import PacketCore

extension SSH {
  public static var specification: String { "RFC 4253" }
  /// `Client: Key Exchange Init`.
  public static var summary: Summary<SSH>? {
    Summary(
      "SSH",
      inContext: { view, dissection, index, columns in
        let segment = index > 0 ? dissection.path[index - 1].offset : 0
        let source = dissection.bytes.bigEndian(UInt16.self, at: segment)
        let destination = dissection.bytes.bigEndian(UInt16.self, at: segment + 2)
        let isFromServer = destination != 22 && (source == 22 || source < destination)
        view.summarize(isFromServer: isFromServer, into: &columns)
      })
  }

  private func summarize(isFromServer: Bool, into columns: inout SummaryColumns) {
    let line = identification
    if line == nil { columns.show(protocol: "SSHv2") }
    columns.info.append(isFromServer ? "Server: " : "Client: ")
    var hasText = false
    if let line {
      columns.info.append("Protocol (")
      columns.info.append(text: bytes, in: line)
      columns.info.append(")")
      hasText = true
    }
    var packets = packets
    while let packet = packets.next(in: bytes) {
      if hasText { columns.info.append(", ") }
      columns.info.append(Self.messageNames[UInt64(packet.kind.rawValue)] ?? "Unknown")
      hasText = true
    }
    let left = bytes.byteCount - packets.offset
    guard left > 0 else { return }
    columns.info.append(hasText ? ", Encrypted packet (len=" : "Encrypted packet (len=")
    columns.info.append(decimal: left)
    columns.info.append(")")
  }
}
