import PacketCore

extension WLAN: PartedView {
  enum Part: Hashable {
    /// The whole frame; the header fields that only some frames have.
    case frame, sequence, address(Int)
    case qos, qosFromAccessPoint, qosFromStation, htControl
    case wep, tkip, ccmp
    /// The fixed fields before the elements: all of them, and each.
    case fixed, fixedField(Fixed)
    /// All elements; one; one by its number; an extension of element 255 by its number.
    case elements, anyElement, element(UInt8), extensionElement(UInt8)
    /// An element of a vendor, by organization and type.
    case vendor, vendorType(UInt32, UInt8), vendorUnknown
    /// Cipher suites and key management, of RSN or of its forerunner WPA.
    case suite(Security, Suite), suiteCount(Security, Suite), suiteList(Security, Suite)
    case securityCapabilities, keyIdentifiers, keyIdentifier, groupManagementSuite
    /// A category of wireless multimedia's parameters.
    case accessCategory, supportedChannel
  }

  /// A fixed field of a management frame (§9.4.1).
  enum Fixed: Hashable {
    case timestamp, beaconInterval, capabilities, listenInterval, statusCode, associationID
    case currentAccessPoint, reasonCode, algorithm, sequence, category

    var width: Int {
      switch self {
      case .timestamp: 8
      case .currentAccessPoint: 6
      case .category: 1
      default: 2
      }
    }
  }

  enum Security: Hashable { case rsn, wpa }
  enum Suite: Hashable { case group, pairwise, keyManagement }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    body(.frame, 0..<bytes.byteCount)
    for index in 0..<addressCount {
      let offset = index < 3 ? 4 + 6 * index : 24
      body(.address(index), offset..<offset + 6)
    }
    if hasSequence { body(.sequence, 22..<24) }
    if let qosOffset {
      let range = qosOffset..<qosOffset + 2
      body(.qos, range)
      body(flags.contains(.fromDistributionSystem) ? .qosFromAccessPoint : .qosFromStation, range)
    }
    if let controlOffset { body(.htControl, controlOffset..<controlOffset + 4) }
    if kind == .management, !flags.contains(.protected) { forManagement(body) }
    if kind == .data, flags.contains(.protected), subtype & 4 == 0 { forProtection(body) }
  }

  /// TKIP repeats a byte of its counter with two bits changed (§12.5.2.2).
  private func forProtection(_ body: (Part, Range<Int>) -> Void) {
    let start = headerLength
    guard protectionLength.before == 8 else { return body(.wep, start..<start + 4) }
    let isTKIP = bytes.byte(at: start + 1) == (bytes.byte(at: start) | 0x20) & 0x7f
    body(isTKIP ? .tkip : .ccmp, start..<start + 8)
  }

  private var fixedFields: [Fixed] {
    switch subtype {
    case 0: [.capabilities, .listenInterval]
    case 1, 3: [.capabilities, .statusCode, .associationID]
    case 2: [.capabilities, .listenInterval, .currentAccessPoint]
    case 5, 8: [.timestamp, .beaconInterval, .capabilities]
    case 10, 12: [.reasonCode]
    case 11: [.algorithm, .sequence, .statusCode]
    case 13, 14: [.category]
    default: []
    }
  }

  private func forManagement(_ body: (Part, Range<Int>) -> Void) {
    let start = headerLength
    var offset = start
    let fixed = fixedFields
    let end = start + fixed.reduce(0) { $0 + $1.width }
    if end > start, subtype != 13, subtype != 14 { body(.fixed, start..<end) }
    for field in fixed {
      body(.fixedField(field), offset..<offset + field.width)
      offset += field.width
    }
    // Action frames go on by their category.
    guard subtype < 13, subtype != 9, end < bytes.byteCount else { return }
    body(.elements, end..<bytes.byteCount)
    Self.forEachElement(bytes, end..<bytes.byteCount, body)
  }

  /// Calls `body` with each element and its parts, up to the first that does not fit.
  static func forEachElement(
    _ bytes: RawSpan, _ range: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    var offset = range.lowerBound
    while offset + 2 <= range.upperBound {
      let number = bytes.byte(at: offset)
      let end = offset + 2 + Int(bytes.byte(at: offset + 1))
      guard end <= range.upperBound else { return }
      let element = offset..<end
      body(.anyElement, element)
      body(.element(number), element)
      switch number {
      case 36: forEachChannel(bytes, element, body)
      case 48: forSecurity(.rsn, bytes, offset + 2..<end, body)
      case 221: forVendor(bytes, element, body)
      case 255 where element.count > 2:
        body(.extensionElement(bytes.byte(at: offset + 2)), element)
      default: break
      }
      offset = end
    }
  }

  private static func forEachChannel(
    _ bytes: RawSpan, _ element: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    var start = element.lowerBound + 2
    while start + 2 <= element.upperBound {
      body(.supportedChannel, start..<start + 2)
      start += 2
    }
  }

  private static func forVendor(
    _ bytes: RawSpan, _ element: Range<Int>, _ body: (Part, Range<Int>) -> Void
  ) {
    guard element.count >= 6 else { return }
    let start = element.lowerBound
    let organization = bytes.bigEndian(UInt32.self, at: start + 2) >> 8
    let type = bytes.byte(at: start + 5)
    body(.vendor, element)
    body(.vendorType(organization, type), element)
    switch (organization, type) {
    case (0x0050f2, 1):
      forSecurity(.wpa, bytes, start + 6..<element.upperBound, body)
    case (0x0050f2, 2):
      guard bytes.byte(at: start + 6) == 1 else { return }
      for index in 0..<4 where start + 14 + 4 * index <= element.upperBound {
        body(.accessCategory, start + 10 + 4 * index..<start + 14 + 4 * index)
      }
    case (0x0050f2, _), (0x004096, _), (0x000fac, _), (0x506f9a, _): break
    default: body(.vendorUnknown, element)
    }
  }

  /// What RSN and WPA have in common (§9.4.2.24): a version, then suites of four bytes, each list after
  /// its count; it may end after any of them.
  private static func forSecurity(
    _ security: Security, _ bytes: RawSpan, _ range: Range<Int>,
    _ body: (Part, Range<Int>) -> Void
  ) {
    let end = range.upperBound
    var offset = range.lowerBound + 2
    guard offset + 4 <= end else { return }
    body(.suite(security, .group), offset..<offset + 4)
    offset += 4
    for suite in [Suite.pairwise, .keyManagement] {
      guard offset + 2 <= end else { return }
      let count = Int(bytes.littleEndian(UInt16.self, at: offset))
      body(.suiteCount(security, suite), offset..<offset + 2)
      offset += 2
      guard offset + 4 * count <= end else { return }
      if count > 0 { body(.suiteList(security, suite), offset..<offset + 4 * count) }
      for _ in 0..<count {
        body(.suite(security, suite), offset..<offset + 4)
        offset += 4
      }
    }
    guard security == .rsn, offset + 2 <= end else { return }
    body(.securityCapabilities, offset..<offset + 2)
    offset += 2
    guard offset + 2 <= end else { return }
    let count = Int(bytes.littleEndian(UInt16.self, at: offset))
    body(.keyIdentifiers, offset..<offset + 2)
    offset += 2
    guard offset + 16 * count <= end else { return }
    for _ in 0..<count {
      body(.keyIdentifier, offset..<offset + 16)
      offset += 16
    }
    if offset + 4 <= end { body(.groupManagementSuite, offset..<offset + 4) }
  }
}
