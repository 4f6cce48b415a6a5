import CPcap
import PacketCore

extension LinkType {
  /// The link type of an active handle.
  init(_ pcap: OpaquePointer) { self.init(number: unsafe pcap_datalink(pcap)) }

  /// The link type that libpcap's calls number so.
  init(number: CInt) {
    self = LinkType(dataLinkType: number) ?? LinkType(rawValue: UInt16(truncatingIfNeeded: number))
  }
}
