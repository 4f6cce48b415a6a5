public import PacketCore

/// Fields chosen by name, printed as one line a packet: `tshark -T fields -e …`.
///
/// ```swift
/// var line: [UInt8] = []
/// let fields = try FieldSelection(["frame.number", "ip.src", "tcp.dstport"])
/// fields.write(packet, packet.dissection, at: position, into: &line)
/// ```
public struct FieldSelection: Sendable {
  public let names: [String]
  public let style: FieldLineStyle
  private let columns: [Column]
  /// Whether a column shows what ``PacketSummary`` makes.
  public let needsSummary: Bool

  /// - Throws: ``UnknownFields`` when names belong to no field of `frame`, of the summary's columns
  ///   (`_ws.col.Info`) or of a protocol in `table`.
  public init(
    _ names: [String], table: DissectorTable = .standard, style: FieldLineStyle = FieldLineStyle()
  ) throws(UnknownFields) {
    self.names = names
    self.style = style
    let columns = names.map { Column($0, table: table) }
    let unknown = zip(names, columns).filter { $0.1 == nil }.map(\.0)
    guard unknown.isEmpty else { throw UnknownFields(unknown, table: table) }
    self.columns = columns.compactMap { $0 }
    needsSummary = self.columns.contains { if case .summary = $0.kind { true } else { false } }
  }

  /// Writes the names as a line.
  public func writeHeader(into output: inout [UInt8]) {
    for (index, name) in names.enumerated() {
      if index > 0 { output.append(style.separator) }
      output.append(name)
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// Writes the packet's values as a line.
  ///
  /// - Parameter summary: The packet's own, for the columns that show a part of it.
  public func write(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, at position: FramePosition,
    summary: PacketSummary? = nil, into output: inout [UInt8]
  ) {
    // Taken out once: it is half a kilobyte, and each look at it through the dissection copies it.
    let path = dissection.path
    var present: UInt64 = 0
    for index in 0..<path.count { present |= 1 << UInt64(path[index].protocolIndex & 63) }
    for index in columns.indices {
      if index > 0 { output.append(style.separator) }
      guard columns[index].mask & present != 0 else { continue }
      write(columns[index], packet, dissection, path, position, summary, into: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  private func write(
    _ column: Column, _ packet: borrowing Packet, _ dissection: borrowing Dissection,
    _ path: borrowing LayerPath, _ position: FramePosition, _ summary: PacketSummary?,
    into output: inout [UInt8]
  ) {
    var cell = Cell(start: output.count)
    switch column.kind {
    case .summary(let part):
      guard let summary else { return }
      cell.begin(style, &output)
      summary.write(part, into: &output)
    case .frame(let field):
      field.forEachValue(of: packet, dissection, at: position) { value in
        guard cell.begin(style, &output) else { return }
        field.type.write(value, bytes: RawSpan(), style: style.values, into: &output)
      }
    case .layers(let fields):
      for index in 0..<path.count {
        let layer = path[index]
        for entry in fields where entry.protocolIndex == layer.protocolIndex {
          let type = entry.field.type
          entry.field.forEachValue(in: dissection.bytes, path: path, at: index) {
            guard cell.begin(style, &output) else { return }
            let bytes = dissection.bytes.slice(from: $1.lowerBound, count: $1.count)
            type.write($0, bytes: bytes, style: style.values, into: &output)
          }
        }
      }
    case .title(let index, let title):
      for position in 0..<path.count where path[position].protocolIndex == index {
        guard cell.begin(style, &output) else { continue }
        output.append(title)
      }
    }
    cell.end(style, &output)
  }
}

extension FieldSelection {
  /// One column: what it shows, and which protocols must be there for it to show anything.
  private struct Column: Sendable {
    enum Kind: Sendable {
      case frame(FrameField)
      case layers([TableField])
      case title(protocolIndex: Int, String)
      case summary(PacketSummary.Column)
    }
    let kind: Kind
    let mask: UInt64

    init?(_ name: String, table: DissectorTable) {
      if let field = FrameField.all.first(where: { $0.name == name }) {
        self.init(.frame(field))
      } else if let column = PacketSummary.Column.allCases.first(where: { $0.name == name }) {
        self.init(.summary(column))
      } else if let index = table.index(of: ProtocolID(name)),
        table.entries[index].id.description == name
      {
        self.init(
          .title(protocolIndex: index, table.entries[index].title), mask: 1 << UInt64(index & 63))
      } else {
        let fields = table.fields(named: name)
        guard !fields.isEmpty else { return nil }
        let mask = fields.reduce(0 as UInt64) { $0 | 1 << UInt64($1.protocolIndex & 63) }
        self.init(.layers(fields), mask: mask)
      }
    }

    private init(_ kind: Kind, mask: UInt64 = .max) {
      self.kind = kind
      self.mask = mask
    }
  }

  /// The values of a column as they are written.
  private struct Cell {
    var start: Int
    var count = 0

    /// Makes room for one more value; false when it is not wanted.
    @discardableResult
    mutating func begin(_ style: FieldLineStyle, _ output: inout [UInt8]) -> Bool {
      count += 1
      if count == 1 {
        if let quote = style.quote { output.append(quote) }
        return true
      }
      switch style.occurrence {
      case .first: return false
      case .last: output.removeLast(output.count - start - (style.quote == nil ? 0 : 1))
      case .all: output.append(style.aggregator)
      }
      return true
    }

    func end(_ style: FieldLineStyle, _ output: inout [UInt8]) {
      if count > 0, let quote = style.quote { output.append(quote) }
    }
  }
}
