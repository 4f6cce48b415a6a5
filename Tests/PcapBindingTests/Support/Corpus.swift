import Foundation

/// The captures and golden files that the tests compare with, where they are at hand.
enum Corpus {
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["PACKETS_CORPUS"] {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/corpus")
  }()

  static let isAvailable = FileManager.default.fileExists(
    atPath: root.appendingPathComponent("index.tsv").path)
  static var requirement: String { "needs the capture files that PACKETS_CORPUS names" }

  /// The rows of a gzip-compressed table, the header first.
  static func table(_ path: String) throws -> [[String]] {
    let text = try run("gzip", "-dc", root.appendingPathComponent(path).path)
    return text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
