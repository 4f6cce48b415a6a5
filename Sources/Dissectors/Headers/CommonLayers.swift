import PacketCore

/// The layers of most packets in one pass: Ethernet, customer VLAN tags, IP, and TCP or UDP.
///
/// Each header is taken only when it is whole and sound. At the first that is not, the pass leaves
/// off, and the header's own dissector says what is wrong with it.
struct CommonLayers: Sendable {
  // Positions in the table.
  private let ethernet: Int
  private let tag: Int
  private let ipv4: Int
  private let ipv6: Int
  private let tcp: Int
  private let udp: Int

  /// The numbers that the pass goes by.
  static var bindings: [Binding] {
    [
      .linkType(.ethernet), .etherType(0x8100), .etherType(0x0800), .etherType(0x86dd),
      .ipProtocol(6), .ipProtocol(17),
    ]
  }

  /// - Returns: Nil when a protocol is missing in the table.
  init?(_ table: DissectorTable) {
    guard let ethernet = table.index(of: Ethernet.id), let tag = table.index(of: VLAN.id),
      let ipv4 = table.index(of: IPv4.id), let ipv6 = table.index(of: IPv6.id),
      let tcp = table.index(of: TCP.id), let udp = table.index(of: UDP.id)
    else { return nil }
    self.ethernet = ethernet
    self.tag = tag
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.tcp = tcp
    self.udp = udp
  }

  func find(in bytes: RawSpan, _ path: inout LayerPath, _ rest: inout LayerShortcut.Rest) {
    // A layer holds offsets of 24 bits.
    guard bytes.byteCount >= Ethernet.headerLength, bytes.byteCount < 1 << 24 else { return }
    var type = bytes.bigEndian(UInt16.self, at: 12)
    guard type >= 0x0600 else { return }
    rest.missing = min(rest.missing, Int(UInt32.max))
    append(ethernet, 14, .etherType, &path, &rest)
    while type == 0x8100, path.count < 4, rest.end &- rest.start >= VLAN.headerLength {
      let inner = bytes.bigEndian(UInt16.self, at: rest.start &+ 2)
      guard inner > 1500 else { break }
      append(tag, VLAN.headerLength, .etherType, &path, &rest)
      type = inner
    }
    rest.next = .bound(.etherType(type))
    if type == 0x0800 {
      findIPv4(bytes, &path, &rest)
    } else if type == 0x86dd {
      findIPv6(bytes, &path, &rest)
    }
  }

  @inline(__always)
  private func findIPv4(
    _ bytes: RawSpan, _ path: inout LayerPath, _ rest: inout LayerShortcut.Rest
  ) {
    let available = rest.end &- rest.start
    guard available >= IPv4.minimumHeaderLength else { return }
    let first = bytes.byte(at: rest.start)
    let headerLength = Int(first & 15) &* 4
    let total = Int(bytes.bigEndian(UInt16.self, at: rest.start &+ 2))
    guard first >> 4 == 4, headerLength >= IPv4.minimumHeaderLength, headerLength <= available,
      total == 0 || total >= headerLength
    else { return }
    let number = bytes.byte(at: rest.start &+ 9)
    let isLaterFragment = bytes.bigEndian(UInt16.self, at: rest.start &+ 6) & 0x1fff != 0
    clip(to: total, &rest)
    append(ipv4, headerLength, .network, &path, &rest)
    rest.next = isLaterFragment ? .data : .bound(.ipProtocol(number))
    if !isLaterFragment { findTransport(number, bytes, &path, &rest) }
  }

  @inline(__always)
  private func findIPv6(
    _ bytes: RawSpan, _ path: inout LayerPath, _ rest: inout LayerShortcut.Rest
  ) {
    let available = rest.end &- rest.start
    guard available >= IPv6.headerLength, bytes.byte(at: rest.start) >> 4 == 6 else { return }
    let length = Int(bytes.bigEndian(UInt16.self, at: rest.start &+ 4))
    let number = bytes.byte(at: rest.start &+ 6)
    clip(to: length == 0 ? 0 : IPv6.headerLength &+ length, &rest)
    append(ipv6, IPv6.headerLength, .network, &path, &rest)
    rest.next = IPv6.next(number)
    findTransport(number, bytes, &path, &rest)
  }

  @inline(__always)
  private func findTransport(
    _ number: UInt8, _ bytes: RawSpan, _ path: inout LayerPath, _ rest: inout LayerShortcut.Rest
  ) {
    let start = rest.start
    let available = rest.end &- start
    if number == 6 {
      let headerLength = Int(bytes.byte(at: start &+ 12) >> 4) &* 4
      guard available >= TCP.minimumHeaderLength, headerLength >= TCP.minimumHeaderLength,
        headerLength <= available
      else { return }
      rest.next = TCP(unchecked: bytes.slice(from: start)).next
      append(tcp, headerLength, [], &path, &rest)
    } else if number == 17 {
      let length = Int(bytes.bigEndian(UInt16.self, at: start &+ 4))
      guard available >= UDP.headerLength, length == 0 || length >= UDP.headerLength else {
        return
      }
      clip(to: length, &rest)
      rest.next = UDP(unchecked: bytes.slice(from: start)).next
      append(udp, UDP.headerLength, [], &path, &rest)
    }
  }

  /// Ends what is left where a header says that its packet ends; 0 when it does not say.
  @inline(__always)
  private func clip(to claimed: Int, _ rest: inout LayerShortcut.Rest) {
    guard claimed > 0 else { return }
    let available = rest.end &- rest.start
    let length = min(claimed, available)
    rest.missing = min(claimed &- length, rest.missing &+ available &- length)
    rest.end = rest.start &+ length
  }

  /// Adds a layer that takes all that is left, and goes on to its payload.
  @inline(__always)
  private func append(
    _ index: Int, _ headerLength: Int, _ flags: Layer.Flags, _ path: inout LayerPath,
    _ rest: inout LayerShortcut.Rest
  ) {
    path.append(
      Layer(
        fitting: index, offset: rest.start, length: rest.end &- rest.start,
        headerLength: headerLength, missing: rest.missing, flags: flags))
    rest.start = rest.start &+ headerLength
  }
}
