import PacketCore

extension IPv6OptionsHeader where Self: ~Escapable {
  /// The options of these kinds; of all kinds when none is given.
  private static func option(_ kinds: IPv6Option.Kind...) -> Field<Self>.Parts {
    { view, part in
      var cursor = IPv6Options.Cursor(2..<view.wholeLength)
      while let range = cursor.next(in: view.bytes) {
        let kind = IPv6Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        if kinds.isEmpty || kinds.contains(kind) { part(range) }
      }
    }
  }

  private static var unknownOption: Field<Self>.Parts {
    let known: Set<IPv6Option.Kind> = [
      .pad1, .padN, .tunnelEncapsulationLimit, .routerAlert, .calipso, .performanceMetrics,
      .quickStart, .minimumPathMTU, .oldRPL, .rpl, .multicastRPL, .lineIdentification, .nonce,
      .jumboPayload, .homeAddress,
    ]
    return { view, part in
      option()(view) { range in
        let kind = IPv6Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        if !known.contains(kind) { part(range) }
      }
    }
  }

  static var optionFields: [Field<Self>] {
    commonOptionFields + knownOptionFields + calipsoFields + rplFields + metricFields
      + quickStartFields
  }

  private static var commonOptionFields: [Field<Self>] {
    let long: Field<Self>.Parts = { view, part in
      option()(view) { if $0.count > 1 { part($0) } }
    }
    return [
      Field("ipv6.opt", "IPv6 Option", .heading, at: 0, in: option()),
      Field("ipv6.opt.type", "Type", .hex(8), at: 0, 1, in: option()),
      Field("ipv6.opt.type.action", "Action", .decimal(8), at: 0, 1, mask: 0xc0, in: long),
      Field("ipv6.opt.type.change", "May Change", at: 0, 1, bit: 0x20, in: long),
      Field("ipv6.opt.type.rest", "Low-Order Bits", .hex(8), at: 0, 1, mask: 0x1f, in: long),
      Field("ipv6.opt.length", "Length", .decimal(8), at: 1, 1, in: long),
      Field("ipv6.opt.pad1", "Pad1", .heading, at: 0, 1, in: option(.pad1)),
      Field("ipv6.opt.padn", "PadN", .bytes) { view, emit in
        option(.padN)(view) { place in
          emit(place.count > 2 ? .bytes : .string("<none>"), place.dropFirst(2))
        }
      },
    ]
  }

  private static var knownOptionFields: [Field<Self>] {
    [
      Field(
        "ipv6.opt.tel", "Tunnel Encapsulation Limit", .decimal(8), at: 2, 1,
        in: option(.tunnelEncapsulationLimit)),
      Field(
        "ipv6.opt.router_alert", "Router Alert", .decimal(16), at: 2, 2, in: option(.routerAlert)),
      Field("ipv6.opt.jumbo", "Payload Length", .decimal(32), at: 2, 4, in: option(.jumboPayload)),
      Field(
        "ipv6.opt.mipv6.home_address", "MIPv6 Home Address", .ipv6Address, at: 2, 16,
        in: option(.homeAddress)),
      Field("ipv6.opt.ilnp_nonce", "ILNP Nonce", .bytes, at: 2, in: option(.nonce)),
      Field(
        "ipv6.opt.lio.length", "LineIDLen", .decimal(8), at: 2, 1, in: option(.lineIdentification)),
      Field("ipv6.opt.lio.line_id", "Line ID", .text, at: 3, in: option(.lineIdentification)),
      Field(
        "ipv6.opt.pmtu.min", "Minimum Reported PMTU", .decimal(16), at: 2, 2,
        in: option(.minimumPathMTU)),
      Field(
        "ipv6.opt.pmtu.rtn", "Return Minimum PMTU", .decimal(16), at: 4, 2, mask: 0xfffe,
        in: option(.minimumPathMTU)),
      Field("ipv6.opt.pmtu.r_flag", "Return Flag", at: 5, 1, bit: 1, in: option(.minimumPathMTU)),
      Field("ipv6.opt.unknown", "Unknown Option Payload", .bytes, at: 2, in: unknownOption),
    ]
  }

