public import PacketCore

extension HTTP1 {
  public static var summary: Summary<HTTP1>? {
    Summary("HTTP") { view, columns in show(view, &columns) }
  }

  private static func show(_ view: borrowing HTTP1, _ columns: inout SummaryColumns) {
    var places = view.messages
    guard let place = places.next(), let start = place.start else {
      columns.info.append("Continuation")
      return
    }
    let line = view.bytes.slice(from: start.line.text.lowerBound, count: start.line.text.count)
    for offset in 0..<min(line.byteCount, 400) {
      let byte = line.byte(at: offset)
      columns.info.append(byte.isPrintable ? byte : 46)
    }
    columns.info.append(" ")
  }
}
