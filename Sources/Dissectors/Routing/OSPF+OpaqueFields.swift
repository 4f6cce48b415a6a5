import PacketCore

/// Opaque advertisements (RFC 5250): traffic engineering (RFC 3630), graceful restart (RFC 3623),
/// router information (RFC 7770, RFC 8665), prefixes and links with attributes (RFC 7684); and the
/// block for the link (RFC 5613).
extension OSPF {
  /// A value in a link of traffic engineering.
  private static func traffic(_ types: UInt16...) -> Field<OSPF>.Parts {
    let kinds = types.map { Part.subvalue(0x0102, $0) }
    return { view, body in view.forEachPart { if kinds.contains($0) { body($1) } } }
  }

  private static func all(_ opaque: Opaque) -> Field<OSPF>.Parts {
    { view, body in
      view.forEachPart { part, range in
        if case .value(opaque, _) = part { body(range) }
      }
    }
  }

  /// All values whose type has this name in Wireshark: those of traffic engineering and of restart.
  private static let tlvs: Field<OSPF>.Parts = { view, body in
    view.forEachPart { part, range in
      switch part {
      case .value(.grace, _), .value(.traffic, _): body(range)
      case .subvalue(let key, _) where key >> 8 == 1: body(range)
      default: break
      }
    }
  }

  private static let lengths: Field<OSPF>.Parts = { view, body in
    view.forEachPart { part, range in
      switch part {
      case .value, .subvalue, .linkLocalValue: body(range)
      default: break
      }
    }
  }

  private static func bandwidth(
    _ name: String, _ label: String, in parts: @escaping Field<OSPF>.Parts, at offset: Int = 4
  ) -> Field<OSPF> {
    Field("ospf.mpls.\(name)", label, .double, at: offset, 4, in: parts) {
      .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))))
    }
  }

  private static let range = part(.value(.router, 9), .value(.router, 14))
  private static let label = part(
    .subvalue(0x0409, 1), .subvalue(0x040e, 1))
  private static let grace = part(.value(.grace, 1), .value(.grace, 2), .value(.grace, 3))

  static let opaqueFields: [Field<OSPF>] = [
    Field("ospf.v2.grace", "Grace TLV", .heading, at: 0, in: grace),
    Field("ospf.tlv_type", "TLV Type", .decimal(16)) { view, emit in
      tlvs(view) { view.emitNumber($0, at: 0, 2, emit) }
      view.forEachPart { part, range in
        if case .linkLocalValue = part { view.emitNumber(range, at: 0, 2, emit) }
      }
    },
    Field("ospf.tlv_type.opaque", "TLV Type", .decimal(16), at: 0, 2, in: all(.router)).named([
      1: "Router Informational Capabilities", 7: "Dynamic Hostname", 8: "SR-Algorithm",
      9: "SID/Label Range", 12: "Node MSD", 14: "SR Local Block", 15: "SRMS Preference",
    ]),
    Field("ospf.tlv_length", "TLV Length", .decimal(16), at: 2, 2, in: lengths),
    Field(
      "ospf.v2.grace.period", "Grace Period", .decimal(32), at: 4, 4, in: part(.value(.grace, 1))),
    Field(
      "ospf.v2.grace.reason", "Restart Reason", .decimal(8), at: 4, 1,
      in: part(.value(.grace, 2))),
    Field("ospf.v2.grace.ip", "Restart IP", .ipv4Address, at: 4, 4, in: part(.value(.grace, 3))),
    Field("ospf.dynhostname", "Dynamic Hostname", .text, at: 4, in: part(.value(.router, 7))),
    Field(
      "ospf.lsa_sa", "SR-Algorithm", .decimal(8), at: 0, 1,
      in: each(1, from: 4, in: part(.value(.router, 8)))),
    Field("ospf.tlv.range_size", "Range Size", .decimal(24), at: 4, 3, in: range),
    Field("ospf.tlv.sidlabel_range.type", "TLV Type", .decimal(16), at: 0, 2, in: label),
    Field("ospf.tlv.sid_label", "SID/Label", .decimal(32)) { view, emit in
      label(view) { view.emitNumber($0, at: 4, $0.count == 7 ? 3 : 4, emit) }
    },
    Field(
      "ospf.tlv.preference", "Preference", .decimal(8), at: 4, 1, in: part(.value(.router, 15))),
    Field(
      "ospf.mpls.routerid", "MPLS/TE Router ID", .ipv4Address, at: 4, 4,
      in: part(.value(.traffic, 1))),
    Field("ospf.mpls.linktype", "MPLS/TE Link Type", .decimal(8), at: 4, 1, in: traffic(1))
      .named([1: "Point-to-point", 2: "Multi-access"]),
    Field("ospf.mpls.linkid", "MPLS/TE Link ID", .ipv4Address, at: 4, 4, in: traffic(2)),
    Field(
      "ospf.mpls.local_addr", "MPLS/TE Local Interface Address", .ipv4Address, at: 0, 4,
      in: each(4, from: 4, in: traffic(3))),
    Field(
      "ospf.mpls.remote_addr", "MPLS/TE Remote Interface Address", .ipv4Address, at: 0, 4,
      in: each(4, from: 4, in: traffic(4))),
    Field(
      "ospf.mpls.te_metric", "Traffic Engineering Metric", .decimal(32), at: 4, 4, in: traffic(5)),
    bandwidth("link_max_bw", "Link bandwidth", in: traffic(6, 7)),
    bandwidth("pri", "Pri (or TE-Class)", in: each(4, from: 4, in: traffic(8)), at: 0),
    Field(
      "ospf.mpls.linkcolor", "MPLS/TE Link Resource Class/Color", .hex(32), at: 4, 4,
      in: traffic(9)),
    Field("ospf.mpls.switching_type", "Switching Type", .decimal(8), at: 4, 1, in: traffic(15)),
    Field("ospf.mpls.encoding", "Encoding", .decimal(8), at: 5, 1, in: traffic(15)),
    Field("ospf.lsa.mpls", "MPLS Traffic Engineering LSA", .boolean, hidden: true) { view, emit in
      part(.value(.traffic, 2), .value(.traffic, 1))(view) { range in
        emit(.boolean(true), range.lowerBound..<range.lowerBound + 2)
      }
    },
  ]

  private static let block = part(.linkLocal)
  private static let extended = part(.linkLocalValue(1))

  static let linkLocalFields: [Field<OSPF>] = [
    Field("ospf.lls.checksum", "Checksum", .hex(16), at: 0, 2, in: block),
    Field("ospf.lls.data_length", "LLS Data Length", .decimal(16), at: 2, 2, in: block) {
      .unsigned($0 * 4)
    },
    Field("ospf.lls.ext.options", "Options", .hex(32), at: 4, 4, in: extended),
    Field("ospf.lls.ext.options.rs", "(RS) Restart Signal", at: 4, 4, bit: 2, in: extended),
    Field("ospf.lls.ext.options.lr", "(LR) LSDB Resynchronization", at: 4, 4, bit: 1, in: extended),
    Field(
      "ospf.v2.lls.sequence_number", "Sequence number", .hex(32), at: 4, 4,
      in: part(.linkLocalValue(2))),
    Field("ospf.v2.lls.auth_data", "Auth Data", .bytes, at: 8, in: part(.linkLocalValue(2))),
  ]
}
