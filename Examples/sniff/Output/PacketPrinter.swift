import Packets

/// Prints a packet a line, in the form that was asked for.
struct PacketPrinter {
  private enum Form {
    case none
    case summary
    case fields(FieldSelection)
  }

  private let form: Form
  private let table = DissectorTable.standard
  private var summary: PacketSummary
  private let needsSummary: Bool
  private let flushesEachPacket: Bool
  var output = StandardOutput()

  /// - Throws: When a field is unknown.
  init(_ options: Options) throws(Failure) {
    let values = FieldStyle(localTime: LocalTime.offset)
    var style = options.summary
    style.values = values
    summary = PacketSummary(style: style)
    flushesEachPacket = options.flushesEachPacket
    if options.form == .fields {
      var line = options.line
      line.values = values
      do throws(UnknownFields) {
        let fields = try FieldSelection(options.fields, style: line)
        needsSummary = fields.needsSummary
        form = options.printsPackets ? .fields(fields) : .none
        if options.showsByteOrderMark { output.bytes += [0xef, 0xbb, 0xbf] }
        if options.showsHeader { fields.writeHeader(into: &output.bytes) }
      } catch {
        throw .usage(error.description)
      }
    } else {
      needsSummary = true
      form = options.printsPackets ? .summary : .none
    }
  }

  mutating func print(_ packet: Packet, at position: FramePosition) throws(Failure) {
    if case .none = form { return }
    let dissection = packet.dissection(by: table)
    if needsSummary { summary.show(packet, dissection, at: position) }
    switch form {
    case .none: return
    case .summary: summary.writeLine(into: &output.bytes)
    case .fields(let fields):
      fields.write(
        packet, dissection, at: position, summary: needsSummary ? summary : nil,
        into: &output.bytes)
    }
    if flushesEachPacket {
      try output.flush()
    } else {
      try output.flushIfFull()
    }
  }
}
