/// An address of either version of the Internet Protocol.
///
/// IPv4 addresses sort before IPv6 addresses; an IPv4-mapped IPv6 address stays an IPv6 address.
@frozen
public enum IPAddress: Hashable, Sendable, BitwiseCopyable {
  case v4(IPv4Address)
  case v6(IPv6Address)

  @inlinable public init(_ address: IPv4Address) { self = .v4(address) }
  @inlinable public init(_ address: IPv6Address) { self = .v6(address) }

  @inlinable public var v4: IPv4Address? {
    if case .v4(let address) = self { address } else { nil }
  }
  @inlinable public var v6: IPv6Address? {
    if case .v6(let address) = self { address } else { nil }
  }

  /// The bytes as sent: 4 or 16.
  public var octets: [UInt8] {
    switch self {
    case .v4(let address): address.octets
    case .v6(let address): address.octets
    }
  }
}

extension IPAddress: Comparable {
  @inlinable
  public static func < (lhs: IPAddress, rhs: IPAddress) -> Bool {
    switch (lhs, rhs) {
    case (.v4(let lhs), .v4(let rhs)): lhs < rhs
    case (.v6(let lhs), .v6(let rhs)): lhs < rhs
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress: LosslessStringConvertible {
  /// The address that `text` spells, as ``IPv4Address`` or ``IPv6Address`` reads it.
  public init?(_ text: String) {
    if let address = IPv4Address(text) {
      self = .v4(address)
    } else if let address = IPv6Address(text) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}

extension IPAddress: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPAddress.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
