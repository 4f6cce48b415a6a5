import Foundation

/// The Swift compiler that is installed, with the modules of this build.
enum Compiler {
  static var isAvailable: Bool { executable != nil && modules != nil }

  /// Compiles `code` as a client of PacketCore, without any flag of this package.
  static func compile(_ code: String) throws -> (status: Int32, text: String) {
    guard let executable, let modules else { return (-1, "no compiler") }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "Client.swift")
    try Data("import PacketCore\n\n\(code)\n".utf8).write(to: source)

    let process = Process()
    process.executableURL = executable
    process.arguments = [
      "-swift-version", "6", "-parse-as-library", "-emit-sil", "-o", "/dev/null",
      "-module-cache-path", modules.deletingLastPathComponent().appending(path: "ModuleCache").path,
      "-I", modules.path, source.path,
    ]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let executable: URL? = {
    #if os(macOS)
      let xcrun = URL(filePath: "/usr/bin/xcrun")
      if let path = try? run(xcrun, "-f", "swiftc"), !path.isEmpty { return URL(filePath: path) }
    #endif
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(filePath: String($0)).appending(path: "swiftc") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// The folder `Modules` of the build that this test is part of, found beside or above its bundle.
  private static let modules: URL? = {
    let starts =
      [URL(filePath: CommandLine.arguments.first ?? ""), Bundle.main.bundleURL]
      + Bundle.allBundles.map(\.bundleURL)
    for start in starts {
      var folder = start.standardizedFileURL
      while folder.pathComponents.count > 1 {
        folder.deleteLastPathComponent()
        let modules = folder.appending(path: "Modules")
        let module = modules.appending(path: "PacketCore.swiftmodule")
        if FileManager.default.fileExists(atPath: module.path) { return modules }
      }
    }
    return nil
  }()

  #if os(macOS)
    private static func run(_ tool: URL, _ arguments: String...) throws -> String {
      let process = Process()
      process.executableURL = tool
      process.arguments = arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  #endif
}
