/// The short name of a protocol, as Wireshark spells it: `ip`, `tcp`, `ipv6.hopopts`.
///
/// Up to 16 bytes held in place, so that it is compared and stored without memory management.
@frozen
public struct ProtocolID: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// - Parameter name: ASCII; what exceeds 16 bytes is cut.
  public init(_ name: some StringProtocol) {
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in name.utf8.prefix(16).enumerated() {
      if index < 8 {
        words.0 |= UInt64(byte) << (8 * index)
      } else {
        words.1 |= UInt64(byte) << (8 * (index - 8))
      }
    }
    low = words.0
    high = words.1
  }
}

extension ProtocolID: ExpressibleByStringLiteral {
  /// Reads the literal's bytes where they stand, since names are also written in code that runs for
  /// each packet.
  public init(stringLiteral name: StaticString) {
    guard name.hasPointerRepresentation else {
      self.init(name.description)
      return
    }
    var words: (UInt64, UInt64) = (0, 0)
    name.withUTF8Buffer { bytes in
      for index in 0..<min(bytes.count, 16) {
        let byte = unsafe UInt64(bytes[index])
        if index < 8 {
          words.0 |= byte << (8 * index)
        } else {
          words.1 |= byte << (8 * (index - 8))
        }
      }
    }
    self.init(low: words.0, high: words.1)
  }
}

extension ProtocolID: CustomStringConvertible {
  public var description: String {
    var text = ""
    for index in 0..<16 {
      let word = index < 8 ? low : high
      let byte = UInt8(truncatingIfNeeded: word >> (8 * UInt64(index & 7)))
      if byte == 0 { break }
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return text
  }
}
