public import PacketCore

/// Packets as JSON, in the layout of `tshark -T json`: an array of objects, each with its layers, in
/// them the fields by name, those that are part of another in an object beside it (`ip.flags_tree`).
///
/// ```swift
/// var json = PacketJSON()
/// var text: [UInt8] = []
/// for try await packet in capture {
///   position.advance(to: packet)
///   json.write(packet, packet.dissection, at: position, into: &text)
/// }
/// json.finish(into: &text)
/// ```
///
/// As in tshark's, a name stands twice where a field has two values. Text is UTF-8.
public struct PacketJSON: Sendable {
  public var style: FieldStyle
  private var plans: PacketPlans
  private var isFirst = true
  /// `,`, a new line and the indentation of a field, by depth.
  private var lineStarts: [[UInt8]] = []
  private let layerStart = Array("        ".utf8)

  /// - Parameter table: The one that the packets were dissected by.
  public init(table: DissectorTable = .standard, style: FieldStyle = FieldStyle()) {
    self.style = style
    plans = PacketPlans(table)
    lineStarts = (0..<72).map { [UInt8(ascii: "\n")] + repeatElement(32, count: 10 + 2 * $0) }
  }

  /// Writes a packet, after a comma or the start of the array.
  public mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    into output: inout [UInt8]
  ) {
    output.append(isFirst ? "[\n" : ",\n")
    isFirst = false
    output.append("  {\n    \"_index\": \"packets-")
    output.append(indexDate: position.timestamp, style)
    output.append(
      "\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {\n"
    )
    plans.readFrame(packet, dissection, position)
    writeLayer("frame", plans.frame, dissection.bytes, into: &output)
    let path = dissection.path
    for index in 0..<path.count {
      output.append(",\n")
      let plan = plans.readLayer(dissection.bytes, path, index)
      writeLayer(plan.id, plan, dissection.bytes, into: &output)
    }
    output.append("\n      }\n    }\n  }")
  }

  /// Writes the end of the array; also when there was no packet.
  public mutating func finish(into output: inout [UInt8]) {
    output.append(isFirst ? "[]\n" : "\n]\n")
    isFirst = true
  }

  private func writeLayer(
    _ id: ProtocolID, _ plan: borrowing ProtocolPlan, _ packet: RawSpan,
    into output: inout [UInt8]
  ) {
    output.append(contentsOf: layerStart)
    output.append(UInt8(ascii: "\""))
    output.append(id)
    guard plans.tree.first >= 0 else { return output.append("\": \"\"") }
    output.append("\": {")
    writeFields(from: plans.tree.first, depth: 0, plan, packet, into: &output)
    output.append("\n        }")
  }

  private func writeFields(
    from first: Int, depth: Int, _ plan: borrowing ProtocolPlan, _ packet: RawSpan,
    into output: inout [UInt8]
  ) {
    let lineStart = lineStarts[min(depth, lineStarts.count - 1)]
    var index = first
    while index >= 0 {
      if index != first { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: lineStart)
      write(plans.tree.nodes[index], depth, lineStart, plan, packet, into: &output)
      index = plans.tree.nodes[index].next
    }
  }

  private func write(
    _ node: LayerTree.Node, _ depth: Int, _ lineStart: [UInt8], _ plan: borrowing ProtocolPlan,
    _ packet: RawSpan, into output: inout [UInt8]
  ) {
    output.append(contentsOf: plan.fields[node.field].jsonKey)
    if node.firstChild >= 0, node.value == .present {
      output.append("{")
    } else {
      let bytes = packet.slice(from: node.range.lowerBound, count: node.range.count)
      output.append(
        json: node.value, type: plan.fields[node.field].type, bytes: bytes, style: style)
      guard node.firstChild >= 0 else { return }
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: lineStart)
      // The key without its end.
      output.append(contentsOf: plan.fields[node.field].jsonKey.dropLast(3))
      output.append("_tree\": {")
    }
    writeFields(from: node.firstChild, depth: depth + 1, plan, packet, into: &output)
    output.append(contentsOf: lineStart)
    output.append("}")
  }
}

extension [UInt8] {
  /// `2026-11-24`, of local time.
  mutating func append(indexDate time: Timestamp?, _ style: FieldStyle) {
    let time = time ?? Timestamp(seconds: 0, nanoseconds: 0)
    append(date: CalendarTime(time, secondsFromUTC: style.localTime(time).secondsFromUTC))
  }

  /// `2026-11-24`.
  mutating func append(date: CalendarTime) {
    append(decimal: date.year, width: 4)
    append(UInt8(ascii: "-"))
    append(decimal: date.month, width: 2)
    append(UInt8(ascii: "-"))
    append(decimal: date.day, width: 2)
  }
}
