public import PacketCore

/// A packet in one line: tshark's columns.
///
/// One value serves all packets of a capture, one after the other: it keeps its buffers, and what the
/// columns tell of a connection (sequence numbers counted from its start) from packet to packet.
public struct PacketSummary: Sendable {
  public var style: SummaryStyle
  /// Which protocols write which columns; by position in the dissector table.
  private let rules: [AnySummary?]
  private let titles: [String]
  private var columns = SummaryColumns()
  /// The interface of the packet last shown, and the digits of its times.
  private var resolution: (interface: Int, digits: Int) = (-1, 6)

  public init(table: DissectorTable = .standard, style: SummaryStyle = SummaryStyle()) {
    self.style = style
    rules = table.entries.map(\.summary)
    titles = table.entries.map(\.title)
  }

  /// Makes the columns of a packet.
  ///
  /// Packets are to be shown in the order of the capture, each once.
  public mutating func show(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition
  ) {
    columns.clear()
    columns.length = packet.originalLength
    columns.number = position.number
    writeTime(packet, position)
    let path = dissection.path
    for index in path.indices {
      let layer = path[index]
      guard let rule = rules[layer.protocolIndex] else { continue }
      let isWhole = layer.flags.isDisjoint(with: [.truncated, .malformed])
      if isWhole {
        rule.show(dissection, layerAt: index, in: &columns)
      } else {
        columns.show(protocol: rule.name)
        let isCut = packet.capturedLength < packet.originalLength
        columns.info.append(
          isCut && layer.flags.contains(.truncated)
            ? "[Packet size limited during capture]" : "[Malformed Packet]")
      }
      // What a protocol quotes or wraps for good says nothing about this packet.
      if rule.isLast { break }
    }
    if columns.protocolName.isEmpty { showUnknown(path) }
  }

  private mutating func showUnknown(_ path: LayerPath) {
    guard let layer = path.last else { return columns.show(protocol: "UNKNOWN") }
    columns.show(protocol: layer.protocolIndex == 0 ? "UNKNOWN" : titles[layer.protocolIndex])
  }

  private mutating func writeTime(_ packet: borrowing Packet, _ position: FramePosition) {
    if packet.interfaceIndex != resolution.interface {
      resolution = (packet.interfaceIndex, packet.interface?.timestampDigits ?? 6)
    }
    style.time.write(
      position, known: resolution.digits, style: style.values, into: &columns.time)
  }

  /// Writes the columns of the packet last shown as a line, laid out as tshark does.
  public func writeLine(into output: inout [UInt8]) {
    let separator = style.separator
    Self.write(decimal: columns.number, width: 5, into: &output)
    output.append(separator)
    Self.write(columns.time, width: 10, into: &output)
    output.append(separator)
    Self.write(columns.source, width: 12, into: &output)
    output.append(separator)
    output.append("→")
    output.append(separator)
    let start = output.count
    output.append(contentsOf: columns.destination)
    output.pad(from: start, to: 12)
    output.append(separator)
    output.append(contentsOf: columns.protocolName)
    output.append(separator)
    output.append(decimal: columns.length)
    output.append(separator)
    output.append(contentsOf: columns.info)
    output.append(UInt8(ascii: "\n"))
  }

  /// At the right end of `width` characters.
  private static func write(_ text: [UInt8], width: Int, into output: inout [UInt8]) {
    output.pad(from: output.count, to: width - text.count)
    output.append(contentsOf: text)
  }

  private static func write(decimal value: UInt64, width: Int, into output: inout [UInt8]) {
    var digits = 1
    var rest = value / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    output.pad(from: output.count, to: width - digits)
    output.append(decimal: value)
  }
}

extension PacketSummary {
  public enum Column: CaseIterable, Sendable {
    case number, time, source, destination, protocolName, length, info

    /// The name of the column as a field.
    public var name: String {
      switch self {
      case .number: "_ws.col.No."
      case .time: "_ws.col.Time"
      case .source: "_ws.col.Source"
      case .destination: "_ws.col.Destination"
      case .protocolName: "_ws.col.Protocol"
      case .length: "_ws.col.Length"
      case .info: "_ws.col.Info"
      }
    }
  }

  /// Writes one column of the packet last shown.
  public func write(_ column: Column, into output: inout [UInt8]) {
    switch column {
    case .number: output.append(decimal: columns.number)
    case .time: output.append(contentsOf: columns.time)
    case .source: output.append(contentsOf: columns.source)
    case .destination: output.append(contentsOf: columns.destination)
    case .protocolName: output.append(contentsOf: columns.protocolName)
    case .length: output.append(decimal: columns.length)
    case .info: output.append(contentsOf: columns.info)
    }
  }
}
