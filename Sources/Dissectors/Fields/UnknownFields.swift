import PacketCore

/// Names that are no fields.
public struct UnknownFields: Error, Hashable, Sendable {
  /// The names, sorted, each once.
  public let names: [String]
  /// For some of the names, the field that was probably meant.
  public let suggestions: [String: String]

  init(_ names: [String], table: DissectorTable) {
    self.names = Set(names).sorted()
    let known =
      FrameField.all.map(\.name) + table.fieldNames + PacketSummary.Column.allCases.map(\.name)
    let nearest = self.names.compactMap { name in
      Spelling.nearest(to: name, among: known).map { (name, $0) }
    }
    suggestions = Dictionary(nearest) { first, _ in first }
  }
}

extension UnknownFields: CustomStringConvertible {
  /// tshark's words, and what was probably meant.
  public var description: String {
    names.reduce("Some fields aren't valid:") { text, name in
      text + "\n\t\(name)" + (suggestions[name].map { " (did you mean \($0)?)" } ?? "")
    }
  }
}
