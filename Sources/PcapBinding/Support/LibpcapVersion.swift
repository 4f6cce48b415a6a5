import CPcap

/// The version of libpcap in use, in its own words.
public var libpcapVersion: String { unsafe String(cString: pcap_lib_version()) }
