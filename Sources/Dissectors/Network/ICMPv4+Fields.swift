public import PacketCore

extension ICMPv4 {
  public static let fields: [Field<ICMPv4>] =
    headerFields + queryFields + errorFields + routerFields + extendedEchoFields + extensionFields

  /// The messages of these types, with one code or with any.
  private static func message(_ kinds: Kind..., code: UInt8? = nil) -> Field<ICMPv4>.Parts {
    { view, part in
      guard kinds.contains(view.kind), code == nil || view.code == code else { return }
      part(0..<view.bytes.byteCount)
    }
  }

  private static let identified: Field<ICMPv4>.Parts = { view, part in
    if view.kind.hasIdentifier { part(0..<view.bytes.byteCount) }
  }

  private static let sequenced: Field<ICMPv4>.Parts = { view, part in
    if view.kind.hasIdentifier, view.kind.rawValue < 42 { part(0..<view.bytes.byteCount) }
  }

  private static let headerFields: [Field<ICMPv4>] = [
    Field("icmp.type", "Type", .decimal(8), at: 0, 1) { $0.kind.rawValue },
    Field("icmp.code", "Code", .decimal(8), at: 1, 1) { $0.code },
    Field("icmp.checksum", "Checksum", .hex(16), at: 2, 2) { $0.checksum },
    Field(
      "icmp.checksum.status", "Checksum Status", .decimal(8),
      inContext: { _, context, emit in
        emit(.unsigned(UInt64(context.checksumStatus(protocol: 1).number)), 2..<4)
      }),
  ]

  private static let queryFields: [Field<ICMPv4>] = [
    Field("icmp.ident", "Identifier (BE)", .decimal(16), at: 4, 2, in: identified),
    Field("icmp.ident_le", "Identifier (LE)", .decimal(16)) { view, emit in
      identified(view) { _ in
        emit(.unsigned(UInt64(view.bytes.littleEndian(UInt16.self, at: 4))), 4..<6)
      }
    },
    Field("icmp.seq", "Sequence Number (BE)", .decimal(16), at: 6, 2, in: sequenced),
    Field("icmp.seq_le", "Sequence Number (LE)", .decimal(16)) { view, emit in
      sequenced(view) { _ in
        emit(.unsigned(UInt64(view.bytes.littleEndian(UInt16.self, at: 6))), 6..<8)
      }
    },
    Field(
      "icmp.originate_timestamp", "Originate Timestamp", .decimal(32), at: 8, 4,
      in: message(.timestamp, .timestampReply)),
    Field(
      "icmp.receive_timestamp", "Receive Timestamp", .decimal(32), at: 12, 4,
      in: message(.timestamp, .timestampReply)),
    Field(
      "icmp.transmit_timestamp", "Transmit Timestamp", .decimal(32), at: 16, 4,
      in: message(.timestamp, .timestampReply)),
    Field(
      "icmp.address_mask", "Address Mask", .ipv4Address, at: 8, 4,
      in: message(.addressMaskRequest, .addressMaskReply)),
  ]

  private static let errorFields: [Field<ICMPv4>] = [
    Field("icmp.unused", "Unused", .bytes) { view, emit in
      for range in view.unusedRanges { emit(.bytes, range) }
    },
    Field("icmp.length", "Length", .decimal(8)) { view, emit in
      if view.quotedLength != nil { emit(.unsigned(UInt64(view.bytes.byte(at: 5))), 5..<6) }
    },
    Field(
      "icmp.length.original_datagram", "Length of original datagram", .decimal(8), hidden: true
    ) { view, emit in
      if let length = view.quotedLength { emit(.unsigned(UInt64(length)), 5..<6) }
    },
    Field(
      "icmp.mtu", "MTU of next hop", .decimal(16), at: 6, 2,
      in: message(.destinationUnreachable, code: 4)),
    Field("icmp.redir_gw", "Gateway Address", .ipv4Address, at: 4, 4, in: message(.redirect)),
    Field("icmp.pointer", "Pointer", .decimal(32), at: 4, 1, in: message(.parameterProblem)),
  ]

  /// The bytes of the second word that an error does not use.
  private var unusedRanges: [Range<Int>] {
    let hasLength = quotedLength != nil
    switch (kind, code) {
    case (.destinationUnreachable, 4): return hasLength ? [4..<5] : [4..<6]
    case (.destinationUnreachable, _), (.timeExceeded, _):
      return hasLength ? [4..<5, 6..<8] : [4..<8]
    case (.parameterProblem, _): return hasLength ? [6..<8] : [5..<8]
    default: return []
    }
  }

  private static let routers: Field<ICMPv4>.Parts = { view, part in
    guard view.kind == .routerAdvertisement, view.bytes.byte(at: 5) == 2 else { return }
    var start = 8
    for _ in 0..<view.bytes.byte(at: 4) where start < view.bytes.byteCount {
      part(start..<start + 8)
      start += 8
    }
  }

  /// RFC 1256 §3.
  private static let routerFields: [Field<ICMPv4>] = [
    Field(
      "icmp.num_addrs", "Number of addresses", .decimal(8), at: 4, 1,
      in: message(.routerAdvertisement)),
    Field(
      "icmp.addr_entry_size", "Address entry size", .decimal(8), at: 5, 1,
      in: message(.routerAdvertisement)),
    Field(
      "icmp.lifetime", "Lifetime", .decimal(16), at: 6, 2, in: message(.routerAdvertisement)),
    Field("icmp.router_address", "Router address", .ipv4Address, at: 0, 4, in: routers),
    Field("icmp.pref_level", "Preference level", .signed(bits: 32), at: 4, 4, in: routers),
  ]

  /// RFC 8335 §2 and §3.
  private static let extendedEchoFields: [Field<ICMPv4>] = [
    Field(
      "icmp.ext.echo.seq", "Sequence Number", .decimal(8), at: 6, 1,
      in: message(.extendedEchoRequest, .extendedEchoReply)),
    Field(
      "icmp.ext.echo.req.res", "Reserved", .hex(8), at: 7, 1, mask: 0xfe,
      in: message(.extendedEchoRequest)),
    Field(
      "icmp.ext.echo.req.local", "Local bit", at: 7, 1, bit: 1, in: message(.extendedEchoRequest)),
    Field(
      "icmp.ext.echo.rsp.state", "State", .decimal(8), at: 7, 1, mask: 0xe0,
      in: message(.extendedEchoReply)),
    Field(
      "icmp.ext.echo.rsp.res", "Reserved", .hex(8), at: 7, 1, mask: 0x18,
      in: message(.extendedEchoReply)),
    Field(
      "icmp.ext.echo.rsp.active", "Active bit", at: 7, 1, bit: 4, in: message(.extendedEchoReply)),
    Field("icmp.ext.echo.rsp.ipv4", "IPv4 bit", at: 7, 1, bit: 2, in: message(.extendedEchoReply)),
    Field("icmp.ext.echo.rsp.ipv6", "IPv6 bit", at: 7, 1, bit: 1, in: message(.extendedEchoReply)),
  ]
}
