public import PacketCore

extension DissectorTable {
  /// Every protocol of this module. A new one joins by a line here.
  public static let standard: DissectorTable = {
    var table = DissectorTable()
    // Link
    table.register(Ethernet.self)
    table.register(LLC.self)
    table.register(VLAN.self)
    table.register(ServiceTag.self)
    table.register(BackboneServiceTag.self)
    table.register(ARP.self)
    table.register(LinuxCooked.self)
    table.register(Loopback.self)
    table.register(RawIP.self)
    // Network
    table.register(IPv4.self)
    table.register(IPv6.self)
    table.register(IPv6HopByHopOptions.self)
    table.register(IPv6Routing.self)
    table.register(IPv6Fragment.self)
    table.register(IPv6DestinationOptions.self)
    table.register(AuthenticationHeader.self)
    table.register(ESP.self)
    // Transport
    table.register(TCP.self)
    table.register(UDP.self)
    return table
  }()
}
