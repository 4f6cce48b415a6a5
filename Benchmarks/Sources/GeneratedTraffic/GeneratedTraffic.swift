/// The same packets on every machine, so that counts and times can be compared.
///
/// One packet in four is UDP, the others TCP; one in four has IPv6; one in sixteen a VLAN tag.
public struct GeneratedTraffic {
  /// A capture file's format.
  public enum Format: String, CaseIterable, Sendable { case pcap, pcapng }

  /// Bytes of transport payload in a packet.
  public var payloadLength: Int
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  public init(payloadLength: Int = 6) { self.payloadLength = payloadLength }

  /// A capture file with the next `count` packets, 5 µs apart.
  public mutating func file(_ format: Format, count: Int) -> [UInt8] {
    var file = format == .pcap ? Self.pcapHeader : Self.pcapngHeader
    for index in 0..<count {
      let frame = packet()
      let microseconds = 1_700_000_000_000_000 + 5 * UInt64(index)
      switch format {
      case .pcap:
        file.little(UInt32(microseconds / 1_000_000), UInt32(microseconds % 1_000_000))
        file.little(UInt32(frame.count), UInt32(frame.count))
        file += frame
      case .pcapng:
        let padded = (frame.count + 3) / 4 * 4
        file.little(6, UInt32(padded + 32), 0, UInt32(microseconds >> 32))
        file.little(UInt32(truncatingIfNeeded: microseconds))
        file.little(UInt32(frame.count), UInt32(frame.count))
        file += frame
        file += [UInt8](repeating: 0, count: padded - frame.count)
        file.little(UInt32(padded + 32))
      }
    }
    return file
  }

  /// The next packet, an Ethernet frame of at least 60 bytes.
  public mutating func packet() -> [UInt8] {
    let random = next()
    let isUDP = random & 3 == 0
    let isIPv6 = random >> 2 & 3 == 0
    let transportLength = (isUDP ? 8 : 20) + payloadLength
    var frame: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]
    if random >> 4 & 15 == 0 { frame.big(0x8100, 100) }
    if isIPv6 {
      frame.big(0x86dd, 0x6000, 0, UInt16(transportLength))
      frame += [isUDP ? 17 : 6, 64]
      for _ in 0..<2 { frame.big(0x2001, 0xdb8, 0, 0, 0, 0, 0, UInt16(truncatingIfNeeded: next())) }
    } else {
      frame.big(0x0800, 0x4500, UInt16(20 + transportLength), 0, 0x4000)
      frame += [64, isUDP ? 17 : 6, 0, 0]
      for _ in 0..<2 { frame.big(0x0a00, UInt16(truncatingIfNeeded: next())) }
    }
    frame.big(UInt16(truncatingIfNeeded: random >> 16) | 1024, 443)
    if isUDP {
      frame.big(UInt16(transportLength), 0)
    } else {
      frame.big(0, UInt16(truncatingIfNeeded: random >> 32), 0, 1, 0x5018, 64240, 0, 0)
    }
    frame += [UInt8](repeating: 0x61, count: payloadLength)
    if frame.count < 60 { frame += [UInt8](repeating: 0, count: 60 - frame.count) }
    return frame
  }

  /// A step of xorshift64.
  private mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  private static var pcapHeader: [UInt8] {
    var bytes: [UInt8] = []
    bytes.little(0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144, 1)
    return bytes
  }

  /// A section header and one Ethernet interface.
  private static var pcapngHeader: [UInt8] {
    var bytes: [UInt8] = []
    bytes.little(0x0a0d_0d0a, 28, 0x1a2b_3c4d, 1, .max, .max, 28)
    bytes.little(1, 20, 1, 0, 20)
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func little(_ words: UInt32...) {
    for word in words {
      for shift in [0, 8, 16, 24] as [UInt32] { append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
  }

  fileprivate mutating func big(_ words: UInt16...) {
    for word in words {
      append(UInt8(word >> 8))
      append(UInt8(truncatingIfNeeded: word))
    }
  }
}
