import Foundation
import Testing

/// The captures that the tests read; see CONTRIBUTING.
enum CorpusFiles {
  static let root: String = {
    if let path = ProcessInfo.processInfo.environment["PACKETS_CORPUS"] { return path }
    var package = URL(filePath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    return package.appending(path: "../shared/corpus").standardizedFileURL.path
  }()

  static let isThere = FileManager.default.fileExists(atPath: root + "/index.tsv")
  static let absence: Comment = "the corpus is not there; set PACKETS_CORPUS to its folder"

  /// Paths from the corpus's root.
  static let paths: [String] = {
    guard let text = try? String(contentsOfFile: root + "/index.tsv", encoding: .utf8) else {
      return []
    }
    return text.split(separator: "\n").dropFirst().compactMap { row in
      row.split(separator: "\t", maxSplits: 1).first.map(String.init)
    }
  }()
}
