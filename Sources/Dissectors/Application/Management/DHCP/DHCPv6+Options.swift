import PacketCore

/// Walks the options of a message, with those in options and in the messages that relay agents
/// carry.
struct DHCPv6Walker {
  /// Most levels of options in options that are followed.
  static var depthLimit: Int { 16 }

  /// Called with each message's place, the outermost first.
  var message: (Range<Int>) -> Void = { _ in }
  /// Called with each option: its code and its place, code and length included.
  var option: (DHCPv6.OptionCode, Range<Int>) -> Void = { _, _ in }

  func walkMessage(_ bytes: RawSpan, _ range: Range<Int>, depth: Int = 0) {
    message(range)
    let type = DHCPv6.MessageType(rawValue: bytes.byte(at: range.lowerBound))
    let start = range.lowerBound + (type.isRelay ? 34 : 4)
    walkOptions(bytes, from: start, to: range.upperBound, depth)
  }

  private func walkOptions(_ bytes: RawSpan, from start: Int, to end: Int, _ depth: Int) {
    var offset = start
    while offset + 4 <= min(end, bytes.byteCount) {
      let code = DHCPv6.OptionCode(bytes.bigEndian(UInt16.self, at: offset))
      let next = offset + 4 + Int(bytes.bigEndian(UInt16.self, at: offset + 2))
      guard next <= end else { return }
      option(code, offset..<next)
      if depth < Self.depthLimit {
        if code == .relayMessage, next > offset + 4 {
          walkMessage(bytes, offset + 4..<next, depth: depth + 1)
        } else if let inner = code.suboptionOffset {
          walkOptions(bytes, from: offset + 4 + inner, to: next, depth + 1)
        }
      }
      offset = next
    }
  }
}

extension DHCPv6 {
  /// Calls `body` with each option of a code, of all codes when none is given.
  func forEachOption(_ code: UInt16? = nil, _ body: (Range<Int>) -> Void) {
    withoutActuallyEscaping(body) { body in
      let walker = DHCPv6Walker(option: { found, range in
        if code == nil || code == found.rawValue { body(range) }
      })
      walker.walkMessage(bytes, 0..<bytes.byteCount)
    }
  }

  /// Calls `body` with the place of each message: the outermost, and those in relay messages.
  func forEachMessage(_ body: (Range<Int>) -> Void) {
    withoutActuallyEscaping(body) { body in
      DHCPv6Walker(message: body).walkMessage(bytes, 0..<bytes.byteCount)
    }
  }

  /// The values of options of a code.
  static func values(_ code: UInt16) -> Field<DHCPv6>.Parts {
    { view, part in view.forEachOption(code) { part($0.dropFirst(4)) } }
  }

  /// The elements of equal size that the values of options are made of.
  static func elements(_ code: UInt16, _ size: Int) -> Field<DHCPv6>.Parts {
    { view, part in
      values(code)(view) { value in
        var start = value.lowerBound
        while start + size <= value.upperBound {
          part(start..<start + size)
          start += size
        }
      }
    }
  }
}
