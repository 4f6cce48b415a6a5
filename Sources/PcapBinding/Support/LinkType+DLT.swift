import CPcap
public import PacketCore

/// libpcap numbers link types in two ways: `LINKTYPE_` in files, the same everywhere, and `DLT_` in
/// its calls, which differ from system to system where history made them collide.
extension LinkType {
  /// The pairs that differ: what a file says, and what this system's libpcap calls it.
  private static var pairs: [(file: UInt16, call: CInt)] {
    [
      (100, DLT_ATM_RFC1483), (101, DLT_RAW), (102, DLT_SLIP_BSDOS), (103, DLT_PPP_BSDOS),
      (106, DLT_ATM_CLIP), (108, DLT_LOOP), (109, DLT_ENC), (246, DLT_PFSYNC), (258, DLT_PKTAP),
    ]
  }

  /// The link type that libpcap calls `dlt`.
  public init(dlt: Int32) {
    let pair = Self.pairs.first { $0.call == dlt }
    self.init(rawValue: pair?.file ?? UInt16(truncatingIfNeeded: dlt))
  }

  /// The number that libpcap's calls use for it.
  public var dlt: Int32 {
    Self.pairs.first { $0.file == rawValue }?.call ?? Int32(rawValue)
  }

  /// The link type that libpcap knows as `name` (`EN10MB`, `IEEE802_11_RADIO`), in any case.
  public init?(libpcapName name: String) {
    let dlt = unsafe pcap_datalink_name_to_val(name)
    guard dlt >= 0 else { return nil }
    self.init(dlt: dlt)
  }

  /// libpcap's short name (`EN10MB`).
  public var libpcapName: String? {
    unsafe pcap_datalink_val_to_name(dlt).map { unsafe String(cString: $0) }
  }

  /// libpcap's words for it (`Ethernet`).
  public var libpcapDescription: String? {
    unsafe pcap_datalink_val_to_description(dlt).map { unsafe String(cString: $0) }
  }
}
