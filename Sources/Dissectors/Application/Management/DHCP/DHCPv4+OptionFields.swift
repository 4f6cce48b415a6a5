import PacketCore

extension DHCPv4 {
  /// The values of options of a code.
  static func values(_ code: UInt8) -> Field<DHCPv4>.Parts {
    { view, part in view.forEachOption(OptionCode(code)) { part($0.value) } }
  }

  /// The elements of equal size that the values of options are made of.
  static func elements(_ code: UInt8, _ size: Int) -> Field<DHCPv4>.Parts {
    { view, part in
      values(code)(view) { value in
        var start = value.lowerBound
        while start + size <= value.upperBound {
          part(start..<start + size)
          start += size
        }
      }
    }
  }

  private static func addresses(_ code: UInt8, _ name: String, _ label: String) -> Field<DHCPv4> {
    Field("dhcp.option.\(name)", label, .ipv4Address, at: 0, 4, in: elements(code, 4))
  }

  private static func text(_ code: UInt8, _ name: String, _ label: String) -> Field<DHCPv4> {
    Field("dhcp.option.\(name)", label, .text, at: 0, in: values(code))
  }

  private static func number(
    _ code: UInt8, _ bits: Int, _ name: String, _ label: String
  ) -> Field<DHCPv4> {
    Field(
      "dhcp.option.\(name)", label, .decimal(bits), at: 0, bits / 8, in: elements(code, bits / 8))
  }

  private static func flag(_ code: UInt8, _ name: String, _ label: String) -> Field<DHCPv4> {
    Field("dhcp.option.\(name)", label, .boolean, at: 0, 1, in: elements(code, 1))
  }

  /// Options whose value is one thing, or a list of things of one kind (RFC 2132).
  static let simpleOptionFields: [Field<DHCPv4>] =
    addressOptions + numberOptions + flagOptions + textOptions

  private static let addressOptions: [Field<DHCPv4>] = [
    addresses(1, "subnet_mask", "Subnet Mask"),
    addresses(3, "router", "Router"),
    addresses(4, "time_server", "Time Server"),
    addresses(5, "name_server", "Name Server"),
    addresses(6, "domain_name_server", "Domain Name Server"),
    addresses(7, "log_server", "Log Server"),
    addresses(8, "quotes_server", "Quotes Server"),
    addresses(9, "lpr_server", "LPR Server"),
    addresses(10, "impress_server", "Impress Server"),
    addresses(11, "resource_location_server", "Resource Location Server"),
    addresses(16, "swap_server", "Swap Server"),
    addresses(28, "broadcast_address", "Broadcast Address"),
    addresses(32, "router_solicitation_address", "Router Solicitation Address"),
    addresses(41, "nis_server", "Network Information Service Server"),
    addresses(42, "ntp_server", "Network Time Protocol Server"),
    addresses(44, "netbios_over_tcpip_name_server", "NetBIOS over TCP/IP Name Server"),
    addresses(
      45, "netbios_over_tcpip_dd_name_server",
      "NetBIOS over TCP/IP Datagram Distribution Name Server"),
    addresses(48, "xwindows_system_font_server", "X Window System Font Server"),
    addresses(49, "xwindows_system_display_manager", "X Window System Display Manager"),
    addresses(50, "requested_ip_address", "Requested IP Address"),
    addresses(54, "dhcp_server_id", "DHCP Server Identifier"),
    addresses(65, "nis_plus_server", "Network Information Service+ Server"),
    addresses(68, "mobile_ip_home_agent", "Mobile IP Home Agent"),
    addresses(69, "smtp_server", "SMTP Server"),
    addresses(70, "pop3_server", "POP3 Server"),
    addresses(71, "nntp_server", "NNTP Server"),
    addresses(72, "default_www_server", "Default WWW Server"),
    addresses(73, "default_finger_server", "Default Finger Server"),
    addresses(74, "default_irc_server", "Default IRC Server"),
    addresses(75, "streettalk_server", "StreetTalk Server"),
    addresses(76, "streettalk_da_server", "StreetTalk DA Server"),
    addresses(92, "associated_ip_option", "Associated IP option"),
    addresses(112, "netinfo_parent_server_address", "NetInfo Parent Server Address"),
    addresses(118, "subnet_selection_option", "Subnet Selection Option"),
    addresses(136, "pana_agent", "PaC Authentication Agent"),
    addresses(138, "capwap_access_controller", "CAPWAP Access Controllers"),
    addresses(142, "andsf_server", "ANDSF Server"),
    addresses(150, "tftp_server_address", "TFTP Server Address"),
  ]

