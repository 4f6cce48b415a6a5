import PacketCore

/// What transport checksums cover of the IP packet around them: addresses, protocol and length
/// (RFC 9293 §3.1; RFC 8200 §8.1).
struct PseudoHeader {
  private var addresses = InternetChecksum()
  /// Bytes that the transport packet has on the wire; nil when they cannot be told.
  private(set) var payloadLength: Int
  /// Whether the IP packet is whole: all of it captured, and no fragment.
  private(set) var isWhole = true
  /// Whether the transport packet is a part of a larger one.
  private(set) var isFragment = false

  /// - Parameters:
  ///   - network: An IP packet, without what trails it, as far as it was captured.
  ///   - offset: Where in it the transport header stands.
  ///   - isCut: Whether its end was not captured.
  init?(_ network: RawSpan, transportOffset offset: Int, isCut: Bool) {
    payloadLength = network.byteCount - offset
    isWhole = !isCut
    switch network.byte(at: 0) >> 4 {
    case 4: addIPv4(network)
    case 6: addIPv6(network, offset)
    default: return nil
    }
    if isFragment { isWhole = false }
  }

  private mutating func addIPv4(_ network: RawSpan) {
    let view = IPv4(unchecked: network)
    addresses.add(network.slice(from: 12, count: 8))
    isFragment = view.isFragment
    if Int(view.totalLength) > network.byteCount { isWhole = false }
  }

  /// The destination is the last one of a routing header that has segments left (RFC 8200 §8.1).
  private mutating func addIPv6(_ network: RawSpan, _ transportOffset: Int) {
    let view = IPv6(unchecked: network)
    var destination = 24
    var kind = view.nextHeader
    var offset = IPv6.headerLength
    while offset < transportOffset, network.has(8, at: offset), HeaderFinder.isExtensionHeader(kind)
    {
      let rest = network.slice(from: offset)
      switch kind {
      case 43:
        let routing = IPv6Routing(unchecked: rest)
        let isList = routing.kind == .segmentRouting
        if routing.segmentsLeft > 0, routing.addressCount > 0 {
          let last = isList ? 0 : routing.addressCount - 1
          destination = offset + 8 + 16 * last
        }
      case 44: isFragment = isFragment || IPv6Fragment(unchecked: rest).isFragment
      default: break
      }
      let next = network.byte(at: offset)
      let units = Int(network.byte(at: offset + 1))
      offset += kind == 44 ? 8 : kind == 51 ? (units + 2) * 4 : (units + 1) * 8
      kind = next
    }
    addresses.add(network.slice(from: 8, count: 16))
    addresses.add(network.slice(from: destination, count: 16))
    if view.payloadLength > 0, IPv6.headerLength + Int(view.payloadLength) > network.byteCount {
      isWhole = false
    }
  }

  /// The sum over the pseudo-header of a transport packet.
  func sum(protocol number: UInt8, length: Int) -> InternetChecksum {
    var sum = addresses
    sum.add(UInt32(number))
    sum.add(UInt32(truncatingIfNeeded: length))
    return sum
  }
}
