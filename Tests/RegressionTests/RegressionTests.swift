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

  static let protocolInputs = ProtocolExercise.names.flatMap { name in
    inputs(of: "protocol/\(name)").map { (name, $0) }
  }

  @Test("a protocol's bytes are decoded by themselves", arguments: protocolInputs)
  func protocols(name: String, input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    var exercise = try #require(ProtocolExercise(name))
    #expect(exercise.complaint(about: bytes) == nil)
  }

  @Test("every protocol can be fuzzed", arguments: ProtocolExercise.names)
  func everyProtocol(name: String) throws {
    var exercise = try #require(ProtocolExercise(name))
    for byte in [0, 1, 127, 255] as [UInt8] {
      #expect(exercise.complaint(about: Array(repeating: byte, count: 96)) == nil)
    }
  }
}