  private static let numberOptions: [Field<DHCPv4>] = [
    Field(
      "dhcp.option.time_offset", "Time Offset", .signed(bits: 32), at: 0, 4, in: elements(2, 4)),
    number(13, 16, "boot_file_size", "Boot File Size"),
    number(22, 16, "max_datagram_reassembly_size", "Maximum Datagram Reassembly Size"),
    number(23, 8, "default_ip_ttl", "Default IP TTL"),
    number(24, 32, "path_mtu_aging_timeout", "Path MTU Aging Timeout"),
    number(25, 16, "path_mtu_plateau_table_item", "Path MTU Plateau Table Item"),
    number(26, 16, "interface_mtu", "Interface MTU"),
    number(35, 32, "arp_cache_timeout", "ARP Cache Timeout"),
    number(37, 8, "tcp_default_ttl", "TCP Default TTL"),
    number(38, 32, "tcp_keepalive_interval", "TCP Keepalive Interval"),
    number(46, 8, "netbios_over_tcpip_node_type", "NetBIOS over TCP/IP Node Type"),
    number(51, 32, "ip_address_lease_time", "IP Address Lease Time"),
    number(52, 8, "option_overload", "Option Overload"),
    number(53, 8, "dhcp", "DHCP"),
    number(55, 8, "request_list_item", "Parameter Request List Item"),
    number(57, 16, "dhcp_max_message_size", "Maximum DHCP Message Size"),
    number(58, 32, "renewal_time_value", "Renewal Time Value"),
    number(59, 32, "rebinding_time_value", "Rebinding Time Value"),
    number(91, 32, "client_last_transaction_time", "Client last transaction time"),
    number(93, 16, "client_system_architecture", "Client System Architecture"),
    number(116, 8, "dhcp_auto_configuration", "DHCP Auto-Configuration"),
    number(145, 8, "forcerenew_nonce.algorithm", "Algorithm"),
    number(151, 8, "bulk_lease.status_code", "Status Code"),
    number(153, 32, "bulk_lease.start_time_of_state", "Start Time Of State"),
    number(156, 8, "bulk_lease.dhcp_state", "Dhcp State"),
  ]

  private static let flagOptions: [Field<DHCPv4>] = [
    flag(19, "ip_forwarding", "IP Forwarding"),
    flag(20, "non_local_source_routing", "Non-Local Source Routing"),
    flag(27, "all_subnets_are_local", "All Subnets are Local"),
    flag(29, "perform_mask_discovery", "Perform Mask Discovery"),
    flag(30, "mask_supplier", "Mask Supplier"),
    flag(31, "perform_router_discover", "Perform Router Discover"),
    flag(34, "trailer_encapsulation", "Trailer Encapsulation"),
    flag(36, "ethernet_encapsulation", "Ethernet Encapsulation"),
    flag(39, "tcp_keepalive_garbage", "TCP Keepalive Garbage"),
  ]

