/// The kind of header that a packet starts with: a `LINKTYPE_` number of
/// [the tcpdump group's registry](https://www.tcpdump.org/linktypes.html).
///
/// It is the number that stands in capture files. libpcap's programming interface has numbers of its
/// own (`DLT_`), which differ in a few cases; ``init(dataLinkType:)`` translates them.
@frozen
public struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  public var rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// Encoded as its number.
extension LinkType: Codable {}

extension LinkType: Comparable {
  @inlinable
  public static func < (lhs: LinkType, rhs: LinkType) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension LinkType {
  /// The link type that libpcap calls `name` (`EN10MB`), in either case, with `DLT_` or `LINKTYPE_`
  /// before it or not.
  ///
  /// The names of the registry that differ from libpcap's (`ETHERNET`, `IEEE802_11_RADIOTAP`, …) are
  /// understood, too.
  public init?(name: String) {
    var wanted = name.uppercased()
    for prefix in ["DLT_", "LINKTYPE_"] where wanted.hasPrefix(prefix) {
      wanted.removeFirst(prefix.count)
      break
    }
    wanted = Self.aliases[wanted] ?? wanted
    guard let entry = Self.registry.first(where: { $0.name == wanted }) else { return nil }
    self.init(rawValue: entry.number)
  }

  /// libpcap's name (`EN10MB`); nil for a number that is not in the registry.
  public var name: String? { entry?.name }

  private static let aliases = [
    "ETHERNET": "EN10MB", "EXP_ETHERNET": "EN3MB", "IEEE802_5": "IEEE802",
    "ARCNET_BSD": "ARCNET", "PPP_HDLC": "PPP_SERIAL", "CHDLC": "C_HDLC", "NETBSD_HDLC": "HDLC",
    "IEEE802_11_PRISM": "PRISM_HEADER", "IEEE802_11_AIRONET": "AIRONET_HEADER",
    "IEEE802_11_RADIOTAP": "IEEE802_11_RADIO", "IEEE802_11_AVS": "IEEE802_11_RADIO_AVS",
    "PPP_WITH_DIRECTION": "PPP_PPPD", "LINUX_PPP_WITHDIRECTION": "PPP_PPPD",
    "IEEE802_15_4_WITHFCS": "IEEE802_15_4",
  ]

  private var entry: (number: UInt16, name: String, text: String)? {
    Self.registry.first { $0.number == rawValue }
  }
}

extension LinkType: CustomStringConvertible {
  /// What the link is, as libpcap says it (`Ethernet`); `link type 9999` for an unknown number.
  public var description: String { entry?.text ?? "link type \(rawValue)" }
}

extension LinkType {
  /// The number that tshark prints as `frame.encap_type` for packets of this type (1 for Ethernet);
  /// nil where Wireshark's wiretap library does not know the type.
  public var wiretapEncapsulation: Int? {
    guard Int(rawValue) < Self.wiretapNumbers.count else { return nil }
    let number = Int(Self.wiretapNumbers[Int(rawValue)])
    return number == 0 ? nil : number
  }
}

extension LinkType {
  /// The link type for one of libpcap's `DLT_` numbers, as they are on this system; nil where that is
  /// no 16-bit number.
  public init?(dataLinkType: Int32) {
    let match = Self.renumbered.first { $0.dataLinkType == dataLinkType }
    guard let number = match?.number ?? UInt16(exactly: dataLinkType) else { return nil }
    self.init(rawValue: number)
  }

  /// libpcap's `DLT_` number for this type, as it is on this system.
  public var dataLinkType: Int32 {
    Self.renumbered.first { $0.number == rawValue }?.dataLinkType ?? Int32(rawValue)
  }

  /// The types whose two numbers differ, as on Linux, macOS and FreeBSD.
  private static let renumbered: [(dataLinkType: Int32, number: UInt16)] = [
    (11, 100), (12, 101), (15, 102), (16, 103), (18, 246), (19, 106),
  ]
}
