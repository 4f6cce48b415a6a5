/// Text made byte by byte at the end of a buffer that its owner uses again and again.
///
/// What is printed once a packet or once a cell goes this way: a `String` for each would cost more
/// than all the reading before it.
extension [UInt8] {

  private static func hexDigit(_ nibble: UInt8) -> UInt8 {
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
    var rest = UInt64(clamping: value.magnitude)
    if value < 0 { append(UInt8(ascii: "-")) }
    let start = count
    repeat {
      append(48 &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    while count - start < width { append(48) }
    reverseTail(from: start)
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

  /// Two digits for each byte.
  public mutating func append(hex bytes: RawSpan, separator: UInt8? = nil) {
    reserve(bytes.byteCount * (separator == nil ? 2 : 3))
    for offset in 0..<bytes.byteCount {
      if offset > 0, let separator { append(separator) }
      let byte = bytes.byte(at: offset)
      append(Self.hexDigit(byte >> 4))
      append(Self.hexDigit(byte & 15))
    }
  }

  /// `00:00:5e:00:53:af`.
  public mutating func append(_ address: MACAddress) {
    for shift in stride(from: 40, through: 0, by: -8) {
      if shift < 40 { append(UInt8(ascii: ":")) }
      let byte = UInt8(truncatingIfNeeded: address.rawValue >> UInt64(shift))
      append(Self.hexDigit(byte >> 4))
      append(Self.hexDigit(byte & 15))
    }
  }

  /// `192.0.2.1`.
  public mutating func append(_ address: IPv4Address) {
    for shift in stride(from: 24, through: 0, by: -8) {
      if shift < 24 { append(UInt8(ascii: ".")) }
      append(decimal: UInt8(truncatingIfNeeded: address.rawValue >> UInt32(shift)))
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

  private mutating func reserve(_ more: Int) {
    if capacity - count < more { reserveCapacity(Swift.max(count + more, 2 * capacity)) }
  }

  private mutating func reverseTail(from start: Int) {
    var low = start
    var high = count - 1
    while low < high {
      swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
