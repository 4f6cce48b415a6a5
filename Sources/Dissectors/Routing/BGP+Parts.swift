import PacketCore

extension BGP: PartedView {
  enum Part: Hashable {
    /// A message by type, with its header; any.
    case message, kind(UInt8)
    /// OPEN's parameters, and capabilities (RFC 5492) by code with code and length.
    case parameters, parameter, unknownParameter, capability, capabilityCode(UInt8),
      unknownCapability
    /// A row of a capability: a family.
    case restartFamily, addPathFamily, hopFamily
    case domainName, hostName
    /// UPDATE's three parts; the first two with their length.
    case withdrawnLength, withdrawn, attributesLength, attributes, reachable
    /// An attribute by type with its header; its value alone.
    case attribute, attributeExtended, attributeShort, value(UInt8), unknownValue
    case segment, number2, number4, community, wellKnownCommunity, largeCommunity, extendedCommunity
    case cluster, accumulated
    /// Families of multiprotocol attributes, the next hop and its addresses.
    case reachFamily, unreachFamily, nextHop, nextHopDistinguisher, nextHopIPv4, nextHopIPv6
    case nextHopLinkLocal, attachments, reachRoutes, unreachRoutes
    /// A prefix by where it stands: its length's byte, labels, distinguisher, address.
    case prefixLength, label, distinguisher, address(Place)
    case notificationData, shutdownLength, shutdown
    case ethernetRoute(UInt8)
  }

