import PacketCore

extension BGP {
  private static func value(_ type: UInt8) -> Field<BGP>.Parts { part(.value(type)) }

  static let updateFields: [Field<BGP>] = [
    Field(
      "bgp.update.withdrawn_routes.length", "Withdrawn Routes Length", .decimal(16), at: 0, 2,
      in: part(.withdrawnLength)),
    Field("bgp.update.withdrawn_routes", "Withdrawn Routes", .heading, at: 0, in: part(.withdrawn)),
    Field(
      "bgp.update.path_attributes.length", "Total Path Attribute Length", .decimal(16), at: 0, 2,
      in: part(.attributesLength)),
    Field("bgp.update.path_attributes", "Path attributes", .heading, at: 0, in: part(.attributes)),
    Field(
      "bgp.update.nlri", "Network Layer Reachability Information (NLRI)", .heading, at: 0,
      in: part(.reachable)),
    Field("bgp.update.path_attribute", "Path Attribute", .heading, at: 0, in: part(.attribute)),
    flag("", "Flags", 0xff), flag(".optional", "Optional", 0x80),
    flag(".transitive", "Transitive", 0x40), flag(".partial", "Partial", 0x20),
    flag(".extended_length", "Extended-Length", 0x10), flag(".unused", "Unused", 0x0f),
    Field(
      "bgp.update.path_attribute.type_code", "Type Code", .decimal(8), at: 1, 1,
      in: part(.attribute)
    ).named(attributeNames),
    Field("bgp.update.path_attribute.length", "Length", .decimal(16)) { view, emit in
      view.forEachPart { part, range in
        if part == .attributeShort { view.emitNumber(range, at: 2, 1, emit) }
        if part == .attributeExtended { view.emitNumber(range, at: 2, 2, emit) }
      }
    },
    Field(
      "bgp.update.path_attributes.unknown", "Unknown Path attributes", .heading, at: 0,
      in: part(.unknownValue)),
  ]

  private static func flag(_ name: String, _ label: String, _ mask: UInt64) -> Field<BGP> {
    let type: FieldType = mask.nonzeroBitCount == 1 ? .boolean : .hex(8)
    return Field(
      "bgp.update.path_attribute.flags\(name)", label, type, at: 0, 1, mask: mask,
      in: part(.attribute))
  }

  /// [BGP path attributes](https://www.iana.org/assignments/bgp-parameters).
  private static let attributeNames: ValueNames = [
    1: "ORIGIN", 2: "AS_PATH", 3: "NEXT_HOP", 4: "MULTI_EXIT_DISC", 5: "LOCAL_PREF",
    6: "ATOMIC_AGGREGATE", 7: "AGGREGATOR", 8: "COMMUNITIES", 9: "ORIGINATOR_ID",
    10: "CLUSTER_LIST", 14: "MP_REACH_NLRI", 15: "MP_UNREACH_NLRI", 16: "EXTENDED_COMMUNITIES",
    17: "AS4_PATH", 18: "AS4_AGGREGATOR", 22: "PMSI_TUNNEL_ATTRIBUTE",
    23: "TUNNEL_ENCAPSULATION_ATTRIBUTE", 25: "IPV6_ADDRESS_SPECIFIC_EXTENDED_COMMUNITY",
    26: "AIGP", 29: "BGP-LS", 32: "LARGE_COMMUNITY", 33: "BGPsec_PATH", 35: "ONLY_TO_CUSTOMER",
    40: "BGP Prefix-SID", 128: "ATTR_SET",
  ]

