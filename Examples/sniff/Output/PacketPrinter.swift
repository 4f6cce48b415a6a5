import Packets

/// Prints packets, in the form that was asked for.
struct PacketPrinter {
  private enum Form {
    case none
    case text
    case fields(FieldSelection)
    case json
    case lines
  }

  private let form: Form
  private let table: DissectorTable
  private let needsSummary: Bool
  private let showsTree: Bool
  private let showsHexDump: Bool
  private let flushesEachPacket: Bool
  private var summary: PacketSummary
  private var tree: TreeText
  private var json: PacketJSON
  private var lines: PacketLines
  private var hierarchy: ProtocolHierarchy?
  private var parallel: ParallelJSON?
  private var announced: AnnouncedPorts
  var output = StandardOutput()

  /// - Throws: When a field is unknown.
  init(_ options: Options) throws(Failure) {
    var table = DissectorTable.standard
    for rule in options.decodeAs { rule.apply(to: &table) }
    self.table = table
    announced = AnnouncedPorts(table: table)
    let values = FieldStyle(localTime: LocalTime.offset)
    var style = options.summary
    style.values = values
    summary = PacketSummary(table: table, style: style)
    tree = TreeText(table: table, style: values)
    if !options.expanded.isEmpty { tree.expanded = Set(options.expanded.map { ProtocolID($0) }) }
    json = PacketJSON(table: table, style: values)
    lines = PacketLines(table: table, style: values)
    hierarchy = options.countsProtocols ? ProtocolHierarchy() : nil
    showsTree = options.showsTree
    showsHexDump = options.showsHexDump
    flushesEachPacket = options.flushesEachPacket
    switch options.form {
    case _ where !options.printsPackets: (form, needsSummary) = (.none, false)
    case .text: (form, needsSummary) = (.text, options.showsSummary)
    case .json: (form, needsSummary) = (.json, false)
    case .lines: (form, needsSummary) = (.lines, false)
    case .fields:
      let fields = try Self.fields(options, table, values)
      (form, needsSummary) = (.fields(fields), fields.needsSummary)
      if options.showsByteOrderMark { output.bytes += [0xef, 0xbb, 0xbf] }
      if options.showsHeader { fields.writeHeader(into: &output.bytes) }
    }
  }

  /// Whether whole batches can be printed, by several processors: of a file, as JSON, when nobody
  /// waits for single packets.
  mutating func startBatches() -> Bool {
    guard case .json = form, hierarchy == nil, !flushesEachPacket else { return false }
    parallel = ParallelJSON(json, table: table)
    return parallel != nil
  }

  /// Prints the packets of a batch.
  mutating func print(
    _ batch: PacketBatch, after position: inout FramePosition
  ) async throws {
    guard parallel != nil else {
      let packets = ParallelJSON.Packets(
        batch: batch, range: batch.startIndex..<batch.endIndex, position: position)
      position = try print(packets)
      return
    }
    let left = try await parallel?.print(batch, after: &position, into: &output) ?? []
    json.isFirst = position.number == 0
    try printInOrder(left)
  }

  /// Prints what of the batches is still being made.
  mutating func finishBatches() async throws {
    try printInOrder(await parallel?.finish(into: &output) ?? [])
  }

  /// What one packet says, packets after it may need: then they are printed one after the other.
  private mutating func printInOrder(_ left: [ParallelJSON.Packets]) throws(Failure) {
    guard let first = left.first else { return }
    parallel = nil
    json.isFirst = first.position.number == 0
    for packets in left { _ = try print(packets) }
  }

  /// - Returns: The position of the last of the packets.
  private mutating func print(
    _ packets: ParallelJSON.Packets
  ) throws(Failure) -> FramePosition {
    var position = packets.position
    for index in packets.range where !output.isClosed {
      let packet = packets.batch[index]
      position.advance(to: packet)
      try print(packet, at: position)
    }
    return position
  }

  private static func fields(
    _ options: Options, _ table: DissectorTable, _ values: FieldStyle
  ) throws(Failure) -> FieldSelection {
    var line = options.line
    line.values = values
    do throws(UnknownFields) {
      return try FieldSelection(options.fields, table: table, style: line)
    } catch {
      throw .usage(error.description)
    }
  }

  mutating func print(_ packet: Packet, at position: FramePosition) throws(Failure) {
    if case .none = form, hierarchy == nil { return }
    let dissection = packet.dissection(by: table)
    if let table = announced.table(for: dissection) {
      try print(packet, packet.dissection(by: table), at: position)
    } else {
      try print(packet, dissection, at: position)
    }
  }

  private mutating func print(
    _ packet: Packet, _ dissection: borrowing Dissection, at position: FramePosition
  ) throws(Failure) {
    hierarchy?.count(packet, dissection)
    if needsSummary { summary.show(packet, dissection, at: position) }
    switch form {
    case .none: return
    case .text: printText(packet, dissection, position)
    case .fields(let fields):
      fields.write(
        packet, dissection, at: position, summary: needsSummary ? summary : nil,
        into: &output.bytes)
    case .json: json.write(packet, dissection, at: position, into: &output.bytes)
    case .lines: lines.write(packet, dissection, at: position, into: &output.bytes)
    }
    if flushesEachPacket {
      try output.flush()
    } else {
      try output.flushIfFull()
    }
  }

  private mutating func printText(
    _ packet: Packet, _ dissection: borrowing Dissection, _ position: FramePosition
  ) {
    if needsSummary { summary.writeLine(into: &output.bytes) }
    if showsTree {
      tree.write(packet, dissection, at: position, into: &output.bytes)
      output.bytes.append(UInt8(ascii: "\n"))
    }
    if showsHexDump {
      if needsSummary, !showsTree { output.bytes.append(UInt8(ascii: "\n")) }
      HexDump.write(packet.bytes, into: &output.bytes)
      output.bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// Prints what comes after the last packet.
  mutating func finish() throws(Failure) {
    if case .json = form { json.finish(into: &output.bytes) }
    hierarchy?.write(into: &output.bytes)
    try output.flush()
  }
}
