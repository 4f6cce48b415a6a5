public import PacketCore

extension ICMPv4 {
  public static var summary: Summary<ICMPv4>? {
    Summary(
      "ICMP", isLast: true,
      inContext: { view, dissection, index, columns in
        ICMPSummary.show(view, dissection, index, &columns)
      })
  }
}

extension ICMPv6 {
  public static var summary: Summary<ICMPv6>? {
    Summary(
      "ICMPv6", isLast: true,
      inContext: { view, dissection, index, columns in
        ICMPSummary.show(view, dissection, index, &columns)
      })
  }
}

/// The columns of ICMP messages, in tshark's words.
enum ICMPSummary {
  static func show(
    _ message: borrowing ICMPv4, _ dissection: borrowing Dissection, _ index: Int,
    _ columns: inout SummaryColumns
  ) {
    let kind = message.kind.rawValue
    columns.info.append(ICMPNames.types[kind] ?? "Unknown ICMP (obsolete or malformed?)")
    columns.info.pad(from: 0, to: 20)
    if let codes = ICMPNames.codes[kind] {
      columns.info.append(" (")
      columns.info.append(codes[message.code] ?? "Unknown code: \(message.code)")
      columns.info.append(")")
    }
    guard ICMPNames.codes[kind] == nil, let identifier = message.identifier,
      let sequence = message.sequenceNumber
    else { return }
    columns.info.append(" id=0x")
    columns.info.append(hex: UInt64(identifier), width: 4)
    columns.info.append(", seq=")
    columns.info.append(decimal: sequence)
    columns.info.append("/")
    columns.info.append(decimal: sequence.byteSwapped)
    columns.info.append(", ttl=")
    columns.info.append(decimal: dissection.hopLimit(around: index) ?? 0)
    showPair(
      isRequest: message.kind == .echo, isReply: message.kind == .echoReply, identifier, sequence,
      dissection, index, &columns)
  }

  static func show(
    _ message: borrowing ICMPv6, _ dissection: borrowing Dissection, _ index: Int,
    _ columns: inout SummaryColumns
  ) {
    let kind = message.kind.rawValue
    columns.info.append(ICMPv6Names.types[kind] ?? "Unknown (\(kind))")
    if let codes = ICMPv6Names.codes[kind] {
      columns.info.append(" (")
      columns.info.append(codes[message.code] ?? "Unknown (\(message.code))")
      columns.info.append(")")
    }
    switch message.kind {
    case .echoRequest, .echoReply:
      showEcho(message, dissection, index, &columns)
    case .neighborSolicitation:
      columns.info.append(" for ")
      columns.info.append(IPv6Address(message.bytes, at: 8))
    case .neighborAdvertisement: showAdvertisement(message, &columns)
    default: break
    }
    showLinkLayerAddress(message, &columns)
  }

  private static func showEcho(
    _ message: borrowing ICMPv6, _ dissection: borrowing Dissection, _ index: Int,
    _ columns: inout SummaryColumns
  ) {
    let identifier = message.bytes.bigEndian(UInt16.self, at: 4)
    let sequence = message.bytes.bigEndian(UInt16.self, at: 6)
    columns.info.append(" id=0x")
    columns.info.append(hex: UInt64(identifier), width: 4)
    columns.info.append(", seq=")
    columns.info.append(decimal: sequence)
    columns.info.append(", hop limit=")
    columns.info.append(decimal: dissection.hopLimit(around: index) ?? 0)
    showPair(
      isRequest: message.kind == .echoRequest, isReply: message.kind == .echoReply, identifier,
      sequence, dissection, index, &columns)
  }

  private static func showAdvertisement(
    _ message: borrowing ICMPv6, _ columns: inout SummaryColumns
  ) {
    columns.info.append(" ")
    columns.info.append(IPv6Address(message.bytes, at: 8))
    let flags = message.bytes.byte(at: 4)
    let names = [(0x80, "rtr"), (0x40, "sol"), (0x20, "ovr")].filter { flags & $0.0 != 0 }.map(\.1)
    columns.info.append(names.isEmpty ? " (none)" : " (\(names.joined(separator: ", ")))")
  }

  private static func showLinkLayerAddress(
    _ message: borrowing ICMPv6, _ columns: inout SummaryColumns
  ) {
    var options = message.options
    while let option = options.next() {
      guard let address = option.linkLayerAddress else { continue }
      switch option.kind {
      case .sourceLinkLayerAddress: columns.info.append(" from ")
      case .targetLinkLayerAddress: columns.info.append(" is at ")
      default: continue
      }
      columns.info.append(address)
    }
  }

  /// Names the packet of the request that a reply answers.
  private static func showPair(
    isRequest: Bool, isReply: Bool, _ identifier: UInt16, _ sequence: UInt16,
    _ dissection: borrowing Dissection, _ index: Int, _ columns: inout SummaryColumns
  ) {
    guard isRequest || isReply, let (source, destination) = dissection.addresses(around: index)
    else { return }
    let key = EchoKey(
      source: isRequest ? source : destination, destination: isRequest ? destination : source,
      identifier: identifier, sequence: sequence)
    if isRequest {
      columns.state[key] = columns.number
    } else if let request = columns.state[key] {
      columns.info.append(" (request in ")
      columns.info.append(decimal: request)
      columns.info.append(")")
    }
  }
}

extension Dissection {
  /// The time to live of the innermost IP packet that the layer at `index` stands in.
  fileprivate func hopLimit(around index: Int) -> UInt8? {
    var outer = index - 1
    while outer >= 0, !path[outer].flags.contains(.network) { outer -= 1 }
    guard outer >= 0 else { return nil }
    let layer = path[outer]
    let isFour = table.entries[layer.protocolIndex].id == IPv4.id
    return bytes.byte(at: layer.offset + (isFour ? 8 : 7))
  }
}
