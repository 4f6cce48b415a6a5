import PacketCore

/// The information elements of control messages (3GPP TS 29.060 §7.7): a type below 128 has a length
/// of its own, one above tells its length in two bytes.
extension GTP: PartedView {
  enum Part: Hashable {
    /// An element's value by type; one whose length is told, with type and length.
    case element(UInt8), counted(UInt8)
    /// A container of the protocol configuration options, with protocol and length.
    case container
  }

  /// Bytes of the values whose length is not told; nil for types that nobody defined.
  private static func length(of type: UInt8) -> Int? {
    switch type {
    case 1, 8, 11, 13, 14, 15, 19, 20, 21, 23, 24, 29: 1
    case 25, 26, 27, 28: 2
    case 12: 3
    case 4, 5, 16, 17, 127: 4
    case 18: 5
    case 3: 6
    case 2: 8
    case 22: 9
    case 9: 28
    default: nil
    }
  }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard version == 1, messageType != .packet else { return }
    var start = headerLength
    let end = min(bytes.byteCount, Self.minimumHeaderLength + length)
    while start < end {
      let type = bytes.byte(at: start)
      if type < 128 {
        guard let length = Self.length(of: type), start + 1 + length <= end else { return }
        body(.element(type), start + 1..<start + 1 + length)
        start += 1 + length
      } else {
        let next = start + 3 + Int(bytes.bigEndian(UInt16.self, at: start + 1))
        guard next <= end else { return }
        body(.counted(type), start..<next)
        body(.element(type), start + 3..<next)
        if type == 132 { forContainers(start + 3..<next, body) }
        start = next
      }
    }
  }

  /// TS 24.008 §10.5.6.3.
  private func forContainers(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var start = range.lowerBound + 1
    while start + 3 <= range.upperBound {
      let end = start + 3 + Int(bytes.byte(at: start + 2))
      guard end <= range.upperBound else { return }
      body(.container, start..<end)
      start = end
    }
  }

  /// The first packet of a control protocol of PPP in the configuration options, with what follows it
  /// in them.
  var configuration: (protocol: UInt16, range: Range<Int>)? {
    var found: (UInt16, Range<Int>)?
    forEachPart { part, range in
      guard part == .element(132), found == nil, range.count > 1 else { return }
      let options = bytes.slice(from: range.lowerBound, count: range.count)
      guard let first = PPPConfiguration.next(in: options, from: 1) else { return }
      found = (first.protocol, range.lowerBound + first.start..<range.upperBound)
    }
    return found
  }

  /// Digits in half bytes, the lower first; 15 fills the last.
  static func digits(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var text = ""
    for offset in range {
      let byte = bytes.byte(at: offset)
      for digit in [byte & 15, byte >> 4] where digit < 10 { text += String(digit) }
    }
    return text
  }
}
