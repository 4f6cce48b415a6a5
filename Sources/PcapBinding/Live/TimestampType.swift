import CPcap

/// Who stamps a live packet's time, and how exactly.
public struct TimestampType: RawRepresentable, Hashable, Sendable {
  /// libpcap's number for it.
  public let rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The machine; nothing more is promised. What every interface has.
  public static let host = TimestampType(rawValue: PCAP_TSTAMP_HOST)
  /// The machine, at low precision and low cost, by the system's clock.
  public static let hostLowPrecision = TimestampType(rawValue: PCAP_TSTAMP_HOST_LOWPREC)
  /// The machine, at high precision, by the system's clock.
  public static let hostHighPrecision = TimestampType(rawValue: PCAP_TSTAMP_HOST_HIPREC)
  /// The machine, at high precision, by a clock of its own.
  public static let hostHighPrecisionUnsynchronized = TimestampType(
    rawValue: PCAP_TSTAMP_HOST_HIPREC_UNSYNCED)
  /// The interface, by the system's clock.
  public static let adapter = TimestampType(rawValue: PCAP_TSTAMP_ADAPTER)
  /// The interface, by a clock of its own.
  public static let adapterUnsynchronized = TimestampType(rawValue: PCAP_TSTAMP_ADAPTER_UNSYNCED)

  /// The type that libpcap and tcpdump's `-j` call `name` (`adapter_unsynced`).
  public init?(name: String) {
    let value = unsafe pcap_tstamp_type_name_to_val(name)
    guard value >= 0 else { return nil }
    rawValue = value
  }

  /// The name for libpcap and tcpdump's `-j`.
  public var name: String? {
    unsafe pcap_tstamp_type_val_to_name(rawValue).map { unsafe String(cString: $0) }
  }

  /// libpcap's words for it.
  public var summary: String? {
    unsafe pcap_tstamp_type_val_to_description(rawValue).map { unsafe String(cString: $0) }
  }
}
