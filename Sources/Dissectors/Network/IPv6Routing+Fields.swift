public import PacketCore

extension IPv6Routing {
  public static let fields: [Field<IPv6Routing>] =
    headerFields + addressFields + rplFields + segmentFields + compactFields

  private static let headerFields: [Field<IPv6Routing>] = [
    Field("ipv6.routing.nxt", "Next Header", .decimal(8), at: 0, 1) { $0.nextHeader },
    Field("ipv6.routing.len", "Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("ipv6.routing.len_oct", "Length", .decimal(16), at: 1, 1) { UInt64($0.headerLength) },
    Field("ipv6.routing.type", "Type", .decimal(8), at: 2, 1) { $0.kind.rawValue },
    // RFC 5095.
    Field("ipv6.routing.deprecated", "Routing header type is deprecated", .heading) { view, emit in
      if view.kind == .sourceRoute { emit(.present, 2..<3) }
    },
    Field("ipv6.routing.segleft", "Segments Left", .decimal(8), at: 3, 1) { $0.segmentsLeft },
    Field("ipv6.routing.unknown_data", "Type-Specific Data", .bytes, at: 4, in: whole(nil)),
  ]

  private static let addressFields: [Field<IPv6Routing>] = [
    Field("ipv6.routing.src.reserved", "Reserved", .bytes, at: 4, 4, in: whole(.sourceRoute)),
    Field("ipv6.routing.src.addr", "Address", .ipv6Address, at: 0, 16, in: addresses(.sourceRoute)),
    Field("ipv6.routing.mipv6.reserved", "Reserved", .bytes, at: 4, 4, in: whole(.homeAddress)),
    Field(
      "ipv6.routing.mipv6.home_address", "Home Address", .ipv6Address, at: 0, 16,
      in: addresses(.homeAddress)),
  ]

  private static let rplFields: [Field<IPv6Routing>] = [
    Field(
      "ipv6.routing.rpl.cmprI", "Compressed Internal Octets (CmprI)", .decimal(32), at: 4, 4,
      mask: 0xf000_0000, in: whole(.rpl)),
    Field(
      "ipv6.routing.rpl.cmprE", "Compressed Final Octets (CmprE)", .decimal(32), at: 4, 4,
      mask: 0x0f00_0000, in: whole(.rpl)),
    Field(
      "ipv6.routing.rpl.pad", "Padding Bytes", .decimal(32), at: 4, 4, mask: 0x00f0_0000,
      in: whole(.rpl)),
    Field(
      "ipv6.routing.rpl.reserved", "Reserved", .decimal(32), at: 4, 4, mask: 0x000f_ffff,
      in: whole(.rpl)),
    Field("ipv6.routing.rpl.address", "Address", .bytes, at: 0, in: compressedAddresses),
  ]

  private static let segmentFields: [Field<IPv6Routing>] = [
    Field(
      "ipv6.routing.srh.last_entry", "Last Entry", .decimal(8), at: 4, 1, in: whole(.segmentRouting)
    ),
    Field("ipv6.routing.srh.flags", "Flags", .hex(8), at: 5, 1, in: whole(.segmentRouting)),
    Field("ipv6.routing.srh.tag", "Tag", .bytes, at: 6, 2, in: whole(.segmentRouting)),
    Field(
      "ipv6.routing.srh.addr", "Address", .ipv6Address, at: 0, 16, in: addresses(.segmentRouting)),
  ]

  private static let compactFields: [Field<IPv6Routing>] = [
    Field("ipv6.routing.crh16.sid", "Segment ID", .decimal(16), at: 0, 2, in: words(.compact16, 2)),
    Field("ipv6.routing.crh32.sid", "Segment ID", .decimal(32), at: 0, 4, in: words(.compact32, 4)),
  ]

  /// The header, when it is of `kind`; nil stands for the kinds that have no fields here.
  private static func whole(_ kind: Kind?) -> Field<IPv6Routing>.Parts {
    let known: Set<Kind> = [
      .sourceRoute, .homeAddress, .rpl, .segmentRouting, .compact16, .compact32,
    ]
    return { view, part in
      guard let kind else {
        if !known.contains(view.kind) { part(0..<view.headerLength) }
        return
      }
      if view.kind == kind { part(0..<view.headerLength) }
    }
  }

  private static func addresses(_ kind: Kind) -> Field<IPv6Routing>.Parts {
    { view, part in
      guard view.kind == kind else { return }
      let range = view.addressRange
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
        part(start..<start + 16)
      }
    }
  }

  private static func words(_ kind: Kind, _ size: Int) -> Field<IPv6Routing>.Parts {
    { view, part in
      guard view.kind == kind else { return }
      for start in stride(from: 4, to: view.headerLength, by: size) { part(start..<start + size) }
    }
  }

  /// All but the last leave out CmprI bytes that they share with the destination, the last CmprE
  /// (RFC 6554 §3).
  private static let compressedAddresses: Field<IPv6Routing>.Parts = { view, part in
    guard view.kind == .rpl else { return }
    let inner = 16 - Int(view.bytes.byte(at: 4) >> 4)
    let last = 16 - Int(view.bytes.byte(at: 4) & 15)
    let end = view.headerLength - Int(view.bytes.byte(at: 5) >> 4)
    var start = 8
    while start + inner + last <= end {
      part(start..<start + inner)
      start += inner
    }
    if start + last <= end { part(start..<start + last) }
  }
}
