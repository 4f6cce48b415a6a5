extension IPv6Address: LosslessStringConvertible {
  /// The address that `text` spells, in any of the three forms of RFC 4291 §2.2.
  ///
  /// A zone (`fe80::1%eth0`) belongs to no address and is nil, as are brackets.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let address = IPv6Address(&scanner), scanner.isAtEnd else { return nil }
    self = address
  }

  /// Reads an address and stops behind it.
  init?(_ scanner: inout TextScanner) {
    var groups: [UInt16] = []
    // Where "::" stands, as the number of groups before it.
    var gap: Int?
    if scanner.skip(":") {
      guard scanner.skip(":") else { return nil }
      gap = 0
    }
    while groups.count < 8 {
      let start = scanner.position
      guard let group = scanner.hexadecimal(upTo: 4) else {
        // Only "::" may end an address.
        guard gap == groups.count else { return nil }
        break
      }
      if scanner.peek == UInt8(ascii: ".") {
        scanner.rewind(to: start)
        guard groups.count <= 6, let tail = IPv4Address(&scanner) else { return nil }
        groups.append(UInt16(truncatingIfNeeded: tail.rawValue >> 16))
        groups.append(UInt16(truncatingIfNeeded: tail.rawValue))
        break
      }
      groups.append(UInt16(truncatingIfNeeded: group))
      guard groups.count < 8, scanner.skip(":") else { break }
      if scanner.skip(":") {
        guard gap == nil else { return nil }
        gap = groups.count
      }
    }
    if let gap {
      // It stands for one group of zeros at least.
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    let halves = (groups[..<4], groups[4...])
    high = halves.0.reduce(0) { $0 << 16 | UInt64($1) }
    low = halves.1.reduce(0) { $0 << 16 | UInt64($1) }
  }

  /// The form of RFC 5952: lower case, no leading zeros, the first longest run of two zero groups or
  /// more as `::`.
  ///
  /// Where the last 32 bits are an IPv4 address (`::ffff:192.0.2.1`, and the deprecated
  /// `::192.0.2.1`) they are written as one, as the C libraries and tshark do.
  public var description: String {
    let groups = groups
    let run = Self.longestZeroRun(groups)
    var text = ""
    var index = 0
    while index < 8 {
      if index == run.lowerBound, !run.isEmpty {
        text += "::"
        index = run.upperBound
      } else if index == 6, run == 0..<6 || run == 0..<5 && groups[5] == 0xffff {
        if index != run.upperBound { text += ":" }
        return text + IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)).description
      } else {
        if index > 0, index != run.upperBound { text += ":" }
        text += String(groups[index], radix: 16)
        index += 1
      }
    }
    return text
  }

  /// The first of the longest runs of two zeros or more; empty when there is none.
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    return best
  }
}
