import PacketCore

extension SIP {
  /// An address with parameters (RFC 3261 §20.10): `"Alice" <sip:alice@example.com;lr>;tag=1`.
  struct Address {
    /// What stands before the angle bracket, quotes and blanks included.
    var displayName: Range<Int>?
    var uri: URI
    /// Parameters after the address.
    var parameters: Range<Int>
  }

  /// `sip:user@host:port;parameters` (RFC 3261 §19.1).
  struct URI {
    var whole: Range<Int>
    var user: Range<Int>?
    var host: Range<Int>
    var port: Range<Int>?
    var parameters: Range<Int>
  }

  /// The address that starts a header field's value.
  func address(in value: Range<Int>) -> Address? {
    let quoteEnd = bytes.byte(at: value.lowerBound) == 34 ? quotedEnd(value) : value.lowerBound
    let comma = value.upperBound
    if let open = bytes.offset(of: 60, in: quoteEnd..<value.upperBound) {
      guard let close = bytes.offset(of: 62, in: open + 1..<value.upperBound) else { return nil }
      let name = value.lowerBound..<(quoteEnd > value.lowerBound ? quoteEnd : open)
      return Address(
        displayName: bytes.trimmed(name).isEmpty ? nil : name, uri: uri(in: open + 1..<close),
        parameters: afterSemicolon(close + 1..<comma))
    }
    // Without brackets, parameters belong to the address and not to the URI (RFC 3261 §20.10).
    let end = bytes.offset(of: 59, in: value) ?? value.upperBound
    guard end > value.lowerBound else { return nil }
    return Address(
      displayName: nil, uri: uri(in: bytes.trimmed(value.lowerBound..<end)),
      parameters: afterSemicolon(end..<value.upperBound))
  }

  private func quotedEnd(_ range: Range<Int>) -> Int {
    var offset = range.lowerBound + 1
    while offset < range.upperBound {
      switch bytes.byte(at: offset) {
      case 92: offset += 2
      case 34: return min(offset + 1, range.upperBound)
      default: offset += 1
      }
    }
    return range.upperBound
  }

  private func afterSemicolon(_ range: Range<Int>) -> Range<Int> {
    guard let mark = bytes.offset(of: 59, in: range) else {
      return range.upperBound..<range.upperBound
    }
    return mark + 1..<range.upperBound
  }

  /// The parts of the URI that fills `range`.
  func uri(in range: Range<Int>) -> URI {
    guard let colon = bytes.offset(of: 58, in: range), isScheme(range.lowerBound..<colon) else {
      return URI(
        whole: range, user: nil, host: range.upperBound..<range.upperBound, port: nil,
        parameters: range.upperBound..<range.upperBound)
    }
    let part = colon + 1..<range.upperBound
    var start = part.lowerBound
    var user: Range<Int>?
    if !bytes.starts(with: "sip", in: range) {
      // A telephone number or URN has neither user nor host.
      return URI(
        whole: range, user: nil, host: range.upperBound..<range.upperBound, port: nil,
        parameters: range.upperBound..<range.upperBound)
    }
    if let at = bytes.offset(of: 64, in: part) {
      user = start..<(bytes.offset(of: 58, in: start..<at) ?? at)
      start = at + 1
    }
    var hostEnd = start
    var isBracketed = false
    while hostEnd < part.upperBound {
      let byte = bytes.byte(at: hostEnd)
      if byte == 91 { isBracketed = true }
      if byte == 93 { isBracketed = false }
      if !isBracketed, byte == 58 || byte == 59 || byte == 63 || byte == 32 { break }
      hostEnd += 1
    }
    var uri = URI(
      whole: range, user: user, host: start..<hostEnd, port: nil,
      parameters: part.upperBound..<part.upperBound)
    var end = hostEnd
    if bytes.byte(at: end) == 58, end < part.upperBound {
      end += 1
      while end < part.upperBound, bytes.byte(at: end).isASCIIDigit { end += 1 }
      uri.port = hostEnd + 1..<end
    }
    if end < part.upperBound { uri.parameters = afterSemicolon(end..<part.upperBound) }
    return uri
  }

  private func isScheme(_ range: Range<Int>) -> Bool {
    ["sip", "sips", "tel", "urn"].contains { bytes.equals($0, in: range) }
  }

  /// The value of the parameter called `name` among those in `range`; empty if it has none.
  func parameter(_ name: String, in range: Range<Int>) -> Range<Int>? {
    var found: Range<Int>?
    bytes.forEachPart(of: range, between: 59) { part in
      let part = bytes.trimmed(part)
      let mark = bytes.offset(of: 61, in: part) ?? part.upperBound
      if found == nil, bytes.equals(name, in: bytes.trimmed(part.lowerBound..<mark)) {
        found = min(mark + 1, part.upperBound)..<part.upperBound
      }
    }
    return found
  }
}