  /// RFC 5570 §5.1.
  private static var calipsoFields: [Field<Self>] {
    [
      Field(
        "ipv6.opt.calipso.doi", "CALIPSO Domain of Interpretation", .decimal(32), at: 2, 4,
        in: option(.calipso)),
      Field(
        "ipv6.opt.calipso.cmpt.length", "Compartment Length", .decimal(8), at: 6, 1,
        in: option(.calipso)),
      Field(
        "ipv6.opt.calipso.sens_level", "Sensitivity Level", .decimal(8), at: 7, 1,
        in: option(.calipso)),
      Field("ipv6.opt.calipso.checksum", "Checksum", .hex(16), at: 8, 2, in: option(.calipso)),
      Field(
        "ipv6.opt.calipso.cmpt_bitmap", "Compartment Bitmap", .bytes, at: 10, in: option(.calipso)),
    ]
  }

  /// RFC 6553 §3 (RPL) and RFC 7731 §6.1 (MPL).
  private static var rplFields: [Field<Self>] {
    let rpl = option(.rpl, .oldRPL)
    let mpl = option(.multicastRPL)
    return [
      Field("ipv6.opt.rpl.flag", "Flag", .hex(8), at: 2, 1, in: rpl),
      Field("ipv6.opt.rpl.flag.o", "Down", at: 2, 1, bit: 0x80, in: rpl),
      Field("ipv6.opt.rpl.flag.r", "Rank Error", at: 2, 1, bit: 0x40, in: rpl),
      Field("ipv6.opt.rpl.flag.f", "Forwarding Error", at: 2, 1, bit: 0x20, in: rpl),
      Field("ipv6.opt.rpl.flag.rsv", "Reserved", .hex(8), at: 2, 1, mask: 0x1f, in: rpl),
      Field("ipv6.opt.rpl.instance_id", "RPLInstanceID", .hex(8), at: 3, 1, in: rpl),
      Field("ipv6.opt.rpl.sender_rank", "Sender Rank", .hex(16), at: 4, 2, in: rpl),
      Field("ipv6.opt.mpl.flag", "Flag", .hex(8), at: 2, 1, in: mpl),
      Field("ipv6.opt.mpl.flag.s", "Seed ID Length", .decimal(8), at: 2, 1, mask: 0xc0, in: mpl),
      Field("ipv6.opt.mpl.flag.m", "Largest Sequence", at: 2, 1, bit: 0x20, in: mpl),
      Field("ipv6.opt.mpl.flag.v", "Version", at: 2, 1, bit: 0x10, in: mpl),
      Field("ipv6.opt.mpl.flag.rsv", "Reserved", .hex(8), at: 2, 1, mask: 0x0f, in: mpl),
      Field("ipv6.opt.mpl.sequence", "Sequence", .hex(8), at: 3, 1, in: mpl),
      Field("ipv6.opt.mpl.seed_id", "Seed ID", .bytes, at: 4, in: mpl),
    ]
  }

  /// RFC 8250 §3.2.
  private static var metricFields: [Field<Self>] {
    let metrics = option(.performanceMetrics)
    return [
      Field("ipv6.opt.pdm.scale_dtlr", "Scale DTLR", .decimal(8), at: 2, 1, in: metrics),
      Field("ipv6.opt.pdm.scale_dtls", "Scale DTLS", .decimal(8), at: 3, 1, in: metrics),
      Field("ipv6.opt.pdm.psn_this_pkt", "PSN This Packet", .decimal(16), at: 4, 2, in: metrics),
      Field(
        "ipv6.opt.pdm.psn_last_recv", "PSN Last Received", .decimal(16), at: 6, 2, in: metrics),
      Field(
        "ipv6.opt.pdm.delta_last_recv", "Delta Time Last Received", .decimal(16), at: 8, 2,
        in: metrics),
      Field(
        "ipv6.opt.pdm.delta_last_sent", "Delta Time Last Sent", .decimal(16), at: 10, 2,
        in: metrics),
    ]
  }

  /// RFC 4782 §3.2.
  private static var quickStartFields: [Field<Self>] {
    let quickStart = option(.quickStart)
    return [
      Field("ipv6.opt.qs_func", "Function", .decimal(8), at: 2, 1, mask: 0xf0, in: quickStart),
      Field("ipv6.opt.qs_rate", "Rate", .decimal(8), at: 2, 1, mask: 0x0f, in: quickStart),
      Field("ipv6.opt.qs_ttl", "QS TTL", .decimal(8), at: 3, 1, in: quickStart),
      Field(
        "ipv6.opt.qs_nonce", "QS Nonce", .hex(32), at: 4, 4, mask: 0xffff_fffc, in: quickStart),
      Field("ipv6.opt.qs_reserved", "Reserved", .hex(32), at: 4, 4, mask: 3, in: quickStart),
    ]
  }
}
