public import PacketCore

extension STUN {
  public static var specification: String { "RFC 8489" }
  /// `Binding Success Response XOR-MAPPED-ADDRESS: 192.0.2.1:32853`.
  public static var summary: Summary<STUN>? {
    Summary("STUN") { view, columns in
      guard !view.isChannelData else {
        columns.info.append("ChannelData TURN Message")
        return
      }
      columns.info.append(typeNames[UInt64(view.type.rawValue)] ?? "Unknown")
      var info = columns.info
      view.forEachAttribute { place in
        guard place.message == 0 else { return }
        if place.type == .username {
          info.append(" user: ")
          info.append(text: view.bytes, in: place.value)
        } else if let name = endpointNames[place.type.rawValue],
          let endpoint = view.endpoint(place)
        {
          info.append(" \(name): ")
          info.append(endpoint)
        }
      }
      columns.info = info
    }
  }

  private static let endpointNames: [UInt16: String] = [
    0x0001: "MAPPED-ADDRESS", 0x0012: "XOR-PEER-ADDRESS", 0x0016: "XOR-RELAYED-ADDRESS",
    0x0020: "XOR-MAPPED-ADDRESS",
  ]
}

extension [UInt8] {
  fileprivate mutating func append(_ endpoint: STUN.Endpoint) {
    switch endpoint {
    case .ipv4(let address, let port):
      append(address)
      append(":")
      append(decimal: port)
    case .ipv6(let address, let port):
      append("[")
      append(address)
      append("]:")
      append(decimal: port)
    }
  }
}
