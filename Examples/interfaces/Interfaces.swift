import Packets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints what this machine can capture on.
@main
enum Interfaces {
  static let usage = """
    Usage: interfaces [--up] [--help]

    Prints the interfaces of this machine: number (for sniff -i), name, state, kinds of packet,
    addresses with prefix lengths, and a description. Kinds of packet are known only to who may
    capture.

      -u, --up    only those that are up and have an address
      -h, --help  display this help and exit
    """

  static func main() {
    let arguments = Set(CommandLine.arguments.dropFirst())
    if arguments.contains("-h") || arguments.contains("--help") { return print(usage) }
    guard arguments.isSubset(of: ["-u", "--up"]) else {
      print("interfaces: unrecognized option\n\(usage)")
      exit(1)
    }
    do {
      let rows = try NetworkInterface.all().enumerated()
        .filter { arguments.isEmpty || $0.element.isUp && !$0.element.addresses.isEmpty }
        .flatMap { Self.rows(number: $0.offset + 1, $0.element) }
      Table(headings: ["#", "NAME", "STATE", "PACKETS", "ADDRESSES", "DESCRIPTION"], rows: rows)
        .print()
    } catch {
      print("interfaces: \(error)")
      exit(1)
    }
  }

  /// One row for the interface, and one more for each address after the first.
  private static func rows(number: Int, _ interface: NetworkInterface) -> [[String]] {
    var addresses = interface.addresses.map { address in
      "\(address.address)" + (address.prefixLength.map { "/\($0)" } ?? "")
    }
    if let mac = interface.macAddress { addresses.insert("\(mac)", at: 0) }
    let first = [
      "\(number)", interface.name, state(interface), linkTypes(interface), addresses.first ?? "",
      interface.description ?? "",
    ]
    return [first] + addresses.dropFirst().map { ["", "", "", "", $0, ""] }
  }

  private static func state(_ interface: NetworkInterface) -> String {
    var words = [interface.isUp ? interface.isRunning ? "running" : "up" : "down"]
    if interface.isLoopback { words.append("loopback") }
    if interface.isWireless { words.append("wireless") }
    if interface.connection == .disconnected { words.append("disconnected") }
    return words.joined(separator: ", ")
  }

  private static func linkTypes(_ interface: NetworkInterface) -> String {
    guard let types = try? interface.linkTypes() else { return "" }
    return types.map { $0.name ?? "\($0.rawValue)" }.joined(separator: ", ")
  }
}

/// Columns that are as wide as what stands in them.
struct Table {
  let headings: [String]
  let rows: [[String]]

  func print() {
    let lines = [headings] + rows
    let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    for line in lines {
      var text = ""
      for (cell, width) in zip(line, widths) {
        text += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while text.last == " " { text.removeLast() }
      Swift.print(text)
    }
  }
}
