import Packets

/// Why the program ends, in words for the user, and the status it leaves.
struct Failure: Error {
  var message: String
  /// 1 for a command line that cannot be followed, 2 for a file that cannot be read or written.
  var status: Int32
  /// Whether the options are listed after the message.
  var showsUsage = false

  static func usage(_ message: String) -> Failure { Failure(message: message, status: 1) }
  static func file(_ message: String) -> Failure { Failure(message: message, status: 2) }
}

extension Failure {
  /// What is wrong with a file that is read.
  ///
  /// - Parameter path: `-` for standard input.
  static func reading(_ path: String, _ error: CaptureError) -> Failure {
    let subject = path == "-" ? "The standard input" : "The file \"\(path)\""
    switch error.code {
    case .noSuchFile: return .file("\(subject) doesn't exist.")
    case .permissionDenied: return .file("You don't have permission to read the file \"\(path)\".")
    case .unknownFormat:
      return .file("\(subject) isn't a capture file in a format sniff understands.")
    case .truncated where error.message.contains("header"):
      return .file(
        "\(subject) appears to have been cut short in the middle of a packet or other data.")
    case .truncated:
      return .file(
        "\(subject) appears to have been cut short in the middle of a packet.\(place(error))")
    case .malformed, .limitExceeded:
      return .file("\(subject) appears to be damaged or corrupt.\n(\(error.line))")
    case .unsupported where error.message.contains("director"):
      return .file("\"\(path)\" is a directory (folder), not a file.")
    case .unsupported:
      return .file("\(subject) contains record data that sniff doesn't support.\n(\(error.line))")
    default: return .file("An error occurred while reading \"\(path)\": \(error).")
    }
  }

  private static func place(_ error: CaptureError) -> String {
    error.offset.map { "\n(The packet starts at byte \($0).)" } ?? ""
  }
}

extension CaptureError {
  /// Message and place, in one line.
  fileprivate var line: String {
    offset.map { "\(message), at byte \($0)" } ?? message
  }
}
