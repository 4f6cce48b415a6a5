public import PacketCore

extension DHCPv4 {
  public static let fields: [Field<DHCPv4>] =
    headerFields + nameFields + listFields + simpleOptionFields + clientIdentifierFields
    + clientNameFields + classFields + relayFields + vendorFields + authenticationFields
    + routeFields

  private static let headerFields: [Field<DHCPv4>] = [
    Field("dhcp.type", "Message type", .decimal(8), at: 0, 1) { $0.operation.rawValue },
    Field("dhcp.hw.type", "Hardware type", .hex(8)) { view, emit in
      emit(.unsigned(UInt64(view.hardwareType)), 1..<2)
      view.forEachHardwareIdentifier { value in
        emit(
          .unsigned(UInt64(view.bytes.byte(at: value.lowerBound))),
          value.lowerBound..<value.lowerBound + 1)
      }
    },
    Field("dhcp.hw.len", "Hardware address length", .decimal(8), at: 2, 1) { $0.bytes.byte(at: 2) },
    Field("dhcp.hops", "Hops", .decimal(8), at: 3, 1) { $0.hops },
    Field("dhcp.id", "Transaction ID", .hex(32), at: 4, 4) { $0.transactionIdentifier },
    // Some senders write the number the wrong way round; tshark reads it so when that is likely.
    Field("dhcp.secs", "Seconds elapsed", .decimal(16), at: 8, 2) { view in
      view.hasSwappedSeconds ? view.seconds.byteSwapped : view.seconds
    },
    Field("dhcp.secs_le", "Seconds elapsed appears to be encoded as little-endian", .heading) {
      view, emit in if view.hasSwappedSeconds { emit(.present, 8..<10) }
    },
    Field("dhcp.flags", "Bootp flags", .hex(16), at: 10, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 10)
    },
    Field("dhcp.flags.bc", "Broadcast flag", at: 10, 2, bit: 0x8000),
    Field("dhcp.flags.reserved", "Reserved flags", .hex(16), at: 10, 2) {
      $0.bytes.bigEndian(UInt16.self, at: 10) & 0x7fff
    },
    Field("dhcp.ip.client", "Client IP address", .ipv4Address, at: 12, 4) {
      .ipv4($0.clientAddress)
    },
    Field("dhcp.ip.your", "Your (client) IP address", .ipv4Address, at: 16, 4) {
      .ipv4($0.yourAddress)
    },
    Field("dhcp.ip.server", "Next server IP address", .ipv4Address, at: 20, 4) {
      .ipv4($0.serverAddress)
    },
    Field("dhcp.ip.relay", "Relay agent IP address", .ipv4Address, at: 24, 4) {
      .ipv4($0.relayAddress)
    },
  ]

  private var hasSwappedSeconds: Bool { seconds > 255 && seconds & 0xff == 0 }

  /// Whether the hardware address is a MAC address.
  private var hasMACAddress: Bool {
    hardwareAddressLength == 6 && (hardwareType == 1 || hardwareType == 6)
  }

  private static let nameFields: [Field<DHCPv4>] = [
    Field("dhcp.hw.mac_addr", "Client MAC address", .macAddress) { view, emit in
      if view.hasMACAddress { emit(.mac(MACAddress(view.bytes, at: 28)), 28..<34) }
      view.forEachHardwareIdentifier { value in
        let type = view.bytes.byte(at: value.lowerBound)
        guard type == 1 || type == 6 else { return }
        let range = value.lowerBound + 1..<value.lowerBound + 7
        emit(.mac(MACAddress(view.bytes, at: range.lowerBound)), range)
      }
    },
    Field("dhcp.hw.addr", "Client hardware address", .bytes) { view, emit in
      if !view.hasMACAddress, view.hardwareAddressLength > 0 {
        emit(.bytes, 28..<28 + Swift.min(view.hardwareAddressLength, 16))
      }
    },
    Field("dhcp.hw.addr_padding", "Client hardware address padding", .bytes) { view, emit in
      let length = view.hardwareAddressLength
      if 1..<16 ~= length { emit(.bytes, 28 + length..<44) }
    },
    Field("dhcp.server", "Server host name", .text) { view, emit in
      if view.bytes.byte(at: 44) != 0, view.overload & 2 == 0 { emit(.text, 44..<108) }
    },
    Field(
      "dhcp.server_name_overloaded_by_dhcp", "Server name option overloaded by DHCP", .heading
    ) { view, emit in if view.overload & 2 != 0 { emit(.present, 44..<108) } },
    Field("dhcp.file", "Boot file name", .text) { view, emit in
      if view.bytes.byte(at: 108) != 0, view.overload & 1 == 0 { emit(.text, 108..<236) }
    },
    Field(
      "dhcp.boot_filename_overloaded_by_dhcp", "Boot file name option overloaded by DHCP", .heading
    ) { view, emit in if view.overload & 1 != 0 { emit(.present, 108..<236) } },
    Field("dhcp.cookie", "Magic cookie", .ipv4Address) { view, emit in
      if view.hasOptions { emit(.ipv4(IPv4Address(rawValue: cookie)), 236..<240) }
    },
    Field("dhcp.vendor_specific_options", "Bootp vendor specific options", .bytes) { view, emit in
      if !view.hasOptions, view.bytes.byteCount >= 240 {
        emit(.bytes, 236..<Swift.min(300, view.bytes.byteCount))
      }
    },
    Field("dhcp.bootp", "BOOTP", .boolean, hidden: true) { view, emit in
      if view.bytes.byteCount >= 240, view.messageType == nil { emit(.boolean(true), 0..<1) }
    },
  ]

  /// What option 52 says: 1 the boot file's field holds options, 2 the server's name.
  private var overload: UInt8 {
    var fields: UInt8 = 0
    forEachOption(.overload) { if $0.length == 1 { fields = bytes.byte(at: $0.value.lowerBound) } }
    return fields <= 3 ? fields : 0
  }

  private static let listFields: [Field<DHCPv4>] = [
    // tshark shows padding and the end as of type 0.
    Field("dhcp.option.type", "Option", .decimal(8)) { view, emit in
      view.forEachOption { option in
        let code = option.code == .end ? 0 : option.code.rawValue
        emit(.unsigned(UInt64(code)), option.offset..<option.offset + 1)
      }
    },
    Field("dhcp.option.length", "Length", .decimal(8)) { view, emit in
      view.forEachOption { option in
        guard option.hasLength else { return }
        emit(.unsigned(UInt64(option.length)), option.offset + 1..<option.offset + 2)
      }
    },
    Field("dhcp.option.value", "Value", .bytes) { view, emit in
      view.forEachOption { if $0.hasLength { emit(.bytes, $0.value) } }
    },
    Field("dhcp.option.end", "Option End", .decimal(8)) { view, emit in
      view.forEachOption(.end) { emit(.unsigned(255), $0.offset..<$0.offset + 1) }
    },
    Field("dhcp.option.padding", "Padding", .bytes) { view, emit in
      var options = view.options
      while let option = options.next() {
        if option.code == .pad { emit(.bytes, option.offset..<option.end) }
      }
      if let end = options.mainEnd, end < view.bytes.byteCount {
        emit(.bytes, end..<view.bytes.byteCount)
      }
    },
  ]
}
