/// The ranges with a meaning of their own, from
/// [IANA's registry of special-purpose addresses](https://www.iana.org/assignments/iana-ipv4-special-registry)
/// (RFC 6890).
extension IPv4Address {
  /// 0.0.0.0, no address, or any.
  public static var unspecified: IPv4Address { IPv4Address(rawValue: 0) }
  /// 255.255.255.255, all hosts of the link (RFC 919).
  public static var broadcast: IPv4Address { IPv4Address(rawValue: .max) }
  /// 127.0.0.1.
  public static var loopback: IPv4Address { IPv4Address(127, 0, 0, 1) }

  public var isUnspecified: Bool { self == .unspecified }
  /// 255.255.255.255; a subnet's own broadcast address is ``IPv4Prefix/lastAddress``.
  public var isBroadcast: Bool { self == .broadcast }
  /// 127.0.0.0/8.
  public var isLoopback: Bool { isIn(127, 0, 0, 0, 8) }
  /// 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918).
  public var isPrivate: Bool {
    isIn(10, 0, 0, 0, 8) || isIn(172, 16, 0, 0, 12) || isIn(192, 168, 0, 0, 16)
  }
  /// 100.64.0.0/10, between a provider and its customers (RFC 6598).
  public var isShared: Bool { isIn(100, 64, 0, 0, 10) }
  /// 169.254.0.0/16 (RFC 3927).
  public var isLinkLocal: Bool { isIn(169, 254, 0, 0, 16) }
  /// 224.0.0.0/4 (RFC 5771).
  public var isMulticast: Bool { isIn(224, 0, 0, 0, 4) }
  /// 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24 (RFC 5737).
  public var isDocumentation: Bool {
    isIn(192, 0, 2, 0, 24) || isIn(198, 51, 100, 0, 24) || isIn(203, 0, 113, 0, 24)
  }
  /// 198.18.0.0/15 (RFC 2544).
  public var isBenchmarking: Bool { isIn(198, 18, 0, 0, 15) }
  /// 240.0.0.0/4 without 255.255.255.255 (RFC 1112).
  public var isReserved: Bool { isIn(240, 0, 0, 0, 4) && !isBroadcast }

  /// Whether it names a host that can be reached from anywhere: not a group, and in none of the
  /// ranges that the registry calls not globally reachable.
  public var isGlobal: Bool {
    if isIn(192, 0, 0, 0, 24) {
      // Anycast addresses of the Port Control Protocol and of TURN.
      return self == IPv4Address(192, 0, 0, 9) || self == IPv4Address(192, 0, 0, 10)
    }
    let isLocal = isIn(0, 0, 0, 0, 8) || isLoopback || isPrivate || isShared || isLinkLocal
    return !isLocal && !isMulticast && !isDocumentation && !isBenchmarking && !isIn(240, 0, 0, 0, 4)
  }

  private func isIn(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ length: Int) -> Bool {
    (rawValue ^ IPv4Address(a, b, c, d).rawValue) & IPv4Prefix.mask(length) == 0
  }
}
