public import PacketCore

extension DissectorTable {
  /// Every protocol of this module. A new one joins by a line here.
  public static let standard: DissectorTable = {
    var table = DissectorTable()
    // Link
    table.register(Ethernet.self)
    // Network
    table.register(IPv4.self)
    table.register(IPv6.self)
    // Transport
    table.register(TCP.self)
    table.register(UDP.self)
    return table
  }()
}
