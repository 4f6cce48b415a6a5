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
  /// A comma, a new line and the indentation of a field, by depth.
  private let lineStarts: [[UInt8]]

  /// What stands before a field in an object that is `depth` deep in its layer's.
  static func lineStart(_ depth: Int) -> [UInt8] {
    Array(",\n".utf8) + repeatElement(32, count: 10 + 2 * depth)
  }

  /// What stands between a field's name and its value.
  static let valueStart = Array("\": \"".utf8)

  /// - Parameter table: The one that the packets were dissected by.
  public init(table: DissectorTable = .standard, style: FieldStyle = FieldStyle()) {
    self.style = style
    plans = PacketPlans(table)
    lineStarts = (0..<72).map { Self.lineStart($0) }
  }

  /// Writes a packet, after a comma or the start of the array.
  public mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    into output: inout [UInt8]
  ) {
    output.append(isFirst ? "[\n" : ",\n")
    isFirst = false
    output.append("  {\n    \"_index\": \"packets-")
    let style = style(at: position.timestamp)
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
    _ plan: ProtocolPlan, _ packet: RawSpan, _ style: FieldStyle, into output: inout [UInt8]
  ) {
    output.append("        \"")
    output.append(plan.id)
    guard plans.tree.first >= 0 else { return output.append("\": \"\"") }
    output.append("\": {")
    let text = plan.jsonStarts
    let starts = text.span
    writeFields(from: plans.tree.first, depth: 0, plan, starts, packet, style, into: &output)
    output.append("\n        }")
  }

  private func writeFields(
    from first: Int32, depth: Int, _ plan: ProtocolPlan, _ starts: Span<UInt8>,
    _ packet: RawSpan, _ style: FieldStyle, into output: inout [UInt8]
  ) {
    var index = first
    while index >= 0 {
      let node = plans.tree.nodes[Int(index)]
      write(
        node, Int(index), isFirst: index == first, depth, plan, starts, packet, style, into: &output
      )
      index = node.next
    }
  }

  /// The start of a line, up to the value between quotation marks.
  private func writeStart(
    of field: Int, isFirst: Bool, _ depth: Int, _ plan: ProtocolPlan, _ starts: Span<UInt8>,
    into output: inout [UInt8]
  ) {
    guard !isFirst, depth < 2 else {
      output.append(contentsOf: lineStart(depth).dropFirst(isFirst ? 1 : 0))
      output.append(contentsOf: plan.fields[field].jsonName)
      return output.append(contentsOf: Self.valueStart)
    }
    let range = depth == 0 ? plan.links[field].flatStart : plan.links[field].nestedStart
    output.append(copying: starts.extracting(range))
  }

  private func lineStart(_ depth: Int) -> [UInt8] { lineStarts[min(depth, lineStarts.count - 1)] }

  private func write(
    _ node: LayerTree.Node, _ index: Int, isFirst: Bool, _ depth: Int, _ plan: ProtocolPlan,
    _ starts: Span<UInt8>, _ packet: RawSpan, _ style: FieldStyle, into output: inout [UInt8]
  ) {
    let field = Int(node.field)
    writeStart(of: field, isFirst: isFirst, depth, plan, starts, into: &output)
    if node.firstChild >= 0, plans.tree.values[index] == .present {
      output.removeLast()
      output.append(UInt8(ascii: "{"))
    } else {
      let bytes = packet.slice(from: Int(node.start), count: node.range.count)
      output.append(
        json: plans.tree.values[index], type: plan.fields[field].type, bytes: bytes, style: style)
      guard node.firstChild >= 0 else { return }
      output.append(contentsOf: lineStart(depth))
      output.append(contentsOf: plan.fields[field].jsonName)
      output.append("_tree\": {")
    }
    writeFields(from: node.firstChild, depth: depth + 1, plan, starts, packet, style, into: &output)
    output.append(contentsOf: lineStart(depth).dropFirst())
    output.append(UInt8(ascii: "}"))
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
