import PacketCore

/// The variant of a classic pcap file: what its first 24 bytes say
/// ([draft-ietf-opsawg-pcap](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/) §4).
struct PcapFormat {
  var isBigEndian: Bool
  var isNanosecond: Bool
  /// Bytes of a record's header: 16, or 24 in Kuznetzov's variant.
  var recordHeaderLength = 16
  var linkType: LinkType
  var snapLength: UInt32
  var frameCheckLength: Int?
  var lengthOrder = LengthOrder.captured

  static var headerLength: Int { 24 }
  /// Larger records are taken as damage, whatever the header's snap length says.
  static var maximumLength: UInt32 { 262_144 }

  /// Which of the two lengths of a record comes first.
  enum LengthOrder { case captured, original, smallest }
}
