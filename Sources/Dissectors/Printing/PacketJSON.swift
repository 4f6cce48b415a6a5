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
  public var style: FieldStyle {
    didSet { quarter = nil }
  }
  /// The style with the local time of the quarter of an hour at hand, which is looked up once: clocks
  /// change only at its bounds.
  private var quarter: (number: Int64, style: FieldStyle)?
  private var plans: PacketPlans
  /// Whether the packet that is written next starts the array. Several values that share the packets
  /// of one array among them are told.
  public var isFirst = true

  /// - Parameter table: The one that the packets were dissected by.
  public init(table: DissectorTable = .standard, style: FieldStyle = FieldStyle()) {
    self.style = style
    plans = PacketPlans(table)
  }

  /// Writes a packet, after a comma or the start of the array.
  public mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    into output: inout [UInt8]
  ) {
    let style = style(at: position.timestamp)
    // Most fields are short beside their names.
    output.append(room: 16384 + 16 * packet.capturedLength) { text in
      write(packet, dissection, position, style, into: &text)
    }
    isFirst = false
  }

  private mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, _ position: FramePosition,
    _ style: FieldStyle, into output: inout TextWriter
  ) {
    output.append(isFirst ? "[\n" : ",\n")
    output.append("  {\n    \"_index\": \"packets-")
    output.append(indexDate: position.timestamp, style)
    output.append(
      "\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {\n"
    )
    plans.readFrame(packet, dissection, position)
    writeLayer(plans.frame, dissection.bytes, style, into: &output)
    let path = dissection.path
    for index in 0..<path.count {
      output.append(",\n")
      let plan = plans.readLayer(dissection.bytes, path, index)
      writeLayer(plan, dissection.bytes, style, into: &output)
    }
    output.append("\n      }\n    }\n  }")
  }

  private mutating func style(at time: Timestamp?) -> FieldStyle {
    guard let time else { return style }
    let number = Timestamp.floorDivide(time.seconds, 900)
    if let quarter, quarter.number == number { return quarter.style }
    let (here, anywhere) = (style.localTime(time), style.localTime)
    let found = FieldStyle { time in
      Timestamp.floorDivide(time.seconds, 900) == number ? here : anywhere(time)
    }
    quarter = (number, found)
    return found
  }

  /// Writes the end of the array; also when there was no packet.
  public mutating func finish(into output: inout [UInt8]) {
    output.append(isFirst ? "[]\n" : "\n]\n")
    isFirst = true
  }

  private func writeLayer(
    _ plan: ProtocolPlan, _ packet: RawSpan, _ style: FieldStyle, into output: inout TextWriter
  ) {
    let (name, links, fields, starts) = (plan.jsonName, plan.links, plan.fields, plan.jsonStarts)
    output.append(copying: name.span)
    guard plans.tree.first >= 0 else { return output.append(": \"\"") }
    output.append(": {")
    let values = JSONValues(links.span, fields.span, plans.tree.strings.span, packet)
    let layer = JSONLayer(plans.tree.nodes.span, starts.span, values)
    layer.write(from: plans.tree.first, depth: 0, style, into: &output)
    output.append("\n        }")
  }
}