  static let attributeFields: [Field<BGP>] = [
    Field("bgp.update.path_attribute.origin", "Origin", .decimal(8), at: 0, 1, in: value(1))
      .named([0: "IGP", 1: "EGP", 2: "INCOMPLETE"]),
    Field(
      "bgp.update.path_attribute.as_path_segment", "AS Path segment", .heading, at: 0,
      in: part(.segment)),
    Field(
      "bgp.update.path_attribute.as_path_segment.type", "Segment type", .decimal(8), at: 0, 1,
      in: part(.segment)
    ).named([
      1: "AS_SET", 2: "AS_SEQUENCE", 3: "AS_CONFED_SEQUENCE", 4: "AS_CONFED_SET",
    ]),
    Field(
      "bgp.update.path_attribute.as_path_segment.length", "Segment length (number of ASN)",
      .decimal(8), at: 1, 1, in: part(.segment)),
    Field(
      "bgp.update.path_attribute.as_path_segment.as2", "AS2", .decimal(16), at: 0, 2,
      in: part(.number2)),
    Field(
      "bgp.update.path_attribute.as_path_segment.as4", "AS4", .decimal(32), at: 0, 4,
      in: part(.number4)),
    Field("bgp.update.path_attribute.next_hop", "Next hop", .ipv4Address, at: 0, 4, in: value(3)),
    Field(
      "bgp.update.path_attribute.multi_exit_disc", "Multiple exit discriminator", .decimal(32),
      at: 0, 4, in: value(4)),
    Field(
      "bgp.update.path_attribute.local_pref", "Local preference", .decimal(32), at: 0, 4,
      in: value(5)),
    Field("bgp.update.path_attribute.aggregator_as", "Aggregator AS", .decimal(32)) { view, emit in
      part(.value(7), .value(18))(view) { range in
        if range.count == 6 { view.emitNumber(range, at: 0, 2, emit) }
        if range.count == 8 { view.emitNumber(range, at: 0, 4, emit) }
      }
    },
    Field("bgp.update.path_attribute.aggregator_origin", "Aggregator origin", .ipv4Address) {
      view, emit in
      part(.value(7), .value(18))(view) { range in
        guard range.count == 6 || range.count == 8 else { return }
        let start = range.upperBound - 4
        emit(.ipv4(IPv4Address(view.bytes, at: start)), start..<start + 4)
      }
    },
    Field(
      "bgp.update.path_attribute.originator_id", "Originator identifier", .ipv4Address, at: 0, 4,
      in: value(9)),
    Field("bgp.path_attribute.cluster_list", "Cluster List", .heading, at: 0, in: value(10)),
    Field(
      "bgp.path_attribute.cluster_id", "Cluster ID", .ipv4Address, at: 0, 4, in: part(.cluster)),
    Field("bgp.update.path_attribute.aigp", "AIGP Attribute", .heading, at: 0, in: value(26)),
    Field(
      "bgp.update.attribute.aigp.type", "AIGP attribute type", .decimal(8), at: 0, 1,
      in: value(26)),
    Field(
      "bgp.update.attribute.aigp.length", "AIGP TLV length", .decimal(16), at: 1, 2,
      in: part(.accumulated)),
    Field(
      "bgp.update.attribute.aigp.accu_igp_metric", "AIGP Accumulated IGP Metric", .decimal(64),
      at: 3, 8, in: part(.accumulated)),
    Field(
      "bgp.update.path_attribute.attr_set.origin_as", "Origin AS", .decimal(32), at: 0, 4,
      in: value(128)),
  ]

  private static let community = part(.community)

  static let communityFields: [Field<BGP>] =
    [
      Field("bgp.update.path_attribute.communities", "Communities", .heading, at: 0, in: value(8)),
      Field(
        "bgp.update.path_attribute.community", "Community", .heading, at: 0,
        in: part(.community)),
      Field(
        "bgp.update.path_attribute.community_wellknown", "Community Well-known", .hex(32), at: 0,
        4, in: part(.wellKnownCommunity)
      ).named([
        0xffff_0000: "GRACEFUL_SHUTDOWN", 0xffff_029a: "BLACKHOLE", 0xffff_ff01: "NO_EXPORT",
        0xffff_ff02: "NO_ADVERTISE", 0xffff_ff03: "NO_EXPORT_SUBCONFED", 0xffff_ff04: "NOPEER",
      ]),
      Field(
        "bgp.update.path_attribute.community_as", "Community AS", .decimal(16), at: 0, 2,
        in: community),
      Field(
        "bgp.update.path_attribute.community_value", "Community value", .decimal(16), at: 2, 2,
        in: community),
      Field("bgp.large_communities", "Large Communities", .text) { view, emit in
        value(32)(view) { emit(.string(""), $0) }
      },
      Field(
        "bgp.large_communities.ga", "Global Administrator", .decimal(32), at: 0, 4,
        in: part(.largeCommunity)),
      Field(
        "bgp.large_communities.ldp1", "Local Data Part 1", .decimal(32), at: 4, 4,
        in: part(.largeCommunity)),
      Field(
        "bgp.large_communities.ldp2", "Local Data Part 2", .decimal(32), at: 8, 4,
        in: part(.largeCommunity)),
    ] + extendedFields

