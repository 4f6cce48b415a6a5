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
    if finder.network == .none { finder.walk(bytes, linkType) }
    return finder
  }

  private mutating func findIP(_ bytes: RawSpan, at offset: Int, etherType: UInt16?) {
    switch etherType {
    case 0x0800: findIPv4(bytes, at: offset)
    case 0x86dd: findIPv6(bytes, at: offset)
    default: break
    }
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
    case Indices.arp:
      network = .arp
      networkOffset = UInt32(truncatingIfNeeded: layer.offset)
      end = UInt32(truncatingIfNeeded: packet.byteCount)
      payloadOffset = end
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
