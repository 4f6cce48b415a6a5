import PacketCore

/// What the payload of a frame tells of its own size.
enum EtherPayload {
  /// Bytes of a payload of the given EtherType on the wire; nil when its header does not tell.
  static func byteCount(_ etherType: UInt16, _ payload: RawSpan) -> Int? {
    switch etherType {
    case 0x0800:
      let length = Int(payload.bigEndian(UInt16.self, at: 2))
      return length >= IPv4.minimumHeaderLength ? length : nil
    case 0x86dd:
      let length = Int(payload.bigEndian(UInt16.self, at: 4))
      return length > 0 ? IPv6.headerLength + length : nil
    case 0x0806, 0x8035:
      guard payload.byteCount >= ARP.fixedLength else { return nil }
      return ARP(unchecked: payload).messageLength
    default: return nil
    }
  }

  /// Whether bytes of unknown kind make sense as an Ethernet frame: by a common type, or a length
  /// that fits.
  static func looksLikeFrame(_ bytes: RawSpan) -> Bool {
    let type = bytes.bigEndian(UInt16.self, at: 12)
    switch type {
    case 0x0800, 0x0806, 0x86dd, 0x8100, 0x88a8, 0x8847, 0x8863, 0x8864, 0x88cc: return true
    default: return 1...1500 ~= type && Int(type) <= bytes.byteCount - Ethernet.headerLength
    }
  }
}
