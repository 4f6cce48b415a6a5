import Foundation
import PacketCore
import Testing

/// Inputs that the fuzzers found to be handled wrongly, once.
@Suite("Regressions")
struct RegressionTests {
  static func inputs(of target: String) -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fuzz/Regressions/\(target)").standardized
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { !$0.lastPathComponent.hasPrefix(".") }
  }

  @Test("files are read or refused, at once and in pieces alike", arguments: inputs(of: "reader"))
  func reader(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    #expect(ReaderExercise.complaint(about: bytes) == nil)
  }

  @Test("packets are dissected within their bytes", arguments: inputs(of: "dissect"))
  func dissect(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    #expect(DissectionExercise.complaint(about: bytes) == nil)
  }

  @Test("what was read is written as it was", arguments: inputs(of: "write"))
  func write(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    #expect(WriterExercise.complaint(about: bytes) == nil)
  }
}
