/// A block of IPv4 addresses that share their first bits (RFC 4632 §3.1).
@frozen
public struct IPv4Prefix: Hashable, Sendable, BitwiseCopyable {
  /// The first address of the block: the bits after ``length`` are zero.
  public let address: IPv4Address
  /// Bits that all addresses of the block share, 0 to 32.
  public let length: Int

  /// The block of `length` bits that `address` is in; nil unless `length` is 0 to 32.
  public init?(_ address: IPv4Address, length: Int) {
    guard 0...32 ~= length else { return nil }
    self.init(unchecked: address, length)
  }

  init(unchecked address: IPv4Address, _ length: Int) {
    self.address = IPv4Address(rawValue: address.rawValue & Self.mask(length))
    self.length = length
  }

  static func mask(_ length: Int) -> UInt32 { ~0 << UInt32(32 - length) }

  /// The bits that all addresses of the block share, as ones.
  public var mask: IPv4Address { IPv4Address(rawValue: Self.mask(length)) }

  /// The last address of the block; of a subnet, its directed broadcast address.
  public var lastAddress: IPv4Address {
    IPv4Address(rawValue: address.rawValue | ~mask.rawValue)
  }

  public func contains(_ other: IPv4Address) -> Bool {
    other.rawValue & Self.mask(length) == address.rawValue
  }

  /// Whether all of `other`'s addresses are in this block.
  public func contains(_ other: IPv4Prefix) -> Bool {
    other.length >= length && contains(other.address)
  }
}

extension IPv4Prefix: LosslessStringConvertible {
  /// The block that `text` spells, as `10.0.0.0/8`; bits of the address after the length are dropped.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let address = IPv4Address(&scanner), scanner.skip("/"),
      let length = scanner.decimal(limit: 32), scanner.isAtEnd
    else { return nil }
    self.init(unchecked: address, length)
  }

  public var description: String { "\(address)/\(length)" }
}

extension IPv4Prefix: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPv4Prefix.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
