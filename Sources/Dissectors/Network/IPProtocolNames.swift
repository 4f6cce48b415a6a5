import PacketCore

extension SummaryColumns {
  /// A protocol's name and number.
  mutating func show(ipProtocol number: UInt8, braces: Bool = true) {
    info.append(IPProtocolNames.name(of: number))
    info.append(braces ? " (" : " ")
    info.append(decimal: number)
    if braces { info.append(")") }
  }
}

/// Names of the numbers in the IP header, as tshark prints them
/// ([IANA](https://www.iana.org/assignments/protocol-numbers)).
enum IPProtocolNames {
  static func name(of number: UInt8) -> String { values[UInt64(number)] ?? "Unknown" }

  static let values: ValueNames = [
    0: "IPv6 Hop-by-Hop Option", 1: "ICMP", 2: "IGMP", 3: "GGP", 4: "IPIP", 5: "Stream", 6: "TCP",
    8: "EGP", 9: "IGRP", 17: "UDP", 27: "RDP", 33: "DCCP", 41: "IPv6",
    43: "Routing Header for IPv6",
    44: "Fragment Header for IPv6", 46: "RSVP", 47: "Generic Routing Encapsulation",
    50: "Encap Security Payload", 51: "Authentication Header", 58: "ICMPv6",
    59: "IPv6 no next header",
    60: "Destination Options for IPv6", 88: "EIGRP", 89: "OSPF IGP", 94: "IPIP",
    97: "Ethernet in IP",
    103: "PIM", 108: "IPComp", 112: "VRRP", 115: "Layer 2 Tunneling", 132: "SCTP",
    135: "Mobile IPv6", 136: "UDPlite", 137: "MPLS in IP",
  ]
}
