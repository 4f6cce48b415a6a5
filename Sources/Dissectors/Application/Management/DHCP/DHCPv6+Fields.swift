public import PacketCore

extension DHCPv6 {
  public static let fields: [Field<DHCPv6>] =
    headerFields + listFields + identifierFields + associationFields + simpleFields + nameFields
    + vendorFields + timeServerFields

  private static func messages(relay: Bool? = nil) -> Field<DHCPv6>.Parts {
    { view, part in
      view.forEachMessage { range in
        let isRelay = MessageType(rawValue: view.bytes.byte(at: range.lowerBound)).isRelay
        if relay == nil || relay == isRelay { part(range) }
      }
    }
  }

  private static let headerFields: [Field<DHCPv6>] = [
    Field("dhcpv6.msgtype", "Message type", .decimal(8), at: 0, 1, in: messages()),
    Field("dhcpv6.hopcount", "Hopcount", .decimal(8), at: 1, 1, in: messages(relay: true)),
    Field("dhcpv6.linkaddr", "Link address", .ipv6Address, at: 2, 16, in: messages(relay: true)),
    Field("dhcpv6.peeraddr", "Peer address", .ipv6Address, at: 18, 16, in: messages(relay: true)),
    Field("dhcpv6.xid", "Transaction ID", .hex(24), at: 1, 3, in: messages(relay: false)),
  ]

  private static let options: Field<DHCPv6>.Parts = { view, part in view.forEachOption(nil, part) }

  private static let listFields: [Field<DHCPv6>] = [
    Field("dhcpv6.option.type_str", "Option", .text, hidden: true) { view, emit in
      view.forEachOption { range in
        let code = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
        emit(
          .string(optionNames[code] ?? "DHCP option \(code)"),
          range.lowerBound..<range.lowerBound + 2)
      }
    },
    Field("dhcpv6.option.type", "Option", .decimal(16), at: 0, 2, in: options),
    Field("dhcpv6.option.length", "Length", .decimal(16), at: 2, 2, in: options),
  ]