  private static let textOptions: [Field<DHCPv4>] = [
    text(12, "hostname", "Host Name"),
    text(14, "merit_dump_file", "Merit Dump File"),
    text(15, "domain_name", "Domain Name"),
    text(17, "root_path", "Root Path"),
    text(18, "extension_path", "Extension Path"),
    text(40, "nis_domain", "Network Information Service Domain"),
    text(47, "netbios_over_tcpip_scope", "NetBIOS over TCP/IP Scope"),
    text(56, "message", "Message"),
    text(60, "vendor_class_id", "Vendor class identifier"),
    text(62, "novell_netware_ip_domain", "Novell/Netware IP domain"),
    text(64, "nis_plus_domain", "Network Information Service+ Domain"),
    text(66, "tftp_server_name", "TFTP Server Name"),
    text(67, "bootfile_name", "Bootfile name"),
    text(86, "novell_ds_tree_name", "Novell Directory Services Tree Name"),
    text(87, "novell_ds_context", "Novell Directory Services Context"),
    text(100, "tz_pcode", "TZ PCode"),
    text(101, "tz_tcode", "TZ TCode"),
    text(113, "netinfo_parent_server_tag", "NetInfo Parent Server Tag"),
    Field(
      "dhcp.option.captive_portal", "Captive Portal", .text, at: 0,
      in: { view, part in
        values(114)(view, part)
        values(160)(view, part)
      }),
    text(161, "mudurl", "Manufacturer Usage Description"),
    text(209, "pxe_config_file", "PXE Config File"),
    text(210, "pxe_path_prefix", "PXE Path Prefix"),
    text(252, "private_proxy_autodiscovery", "Private/Proxy autodiscovery"),
  ]

  /// Pairs of addresses, routes with the width of their prefix (RFC 3442), names to search
  /// (RFC 3397), SIP servers (RFC 3361).
  static let routeFields: [Field<DHCPv4>] = [
    Field(
      "dhcp.option.policy_filter.ip", "IP Address", .ipv4Address, at: 0, 4, in: elements(21, 8)),
    Field(
      "dhcp.option.policy_filter.subnet_mask", "Subnet Mask", .ipv4Address, at: 4, 4,
      in: elements(21, 8)),
    Field("dhcp.option.static_route.ip", "IP Address", .ipv4Address, at: 0, 4, in: elements(33, 8)),
    Field("dhcp.option.static_route.router", "Router", .ipv4Address, at: 4, 4, in: elements(33, 8)),
    Field(
      "dhcp.option.classless_static_route", "Subnet/MaskWidth-Router", .bytes, at: 0,
      in: { view, part in
        for code in [121, 249] as [UInt8] {
          values(code)(view) { value in
            var start = value.lowerBound
            while start < value.upperBound {
              let width = Int(view.bytes.byte(at: start))
              let end = start + 5 + (width + 7) / 8
              guard width <= 32, end <= value.upperBound else { return }
              part(start..<end)
              start = end
            }
          }
        }
      }),
    Field("dhcp.option.dhcp_dns_domain_search_list_fqdn", "FQDN", .text) { view, emit in
      values(119)(view) { value in
        view.forEachName(in: value) { emit(.string($0), $1) }
      }
    },
    Field(
      "dhcp.option.sip_server.encoding", "SIP Server Encoding", .decimal(8), at: 0, 1,
      in: values(120)),
    Field("dhcp.option.sip_server.name", "SIP Server Name", .text) { view, emit in
      values(120)(view) { value in
        guard value.count > 1, view.bytes.byte(at: value.lowerBound) == 0 else { return }
        view.forEachName(in: value.dropFirst()) { emit(.string($0), $1) }
      }
    },
    Field("dhcp.option.sip_server.address", "SIP Server Address", .ipv4Address) { view, emit in
      values(120)(view) { value in
        guard view.bytes.byte(at: value.lowerBound) == 1 else { return }
        for start in stride(from: value.lowerBound + 1, through: value.upperBound - 4, by: 4) {
          emit(.ipv4(IPv4Address(view.bytes, at: start)), start..<start + 4)
        }
      }
    },
  ]

  /// Calls `body` with each name of a list in DNS's form; pointers count from the list's start.
  private func forEachName(in range: Range<Int>, _ body: (String, Range<Int>) -> Void) {
    let list = DNS.MessageView(unchecked: bytes.slice(from: range.lowerBound, count: range.count))
    var offset = 0
    while offset < range.count, let end = DNS.nameEnd(in: list.bytes, at: offset),
      let text = list.nameText(at: offset)
    {
      body(text, range.lowerBound + offset..<range.lowerBound + end)
      offset = end
    }
  }
}
