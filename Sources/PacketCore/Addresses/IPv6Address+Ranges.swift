/// The ranges with a meaning of their own, from
/// [IANA's registry of special-purpose addresses](https://www.iana.org/assignments/iana-ipv6-special-registry)
/// (RFC 6890).
extension IPv6Address {
  /// `::`, no address, or any.
  public static var unspecified: IPv6Address { IPv6Address(high: 0, low: 0) }
  /// `::1`.
  public static var loopback: IPv6Address { IPv6Address(high: 0, low: 1) }

  public var isUnspecified: Bool { self == .unspecified }
  public var isLoopback: Bool { self == .loopback }
  /// `fc00::/7` (RFC 4193).
  public var isUniqueLocal: Bool { high >> 57 == 0xfc >> 1 }
  /// `fe80::/10` (RFC 4291 §2.5.6).
  public var isLinkLocal: Bool { high >> 54 == 0xfe80 >> 6 }
  /// `ff00::/8` (RFC 4291 §2.7).
  public var isMulticast: Bool { high >> 56 == 0xff }
  /// `2001:db8::/32` (RFC 3849) or `3fff::/20` (RFC 9637).
  public var isDocumentation: Bool { high >> 32 == 0x2001_0db8 || high >> 44 == 0x3fff0 }
  /// `2001:2::/48` (RFC 5180).
  public var isBenchmarking: Bool { high >> 16 == 0x2001_0002_0000 }
  /// `100::/64`, packets to which are dropped (RFC 6666).
  public var isDiscardOnly: Bool { high == 0x0100 << 48 }

  /// Whether it names a host that can be reached from anywhere: not a group, and in none of the
  /// ranges that the registry calls not globally reachable. 6to4 and Teredo addresses, of which the
  /// registry says neither, count as reachable.
  public var isGlobal: Bool {
    if high >> 41 == 0x2001_0000 >> 9 { return isGlobalProtocolAssignment }
    let isMapped = mappedIPv4 != nil
    let isLocal = isUnspecified || isLoopback || isMapped || isUniqueLocal || isLinkLocal
    // 64:ff9b:1::/48 is for translation within a network, 5f00::/16 for segment identifiers.
    let isInner = high >> 16 == 0x0064_ff9b_0001 || high >> 48 == 0x5f00
    let isDummy = high == 0x0100 << 48 | 1
    return !isLocal && !isInner && !isMulticast && !isDocumentation && !isDiscardOnly && !isDummy
  }

  /// What the registry says of the parts of `2001::/23`, IETF protocol assignments.
  private var isGlobalProtocolAssignment: Bool {
    switch UInt16(truncatingIfNeeded: high >> 32) {
    case 0x0000: true  // Teredo
    case 0x0001: high << 32 == 0 && 1...3 ~= low  // anycast of PCP, TURN and DNS-SD
    case 0x0003: true  // AMT
    case 0x0004: high >> 16 == 0x2001_0004_0112  // AS112
    case 0x0020...0x003f: true  // ORCHIDv2 and drone remote identifiers
    default: false
    }
  }
}

/// IPv4 addresses inside of IPv6 addresses.
extension IPv6Address {
  /// `::ffff:a.b.c.d`, an IPv4 address in the form of an IPv6 address (RFC 4291 §2.5.5.2).
  public init(mapping address: IPv4Address) {
    self.init(high: 0, low: 0xffff << 32 | UInt64(address.rawValue))
  }

  /// The IPv4 address of `::ffff:0:0/96`.
  public var mappedIPv4: IPv4Address? {
    high == 0 && low >> 32 == 0xffff ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
  }

  /// The address of the router that a 6to4 address belongs to, `2002::/16` (RFC 3056).
  public var sixToFourIPv4: IPv4Address? {
    high >> 48 == 0x2002 ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: high >> 16)) : nil
  }

  /// The address that `64:ff9b::/96` stands for when it is translated (RFC 6052).
  public var translatedIPv4: IPv4Address? {
    high == 0x0064_ff9b << 32 && low >> 32 == 0
      ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
  }

  /// What a Teredo address tells of its host, `2001::/32` (RFC 4380 §4).
  public var teredo: Teredo? {
    guard high >> 32 == 0x2001_0000 else { return nil }
    return Teredo(
      server: IPv4Address(rawValue: UInt32(truncatingIfNeeded: high)),
      flags: UInt16(truncatingIfNeeded: low >> 48),
      client: Endpoint(
        .v4(IPv4Address(rawValue: ~UInt32(truncatingIfNeeded: low))),
        port: ~UInt16(truncatingIfNeeded: low >> 32)))
  }

  /// What a Teredo address tells of its host (RFC 4380 §4).
  public struct Teredo: Hashable, Sendable {
    /// The Teredo server.
    public var server: IPv4Address
    /// The flags; the uppermost says that the host is behind a cone NAT.
    public var flags: UInt16
    /// The host as seen from outside of its NAT.
    public var client: Endpoint
  }
}
