import Foundation
import Testing

extension LiveTests {
  /// Without the right, the error names the capability and the command that grants it, and that
  /// command grants it.
  @Test(.enabled(if: LivePrivileges.canChange, "needs setpriv(1) and setcap(8)"))
  func theAdviceGrantsTheRight() throws {
    let receiver = try LivePrivileges()
    defer { receiver.remove() }
    let refused = #expect(throws: CommandFailure.self) { try receiver.capture(on: "lo") }
    #expect(refused?.output.contains("lacks CAP_NET_RAW") == true)
    let command = "setcap cap_net_raw,cap_net_admin=eip \(receiver.path)"
    #expect(refused?.output.contains("sudo \(command)") == true)
    // What does not exist is said first.
    let unknown = #expect(throws: CommandFailure.self) { try receiver.capture(on: "none0") }
    #expect(unknown?.output.contains("there is no interface \"none0\"") == true)
    try run("sh", "-c", command)
    #expect(try receiver.capture(on: "lo").contains("got="))
  }
}

/// A program that captures, to be run by a user who is nobody.
struct LivePrivileges {
  let path: String
  private let directory: String

  static let canChange =
    (try? run("sh", "-c", "command -v setpriv && command -v setcap")) != nil

  init() throws {
    directory = NSTemporaryDirectory() + "packets-" + UUID().uuidString
    path = directory + "/live-receiver"
    let files = FileManager.default
    try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let built = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("live-receiver")
    try files.copyItem(atPath: built.path, toPath: path)
    try run("chmod", "755", directory, path)
  }

  func remove() { try? FileManager.default.removeItem(atPath: directory) }

  func capture(on interface: String) throws -> String {
    try run(
      "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", path, "async", interface,
      "0.05", "1")
  }
}
