import PacketCore

/// Link state advertisements (RFC 2328 §A.4, RFC 5340 §A.4): a header of 20 bytes, then what the type
/// says.
extension OSPF {
  func forEachAdvertisement(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var start = range.lowerBound
    while start + 20 <= range.upperBound {
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 18))
      body(.advertisement(version), start..<start + 20)
      if version == 2 { body(.options, start + 2..<start + 20) }
      guard length >= 20, start + length <= range.upperBound else { return }
      let content = start + 20..<start + length
      let type =
        version == 2
        ? UInt16(bytes.byte(at: start + 3)) : bytes.bigEndian(UInt16.self, at: start + 2)
      body(.content(version, type), content)
      version == 2 ? forContent(type, content, body) : forWideContent(type & 0x1fff, content, body)
      start += length
    }
  }

  private func forContent(
    _ type: UInt16, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    let start = range.lowerBound
    let end = range.upperBound
    switch type {
    case 1: forEachLink(range, body)
    case 2: forEach(4, from: start + 4, to: end) { body(.attachedRouter, $0) }
    case 3, 4: forEach(4, from: start + 4, to: end) { body(.serviceMetric, $0) }
    case 5, 7: forEach(12, from: start + 4, to: end) { body(.external, $0) }
    case 9, 10, 11: forOpaque(range, body)
    default: break
    }
  }

  private func forEachLink(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var left = bytes.bigEndian(UInt16.self, at: range.lowerBound + 2)
    var start = range.lowerBound + 4
    while left > 0, start + 12 <= range.upperBound {
      let end = start + 12 + 4 * Int(bytes.byte(at: start + 9))
      guard end <= range.upperBound else { return }
      body(.link, start..<end)
      start = end
      left -= 1
    }
  }

  /// RFC 5250: the identifier's first byte says what the advertisement is for.
  private func forOpaque(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    guard let opaque = Opaque(rawValue: bytes.byte(at: range.lowerBound - 16)) else { return }
    forEachValue(range) { type, value in
      body(.value(opaque, type), value)
      let start =
        switch (opaque, type) {
        case (.traffic, 2): 4
        case (.router, 9), (.router, 14): 8
        case (.prefix, 1): 4 + 4 + (Int(bytes.byte(at: value.lowerBound + 5)) + 31) / 32 * 4
        case (.prefix, 2): 4 + 8 + (Int(bytes.byte(at: value.lowerBound + 4)) + 31) / 32 * 4
        case (.link, 1): 16
        default: 0
        }
      guard start > 0, value.lowerBound + start <= value.upperBound else { return }
      let key = UInt16(opaque.rawValue) << 8 | type
      forEachValue(value.lowerBound + start..<value.upperBound) { body(.subvalue(key, $0), $1) }
    }
  }

  /// Version 3, by function code.
  private func forWideContent(
    _ code: UInt16, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    let start = range.lowerBound
    let end = range.upperBound
    switch code {
    case 1:
      body(.wideOptions, span(start + 1, end))
      forEach(16, from: start + 4, to: end) { body(.wideLink, $0) }
    case 2:
      body(.wideOptions, span(start + 1, end))
      forEach(4, from: start + 4, to: end) { body(.attachedRouter, $0) }
    case 3: forPrefix(start + 4, end, body)
    case 4: body(.wideOptions, span(start + 1, end))
    case 5, 7:
      body(.externalRoute, range)
      forPrefix(start + 4, end, body)
    case 8:
      body(.wideOptions, span(start + 1, end))
      body(.linkPrefixes, range)
      forPrefixes(start + 24, end, count: bytes.bigEndian(UInt32.self, at: start + 20), body)
    case 9:
      body(.intraPrefixes, range)
      forPrefixes(
        start + 12, end, count: UInt32(bytes.bigEndian(UInt16.self, at: start)), body)
    default: break
    }
  }

  private func forPrefixes(
    _ start: Int, _ end: Int, count: UInt32, _ body: (Part, Range<Int>) -> Void
  ) {
    var left = count
    var start: Int? = start
    while left > 0, let place = start {
      start = forPrefix(place, end, body)
      left -= 1
    }
  }

  /// - Returns: Where the prefix ends; nil when it does not fit.
  @discardableResult
  private func forPrefix(_ start: Int, _ end: Int, _ body: (Part, Range<Int>) -> Void) -> Int? {
    guard start + 4 <= end else { return nil }
    let length = Int(bytes.byte(at: start))
    let next = start + 4 + (length + 31) / 32 * 4
    guard length <= 128, next <= end else { return nil }
    body(.prefix, start..<next)
    return next
  }
}
