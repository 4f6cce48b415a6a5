import PacketCore

/// Fields of SRV (RFC 2782), NAPTR (RFC 3403), CAA (RFC 8659), SVCB and HTTPS (RFC 9460).
extension DNSFormat where Self: ~Escapable {
  static var serviceFields: [Field<Self>] {
    [
      Field("dns.srv.priority", "Priority", .decimal(16), at: 0, 2, in: data(.srv)),
      Field("dns.srv.weight", "Weight", .decimal(16), at: 2, 2, in: data(.srv)),
      Field("dns.srv.port", "Port", .decimal(16), at: 4, 2, in: data(.srv)),
      name("dns.srv.target", "Target", of: .srv, at: 6),
      Field("dns.naptr.order", "Order", .decimal(16), at: 0, 2, in: data(.naptr)),
      Field("dns.naptr.preference", "Preference", .decimal(16), at: 2, 2, in: data(.naptr)),
    ]
      + strings(
        "dns.naptr.flags", "Flags", length: "dns.naptr.flags_length", "Flags Length",
        in: firstStrings(0))
      + strings(
        "dns.naptr.service", "Service", length: "dns.naptr.service_length", "Service Length",
        in: firstStrings(1))
      + strings(
        "dns.naptr.regex", "Regex", length: "dns.naptr.regex_length", "Regex Length",
        in: firstStrings(2))
      + [
        Field("dns.naptr.replacement_length", "Replacement Length", .decimal(8)) { view, emit in
          data(.naptr, from: 4, strings: 3)(view) { emit(.unsigned(UInt64($0.count)), $0) }
        },
        name("dns.naptr.replacement", "Replacement", of: .naptr, at: 4, strings: 3),
      ] + authorizationFields
  }

  /// One of the three strings of a NAPTR record, which a name follows.
  private static func firstStrings(_ index: Int) -> Field<Self>.Parts {
    { view, part in
      data(.naptr, from: 4, strings: index)(view) { range in
        let end = range.lowerBound + 1 + Int(view.bytes.byte(at: range.lowerBound))
        if end <= range.upperBound { part(range.lowerBound..<end) }
      }
    }
  }

  private static var authorizationFields: [Field<Self>] {
    [
      Field("dns.caa.flags", "CAA Flags", .hex(8), at: 0, 1, in: data(.caa)),
      Field(
        "dns.caa.flags.issuer_critical", "Issuer Critical", at: 0, 1, bit: 0x80, in: data(.caa)),
      authorization("issue", "Issue") { $0 == "issue" },
      authorization("issuewild", "Issue Wildcard") { $0 == "issuewild" },
      authorization("iodef", "Report URL") { $0 == "iodef" },
      authorization("unknown", "Unknown tag") { !["issue", "issuewild", "iodef"].contains($0) },
      Field("dns.caa.tag_length", "Tag length", .decimal(8), at: 1, 1, in: data(.caa)),
      Field("dns.caa.tag", "Tag", .text) { view, emit in
        data(.caa)(view) { emit(.text, tagRange(view, $0)) }
      },
      Field("dns.caa.value", "Value", .text) { view, emit in
        data(.caa)(view) { part in
          let start = tagRange(view, part).upperBound
          if start <= part.upperBound { emit(.text, start..<part.upperBound) }
        }
      },
    ]
  }

  private static func tagRange(_ view: borrowing Self, _ data: Range<Int>) -> Range<Int> {
    let start = data.lowerBound + 2
    return start..<start + Int(view.bytes.byte(at: start - 1))
  }

  /// The value of a property, under its tag's name.
  private static func authorization(
    _ name: String, _ label: String, _ isWanted: @escaping @Sendable (String) -> Bool
  ) -> Field<Self> {
    Field("dns.caa.\(name)", label, .text) { view, emit in
      data(.caa)(view) { part in
        let tag = tagRange(view, part)
        guard tag.upperBound <= part.upperBound else { return }
        let text = view.bytes.slice(from: tag.lowerBound, count: tag.count).copied()
        if isWanted(String(decoding: text, as: UTF8.self)) {
          emit(.text, tag.upperBound..<part.upperBound)
        }
      }
    }
  }

