public import PacketCore

/// Packets as JSON, each in a line of its own, in the layout of `tshark -T ek`: what Elasticsearch's
/// bulk interface takes.
///
/// Before each packet stands a line that names its index. Fields of a layer stand side by side, under
/// names such as `ip_ip_src`; several values of one field are an array.
public struct PacketLines: Sendable {
  public var style: FieldStyle
  private var plans: PacketPlans
  /// For each field of a layer, the first and the last node with a value of it; -1 when none has.
  private var groups: [(first: Int32, last: Int32)] = []
  private var nextOfGroup: [Int32] = []

  /// - Parameter table: The one that the packets were dissected by.
  public init(table: DissectorTable = .standard, style: FieldStyle = FieldStyle()) {
    self.style = style
    plans = PacketPlans(table)
  }

  /// Writes the two lines of a packet.
  public mutating func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    into output: inout [UInt8]
  ) {
    output.append("{\"index\":{\"_index\":\"packets-")
    output.append(room: 16) { $0.append(indexDate: position.timestamp, style) }
    output.append("\",\"_type\":\"doc\"}}\n{\"timestamp\":\"")
    let time = position.timestamp ?? Timestamp(seconds: 0, nanoseconds: 0)
    output.append(decimal: time.seconds &* 1000 &+ Int64(time.nanoseconds / 1_000_000))
    output.append("\",\"layers\":{\"frame\":")
    plans.readFrame(packet, dissection, position)
    writeFields(plans.frame, dissection.bytes, into: &output)
    let path = dissection.path
    for index in 0..<path.count {
      // Layers of one protocol stand together, at the first.
      let kind = path[index].protocolIndex
      guard !path[..<index].contains(where: { $0.protocolIndex == kind }) else { continue }
      let isSeveral = path[(index + 1)...].contains { $0.protocolIndex == kind }
      output.append(",\"")
      output.append(plans.plan(kind).id)
      output.append(isSeveral ? "\":[" : "\":")
      for other in index..<path.count where path[other].protocolIndex == kind {
        if other > index { output.append(UInt8(ascii: ",")) }
        let plan = plans.readLayer(dissection.bytes, path, other)
        writeFields(plan, dissection.bytes, into: &output)
      }
      if isSeveral { output.append("]") }
    }
    output.append("}}\n")
  }

  private mutating func writeFields(
    _ plan: ProtocolPlan, _ packet: RawSpan, into output: inout [UInt8]
  ) {
    guard plans.tree.first >= 0 else { return output.append("null") }
    collect(plan)
    output.append(UInt8(ascii: "{"))
    let start = output.count
    writeFields(from: plans.tree.first, start, plan, packet, into: &output)
    output.append(UInt8(ascii: "}"))
  }

  /// Strings the values of each field together.
  private mutating func collect(_ plan: ProtocolPlan) {
    groups.removeAll(keepingCapacity: true)
    groups.append(contentsOf: repeatElement((first: -1, last: -1), count: plan.fields.count))
    nextOfGroup.removeAll(keepingCapacity: true)
    nextOfGroup.append(contentsOf: repeatElement(-1, count: plans.tree.nodes.count))
    collect(from: plans.tree.first, plan)
  }

  private mutating func collect(from first: Int32, _ plan: ProtocolPlan) {
    var index = first
    while index >= 0 {
      let place = Int(index)
      let group = Int(plan.links[Int(plans.tree.nodes[place].field)].sameName)
      if groups[group].last < 0 {
        groups[group].first = index
      } else {
        nextOfGroup[Int(groups[group].last)] = index
      }
      groups[group].last = index
      collect(from: plans.tree.nodes[place].firstChild, plan)
      index = plans.tree.nodes[place].next
    }
  }

  private func writeFields(
    from first: Int32, _ start: Int, _ plan: ProtocolPlan, _ packet: RawSpan,
    into output: inout [UInt8]
  ) {
    var index = first
    while index >= 0 {
      let node = plans.tree.nodes[Int(index)]
      let group = Int(plan.links[Int(node.field)].sameName)
      if groups[group].first == index {
        if output.count > start { output.append(UInt8(ascii: ",")) }
        output.append(lineKey: plan.fields[group].name, of: plan.lineStart)
        writeGroup(from: index, plan, packet, into: &output)
      }
      writeFields(from: node.firstChild, start, plan, packet, into: &output)
      index = node.next
    }
  }

  private func writeGroup(
    from first: Int32, _ plan: ProtocolPlan, _ packet: RawSpan, into output: inout [UInt8]
  ) {
    let isArray = nextOfGroup[Int(first)] >= 0
    if isArray { output.append(UInt8(ascii: "[")) }
    var index = first
    while index >= 0 {
      if index != first { output.append(UInt8(ascii: ",")) }
      let node = plans.tree.nodes[Int(index)]
      write(node, plan, packet, into: &output)
      index = nextOfGroup[Int(index)]
    }
    if isArray { output.append(UInt8(ascii: "]")) }
  }

  /// A value as `tshark -T ek` writes it: flags as such, times in the form of ISO 8601.
  private func write(
    _ node: LayerTree.Node, _ plan: ProtocolPlan, _ packet: RawSpan, into output: inout [UInt8]
  ) {
    switch node.kind {
    case .present: output.append("null")
    case .boolean: output.append(node.low == 0 ? "false" : "true")
    case .time where plan.fields[Int(node.field)].type == .absoluteTime:
      let date = CalendarTime(node.time, secondsFromUTC: 0)
      output.append(room: 48) { text in
        text.append(UInt8(ascii: "\""))
        text.append(date: date)
        text.append(UInt8(ascii: "T"))
        text.append(clock: date.secondOfDay)
        text.append(fraction: UInt64(node.time.nanoseconds))
        text.append("Z\"")
      }
    default:
      let (links, fields) = (plan.links, plan.fields)
      let values = JSONValues(links.span, fields.span, plans.tree.strings.span, packet)
      output.append(UInt8(ascii: "\""))
      output.append(room: 256 + 3 * node.byteCount) { values.write(node, style, into: &$0) }
    }
  }
}

extension [UInt8] {
  /// `"ip_ip_src":`
  ///
  /// - Parameter start: `"ip_`
  fileprivate mutating func append(lineKey name: String, of start: [UInt8]) {
    self += start
    for byte in name.utf8 {
      append(byte == UInt8(ascii: ".") ? UInt8(ascii: "_") : byte)
    }
    append("\":")
  }
}
