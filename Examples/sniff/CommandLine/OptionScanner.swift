/// Reads a command line as getopt does: `-nr file`, `-c10`, `--snapshot-length=96`, options after
/// operands, `--` before operands that look like options.
struct OptionScanner {
  /// A long option and the letter that it stands for.
  struct LongOption {
    let name: String
    let letter: Character
    let takesValue: Bool
  }

  enum Item {
    case option(Character, String?)
    case operand(String)
    case unknown(String)
    case missingValue(String)
  }

  private let arguments: [String]
  private let valued: Set<Character>
  private let plain: Set<Character>
  private let long: [LongOption]
  private var index = 0
  /// What is left of a group of letters.
  private var letters: Substring = ""
  private var isPastOptions = false

  init(_ arguments: [String], plain: String, valued: String, long: [LongOption]) {
    self.arguments = arguments
    self.plain = Set(plain)
    self.valued = Set(valued)
    self.long = long
  }

  mutating func next() -> Item? {
    if let letter = letters.popFirst() { return option(letter) }
    guard index < arguments.count else { return nil }
    let argument = arguments[index]
    index += 1
    if isPastOptions || argument == "-" || !argument.hasPrefix("-") { return .operand(argument) }
    if argument == "--" {
      isPastOptions = true
      return next()
    }
    if argument.hasPrefix("--") { return longOption(argument.dropFirst(2)) }
    letters = argument.dropFirst()
    return next()
  }

  private mutating func option(_ letter: Character) -> Item {
    if plain.contains(letter) { return .option(letter, nil) }
    guard valued.contains(letter) else { return .unknown(String(letter)) }
    if !letters.isEmpty {
      defer { letters = "" }
      return .option(letter, String(letters))
    }
    return nextArgument().map { .option(letter, $0) } ?? .missingValue(String(letter))
  }

  private mutating func longOption(_ text: Substring) -> Item {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let exact = long.filter { $0.name == name }
    // A beginning does, when only one option has it.
    let matches = exact.isEmpty ? long.filter { $0.name.hasPrefix(name) } : exact
    guard matches.count == 1, let match = matches.first else { return .unknown("--\(name)") }
    guard match.takesValue else {
      return parts.count == 1 ? .option(match.letter, nil) : .unknown("--\(text)")
    }
    if parts.count == 2 { return .option(match.letter, String(parts[1])) }
    return nextArgument().map { .option(match.letter, $0) } ?? .missingValue("--\(name)")
  }

  private mutating func nextArgument() -> String? {
    guard index < arguments.count else { return nil }
    index += 1
    return arguments[index - 1]
  }
}
