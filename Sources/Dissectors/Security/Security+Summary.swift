public import PacketCore

// What the protocols of this folder show of themselves in a packet's line, and where they are specified.

extension SSH {
  public static var specification: String { "RFC 4253" }
  /// `Client: Key Exchange Init`.
  public static var summary: Summary<SSH>? {
    Summary(
      "SSH",
      inContext: { view, dissection, index, columns in
        let segment = index > 0 ? dissection.path[index - 1].offset : 0
        let source = dissection.bytes.bigEndian(UInt16.self, at: segment)
        let destination = dissection.bytes.bigEndian(UInt16.self, at: segment + 2)
        let isFromServer = destination != 22 && (source == 22 || source < destination)
        view.summarize(isFromServer: isFromServer, into: &columns)
      })
  }

  private func summarize(isFromServer: Bool, into columns: inout SummaryColumns) {
    let line = identification
    if line == nil { columns.show(protocol: "SSHv2") }
    columns.info.append(isFromServer ? "Server: " : "Client: ")
    var hasText = false
    if let line {
      columns.info.append("Protocol (")
      columns.info.append(text: bytes, in: line)
      columns.info.append(")")
      hasText = true
    }
    var packets = packets
    while let packet = packets.next(in: bytes) {
      if hasText { columns.info.append(", ") }
      columns.info.append(Self.messageNames[UInt64(packet.kind.rawValue)] ?? "Unknown")
      hasText = true
    }
    let left = bytes.byteCount - packets.offset
    guard left > 0 else { return }
    columns.info.append(hasText ? ", Encrypted packet (len=" : "Encrypted packet (len=")
    columns.info.append(decimal: left)
    columns.info.append(")")
  }
}

extension QUIC {
  public static var specification: String { "RFC 9000" }
  /// `Initial, DCID=5354c48bc75080b2, PKN: 2`.
  public static var summary: Summary<QUIC>? {
    Summary("QUIC") { view, columns in
      guard let first = view.first else { return }
      switch first.kind {
      case .initial: columns.info.append("Initial")
      case .zeroRTT: columns.info.append("0-RTT")
      case .handshake: columns.info.append("Handshake")
      case .retry: columns.info.append("Retry")
      case .versionNegotiation: columns.info.append("Version Negotiation")
      case .short: columns.info.append("Protected Payload (KP0)")
      }
      for (name, place) in [(", DCID=", first.destinationID), (", SCID=", first.sourceID)]
      where !place.isEmpty {
        columns.info.append(name)
        columns.info.append(hex: view.bytes.slice(from: place.lowerBound, count: place.count))
      }
      #if Crypto
        view.opened().initials.first?.summarize(into: &columns.info)
      #endif
    }
  }
}

extension WireGuard {
  public static var specification: String { "WireGuard paper §5.4" }
  /// `Transport Data, receiver=0xF8E12670, counter=6, datalen=96`.
  public static var summary: Summary<WireGuard>? {
    Summary("WireGuard") { view, columns in
      let isKeepalive = view.kind == .data && view.bytes.byteCount <= 32
      switch view.kind {
      case .initiation: columns.info.append("Handshake Initiation")
      case .response: columns.info.append("Handshake Response")
      case .cookieReply: columns.info.append("Cookie Reply")
      default: columns.info.append(isKeepalive ? "Keepalive" : "Transport Data")
      }
      for (name, index) in [(", sender=0x", view.sender), (", receiver=0x", view.receiver)] {
        guard let index else { continue }
        columns.info.append(name)
        let digits = String(index, radix: 16, uppercase: true)
        columns.info.append(String(repeating: "0", count: 8 - digits.utf8.count) + digits)
      }
      guard let counter = view.counter else { return }
      columns.info.append(", counter=")
      columns.info.append(decimal: counter)
      guard !isKeepalive else { return }
      columns.info.append(", datalen=")
      columns.info.append(decimal: view.bytes.byteCount - 32)
    }
  }
}

extension ISAKMP {
  public static var specification: String { "RFC 7296" }
  /// `IKE_SA_INIT MID=00 Initiator Request`.
  public static var summary: Summary<ISAKMP>? {
    Summary("ISAKMP") { view, columns in
      columns.info.append(exchangeNames[UInt64(view.exchange.rawValue)] ?? "Unknown")
      guard view.isSecond else { return }
      columns.info.append(" MID=")
      columns.info.append(hex: UInt64(view.messageIdentifier), width: 2)
      let flags = view.bytes.byte(at: 19)
      columns.info.append(flags & 0x08 != 0 ? " Initiator" : " Responder")
      columns.info.append(flags & 0x20 != 0 ? " Response" : " Request")
    }
  }
}

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