  private static let extended = part(.extendedCommunity)

  /// Extended communities of these types (RFC 4360, RFC 7153).
  private static func extended(_ types: UInt8...) -> Field<BGP>.Parts {
    { view, body in
      extended(view) { if types.contains(view.bytes.byte(at: $0.lowerBound)) { body($0) } }
    }
  }

  private static func subtype(_ name: String, _ label: String, _ type: UInt8) -> Field<BGP> {
    Field("bgp.ext_com.stype_\(name)", "Subtype (\(label))", .hex(8), at: 1, 1, in: extended(type))
  }

  /// Those with an AS and a number: all but a link's bandwidth (RFC 4360 §3.1).
  private static func isBandwidth(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    bytes.byte(at: range.lowerBound) == 0x40 && bytes.byte(at: range.lowerBound + 1) == 4
  }

  private static let extendedFields: [Field<BGP>] = [
    Field("bgp.ext_communities", "Carried extended communities", .heading, at: 0, in: value(16)),
    Field("bgp.ext_community", "Community", .heading, at: 0, in: extended),
    Field("bgp.ext_com.type", "Type", .hex(8), at: 0, 1, in: extended).named([
      0x00: "Transitive 2-Octet AS-Specific", 0x01: "Transitive IPv4-Address-Specific",
      0x02: "Transitive 4-Octet AS-Specific", 0x03: "Transitive Opaque", 0x06: "EVPN",
      0x40: "Non-Transitive 2-Octet AS-Specific", 0x41: "Non-Transitive IPv4-Address-Specific",
      0x42: "Non-Transitive 4-Octet AS-Specific", 0x43: "Non-Transitive Opaque",
      0x80: "Generic Transitive Experimental Use",
    ]),
    Field("bgp.ext_com.type.auth", "IANA Authority", at: 0, 1, bit: 0x80, in: extended),
    Field("bgp.ext_com.type.tran", "Transitive across ASes", at: 0, 1, bit: 0x40, in: extended),
    subtype("tr_as2", "AS2", 0x00), subtype("ntr_as2", "Non-transitive AS2", 0x40),
    subtype("tr_IP4", "IPv4", 0x01), subtype("ntr_IP4", "Non-transitive IPv4", 0x41),
    subtype("tr_as4", "AS4", 0x02), subtype("ntr_as4", "Non-transitive AS4", 0x42),
    subtype("tr_opaque", "Opaque", 0x03), subtype("ntr_opaque", "Non-transitive Opaque", 0x43),
    subtype("tr_evpn", "EVPN", 0x06), subtype("tr_exp", "Experimental", 0x80),
    Field("bgp.ext_com.value_as2", "2-Octet AS", .decimal(16), at: 2, 2, in: extended(0, 0x40)),
    Field("bgp.ext_com.value_as4", "4-Octet AS", .decimal(32), at: 2, 4, in: extended(2, 0x42)),
    Field("bgp.ext_com.value_IP4", "IPv4 address", .ipv4Address, at: 2, 4, in: extended(1, 0x41)),
    Field(
      "bgp.ext_com.value_an2", "2-Octet AN", .decimal(16), at: 6, 2,
      in: extended(1, 2, 0x41, 0x42)),
    Field("bgp.ext_com.value_an4", "4-Octet AN", .decimal(32)) { view, emit in
      extended(0, 0x40)(view) { range in
        if !isBandwidth(view.bytes, range) { view.emitNumber(range, at: 4, 4, emit) }
      }
    },
    Field("bgp.ext_com.value_link_bw", "Link bandwidth", .double) { view, emit in
      extended(0x40)(view) { range in
        guard isBandwidth(view.bytes, range) else { return }
        let place = range.lowerBound + 4..<range.lowerBound + 8
        let bits = UInt32(truncatingIfNeeded: view.bytes.bits(in: place))
        emit(.double(Double(Float(bitPattern: bits))), place)
      }
    },
    Field("bgp.ext_com.tunnel_type", "Tunnel type", .decimal(16)) { view, emit in
      extended(3)(view) { range in
        if view.bytes.byte(at: range.lowerBound + 1) == 0x0c {
          view.emitNumber(range, at: 6, 2, emit)
        }
      }
    },
    Field("bgp.ext_com.value_raw", "Raw Value", .hex(64)) { view, emit in
      extended(0x43)(view) { view.emitNumber($0, at: 2, 6, emit) }
    },
  ]
}
