/// Preferences of `-o`: taken under tshark's names, so that a command line for tshark runs here.
///
/// sniff looks at each packet by itself and resolves no names: what would change that has no effect.
enum Preferences {
  /// - Throws: When the text is no `name:value`, or tshark knows no such preference.
  static func check(_ text: String) throws(Failure) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = parts.first, !name.isEmpty else {
      throw .usage("Invalid -o flag \"\(text)\"")
    }
    // Tables of the user's are Wireshark's own.
    if name == "uat" || isKnown(name) { return }
    throw .usage("-o flag \"\(text)\" specifies unknown preference")
  }

  private static func isKnown(_ name: Substring) -> Bool {
    let parts = name.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else { return false }
    return names.split(separator: "\n").contains { line in
      let module = line.split(separator: ":", maxSplits: 1)
      return module.first == parts[0]
        && module.last?.split(separator: " ").contains(parts[1]) == true
    }
  }
}