  /// The unique identifiers of clients and servers (RFC 8415 §11), of a type if one is given.
  private static func identifier(_ type: UInt16? = nil) -> Field<DHCPv6>.Parts {
    { view, part in
      view.forEachOption { range in
        let code = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
        guard code == 1 || code == 2 || code == 53 else { return }
        let found = view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 4)
        if type == nil || type == found { part(range.dropFirst(4)) }
      }
    }
  }

  /// Bytes of a part from an offset on, as hexadecimal text.
  private static func hexadecimal(
    _ name: String, _ label: String, at offset: Int, _ count: Int? = nil, separator: UInt8? = nil,
    in parts: @escaping Field<DHCPv6>.Parts
  ) -> Field<DHCPv6> {
    Field("dhcpv6.\(name)", label, .text) { view, emit in
      parts(view) { part in
        let start = part.lowerBound + offset
        let end = count.map { start + $0 } ?? part.upperBound
        guard start < end, end <= part.upperBound else { return }
        var text: [UInt8] = []
        text.append(hex: view.bytes.slice(from: start, count: end - start), separator: separator)
        emit(.string(String(decoding: text, as: UTF8.self)), start..<end)
      }
    }
  }

  private static let identifierFields: [Field<DHCPv6>] = [
    Field("dhcpv6.duid.bytes", "DUID", .bytes, at: 0, in: identifier()),
    Field("dhcpv6.duid.type", "DUID Type", .decimal(16), at: 0, 2, in: identifier()),
    Field("dhcpv6.duidllt.hwtype", "Hardware type", .decimal(16), at: 2, 2, in: identifier(1)),
    // Seconds since 2000 (RFC 8415 §11.2).
    Field("dhcpv6.duidllt.time", "DUID Time", .absoluteTime) { view, emit in
      identifier(1)(view) { part in
        let range = part.lowerBound + 4..<part.lowerBound + 8
        guard range.upperBound <= part.upperBound else { return }
        let seconds = Int64(view.bytes.bigEndian(UInt32.self, at: range.lowerBound))
        emit(.time(Timestamp(seconds: seconds + 946_684_800)), range)
      }
    },
    hexadecimal(
      "duidllt.link_layer_addr", "Link-layer address", at: 8, separator: UInt8(ascii: ":"),
      in: identifier(1)),
    Field("dhcpv6.duiden.enterprise", "Enterprise ID", .decimal(32), at: 2, 4, in: identifier(2)),
    Field("dhcpv6.duiden.identifier", "Identifier", .bytes, at: 6, in: identifier(2)),
    Field("dhcpv6.duidll.hwtype", "Hardware type", .decimal(16), at: 2, 2, in: identifier(3)),
    hexadecimal(
      "duidll.link_layer_addr", "Link-layer address", at: 4, separator: UInt8(ascii: ":"),
      in: identifier(3)),
    Field("dhcpv6.duiduuid.bytes", "UUID", .bytes, at: 2, in: identifier(4)),
  ]

  /// Associations of addresses or prefixes, which are laid out alike.
  private static let associations: Field<DHCPv6>.Parts = { view, part in
    view.forEachOption { range in
      let code = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
      if code == 3 || code == 25 { part(range.dropFirst(4)) }
    }
  }

  private static let associationFields: [Field<DHCPv6>] = [
    hexadecimal("iaid", "IAID", at: 0, 4, in: associations),
    hexadecimal("iata", "IATA", at: 0, 4, in: values(4)),
    Field("dhcpv6.iaid.t1", "T1", .decimal(32), at: 4, 4, in: associations),
    Field("dhcpv6.iaid.t2", "T2", .decimal(32), at: 8, 4, in: associations),
    Field("dhcpv6.iaaddr.ip", "IPv6 address", .ipv6Address, at: 0, 16, in: values(5)),
    Field(
      "dhcpv6.iaaddr.pref_lifetime", "Preferred lifetime", .decimal(32), at: 16, 4, in: values(5)),
    Field("dhcpv6.iaaddr.valid_lifetime", "Valid lifetime", .decimal(32), at: 20, 4, in: values(5)),
    Field(
      "dhcpv6.iaprefix.pref_lifetime", "Preferred lifetime", .decimal(32), at: 0, 4, in: values(26)),
    Field(
      "dhcpv6.iaprefix.valid_lifetime", "Valid lifetime", .decimal(32), at: 4, 4, in: values(26)),
    Field("dhcpv6.iaprefix.pref_len", "Prefix length", .decimal(8), at: 8, 1, in: values(26)),
    Field("dhcpv6.iaprefix.pref_addr", "Prefix address", .ipv6Address, at: 9, 16, in: values(26)),
  ]

  private static func addresses(_ code: UInt16, _ name: String, _ label: String) -> Field<DHCPv6> {
    Field("dhcpv6.\(name)", label, .ipv6Address, at: 0, 16, in: elements(code, 16))
  }

  private static let simpleFields: [Field<DHCPv6>] = [
    Field(
      "dhcpv6.requested_option_code", "Requested Option code", .decimal(16), at: 0, 2,
      in: elements(6, 2)),
    Field("dhcpv6.option_preference", "Pref-value", .decimal(8), at: 0, 1, in: values(7)),
    // In milliseconds; the wire counts hundredths of a second.
    Field("dhcpv6.elapsed_time", "Elapsed time", .decimal(32)) { view, emit in
      values(8)(view) { value in
        let range = value.lowerBound..<value.lowerBound + 2
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: range.lowerBound)) * 10), range)
      }
    },
    Field("dhcpv6.auth.protocol", "Protocol", .decimal(8), at: 0, 1, in: values(11)),
    Field("dhcpv6.auth.algorithm", "Algorithm", .decimal(8), at: 1, 1, in: values(11)),
    Field("dhcpv6.auth.rdm", "RDM", .decimal(8), at: 2, 1, in: values(11)),
    Field("dhcpv6.auth.replay_detection", "Replay Detection", .bytes, at: 3, 8, in: values(11)),
    Field("dhcpv6.auth.info", "Authentication Information", .bytes, at: 11, in: values(11)),
    addresses(12, "unicast", "IPv6 address"),
    Field("dhcpv6.status_code", "Status Code", .decimal(16), at: 0, 2, in: values(13)),
    Field("dhcpv6.status_msg", "Status Message", .text, at: 2, in: values(13)),
    Field("dhcpv6.interface_id", "Interface-ID", .bytes, at: 0, in: values(18)),
    Field("dhcpv6.reconf_msg", "Reconfigure message type", .decimal(8), at: 0, 1, in: values(19)),
    addresses(22, "sip_server_a", "SIP server address"),
    addresses(23, "dns_server", "DNS server address"),
    addresses(27, "nis_server", "NIS server address"),
    addresses(28, "nisp_server", "NISP server address"),
    addresses(31, "sntp_server", "SNTP server address"),
    Field("dhcpv6.lifetime", "Lifetime", .decimal(32), at: 0, 4, in: values(32)),
    addresses(34, "bcmcs_server_a", "BCMCS server address"),
    Field("dhcpv6.remoteid.enterprise", "Enterprise ID", .decimal(32), at: 0, 4, in: values(37)),
    Field("dhcpv6.remoteid_enterprise_id", "Remote-ID", .bytes, at: 4, in: values(37)),
    Field("dhcpv6.subscriber_id", "Subscriber-ID", .text, at: 0, in: values(38)),
    addresses(40, "pana_agent", "PANA agents address"),
    Field("dhcpv6.timezone", "Time-zone", .text, at: 0, in: values(41)),
    Field("dhcpv6.tzdb", "TZ-database", .text, at: 0, in: values(42)),
    Field("dhcpv6.clt_time", "Clt_time", .decimal(32), at: 0, 4, in: values(46)),
    addresses(48, "lq_client_link", "LQ client links address"),
    addresses(52, "capwap_ac_v6", "CAPWAP Access Controllers address"),
    Field("dhcpv6.pd_exclude.pref_len", "Prefix length", .decimal(8), at: 0, 1, in: values(67)),
    Field("dhcpv6.pd_exclude.subnet_id", "IPv6 subnet ID", .bytes, at: 1, in: values(67)),
    Field("dhcpv6.captive_portal", "Captive Portal", .text, at: 0, in: values(103)),
    Field("dhcpv6.mudurl", "MUDURL", .text, at: 0, in: values(112)),
    Field("dhcpv6.relay_port", "Downstream Source Port", .decimal(16), at: 0, 2, in: values(135)),
    addresses(165, "mip6_home_agent", "Home Agent"),
    addresses(166, "mip6_home_address", "Home Address"),
    Field("dhcpv6.nai", "NAI", .text, at: 0, in: values(167)),
  ]
}
