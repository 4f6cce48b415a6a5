import Foundation

/// Runs the program `sniff` that was built with the tests.
struct SniffProcess {
  var data: Data
  var output: String { String(decoding: data, as: UTF8.self) }
  var errors: String
  var status: Int32

  /// The folder that this test's program stands in.
  static let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

  static let captures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/Captures")

  static func capture(_ name: String) -> String { captures.appending(path: name).path }

  /// - Parameters:
  ///   - input: What stands on standard input; nothing by default.
  ///   - interrupt: After this time, Ctrl-C.
  init(_ arguments: [String], input: Data? = nil, interruptAfter interrupt: Duration? = nil) throws
  {
    let process = Process()
    process.executableURL = Self.products.appending(path: "sniff")
    process.arguments = arguments
    process.environment = ["TZ": "UTC", "LC_ALL": "C.UTF-8"]
    // Files, not pipes: these need no reader while the program runs.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ data: Data = Data()) throws -> URL {
      let url = folder.appending(path: name)
      try data.write(to: url)
      return url
    }
    let (out, err) = (try file("out"), try file("err"))
    process.standardInput = try FileHandle(forReadingFrom: file("in", input ?? Data()))
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    if let interrupt {
      Thread.sleep(
        forTimeInterval: Double(interrupt.components.seconds)
          + Double(interrupt.components.attoseconds) / 1e18)
      process.interrupt()
    }
    process.waitUntilExit()
    data = try Data(contentsOf: out)
    errors = try String(decoding: Data(contentsOf: err), as: UTF8.self)
    status = process.terminationStatus
  }

  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// A path that nothing else uses, removed with its file at the end.
final class TemporaryPath {
  let path: String

  init(_ suffix: String = "") {
    path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + suffix).path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var data: Data { (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data() }

  func write(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: path)) }
}
