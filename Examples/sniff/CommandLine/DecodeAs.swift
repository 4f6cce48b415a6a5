import Packets

/// `-d tcp.port==8888,http`: what a number announces for a protocol, whatever the bytes look like.
struct DecodeAs {
  private let bindings: [Binding]
  private let id: ProtocolID

  private static let registers: [(name: String, title: String, register: Binding.Register)] = [
    ("ethertype", "Ethertype", .etherType), ("gre.proto", "GRE protocol type", .greProtocol),
    ("ip.proto", "IP protocol", .ipProtocol), ("llc.dsap", "LLC SAP", .llcSAP),
    ("ppp.protocol", "PPP protocol", .pppProtocol), ("tcp.port", "TCP port", .tcpPort),
    ("udp.port", "UDP port", .udpPort), ("wtap_encap", "Link type", .linkType),
  ]

  /// - Parameter text: `<layer type>==<number>[-<number>|:<count>],<protocol>`.
  /// - Throws: What is wrong with it, in tshark's words.
  init(_ text: String) throws(Failure) {
    let halves = text.split(separator: ",", maxSplits: 1).map(String.init)
    let selector = halves.first ?? ""
    let sides = selector.split(separator: "=").map(String.init)
    guard let register = Self.registers.first(where: { $0.name == sides.first }) else {
      let valid = Self.registers.map { "\n\t\($0.name) (\($0.title))" }.joined()
      throw .usage(
        "Unknown layer type -- \(sides.first ?? text)\nsniff: Valid layer types are:\(valid)")
    }
    guard sides.count == 2, let numbers = Self.numbers(sides[1]) else {
      throw .usage(
        "Invalid selector number in \"\(text)\"; it is <number>, <first>-<last> or <first>:<count>")
    }
    guard halves.count == 2 else {
      throw .usage(
        "Parameter \"\(text)\" doesn't follow the template \"<layer_type>==<selector>,<decode_as_protocol>\""
      )
    }
    bindings = numbers.map { Binding(register.register, $0) }
    id = ProtocolID(halves[1])
    guard DissectorTable.standard.index(of: id) != nil else {
      throw .usage("Unknown protocol -- \"\(halves[1])\"")
    }
  }

  private static func numbers(_ text: String) -> ClosedRange<UInt32>? {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == ":" })
    guard let first = parts.first.flatMap({ number($0) }), first <= 65535 else { return nil }
    guard parts.count == 2 else { return parts.count == 1 ? first...first : nil }
    guard let second = number(parts[1]), second <= 65535 else { return nil }
    let last = text.contains(":") ? first + max(second, 1) - 1 : second
    return first <= last && last <= 65535 ? first...last : nil
  }

  private static func number(_ text: Substring) -> UInt32? {
    text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
  }

  func apply(to table: inout DissectorTable) {
    for binding in bindings { _ = table.decode(binding, as: id) }
  }
}
