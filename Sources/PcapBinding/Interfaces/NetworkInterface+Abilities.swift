import CPcap
public import PacketCore

extension NetworkInterface {
  /// The IPv4 network that the interface is on.
  public var ipv4Network: IPv4Network? { IPv4Network(of: name) }

  /// The kinds of header that its packets can start with, its own choice first. Opens the
  /// interface to ask, so it needs the right to capture.
  public func linkTypes(monitorMode: Bool = false) throws(CaptureError) -> [LinkType] {
    var configuration = LiveConfiguration()
    configuration.promiscuous = false
    configuration.monitorMode = monitorMode
    configuration.bufferSize = 1 << 20
    return try LiveHandle(name, configuration: configuration).linkTypes()
  }

  /// The ways in which its packets can be stamped; empty if there is only the machine's own.
  public func timestampTypes() throws(CaptureError) -> [TimestampType] {
    let pcap = unsafe try PcapOpening.create(name)
    defer { unsafe pcap_close(pcap) }
    var list: UnsafeMutablePointer<CInt>?
    let count = unsafe pcap_list_tstamp_types(pcap, &list)
    guard count >= 0 else { throw unsafe .pcap(count, pcap, name) }
    defer { unsafe pcap_free_tstamp_types(list) }
    return unsafe UnsafeBufferPointer(start: list, count: Int(count)).map {
      TimestampType(rawValue: $0)
    }
  }

  /// Whether the interface can hand over all radio frames.
  public func supportsMonitorMode() throws(CaptureError) -> Bool {
    let pcap = unsafe try PcapOpening.create(name)
    defer { unsafe pcap_close(pcap) }
    let status = unsafe pcap_can_set_rfmon(pcap)
    guard status >= 0 else { throw unsafe .pcap(status, pcap, name) }
    return status == 1
  }
}
