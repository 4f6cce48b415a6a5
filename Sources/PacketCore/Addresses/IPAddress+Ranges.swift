/// What both versions have ranges for; see ``IPv4Address`` and ``IPv6Address`` for each.
extension IPAddress {
  public var isUnspecified: Bool { either(\.isUnspecified, \.isUnspecified) }
  public var isLoopback: Bool { either(\.isLoopback, \.isLoopback) }
  public var isLinkLocal: Bool { either(\.isLinkLocal, \.isLinkLocal) }
  public var isMulticast: Bool { either(\.isMulticast, \.isMulticast) }
  public var isDocumentation: Bool { either(\.isDocumentation, \.isDocumentation) }
  public var isGlobal: Bool { either(\.isGlobal, \.isGlobal) }
  /// For use within a network: RFC 1918 of IPv4, unique local of IPv6 (RFC 4193).
  public var isPrivate: Bool { either(\.isPrivate, \.isUniqueLocal) }

  private func either(_ v4: (IPv4Address) -> Bool, _ v6: (IPv6Address) -> Bool) -> Bool {
    switch self {
    case .v4(let address): v4(address)
    case .v6(let address): v6(address)
    }
  }
}
