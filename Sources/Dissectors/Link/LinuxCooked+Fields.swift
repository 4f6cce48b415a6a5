public import PacketCore

extension LinuxCooked {
  public static let fields: [Field<LinuxCooked>] = [
    Field("sll.ifindex", "Interface index", .decimal(32), at: 4, 4) { view in
      view.interfaceIndex.map { .unsigned(UInt64($0)) }
    },
    Field("sll.pkttype", "Packet type", .decimal(16)) { view, emit in
      emit(.unsigned(UInt64(view.packetType.rawValue)), view.packetTypeRange)
    },
    Field("sll.hatype", "Link-layer address type", .decimal(16)) { view, emit in
      emit(.unsigned(UInt64(view.hardwareType)), view.hardwareTypeRange)
    },
    Field("sll.halen", "Link-layer address length", .decimal(16)) { view, emit in
      emit(.unsigned(UInt64(view.addressLength)), view.addressLengthRange)
    },
    Field("sll.src.eth", "Source", .macAddress) { view, emit in
      guard let source = view.source else { return }
      emit(.mac(source), view.addressOffset..<view.addressOffset + 6)
    },
    Field("sll.src.ipv4", "Source", .ipv4Address) { view, emit in
      guard view.addressLength == 4 else { return }
      let address = IPv4Address(view.bytes, at: view.addressOffset)
      emit(.ipv4(address), view.addressOffset..<view.addressOffset + 4)
    },
    Field("sll.src.other", "Source", .bytes) { view, emit in
      let length = Swift.min(view.addressLength, 8)
      guard length > 0, length != 4, length != 6 else { return }
      emit(.bytes, view.addressOffset..<view.addressOffset + length)
    },
    Field("sll.unused", "Unused", .bytes) { view, emit in
      guard view.addressLength < 8 else { return }
      emit(.bytes, view.addressOffset + view.addressLength..<view.addressOffset + 8)
    },
    Field("sll.gretype", "Protocol", .hex(16)) { view, emit in
      if view.isGRE { emit(.unsigned(UInt64(view.protocol)), view.protocolRange) }
    },
    Field("sll.ltype", "Protocol", .hex(16)) { view, emit in
      guard !view.isGRE, view.protocol < 0x0600 else { return }
      emit(.unsigned(UInt64(view.protocol)), view.protocolRange)
    },
    Field("sll.etype", "Protocol", .hex(16)) { view, emit in
      guard !view.isGRE, view.protocol >= 0x0600 else { return }
      emit(.unsigned(UInt64(view.protocol)), view.protocolRange)
    },
    Field("sll.trailer", "Trailer", .bytes) { view, emit in
      guard let content = EtherPayload.byteCount(view.protocol, view.payload) else { return }
      let end = view.headerLength + content
      if end < view.bytes.byteCount { emit(.bytes, end..<view.bytes.byteCount) }
    },
  ]
}