  /// The parameters of service bindings: key, length and value each.
  private static func parameter(_ key: DNS.ServiceParameterKey? = nil) -> Field<Self>.Parts {
    { view, part in
      data(.svcb, .https, from: 2, names: 1)(view) { range in
        var start = range.lowerBound
        while start + 4 <= range.upperBound {
          let end = start + 4 + Int(view.bytes.bigEndian(UInt16.self, at: start + 2))
          let found = DNS.ServiceParameterKey(view.bytes.bigEndian(UInt16.self, at: start))
          if key == nil || key == found { part(start..<end) }
          start = end
        }
      }
    }
  }

  /// The elements of equal size that a parameter's value is made of.
  @inline(never)
  private static func elements(
    _ key: DNS.ServiceParameterKey, _ size: Int
  ) -> Field<Self>.Parts {
    { view, part in
      parameter(key)(view) { range in
        var start = range.lowerBound + 4
        while start + size <= range.upperBound {
          part(start..<start + size)
          start += size
        }
      }
    }
  }

  private static var protocolNames: Field<Self>.Parts {
    { view, part in
      parameter(.applicationProtocols)(view) { range in
        var start = range.lowerBound + 4
        while start < range.upperBound {
          let end = start + 1 + Int(view.bytes.byte(at: start))
          guard end <= range.upperBound else { return }
          part(start..<end)
          start = end
        }
      }
    }
  }

  private static var unknownParameter: Field<Self>.Parts {
    { view, part in
      parameter()(view) { range in
        switch view.bytes.bigEndian(UInt16.self, at: range.lowerBound) {
        case 0, 1, 3...6, 32769: break
        default: if range.count > 4 { part(range) }
        }
      }
    }
  }

  static var serviceBindingFields: [Field<Self>] {
    [
      Field("dns.svcb.svcpriority", "SvcPriority", .decimal(16), at: 0, 2, in: data(.svcb, .https)),
      name("dns.svcb.targetname", "TargetName", of: .svcb, .https, at: 2),
      Field("dns.svcb.svcparam", "SvcParam", .heading, at: 0, in: parameter()),
      Field("dns.svcb.svcparam.key", "SvcParamKey", .decimal(16), at: 0, 2, in: parameter()),
      Field(
        "dns.svcb.svcparam.value.length", "SvcParamValue length", .decimal(16), at: 2, 2,
        in: parameter()),
      Field("dns.svcb.svcparam.value", "SvcParamValue", .bytes, at: 4, in: unknownParameter),
      Field(
        "dns.svcb.svcparam.mandatory.key", "Mandatory key", .decimal(16), at: 0, 2,
        in: elements(.mandatory, 2)),
    ]
      + strings(
        "dns.svcb.svcparam.alpn", "ALPN", length: "dns.svcb.svcparam.alpn.length", "ALPN length",
        in: protocolNames)
      + [
        Field("dns.svcb.svcparam.port", "Port", .decimal(16), at: 4, 2, in: parameter(.port)),
        Field(
          "dns.svcb.svcparam.ipv4hint.ip", "IP", .ipv4Address, at: 0, 4,
          in: elements(.ipv4Hint, 4)),
        Field(
          "dns.svcb.svcparam.echconfig", "ECHConfig", .bytes, at: 4,
          in: parameter(.encryptedClientHello)),
        Field(
          "dns.svcb.svcparam.ipv6hint.ip", "IP", .ipv6Address, at: 0, 16,
          in: elements(.ipv6Hint, 16)),
        Field(
          "dns.svcb.svcparam.odohconfig", "ODoHConfig", .bytes, at: 4, in: parameter(.obliviousKey)),
      ]
  }
}
