/// Text made byte by byte at the end of a buffer that its owner uses again and again.
///
/// What is printed once a packet or once a cell goes this way: a `String` for each would cost more
/// than all the reading before it.
extension [UInt8] {

  static func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 48 &+ nibble : 87 &+ nibble
  }

  public mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// A protocol's name, up to a zero byte, behind which ids of one name may differ.
  public mutating func append(_ id: ProtocolID) {
    for word in [id.low, id.high] {
      var rest = word
      while rest != 0 {
        let byte = UInt8(truncatingIfNeeded: rest)
        if byte == 0 { return }
        append(byte)
        rest >>= 8
      }
    }
  }

  /// - Parameter width: Digits to fill up to with zeros.
  public mutating func append(decimal value: some BinaryInteger, width: Int = 1) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(clamping: value.magnitude), width: width)
  }

  /// The same, of the type that most numbers are held in.
  public mutating func append(decimal value: UInt64) { append(digits: value, width: 1) }

  private mutating func append(digits value: UInt64, width: Int) {
    var count = 1
    var limit: UInt64 = 10
    while count < 20, value >= limit {
      count += 1
      limit = count < 20 ? limit * 10 : .max
    }
    count = Swift.max(count, width)
    reserve(count)
    append(addingCapacity: count) { output in
      output.append(repeating: 48, count: count)
      var rest = value
      var place = count
      while rest > 0 {
        place -= 1
        output[place] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
  }

  /// - Parameter width: Digits to fill up to with zeros.
  public mutating func append(hex value: UInt64, width: Int = 1) {
    var digits = Swift.max(width, (67 - value.leadingZeroBitCount) / 4)
    while digits > 0 {
      digits -= 1
      let nibble = digits < 16 ? UInt8(truncatingIfNeeded: value >> UInt64(4 * digits)) & 15 : 0
      append(Self.hexDigit(nibble))
    }
  }

  /// `00:00:5e:00:53:af`.
  public mutating func append(_ address: MACAddress) {
    reserve(17)
    append(addingCapacity: 17) { output in
      for index in 0..<6 {
        if index > 0 { output.append(UInt8(ascii: ":")) }
        let byte = UInt8(truncatingIfNeeded: address.rawValue >> UInt64(40 - 8 * index))
        output.append(Self.hexDigit(byte >> 4))
        output.append(Self.hexDigit(byte & 15))
      }
    }
  }

  /// `192.0.2.1`.
  public mutating func append(_ address: IPv4Address) {
    reserve(15)
    append(addingCapacity: 15) { output in
      for index in 0..<4 {
        if index > 0 { output.append(UInt8(ascii: ".")) }
        let byte = UInt8(truncatingIfNeeded: address.rawValue >> UInt32(24 - 8 * index))
        if byte >= 100 { output.append(48 &+ byte / 100) }
        if byte >= 10 { output.append(48 &+ byte / 10 % 10) }
        output.append(48 &+ byte % 10)
      }
    }
  }

  /// The form of RFC 5952 and of ``IPv6Address/description``.
  public mutating func append(_ address: IPv6Address) {
    let run = Self.longestZeroRun(of: address)
    var index = 0
    while index < 8 {
      if index == run.lowerBound, !run.isEmpty {
        append("::")
        index = run.upperBound
        continue
      }
      if index > 0, index != run.upperBound { append(UInt8(ascii: ":")) }
      if index == 6, run == 0..<6 || run == 0..<5 && Self.group(5, of: address) == 0xffff {
        append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)))
        return
      }
      append(hex: UInt64(Self.group(index, of: address)))
      index += 1
    }
  }

  private static func group(_ index: Int, of address: IPv6Address) -> UInt16 {
    let half = index < 4 ? address.high : address.low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
  }

  /// The first of the longest runs of two zeros or more; empty when there is none.
  private static func longestZeroRun(of address: IPv6Address) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || group(index, of: address) != 0 {
      if index - start > Swift.max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    return best
  }

  /// Spaces, until `start` is `width` characters of ASCII away.
  public mutating func pad(from start: Int, to width: Int) {
    while count - start < width { append(32) }
  }

  mutating func reserve(_ more: Int) {
    if capacity - count < more { reserveCapacity(Swift.max(count + more, 2 * capacity)) }
  }
}
