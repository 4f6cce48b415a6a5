import PacketCore

/// Fields of the options in OPT records (RFC 6891 §6.1.2).
extension DNSFormat where Self: ~Escapable {
  /// The options of some codes, of all when there are none: code, length and value each.
  @inline(never)
  private static func option(_ codes: DNS.OptionCode...) -> Field<Self>.Parts {
    { view, part in
      data(.opt)(view) { range in
        var start = range.lowerBound
        while start + 4 <= range.upperBound {
          let end = start + 4 + Int(view.bytes.bigEndian(UInt16.self, at: start + 2))
          let code = DNS.OptionCode(view.bytes.bigEndian(UInt16.self, at: start))
          if codes.isEmpty || codes.contains(code) { part(start..<end) }
          start = end
        }
      }
    }
  }

  /// The bytes of an option's value, one part each.
  private static func eachByte(_ code: DNS.OptionCode) -> Field<Self>.Parts {
    { view, part in
      option(code)(view) { range in
        for offset in range.dropFirst(4) { part(offset..<offset + 1) }
      }
    }
  }

  static var optionFields: [Field<Self>] {
    [
      Field("dns.opt", "Option", .heading, at: 0, in: option()),
      Field("dns.opt.code", "Option Code", .decimal(16), at: 0, 2, in: option()),
      Field("dns.opt.len", "Option Length", .decimal(16), at: 2, 2, in: option()),
      Field("dns.opt.data", "Option Data", .bytes) { view, emit in
        option()(view) { emit(.bytes, $0.lowerBound + 4..<$0.upperBound) }
      },
      Field("dns.opt.dau", "DAU", .decimal(8), at: 0, 1, in: eachByte(.algorithmsUnderstood)),
      Field("dns.opt.dhu", "DHU", .decimal(8), at: 0, 1, in: eachByte(.hashesUnderstood)),
      Field("dns.opt.n3u", "N3U", .decimal(8), at: 0, 1, in: eachByte(.nsec3HashesUnderstood)),
    ] + clientSubnetFields + [
      Field(
        "dns.opt.cookie.client", "Client Cookie", .bytes, at: 4, 8, in: option(.cookie)),
      Field("dns.opt.cookie.server", "Server Cookie", .bytes) { view, emit in
        option(.cookie)(view) {
          if $0.count >= 12 { emit(.bytes, $0.lowerBound + 12..<$0.upperBound) }
        }
      },
      Field(
        "dns.opt.edns_tcp_keepalive.timeout", "Timeout", .decimal(16), at: 4, 2,
        in: option(.tcpKeepalive)),
      Field("dns.opt.padding", "Padding", .bytes) { view, emit in
        option(.padding)(view) { emit(.bytes, $0.lowerBound + 4..<$0.upperBound) }
      },
      Field("dns.opt.chain.fqdn", "Closest Trust Point", .text) { view, emit in
        option(.chain)(view) { part in
          var end = part.upperBound
          while end > part.lowerBound + 4, view.bytes.byte(at: end - 1) == 0 { end -= 1 }
          emit(.text, part.lowerBound + 4..<end)
        }
      },
      Field(
        "dns.opt.ext_error.info_code", "Info Code", .decimal(16), at: 4, 2,
        in: option(.extendedError)),
      Field(
        "dns.opt.ext_error.extra_text", "Extra Text", .text, at: 6, in: option(.extendedError)),
    ]
  }

  /// The network that a client asked from (RFC 7871 §6): its address has as many bytes as its prefix
  /// takes.
  private static var clientSubnetFields: [Field<Self>] {
    [
      Field(
        "dns.opt.client.family", "Family", .decimal(16), at: 4, 2, in: option(.clientSubnet)),
      Field(
        "dns.opt.client.netmask", "Source Netmask", .decimal(8), at: 6, 1,
        in: option(.clientSubnet)),
      Field(
        "dns.opt.client.scope", "Scope Netmask", .decimal(8), at: 7, 1, in: option(.clientSubnet)),
      Field("dns.opt.client.addr4", "Client Subnet", .ipv4Address) { view, emit in
        subnet(of: view, family: 1, limit: 4) { bits, range in
          emit(.ipv4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: bits.high >> 32))), range)
        }
      },
      Field("dns.opt.client.addr6", "Client Subnet", .ipv6Address) { view, emit in
        subnet(of: view, family: 2, limit: 16) { bits, range in
          emit(.ipv6(IPv6Address(high: bits.high, low: bits.low)), range)
        }
      },
    ]
  }

  private static func subnet(
    of view: borrowing Self, family: UInt16, limit: Int,
    _ body: ((high: UInt64, low: UInt64), Range<Int>) -> Void
  ) {
    let bytes = view.bytes
    option(.clientSubnet)(view) { part in
      let start = part.lowerBound + 8
      guard start <= part.upperBound, part.upperBound <= min(start + limit, bytes.byteCount),
        bytes.bigEndian(UInt16.self, at: start - 4) == family
      else { return }
      body(bytes.leadingBits(in: start..<part.upperBound), start..<part.upperBound)
    }
  }
}

extension RawSpan {
  /// Up to sixteen bytes, the first uppermost, filled up with zeros.
  func leadingBits(in range: Range<Int>) -> (high: UInt64, low: UInt64) {
    var bits: (high: UInt64, low: UInt64) = (0, 0)
    for (index, offset) in range.prefix(16).enumerated() {
      let byte = UInt64(byte(at: offset)) << UInt64(56 - 8 * (index & 7))
      if index < 8 { bits.high |= byte } else { bits.low |= byte }
    }
    return bits
  }
}
