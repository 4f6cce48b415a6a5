public import PacketCore

/// Packets as Wireshark's middle pane shows them, as text: `tshark -V`.
///
/// A line for each layer, under it one for each field, and under a field its parts.
public struct TreeText: Sendable {
  public var style: FieldStyle
  /// The protocols whose fields are shown; of the others only the layer's line. All when nil.
  public var expanded: Set<ProtocolID>?
  private var plans: PacketPlans

  /// - Parameter table: The one that the packets were dissected by.
  public init(table: DissectorTable = .standard, style: FieldStyle = FieldStyle()) {
    self.style = style
    plans = PacketPlans(table)
  }

  /// Writes the packet's lines.
  public mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    into output: inout [UInt8]
  ) {
    let style = style
    forEachLine(packet, dissection, position) { line, bytes in
      output.append(spaces: line.depth * 4)
      switch line.content {
      case .layer(let text): output.append(text)
      case .field(let field, let value, let range):
        output.append(field, value, range, bytes, style)
      }
      output.append(UInt8(ascii: "\n"))
    }
  }

  struct Line {
    enum Content {
      case layer(String)
      case field(PlannedField, FieldValue, Range<Int>)
    }
    let depth: Int
    let content: Content
    let protocolID: ProtocolID
    /// Where its bytes stand in the packet; nil for what stands in none.
    let range: Range<Int>?
  }

  /// Calls `body` with each line and the whole packet.
  mutating func forEachLine(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, _ position: FramePosition,
    _ body: (Line, RawSpan) -> Void
  ) {
    let bytes = dissection.bytes
    let frame = Line(
      depth: 0, content: .layer(Self.frameTitle(packet, position)), protocolID: "frame",
      range: 0..<packet.capturedLength)
    body(frame, bytes)
    if expanded?.contains("frame") ?? true {
      plans.readFrame(packet, dissection, position)
      forEachField(from: plans.tree.first, depth: 1, plans.frame, bytes, hasBytes: false, body)
    }
    let path = dissection.path
    for index in 0..<path.count {
      let layer = path[index]
      let plan = plans.readLayer(bytes, path, index)
      let line = Line(
        depth: 0, content: .layer(Self.title(layer, plan)), protocolID: plan.id,
        range: layer.offset..<layer.offset + layer.headerLength)
      body(line, bytes)
      guard expanded?.contains(plan.id) ?? true else { continue }
      forEachField(from: plans.tree.first, depth: 1, plan, bytes, hasBytes: true, body)
    }
  }

  private func forEachField(
    from first: Int32, depth: Int, _ plan: ProtocolPlan, _ bytes: RawSpan, hasBytes: Bool,
    _ body: (Line, RawSpan) -> Void
  ) {
    var index = first
    while index >= 0 {
      let node = plans.tree.nodes[Int(index)]
      let field = plan.fields[Int(node.field)]
      if !field.isHidden {
        let line = Line(
          depth: depth, content: .field(field, plans.tree.value(of: node), node.range),
          protocolID: plan.id, range: hasBytes ? node.range : nil)
        body(line, bytes)
        forEachField(
          from: node.firstChild, depth: depth + 1, plan, bytes, hasBytes: hasBytes, body)
      }
      index = node.next
    }
  }

  private static func title(_ layer: Layer, _ plan: ProtocolPlan) -> String {
    if layer.flags.contains(.malformed) { return "\(plan.title) [Malformed Packet]" }
    if layer.flags.contains(.truncated) { return "\(plan.title) [Packet cut short]" }
    return plan.title
  }

  private static func frameTitle(
    _ packet: borrowing Packet, _ position: FramePosition
  ) -> String {
    let wire = packet.originalLength
    let captured = packet.capturedLength
    return "Frame \(position.number): \(size(wire)) on wire (\(wire * 8) bits), "
      + "\(size(captured)) captured (\(captured * 8) bits)"
      + (packet.interface.flatMap { interface in
        interface.name.map { " on interface \($0), id \(interface.id)" }
      } ?? "")
  }

  private static func size(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
}

extension [UInt8] {
  /// `0... .... = Reserved bit: Not set`.
  mutating func append(
    _ field: PlannedField, _ value: FieldValue, _ range: Range<Int>, _ packet: RawSpan,
    _ style: FieldStyle
  ) {
    if field.isGenerated { append("[") }
    if let mask = field.mask { append(bitsOf: value, mask: mask, bytes: range.count) }
    append(field.label)
    if value != .present {
      append(": ")
      let bytes = packet.slice(from: range.lowerBound, count: range.count)
      append(shown: value, of: field, bytes: bytes, style)
    }
    if field.isGenerated { append("]") }
  }

  /// A value in words, as far as it has any.
  mutating func append(
    shown value: FieldValue, of field: PlannedField, bytes: RawSpan, _ style: FieldStyle
  ) {
    switch value {
    case .unsigned(let number):
      if let name = field.names?[number] {
        append(name)
        append(" (")
        field.type.write(value, bytes: bytes, style: style, into: &self)
        append(")")
      } else {
        field.type.write(value, bytes: bytes, style: style, into: &self)
      }
    case .boolean(let flag):
      let isBit = field.mask != nil
      append(
        field.names?[flag ? 1 : 0]
          ?? (isBit ? flag ? "Set" : "Not set" : flag ? "True" : "False"))
    case .bytes:
      // As many as Wireshark has room for.
      append(hex: bytes.slice(from: 0, count: 110))
      if bytes.byteCount > 110 { append("…") }
    case .duration:
      field.type.write(value, bytes: bytes, style: style, into: &self)
      append(" seconds")
    case .time where field.type == .relativeTime:
      field.type.write(value, bytes: bytes, style: style, into: &self)
      append(" seconds")
    default: field.type.write(value, bytes: bytes, style: style, into: &self)
    }
  }

  /// The bits of a field among those of its bytes: `.0.. .... = `.
  private mutating func append(bitsOf value: FieldValue, mask: UInt64, bytes count: Int) {
    let width = Swift.min(Swift.max(count, 1), 8) * 8
    let number: UInt64 =
      switch value {
      case .unsigned(let number): number
      case .boolean(let flag): flag ? .max : 0
      default: 0
      }
    let bits = number << UInt64(Swift.max(mask.trailingZeroBitCount, 0) & 63)
    for bit in (0..<width).reversed() {
      let isOurs = mask >> UInt64(bit) & 1 != 0
      let digit: UInt8 = bits >> UInt64(bit) & 1 != 0 ? 49 : 48
      append(isOurs ? digit : UInt8(ascii: "."))
      if bit % 4 == 0, bit > 0 { append(32) }
    }
    append(" = ")
  }
}
