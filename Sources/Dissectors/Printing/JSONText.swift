import PacketCore

/// Where the values of a layer's fields are written from, as `tshark -T json` writes them.
struct JSONValues: ~Escapable {
  let links: Span<ProtocolPlan.Link>
  let fields: Span<PlannedField>
  let strings: Span<String>
  let packet: RawSpan

  @_lifetime(copy links, copy fields, copy strings, copy packet)
  init(
    _ links: Span<ProtocolPlan.Link>, _ fields: Span<PlannedField>, _ strings: Span<String>,
    _ packet: RawSpan
  ) {
    self.links = links
    self.fields = fields
    self.strings = strings
    self.packet = packet
  }

  /// Writes a value and a quotation mark after it.
  func write(_ node: LayerTree.Node, _ style: FieldStyle, into output: inout TextWriter) {
    switch node.kind {
    case .unsigned:
      switch links[Int(node.field)].numberForm {
      case .decimal: output.append(decimal: node.low)
      case .hexadecimal(let digits):
        output.append("0x")
        output.append(hex: node.low, width: Int(digits))
      case .other: writeOther(node, .unsigned(node.low), style, into: &output)
      }
    case .boolean: output.append(node.low == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
    case .bytes: output.append(hex: bytes(node), separator: UInt8(ascii: ":"))
    case .text: output.append(jsonEscaping: bytes(node))
    case .string: output.append(jsonEscaping: strings[Int(truncatingIfNeeded: node.low)])
    case .present: break
    case .mac: output.append(MACAddress(rawValue: node.low))
    case .ipv4: output.append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: node.low)))
    case .ipv6: output.append(IPv6Address(high: node.high, low: node.low))
    case .signed: output.append(decimal: Int64(bitPattern: node.low))
    case .double: writeOther(node, .double(Double(bitPattern: node.low)), style, into: &output)
    case .duration: output.append(node.duration)
    case .time:
      if fields[Int(node.field)].type == .absoluteTime {
        output.append(node.time, style)
      } else {
        output.append(seconds: node.time)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  @_lifetime(copy self)
  private func bytes(_ node: LayerTree.Node) -> RawSpan {
    packet.slice(from: Int(node.start), count: node.byteCount)
  }

  /// What few packets have.
  @inline(never)
  private func writeOther(
    _ node: LayerTree.Node, _ value: FieldValue, _ style: FieldStyle,
    into output: inout TextWriter
  ) {
    var text: [UInt8] = []
    fields[Int(node.field)].type.write(value, bytes: bytes(node), style: style, into: &text)
    output.append(copying: text.span)
  }
}

extension TextWriter {
  /// `Nov 24, 2026 08:00:00.123456789 UTC`.
  mutating func append(_ time: Timestamp, _ style: FieldStyle) {
    let (ahead, zone) = style.localTime(time)
    let date = CalendarTime(time, secondsFromUTC: ahead)
    append(Self.months[date.month - 1])
    append(date.day < 10 ? "  " : " ")
    append(decimal: Int64(date.day))
    append(", ")
    append(decimal: date.year)
    append(UInt8(ascii: " "))
    append(clock: date.secondOfDay)
    append(fraction: UInt64(time.nanoseconds))
    append(UInt8(ascii: " "))
    append(zone)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `2026-11-24`, of local time.
  mutating func append(indexDate time: Timestamp?, _ style: FieldStyle) {
    let time = time ?? Timestamp(seconds: 0, nanoseconds: 0)
    append(date: CalendarTime(time, secondsFromUTC: style.localTime(time).secondsFromUTC))
  }

  /// `2026-11-24`.
  mutating func append(date: CalendarTime) {
    if date.year < 0 { append(UInt8(ascii: "-")) }
    append(decimal: date.year.magnitude, width: 4)
    append(UInt8(ascii: "-"))
    append(decimal: UInt64(clamping: date.month), width: 2)
    append(UInt8(ascii: "-"))
    append(decimal: UInt64(clamping: date.day), width: 2)
  }
}

extension [UInt8] {
  mutating func append(spaces count: Int) {
    append(contentsOf: repeatElement(32, count: Swift.max(count, 0)))
  }
}
