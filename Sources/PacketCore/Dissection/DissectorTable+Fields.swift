/// A field of a table, and the protocol it belongs to.
public struct TableField: Sendable {
  /// Position of the protocol in the table, as in ``Layer/protocolIndex``.
  public let protocolIndex: Int
  public let field: AnyField
}

extension DissectorTable {
  /// Every field called `name`; a few names belong to several protocols.
  public func fields(named name: String) -> [TableField] {
    entries.enumerated().flatMap { index, entry in
      entry.fields.filter { $0.name == name }
        .map { TableField(protocolIndex: index, field: $0) }
    }
  }

  /// All names of fields, protocol by protocol.
  public var fieldNames: [String] { entries.flatMap { $0.fields.map(\.name) } }
}

extension DissectorTable {
  /// How the protocol at an index of ``entries`` is known by content.
  package func probe(at index: Int) -> ContentProbe? { storage.contents.probes[index] }
}

/// Finds what somebody probably meant to type.
public enum Spelling {
  /// The name among `names` that takes the fewest edits from `typed`, if it takes few.
  ///
  /// An edit inserts, deletes or replaces a character, or swaps two neighbours.
  public static func nearest(to typed: String, among names: some Sequence<String>) -> String? {
    let typed = Array(typed.lowercased().utf8)
    // More edits than a third of the letters make another word.
    let limit = Swift.max(1, Swift.min(typed.count / 3, 4))
    var best: (name: String, edits: Int)?
    for name in names where abs(name.utf8.count - typed.count) <= limit {
      let edits = distance(typed, Array(name.lowercased().utf8))
      if edits <= limit, edits < best?.edits ?? .max { best = (name, edits) }
    }
    return best?.name
  }

  /// Edits from one word to another (optimal string alignment).
  static func distance(_ from: [UInt8], _ to: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...to.count)
    for row in 0..<from.count {
      var current = [row + 1]
      for column in 0..<to.count {
        let replaced = last[column] + (from[row] == to[column] ? 0 : 1)
        var edits = Swift.min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, from[row] == to[column - 1], from[row - 1] == to[column] {
          edits = Swift.min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      beforeLast = last
      last = current
    }
    return last[to.count]
  }
}
