import PacketCore

/// The CRC that SCTP uses ([RFC 9260](https://www.rfc-editor.org/rfc/rfc9260) appendix A): Castagnoli's
/// polynomial, bits reversed.
struct CRC32C {
  private var state: UInt32 = 0xffff_ffff

  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0x82f6_3b78 }
    return value
  }

  mutating func add(_ bytes: RawSpan) {
    var state = state
    let table = Self.table
    for offset in 0..<bytes.byteCount {
      let index = Int((state ^ UInt32(bytes.byte(at: offset))) & 0xff)
      state = table[index] ^ state >> 8
    }
    self.state = state
  }

  /// Adds the zeros that stand for the checksum itself.
  mutating func addZeros(_ count: Int) {
    for _ in 0..<count { state = Self.table[Int(state & 0xff)] ^ state >> 8 }
  }

  /// The number as it stands in a packet, read in network byte order.
  var value: UInt32 { (~state).byteSwapped }
}
