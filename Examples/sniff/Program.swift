import Packets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@main
enum Program {
  static func main() async {
    do throws(Failure) {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      StandardError.print("sniff: \(error.message)\n")
      if error.showsUsage { StandardError.print("\n\(Usage.options)\n") }
      exit(error.status)
    }
  }

  private static func run(_ arguments: [String]) async throws(Failure) {
    if arguments.isEmpty {
      StandardError.print("\(Usage.version)\n\n\(Usage.hint)\n")
      exit(1)
    }
    let options = try Options(arguments)
    switch options.action {
    case .help: print("\(Usage.version)\n\(Usage.options)")
    case .version: print(Usage.version)
    case .listInterfaces: try listInterfaces()
    case .listLinkTypes: try listLinkTypes(options)
    case .glossary(let what): try list(what)
    case .capture:
      if let path = options.readFile {
        try await read(path, options)
      } else {
        try await capture(options)
      }
    }
  }
}