  /// Where a prefix stands, which names it.
  enum Place: Hashable {
    case withdrawn, reachable, reach4, unreach4, reach6, unreach6
  }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    var offset = 0
    while let message = Messages.next(in: bytes, from: &offset) {
      body(.message, message)
      let kind = bytes.byte(at: message.lowerBound + 18)
      body(.kind(kind), message)
      switch kind {
      case 1: forOpen(message, body)
      case 2: forUpdate(message, body)
      case 3: forNotification(message, body)
      default: break
      }
    }
  }

  private func forNotification(_ message: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let start = message.lowerBound
    guard message.count > 21 else { return }
    let code = bytes.bigEndian(UInt16.self, at: start + 19)
    // RFC 9003: a shutdown may say why.
    if code == 0x0602 || code == 0x0604 {
      let length = Int(bytes.byte(at: start + 21))
      body(.shutdownLength, start + 21..<start + 22)
      if length > 0, start + 22 + length <= message.upperBound {
        body(.shutdown, start + 22..<start + 22 + length)
      }
    } else {
      body(.notificationData, start + 21..<message.upperBound)
    }
  }

  // MARK: OPEN

  private func forOpen(_ message: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let start = message.lowerBound + 29
    let end = min(start + Int(bytes.byte(at: start - 1)), message.upperBound)
    guard start < end else { return }
    body(.parameters, start..<end)
    var cursor = TLVCursor(typeWidth: 1, lengthWidth: 1, start..<end)
    while let (type, parameter) = cursor.next(in: bytes) {
      body(.parameter, parameter)
      guard type == 2 else {
        body(.unknownParameter, parameter)
        continue
      }
      var capabilities = TLVCursor(
        typeWidth: 1, lengthWidth: 1, parameter.lowerBound + 2..<parameter.upperBound)
      while let (code, capability) = capabilities.next(in: bytes) {
        forCapability(UInt8(truncatingIfNeeded: code), capability, body)
      }
    }
  }

  private func forCapability(
    _ code: UInt8, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    body(.capability, range)
    body(.capabilityCode(code), range)
    let start = range.lowerBound
    switch code {
    case 5: rows(6, from: start + 2, to: range.upperBound) { body(.hopFamily, $0) }
    case 64: rows(4, from: start + 4, to: range.upperBound) { body(.restartFamily, $0) }
    case 69: rows(4, from: start + 2, to: range.upperBound) { body(.addPathFamily, $0) }
    case 73:
      let name = start + 3 + Int(bytes.byte(at: start + 2))
      guard name < range.upperBound else { return }
      body(.hostName, start + 2..<name)
      let domain = name + 1 + Int(bytes.byte(at: name))
      if domain <= range.upperBound { body(.domainName, name..<domain) }
    case 1, 2, 6, 7, 65, 70, 71, 128: break
    default: body(.unknownCapability, range)
    }
  }

  func rows(_ width: Int, from start: Int, to end: Int, _ body: (Range<Int>) -> Void) {
    var start = start
    while start + width <= end {
      body(start..<start + width)
      start += width
    }
  }

  // MARK: UPDATE

  private func forUpdate(_ message: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let end = message.upperBound
    let start = message.lowerBound + 19
    guard start + 2 <= end else { return }
    body(.withdrawnLength, start..<start + 2)
    let withdrawn = start + 2 + Int(bytes.bigEndian(UInt16.self, at: start))
    guard withdrawn <= end else { return }
    if withdrawn > start + 2 {
      body(.withdrawn, start + 2..<withdrawn)
      forPrefixes(start + 2..<withdrawn, .withdrawn, body)
    }
    guard withdrawn + 2 <= end else { return }
    body(.attributesLength, withdrawn..<withdrawn + 2)
    let attributes = withdrawn + 2 + Int(bytes.bigEndian(UInt16.self, at: withdrawn))
    let limit = min(attributes, end)
    if limit > withdrawn + 2 {
      body(.attributes, withdrawn + 2..<attributes)
      forEachAttribute(withdrawn + 2..<limit, body)
    }
    if attributes < end {
      body(.reachable, attributes..<end)
      forPrefixes(attributes..<end, .reachable, body)
    }
  }

  private func forEachAttribute(
    _ range: Range<Int>, isNested: Bool = false, _ body: (Part, Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    while start + 3 <= range.upperBound {
      let isExtended = bytes.byte(at: start) & 0x10 != 0
      let value = start + (isExtended ? 4 : 3)
      guard value <= range.upperBound else { return }
      let length =
        isExtended
        ? Int(bytes.bigEndian(UInt16.self, at: start + 2)) : Int(bytes.byte(at: start + 2))
      let end = value + length
      body(.attribute, start..<end)
      body(isExtended ? .attributeExtended : .attributeShort, start..<end)
      guard end <= range.upperBound else { return }
      let type = bytes.byte(at: start + 1)
      body(.value(type), value..<end)
      forAttribute(type, value..<end, isNested: isNested, body)
      start = end
    }
  }

  private func forAttribute(
    _ type: UInt8, _ range: Range<Int>, isNested: Bool, _ body: (Part, Range<Int>) -> Void
  ) {
    let start = range.lowerBound
    switch type {
    case 1...6, 9: break
    case 7: break
    case 8:
      rows(4, from: start, to: range.upperBound) {
        // RFC 1997 and later: 0 and 0xffff are not an AS of a community.
        let number = bytes.bigEndian(UInt16.self, at: $0.lowerBound)
        let isKnown = number == 0 || number == 0xffff
        body(isKnown ? .wellKnownCommunity : .community, $0)
      }
    case 10: rows(4, from: start, to: range.upperBound) { body(.cluster, $0) }
    case 14: forReachable(range, body)
    case 15: forUnreachable(range, body)
    case 16: rows(8, from: start, to: range.upperBound) { body(.extendedCommunity, $0) }
    case 17, 18, 20, 22, 23, 25, 29, 33, 35, 36, 40: break
    // ATTR_SET holds attributes (RFC 6368 §5); one in such a set is left as it is.
    case 128 where !isNested && range.count > 4:
      body(.attributes, start + 4..<range.upperBound)
      forEachAttribute(start + 4..<range.upperBound, isNested: true, body)
    case 128: break
    case 26: if range.count >= 11 { body(.accumulated, range) }
    case 32: rows(12, from: start, to: range.upperBound) { body(.largeCommunity, $0) }
    default: if !range.isEmpty { body(.unknownValue, range) }
    }
    if type == 2 || type == 17 { forPath(range, isWide: type == 17, body) }
  }

  /// An AS's number has two bytes or four, as both ends agreed: the path must make sense with it.
  private func forPath(
    _ range: Range<Int>, isWide: Bool, _ body: (Part, Range<Int>) -> Void
  ) {
    let width = isWide || !fits(range, width: 2) ? 4 : 2
    var start = range.lowerBound
    while start + 2 <= range.upperBound {
      let end = start + 2 + width * Int(bytes.byte(at: start + 1))
      guard end <= range.upperBound else { return }
      body(.segment, start..<end)
      rows(width, from: start + 2, to: end) { body(width == 2 ? .number2 : .number4, $0) }
      start = end
    }
  }

  private func fits(_ range: Range<Int>, width: Int) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      guard start + 2 <= range.upperBound, (1...4).contains(bytes.byte(at: start)) else {
        return false
      }
      let end = start + 2 + width * Int(bytes.byte(at: start + 1))
      guard end <= range.upperBound else { return false }
      var hasZero = false
      rows(width, from: start + 2, to: end) { if bytes.bits(in: $0) == 0 { hasZero = true } }
      if hasZero { return false }
      start = end
    }
    return true
  }
}
