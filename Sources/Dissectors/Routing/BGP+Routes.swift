import PacketCore

/// Routes: prefixes of a family (RFC 4271 §4.3, RFC 4760 §5), with labels (RFC 8277) and route
/// distinguishers (RFC 4364 §4.3) before them.
extension BGP {
  /// MP_REACH_NLRI (RFC 4760 §3).
  func forReachable(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let start = range.lowerBound
    guard range.count >= 5 else { return }
    body(.reachFamily, range)
    let family = bytes.bigEndian(UInt16.self, at: start)
    let subsequent = bytes.byte(at: start + 2)
    let hop = start + 4
    let hopEnd = hop + Int(bytes.byte(at: start + 3))
    guard hopEnd < range.upperBound else { return }
    body(.nextHop, start + 3..<hopEnd)
    forNextHop(hop..<hopEnd, hasDistinguisher: subsequent == 128 || subsequent == 129, body)
    body(.attachments, hopEnd..<hopEnd + 1)
    var routes = hopEnd + 1
    for _ in 0..<bytes.byte(at: hopEnd) {
      guard routes < range.upperBound else { return }
      routes += 1 + (Int(bytes.byte(at: routes)) + 1) / 2
    }
    guard routes < range.upperBound else { return }
    body(.reachRoutes, routes..<range.upperBound)
    forFamily(
      family, subsequent, routes..<range.upperBound, family == 2 ? .reach6 : .reach4, body)
  }

  /// MP_UNREACH_NLRI (RFC 4760 §4).
  func forUnreachable(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let start = range.lowerBound
    guard range.count >= 3 else { return }
    body(.unreachFamily, range)
    body(.unreachRoutes, start + 3..<range.upperBound)
    let family = bytes.bigEndian(UInt16.self, at: start)
    forFamily(
      family, bytes.byte(at: start + 2), start + 3..<range.upperBound,
      family == 2 ? .unreach6 : .unreach4, body)
  }

  private func forNextHop(
    _ range: Range<Int>, hasDistinguisher: Bool, _ body: (Part, Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    if hasDistinguisher, range.count >= 12 {
      body(.nextHopDistinguisher, start..<start + 8)
      start += 8
    }
    switch range.upperBound - start {
    case 4: body(.nextHopIPv4, start..<start + 4)
    case 16: body(.nextHopIPv6, start..<start + 16)
    case 32:
      body(.nextHopIPv6, start..<start + 16)
      body(.nextHopLinkLocal, start + 16..<start + 32)
    default: break
    }
  }

  private func forFamily(
    _ family: UInt16, _ subsequent: UInt8, _ range: Range<Int>, _ place: Place,
    _ body: (Part, Range<Int>) -> Void
  ) {
    switch (family, subsequent) {
    case (1...2, 1...2): forPrefixes(range, place, body)
    case (1...2, 4): forLabeled(range, place, hasDistinguisher: false, body)
    case (1...2, 128): forLabeled(range, place, hasDistinguisher: true, body)
    case (25, 70): forEthernet(range, body)
    default: break
    }
  }

  /// Calls `body` with the parts of each prefix, up to the first that does not fit.
  func forPrefixes(
    _ range: Range<Int>, _ place: Place, _ body: (Part, Range<Int>) -> Void
  ) {
    let limit = place == .reach6 || place == .unreach6 ? 128 : 32
    var start = range.lowerBound
    while start < range.upperBound {
      let length = Int(bytes.byte(at: start))
      let end = start + 1 + (length + 7) / 8
      guard length <= limit, end <= range.upperBound else { return }
      body(.prefixLength, start..<start + 1)
      body(.address(place), start + 1..<end)
      start = end
    }
  }

  private func forLabeled(
    _ range: Range<Int>, _ place: Place, hasDistinguisher: Bool,
    _ body: (Part, Range<Int>) -> Void
  ) {
    let limit = place == .reach6 || place == .unreach6 ? 128 : 32
    var start = range.lowerBound
    while start < range.upperBound {
      var length = Int(bytes.byte(at: start))
      let end = start + 1 + (length + 7) / 8
      guard end <= range.upperBound else { return }
      var address = start + 1
      // The last label has its bottom bit set; a withdrawn route's is 0x800000.
      while address + 3 <= end {
        let label = bytes.bigEndian(UInt32.self, at: address - 1) & 0xff_ffff
        address += 3
        length -= 24
        if label & 1 != 0 || label == 0x80_0000 || label == 0 { break }
      }
      let labels = start + 1..<address
      let distinguisher = address
      if hasDistinguisher {
        address += 8
        length -= 64
      }
      guard length >= 0, length <= limit, address <= end else { return }
      body(.prefixLength, start..<start + 1)
      body(.label, labels)
      if hasDistinguisher { body(.distinguisher, distinguisher..<address) }
      body(.address(place), address..<end)
      start = end
    }
  }

  /// Routes of Ethernet VPN (RFC 7432 §7): type, length, value.
  private func forEthernet(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var cursor = TLVCursor(typeWidth: 1, lengthWidth: 1, range)
    while let (type, route) = cursor.next(in: bytes) {
      body(.ethernetRoute(UInt8(truncatingIfNeeded: type)), route)
    }
  }
}
