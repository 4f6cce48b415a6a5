import PacketCore

extension SDP {
  /// Calls `body` with the address, the port and the port of RTCP of each stream of RTP
  /// (RFC 8866 §5.7, §5.14; RFC 3605).
  func forEachStream(_ body: (IPAddress, UInt16, UInt16) -> Void) {
    var session: IPAddress?
    var stream = Stream()
    forEachLine { line in
      switch line.type {
      case UInt8(ascii: "c"):
        let address = address(line.value)
        if line.isOfMedium { stream.address = address } else { session = address }
      case UInt8(ascii: "m"):
        stream.tell(session, body)
        stream = Stream()
        if isOfRTP(line), let word = word(1, in: line.value) {
          stream.port = number(word)
        }
      case UInt8(ascii: "a"):
        if let port = controlPort(line.value) { stream.controlPort = port }
      default: break
      }
    }
    stream.tell(session, body)
  }

  private struct Stream {
    var address: IPAddress?
    var port: UInt16 = 0
    var controlPort: UInt16?

    /// A port of zero refuses a medium.
    func tell(_ session: IPAddress?, _ body: (IPAddress, UInt16, UInt16) -> Void) {
      guard port != 0, let address = address ?? session else { return }
      body(address, port, controlPort ?? port &+ 1)
    }
  }

  private func isOfRTP(_ line: Line) -> Bool {
    guard let proto = line.proto else { return false }
    return bytes.string(in: proto).hasPrefix("RTP/")
  }

  /// `IN IP4 192.0.2.1/127`.
  private func address(_ value: Range<Int>) -> IPAddress? {
    guard let word = word(2, in: value) else { return nil }
    let text = bytes.string(in: word)
    return IPAddress(String(text.prefix { $0 != "/" }))
  }

  /// `49170/2`: a number of ports may follow the first.
  private func number(_ word: Range<Int>) -> UInt16 {
    UInt16(bytes.string(in: word).prefix { $0 != "/" }) ?? 0
  }

  /// `rtcp:53020 IN IP4 192.0.2.1`.
  private func controlPort(_ value: Range<Int>) -> UInt16? {
    guard let word = word(0, in: value), word.count > 5, word.count < 11 else { return nil }
    let text = bytes.string(in: word)
    return text.hasPrefix("rtcp:") ? UInt16(text.dropFirst(5)) : nil
  }
}
