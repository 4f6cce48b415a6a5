public import PacketCore

/// The pass for what is not plain Ethernet.
///
/// Static, like all of the pass that is not inlined: a method would take the address of `self`, and
/// the whole of it would then work in memory instead of registers (22 ns a packet instead of 8).
extension HeaderFinder {
  /// The headers of a packet that starts with another header than Ethernet's, or with one whose type
  /// is neither IP's nor that of up to three tags.
  @usableFromInline
  static func found(in bytes: RawSpan, _ linkType: LinkType) -> HeaderFinder {
    var finder = HeaderFinder()
    switch linkType {
    case .ethernet: finder.findWrapped(bytes)
    case .rawIP:
      finder.findIP(bytes, at: 0, etherType: bytes.byte(at: 0) >> 4 == 4 ? 0x0800 : 0x86dd)
    case .ipv4: finder.findIP(bytes, at: 0, etherType: 0x0800)
    case .linuxSLL, .linuxSLL2:
      let header = LinuxCooked(unchecked: bytes)
      finder.findIP(bytes, at: header.headerLength, etherType: header.protocol)
    case .null, .loop:
      let type: UInt16? =
        switch Loopback(unchecked: bytes).next {
        case .named(IPv4.id): 0x0800
        case .named(IPv6.id): 0x86dd
        default: nil
        }
      finder.findIP(bytes, at: Loopback.headerLength, etherType: type)
    default: break
    }
    if finder.network != .none { return finder }
    finder = HeaderFinder()
    if linkType == .ethernet, !leadsOn(bytes) { return finder }
    finder.walk(bytes, linkType)
    return finder
  }

  private mutating func findIP(_ bytes: RawSpan, at offset: Int, etherType: UInt16?) {
    switch etherType {
    case 0x0800: findIPv4(bytes, at: offset)
    case 0x86dd: findIPv6(bytes, at: offset)
    default: break
    }
  }

  /// Finds what often follows Ethernet's header besides IP, in a fifth of the time that ``walk`` takes.
  private mutating func findWrapped(_ bytes: RawSpan) {
    var type = bytes.bigEndian(UInt16.self, at: 12)
    var offset = Ethernet.headerLength
    while Self.isTag(type), tagCount < 16 {
      type = bytes.bigEndian(UInt16.self, at: offset + 2)
      offset += VLAN.headerLength
      tagCount += 1
    }
    switch type {
    case 0x0806: return findARP(bytes, at: offset)
    case 0x8864:
      let length = Int(bytes.bigEndian(UInt16.self, at: offset + 4))
      offset += PPPoE.headerLength
      let frame = bytes.slice(from: 0, count: offset + length)
      switch frame.bigEndian(UInt16.self, at: offset) {
      case 0x0021: findIPv4(frame, at: offset + 2)
      case 0x0057: findIPv6(frame, at: offset + 2)
      default: return
      }
    case 0x8847:
      while bytes.has(MPLS.entryLength, at: offset) {
        offset += MPLS.entryLength
        if bytes.byte(at: offset - 2) & 1 != 0 { break }
      }
      findIP(bytes, at: offset, etherType: bytes.byte(at: offset) >> 4 == 4 ? 0x0800 : 0x86dd)
    case 0x8909:
      let header = CiscoMetaData(unchecked: bytes.slice(from: offset))
      findIP(bytes, at: offset + CiscoMetaData.headerLength, etherType: header.etherType)
    default: findIP(bytes, at: offset, etherType: type)
    }
    flags.insert(.encapsulated)
  }

  /// Whether a network header may still be found in an Ethernet frame that neither IP's types nor the
  /// common wrappings have shown: a look at two numbers, where `walk` goes through layers.
  private static func leadsOn(_ bytes: RawSpan) -> Bool {
    var offset = 12
    while isTag(bytes.bigEndian(UInt16.self, at: offset)) { offset += VLAN.headerLength }
    let type = bytes.bigEndian(UInt16.self, at: offset)
    if type > 1500 { return DissectorTable.standard.index(of: .etherType(type)) != nil }
    // LLC: IP itself, or SNAP of an organisation that carries EtherTypes.
    switch bytes.bigEndian(UInt16.self, at: offset + 2) {
    case 0x0606: return true
    case 0xaaaa:
      return bytes.bigEndian(UInt16.self, at: offset + 5) == 0 || bytes.byte(at: offset + 6) == 0x80
    default: return false
    }
  }

  private static func isTag(_ etherType: UInt16) -> Bool {
    switch etherType {
    case 0x8100, 0x88a8, 0x9100, 0x9200: true
    default: false
    }
  }

  private mutating func findARP(_ bytes: RawSpan, at offset: Int) {
    let message = bytes.slice(from: offset)
    let length = ARP(unchecked: message).messageLength
    guard message.byteCount >= length else { return }
    network = .arp
    networkOffset = UInt32(truncatingIfNeeded: offset)
    end = UInt32(truncatingIfNeeded: offset + length)
    payloadOffset = end
  }

  /// Finds the outermost network header by the standard table's dissectors, and so wherever the
  /// dissection finds it: in PPPoE, MPLS, LLC, behind any number of tags.
  private mutating func walk(_ bytes: RawSpan, _ linkType: LinkType) {
    var path = LayerPath()
    path.find(in: bytes, linkType: linkType, table: .standard, upTo: .network)
    guard let layer = path.last, layer.flags.isDisjoint(with: [.truncated, .malformed]) else {
      return
    }
    let packet = bytes.slice(from: 0, count: layer.offset + layer.length)
    switch layer.protocolIndex {
    case Indices.ipv4: findIPv4(packet, at: layer.offset)
    case Indices.ipv6: findIPv6(packet, at: layer.offset)
    case Indices.arp: findARP(packet, at: layer.offset)
    default: return
    }
    tagCount = UInt8(clamping: path.count { Indices.tags.contains($0.protocolIndex) })
    // What was not found right away, behind Ethernet's header and few tags, is wrapped in more.
    let plainCount = 2 + min(Int(tagCount), 3)
    if path.count > plainCount || linkType == .ethernet && network != .arp {
      flags.insert(.encapsulated)
    }
  }

  /// Places of protocols in the standard table.
  private enum Indices {
    static let ipv4 = DissectorTable.standard.index(of: IPv4.id)
    static let ipv6 = DissectorTable.standard.index(of: IPv6.id)
    static let arp = DissectorTable.standard.index(of: ARP.id)
    static let tags = [VLAN.id, ServiceTag.id].compactMap { DissectorTable.standard.index(of: $0) }
  }
}
