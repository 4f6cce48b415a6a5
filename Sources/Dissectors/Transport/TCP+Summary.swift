public import PacketCore

extension TCP {
  public static var summary: Summary<TCP>? {
    Summary(
      "TCP",
      inContext: { view, dissection, index, columns in
        TCPSummary.show(view, dissection, index, &columns)
      })
  }
}

/// A TCP segment's columns: numbers counted from the start of the connection, the window in bytes.
enum TCPSummary {
  static func show(
    _ segment: borrowing TCP, _ dissection: borrowing Dissection, _ index: Int,
    _ columns: inout SummaryColumns
  ) {
    columns.show(ports: segment.sourcePort, segment.destinationPort)
    columns.info.append(" [")
    write(segment.flags, into: &columns.info)
    let numbers = numbers(segment, dissection, index, &columns.state)
    columns.info.append("] Seq=")
    columns.info.append(decimal: segment.sequenceNumber &- numbers.sequenceBase)
    if segment.flags.contains(.ack) {
      columns.info.append(" Ack=")
      columns.info.append(decimal: segment.acknowledgmentNumber &- numbers.acknowledgmentBase)
    }
    columns.info.append(" Win=")
    columns.info.append(decimal: UInt32(segment.window) << UInt32(numbers.windowShift))
    if segment.flags.contains(.urg) {
      columns.info.append(" Urg=")
      columns.info.append(decimal: segment.urgentPointer)
    }
    let layer = dissection.path[index]
    let payload = layer.length + layer.missingByteCount - segment.headerLength
    columns.info.append(" Len=")
    columns.info.append(decimal: max(payload, 0))
    write(segment, reverseBase: numbers.acknowledgmentBase, into: &columns.info)
  }

  private static let flagNames: [(TCP.Flags, String)] = [
    (.fin, "FIN"), (.syn, "SYN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"),
    (.ece, "ECE"), (.cwr, "CWR"), (.ae, "AE"),
  ]

  private static func write(_ flags: TCP.Flags, into output: inout [UInt8]) {
    let start = output.count
    for (flag, name) in flagNames where flags.contains(flag) {
      if output.count > start { output.append(", ") }
      output.append(name)
    }
    if output.count == start { output.append("<None>") }
  }

  /// The options, in their order on the wire.
  private static func write(
    _ segment: borrowing TCP, reverseBase: UInt32, into output: inout [UInt8]
  ) {
    forEachOption(of: segment) { kind, value in
      switch (kind, value.byteCount) {
      case (2, 2): output.append(" MSS=", value.bigEndian(UInt16.self, at: 0))
      case (3, 1):
        output.append(" WS=", 1 << UInt64(min(value.byte(at: 0), 14)))
      case (4, 0): output.append(" SACK_PERM")
      case (5, _):
        for offset in stride(from: 0, through: value.byteCount - 8, by: 8) {
          output.append(" SLE=", value.bigEndian(UInt32.self, at: offset) &- reverseBase)
          output.append(" SRE=", value.bigEndian(UInt32.self, at: offset + 4) &- reverseBase)
        }
      case (8, 8):
        output.append(" TSval=", value.bigEndian(UInt32.self, at: 0))
        output.append(" TSecr=", value.bigEndian(UInt32.self, at: 4))
      default: break
      }
    }
  }

  /// Calls `body` with kind and value of each option that is whole.
  private static func forEachOption(
    of segment: borrowing TCP, _ body: (UInt8, RawSpan) -> Void
  ) {
    let options = segment.optionBytes
    var offset = 0
    while options.has(1, at: offset) {
      let kind = options.byte(at: offset)
      if kind == 0 { return }
      if kind == 1 {
        offset += 1
        continue
      }
      let length = Int(options.byte(at: offset + 1))
      guard length >= 2, options.has(length, at: offset) else { return }
      body(kind, options.slice(from: offset + 2, count: length - 2))
      offset += length
    }
  }
}

extension TCPSummary {
  struct Numbers {
    var sequenceBase: UInt32 = 0
    var acknowledgmentBase: UInt32 = 0
    var windowShift: UInt8 = 0
  }

  /// What the segment's numbers are counted from, and by how much its window is shifted.
  private static func numbers(
    _ segment: borrowing TCP, _ dissection: borrowing Dissection, _ index: Int,
    _ state: inout SummaryState
  ) -> Numbers {
    guard let addresses = dissection.addresses(around: index) else { return Numbers() }
    let source = Endpoint(addresses.source, port: segment.sourcePort)
    let destination = Endpoint(addresses.destination, port: segment.destinationPort)
    let key = StreamKey(source, destination)
    let isReversed = StreamKey.isReversed(source, destination)
    var stream = state[key] ?? StreamState()
    var forward = isReversed ? stream.upper : stream.lower
    var backward = isReversed ? stream.lower : stream.upper
    let isSyn = segment.flags.contains(.syn)
    let isAck = segment.flags.contains(.ack)
    // Ports that are used again start a new connection.
    if isSyn, !isAck, let base = forward.base, base != segment.sequenceNumber {
      forward = StreamState.Direction()
      backward = StreamState.Direction()
    }
    if forward.base == nil {
      forward.base = isSyn ? segment.sequenceNumber : segment.sequenceNumber &- 1
    }
    if isAck, backward.base == nil { backward.base = segment.acknowledgmentNumber &- 1 }
    if isSyn {
      forward.isSynchronized = true
      forward.shift = nil
      forEachOption(of: segment) { kind, value in
        if kind == 3, value.byteCount == 1 { forward.shift = min(value.byte(at: 0), 14) }
      }
    }
    if isReversed {
      stream = StreamState(lower: backward, upper: forward)
    } else {
      stream = StreamState(lower: forward, upper: backward)
    }
    state[key] = stream
    // Only when both sides agreed (RFC 7323 §2.2), as far as both were seen.
    let agreed = !backward.isSynchronized || backward.shift != nil
    return Numbers(
      sequenceBase: forward.base ?? 0, acknowledgmentBase: backward.base ?? 0,
      windowShift: isSyn || !agreed ? 0 : forward.shift ?? 0)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ name: String, _ number: some BinaryInteger) {
    append(name)
    append(decimal: number)
  }
}
