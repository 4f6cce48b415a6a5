import PacketCore

extension IPv4 {
  /// The options of these kinds; of all kinds when none is given.
  static func option(_ kinds: Option.Kind...) -> Field<IPv4>.Parts {
    { view, part in
      var cursor = OptionCursor(view.optionRange)
      while let range = cursor.next(in: view.bytes) {
        let kind = Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        if kinds.isEmpty || kinds.contains(kind) { part(range) }
      }
    }
  }

  private static let oldLevels: Set<UInt16> = [
    0x0000, 0xf135, 0x789a, 0xbc4d, 0x5e26, 0xaf13, 0xd788, 0x6bc5, 0x35e2, 0x9af1, 0x4d78,
    0x24bd, 0x135e, 0x89af, 0xc4d6, 0xe26b,
  ]

  /// The security option in RFC 791's form, or in RFC 1108's: told apart by length and level.
  private static func security(old wanted: Bool) -> Field<IPv4>.Parts {
    { view, part in
      option(.security)(view) { range in
        let level = view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 2)
        let isOld = range.count == 11 && oldLevels.contains(level)
        if isOld == wanted { part(range) }
      }
    }
  }

  /// The bytes of protection authorities: the last bit of each says whether one more follows
  /// (RFC 1108 §2.4).
  private static func authorities(first: Bool = false) -> Field<IPv4>.Parts {
    { view, part in
      security(old: false)(view) { range in
        for offset in range.dropFirst(3) {
          part(offset..<offset + 1)
          if first || view.bytes.byte(at: offset) & 1 == 0 { return }
        }
      }
    }
  }

  /// Which of a route option's addresses a field names. Those before the pointer have been recorded;
  /// the rest of a record route is empty, and of a source route the way ahead, with the destination
  /// at its end.
  enum RoutePart { case recorded, ahead, empty, destination }

  static func route(_ wanted: RoutePart) -> Field<IPv4>.Parts {
    { view, part in
      option(.recordRoute, .looseSourceRoute, .strictSourceRoute)(view) { range in
        let kind = Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        let pointer = Int(view.bytes.byte(at: range.lowerBound + 2))
        var place = 4
        while place + 3 <= range.count {
          let isLast = place + 7 > range.count
          let found: RoutePart =
            place < pointer
            ? .recorded : kind == .recordRoute ? .empty : isLast ? .destination : .ahead
          let start = range.lowerBound + place - 1
          if found == wanted { part(start..<start + 4) }
          place += 4
        }
      }
    }
  }

  /// A timestamp option's entries: eight bytes each when an address comes with the time.
  private static func timestamps(addressed: Bool?) -> Field<IPv4>.Parts {
    { view, part in
      option(.timestamp)(view) { range in
        let hasAddress = view.bytes.byte(at: range.lowerBound + 3) & 15 != 0
        guard addressed == nil || addressed == hasAddress else { return }
        let size = hasAddress ? 8 : 4
        var start = range.lowerBound + 4
        while start + size <= range.upperBound {
          part(start..<start + size)
          start += size
        }
      }
    }
  }

  private static let timeOfEntry: Field<IPv4>.Parts = { view, part in
    timestamps(addressed: nil)(view) { part($0.upperBound - 4..<$0.upperBound) }
  }

  private static let broadcastAddresses: Field<IPv4>.Parts = { view, part in
    option(.selectiveBroadcast)(view) { range in
      var start = range.lowerBound + 2
      while start + 4 <= range.upperBound {
        part(start..<start + 4)
        start += 4
      }
    }
  }

  /// The quick-start options with a function: 0 is a rate request, 8 a report (RFC 4782 §3.1).
  private static func quickStart(function: UInt8) -> Field<IPv4>.Parts {
    { view, part in
      option(.quickStart)(view) { range in
        if view.bytes.byte(at: range.lowerBound + 2) >> 4 == function { part(range) }
      }
    }
  }

  private static func long(_ parts: @escaping Field<IPv4>.Parts) -> Field<IPv4>.Parts {
    { view, part in parts(view) { if $0.count > 1 { part($0) } } }
  }

  static let optionFields: [Field<IPv4>] =
    commonOptionFields + routeFields + timeFields + securityFields + otherOptionFields

  private static let commonOptionFields: [Field<IPv4>] = [
    Field("ip.opt.type", "Type", .decimal(8), at: 0, 1, in: option()),
    Field("ip.opt.type.copy", "Copy on fragmentation", at: 0, 1, bit: 0x80, in: option()),
    Field("ip.opt.type.class", "Class", .decimal(8), at: 0, 1, mask: 0x60, in: option()),
    Field("ip.opt.type.number", "Number", .decimal(8), at: 0, 1, mask: 0x1f, in: option()),
    Field("ip.opt.len", "Length", .decimal(8), at: 1, 1, in: long(option())),
    Field(
      "ip.opt.ptr", "Pointer", .decimal(8), at: 2, 1,
      in: option(.recordRoute, .looseSourceRoute, .strictSourceRoute, .timestamp)),
  ]

  private static let routeFields: [Field<IPv4>] = [
    Field("ip.rec_rt", "Recorded Route", .ipv4Address, at: 0, 4, in: route(.recorded)),
    Field("ip.src_rt", "Source Route", .ipv4Address, at: 0, 4, in: route(.ahead)),
    Field("ip.empty_rt", "Empty Route", .ipv4Address, at: 0, 4, in: route(.empty)),
  ]

  private static let timeFields: [Field<IPv4>] = [
    Field("ip.opt.overflow", "Overflow", .decimal(8), at: 3, 1, mask: 0xf0, in: option(.timestamp)),
    Field("ip.opt.flag", "Flag", .hex(8), at: 3, 1, mask: 0x0f, in: option(.timestamp)),
    Field(
      "ip.opt.time_stamp_addr", "Address", .ipv4Address, at: 0, 4, in: timestamps(addressed: true)),
    Field("ip.opt.time_stamp", "Time stamp", .decimal(32), at: 0, 4, in: timeOfEntry),
  ]

  private static let authority = authorities(first: true)

  private static let securityFields: [Field<IPv4>] = [
    Field("ip.opt.sec_rfc791_sec", "Security", .hex(16), at: 2, 2, in: security(old: true)),
    Field(
      "ip.opt.sec_rfc791_comp", "Compartments", .decimal(16), at: 4, 2, in: security(old: true)),
    Field(
      "ip.opt.sec_rfc791_hr", "Handling Restrictions", .text, at: 6, 2, in: security(old: true)),
    Field(
      "ip.opt.sec_rfc791_tcc", "Transmission Control Code", .text, at: 8, 3, in: security(old: true)
    ),
    Field("ip.opt.sec_cl", "Classification Level", .hex(8), at: 2, 1, in: security(old: false)),
    Field(
      "ip.opt.sec_prot_auth_flags", "Protection Authority Flags", .hex(8), at: 0, 1,
      in: authorities()),
    Field("ip.opt.sec_prot_auth_genser", "GENSER", at: 0, 1, bit: 0x80, in: authority),
    Field("ip.opt.sec_prot_auth_siop_esi", "SIOP-ESI", at: 0, 1, bit: 0x40, in: authority),
    Field("ip.opt.sec_prot_auth_sci", "SCI", at: 0, 1, bit: 0x20, in: authority),
    Field("ip.opt.sec_prot_auth_nsa", "NSA", at: 0, 1, bit: 0x10, in: authority),
    Field("ip.opt.sec_prot_auth_doe", "DOE", at: 0, 1, bit: 0x08, in: authority),
    Field(
      "ip.opt.sec_prot_auth_fti", "Field Termination Indicator", at: 0, 1, bit: 0x01,
      in: authorities()),
    Field(
      "ip.opt.ext_sec_add_sec_info_format_code", "Additional Security Info Format Code", .hex(8),
      at: 2, 1, in: option(.extendedSecurity)),
    Field(
      "ip.opt.ext_sec_add_sec_info", "Additional Security Info", .bytes, at: 3,
      in: option(.extendedSecurity)),
    Field("ip.cipso.doi", "DOI", .decimal(32), at: 2, 4, in: option(.commercialSecurity)),
    Field("ip.cipso.tag_type", "Tag Type", .decimal(8), at: 0, 1, in: commercialTags),
    Field(
      "ip.cipso.sensitivity_level", "Sensitivity Level", .decimal(8), at: 3, 1, in: commercialTags),
  ]

  /// The tags of a CIPSO option: type, length and value each (FIPS 188).
  private static let commercialTags: Field<IPv4>.Parts = { view, part in
    option(.commercialSecurity)(view) { range in
      var start = range.lowerBound + 6
      while start + 2 <= range.upperBound {
        let length = Int(view.bytes.byte(at: start + 1))
        guard length >= 2, start + length <= range.upperBound else { return }
        part(start..<start + length)
        start += length
      }
    }
  }

  private static let otherOptionFields: [Field<IPv4>] = [
    Field("ip.opt.sid", "Stream Identifier", .decimal(16), at: 2, 2, in: option(.streamID)),
    Field("ip.opt.mtu", "MTU", .decimal(16), at: 2, 2, in: option(.mtuProbe, .mtuReply)),
    Field("ip.opt.id_number", "ID Number", .decimal(16), at: 2, 2, in: option(.traceroute)),
    Field("ip.opt.ohc", "Outbound Hop Count", .decimal(16), at: 4, 2, in: option(.traceroute)),
    Field("ip.opt.rhc", "Return Hop Count", .decimal(16), at: 6, 2, in: option(.traceroute)),
    Field(
      "ip.opt.originator", "Originator IP Address", .ipv4Address, at: 8, 4,
      in: option(.traceroute)),
    Field("ip.opt.ra", "Router Alert", .decimal(16), at: 2, 2, in: option(.routerAlert)),
    Field("ip.opt.addr", "IP Address", .ipv4Address, at: 0, 4, in: broadcastAddresses),
    Field("ip.opt.qs_func", "Function", .decimal(8), at: 2, 1, mask: 0xf0, in: option(.quickStart)),
    Field("ip.opt.qs_rate", "Rate", .decimal(8), at: 2, 1, mask: 0x0f, in: option(.quickStart)),
    Field("ip.opt.qs_ttl", "QS TTL", .decimal(8), at: 3, 1, in: quickStart(function: 0)),
    Field("ip.opt.qs_unused", "Not Used", .decimal(8), at: 3, 1, in: quickStart(function: 8)),
    Field(
      "ip.opt.qs_nonce", "QS Nonce", .hex(32), at: 4, 4, mask: 0xffff_fffc, in: option(.quickStart)),
    Field("ip.opt.qs_reserved", "Reserved", .hex(32), at: 4, 4, mask: 3, in: option(.quickStart)),
  ]
}
