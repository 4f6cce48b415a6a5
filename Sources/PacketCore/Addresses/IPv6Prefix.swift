/// A block of IPv6 addresses that share their first bits (RFC 4291 §2.3).
@frozen
public struct IPv6Prefix: Hashable, Sendable, BitwiseCopyable {
  /// The first address of the block: the bits after ``length`` are zero.
  public let address: IPv6Address
  /// Bits that all addresses of the block share, 0 to 128.
  public let length: Int

  /// The block of `length` bits that `address` is in; nil unless `length` is 0 to 128.
  public init?(_ address: IPv6Address, length: Int) {
    guard 0...128 ~= length else { return nil }
    self.init(unchecked: address, length)
  }

  init(unchecked address: IPv6Address, _ length: Int) {
    let mask = Self.mask(length)
    self.address = IPv6Address(high: address.high & mask.high, low: address.low & mask.low)
    self.length = length
  }

  static func mask(_ length: Int) -> IPv6Address {
    IPv6Address(high: ~0 << UInt64(64 - min(length, 64)), low: ~0 << UInt64(min(128 - length, 64)))
  }

  /// The bits that all addresses of the block share, as ones.
  public var mask: IPv6Address { Self.mask(length) }

  /// The last address of the block.
  public var lastAddress: IPv6Address {
    IPv6Address(high: address.high | ~mask.high, low: address.low | ~mask.low)
  }

  public func contains(_ other: IPv6Address) -> Bool {
    let mask = mask
    return other.high & mask.high == address.high && other.low & mask.low == address.low
  }

  /// Whether all of `other`'s addresses are in this block.
  public func contains(_ other: IPv6Prefix) -> Bool {
    other.length >= length && contains(other.address)
  }
}

extension IPv6Prefix: LosslessStringConvertible {
  /// The block that `text` spells, as `2001:db8::/32`; bits of the address after the length are
  /// dropped.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let address = IPv6Address(&scanner), scanner.skip("/"),
      let length = scanner.decimal(limit: 128), scanner.isAtEnd
    else { return nil }
    self.init(unchecked: address, length)
  }

  public var description: String { "\(address)/\(length)" }
}

extension IPv6Prefix: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPv6Prefix.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
