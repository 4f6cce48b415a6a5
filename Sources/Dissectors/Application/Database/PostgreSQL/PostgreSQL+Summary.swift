public import PacketCore

extension PostgreSQL {
  /// `>P/B/D/E/S`: who speaks, and the letters of the messages.
  public static var summary: Summary<PostgreSQL>? {
    Summary(
      "PGSQL",
      inContext: { view, dissection, index, columns in
        let segment = index > 0 ? dissection.path[index - 1].offset : 0
        let isFromClient = dissection.bytes.bigEndian(UInt16.self, at: segment + 2) == 5432
        var info = columns.info
        info.append(isFromClient ? ">" : "<")
        var isFirst = true
        view.forEachMessage { message in
          guard info.count < 512 else { return }
          if !isFirst { info.append("/") }
          isFirst = false
          // The first message of a client has no letter.
          if 0x20..<0x7f ~= message.kind { info.append(message.kind) }
        }
        columns.info = info
      })
  }
}
