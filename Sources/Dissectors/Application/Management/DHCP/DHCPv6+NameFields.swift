import PacketCore

extension DHCPv6 {
  /// Calls `body` with each name of a list in DNS's form; a name without an end is a part of one.
  ///
  /// Names are not compressed here (RFC 8415 §10). One that ends at the root has a final point.
  private func forEachName(in range: Range<Int>, _ body: (String, Int, Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      var offset = start
      var text: [UInt8] = []
      var labels = 0
      var isWhole = false
      while offset < range.upperBound {
        let length = Int(bytes.byte(at: offset))
        if length == 0 {
          isWhole = true
          offset += 1
          break
        }
        guard length < 64, offset + 1 + length <= range.upperBound else { return }
        if labels > 0 { text.append(UInt8(ascii: ".")) }
        for place in offset + 1..<offset + 1 + length { text.append(bytes.byte(at: place)) }
        labels += 1
        offset += 1 + length
      }
      if isWhole { text.append(UInt8(ascii: ".")) }
      body(String(decoding: text, as: UTF8.self), isWhole ? labels : 0, start..<offset)
      start = offset
    }
  }

  private static func names(
    _ name: String, _ label: String, in parts: @escaping Field<DHCPv6>.Parts
  ) -> Field<DHCPv6> {
    Field("dhcpv6.\(name)", label, .text) { view, emit in
      parts(view) { part in
        view.forEachName(in: part) { text, _, range in emit(.string(text), range) }
      }
    }
  }

  /// A client's name: of a single label that ends at the root, or another.
  private static func clientName(
    _ name: String, _ label: String, topLevel: Bool
  ) -> Field<DHCPv6> {
    Field("dhcpv6.\(name)", label, .text) { view, emit in
      values(39)(view) { value in
        guard value.count > 1 else { return }
        view.forEachName(in: value.dropFirst()) { text, labels, range in
          if (labels == 1) == topLevel { emit(.string(text), range) }
        }
      }
    }
  }

  static let nameFields: [Field<DHCPv6>] = [
    Field("dhcpv6.client_fqdn_flags", "Flags", .hex(8), at: 0, 1, in: values(39)),
    nameFlag("client.n", "N bit", 4, server: false),
    nameFlag("client.s", "S bit", 1, server: false),
    nameFlag("server.n", "N bit", 4, server: true),
    nameFlag("server.o", "O bit", 2, server: true),
    nameFlag("server.s", "S bit", 1, server: true),
    clientName("client_domain", "Client Domain Name", topLevel: false),
    clientName("tld", "Top Level Domain name", topLevel: true),
    names("sip_server_domain_search_fqdn", "SIP Server Domain Search FQDN", in: values(21)),
    names("search_list_entry", "List entry", in: values(24)),
    names("nis_fqdn", "NIS FQDN", in: values(29)),
    names("nisp_fqdn", "NISP FQDN", in: values(30)),
    names("bcmcs_server_fqdn", "BCMCS server FQDN", in: values(33)),
    names("aftr_name", "DS-Lite AFTR Name", in: values(64)),
  ]

  /// A flag of a client's name (RFC 4704 §4.1): servers advertise and reply.
  private static func nameFlag(
    _ name: String, _ label: String, _ mask: UInt64, server: Bool
  ) -> Field<DHCPv6> {
    Field(
      "dhcpv6.clientfqdn.\(name)", label, at: 0, 1, bit: mask,
      in: { view, part in
        var isServer = false
        view.forEachMessage { range in
          let type = view.bytes.byte(at: range.lowerBound)
          isServer = type == 2 || type == 7
        }
        if isServer == server { values(39)(view, part) }
      })
  }

  /// Vendor-specific options: an enterprise number, then code, length and data each.
  private static let vendorOptions: Field<DHCPv6>.Parts = { view, part in
    values(17)(view) { value in view.forEachSuboption(in: value.dropFirst(4), part) }
  }

  private func forEachSuboption(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let end = start + 4 + Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard end <= range.upperBound else { return }
      body(start..<end)
      start = end
    }
  }

  /// The values after their lengths of a user class (RFC 8415 §21.15).
  private static func counted(_ code: UInt16, from offset: Int) -> Field<DHCPv6>.Parts {
    { view, part in
      values(code)(view) { value in
        var start = value.lowerBound + offset
        while start + 2 <= value.upperBound {
          let end = start + 2 + Int(view.bytes.bigEndian(UInt16.self, at: start))
          guard end <= value.upperBound else { return }
          part(start..<end)
          start = end
        }
      }
    }
  }

  static let vendorFields: [Field<DHCPv6>] = [
    Field("dhcpv6.userclass.length", "Length", .decimal(16), at: 0, 2, in: counted(15, from: 0)),
    Field("dhcpv6.userclass.opaque_data", "Suboption", .bytes, at: 2, in: counted(15, from: 0)),
    Field("dhcpv6.vendorclass.enterprise", "Enterprise ID", .decimal(32), at: 0, 4, in: values(16)),
    Field("dhcpv6.vendorclass.data", "vendor-class-data", .text, at: 2, in: counted(16, from: 4)),
    Field("dhcpv6.vendoropts.enterprise", "Enterprise ID", .decimal(32), at: 0, 4, in: values(17)),
    Field(
      "dhcpv6.vendoropts.enterprise.option_code", "Option code", .decimal(16), at: 0, 2,
      in: vendorOptions),
    Field(
      "dhcpv6.vendoropts.enterprise.option_length", "Option length", .decimal(16), at: 2, 2,
      in: vendorOptions),
    Field(
      "dhcpv6.vendoropts.enterprise.option_data", "Option data", .bytes, at: 4, in: vendorOptions),
  ]

  /// The suboptions of an NTP server option (RFC 5908 §4).
  private static func timeServer(_ code: UInt16? = nil) -> Field<DHCPv6>.Parts {
    { view, part in
      values(56)(view) { value in
        view.forEachSuboption(in: value) { range in
          let found = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
          if code == nil || code == found { part(range) }
        }
      }
    }
  }

  static let timeServerFields: [Field<DHCPv6>] = [
    Field("dhcpv6.ntpserver.option.type", "Suboption", .decimal(16), at: 0, 2, in: timeServer()),
    Field("dhcpv6.ntpserver.option.length", "Length", .decimal(16), at: 2, 2, in: timeServer()),
    Field(
      "dhcpv6.ntpserver.addr", "NTP Server Address", .ipv6Address, at: 4, 16, in: timeServer(1)),
    Field(
      "dhcpv6.ntpserver.mc_addr", "NTP Multicast Address", .ipv6Address, at: 4, 16,
      in: timeServer(2)),
    names(
      "ntpserver.fqdn", "NTP Server FQDN",
      in: { view, part in timeServer(3)(view) { part($0.dropFirst(4)) } }),
  ]
}
