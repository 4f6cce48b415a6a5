import Foundation

/// Runs `arguments` and waits.
///
/// - Returns: What it printed, standard error included.
@discardableResult
func run(_ arguments: String...) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw CommandFailure(command: arguments.joined(separator: " "), output: output)
  }
  return output
}

struct CommandFailure: Error, CustomStringConvertible {
  var command: String
  var output: String
  var description: String { "\(command): \(output)" }
}
