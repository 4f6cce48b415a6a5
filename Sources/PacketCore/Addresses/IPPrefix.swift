/// A block of addresses of either version of the Internet Protocol.
@frozen
public enum IPPrefix: Hashable, Sendable, BitwiseCopyable {
  case v4(IPv4Prefix)
  case v6(IPv6Prefix)

  /// The block of `length` bits that `address` is in; nil when an address has fewer bits.
  public init?(_ address: IPAddress, length: Int) {
    switch address {
    case .v4(let address):
      guard let prefix = IPv4Prefix(address, length: length) else { return nil }
      self = .v4(prefix)
    case .v6(let address):
      guard let prefix = IPv6Prefix(address, length: length) else { return nil }
      self = .v6(prefix)
    }
  }

  /// The first address of the block.
  public var address: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.address)
    case .v6(let prefix): .v6(prefix.address)
    }
  }

  /// Bits that all addresses of the block share.
  public var length: Int {
    switch self {
    case .v4(let prefix): prefix.length
    case .v6(let prefix): prefix.length
    }
  }

  /// Whether `address` is in the block; never, when it is of the other version.
  public func contains(_ address: IPAddress) -> Bool {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)): prefix.contains(address)
    case (.v6(let prefix), .v6(let address)): prefix.contains(address)
    default: false
    }
  }
}

extension IPPrefix: LosslessStringConvertible {
  /// The block that `text` spells, as ``IPv4Prefix`` or ``IPv6Prefix`` reads it.
  public init?(_ text: String) {
    if let prefix = IPv4Prefix(text) {
      self = .v4(prefix)
    } else if let prefix = IPv6Prefix(text) {
      self = .v6(prefix)
    } else {
      return nil
    }
  }

  public var description: String { "\(address)/\(length)" }
}

extension IPPrefix: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPPrefix.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
