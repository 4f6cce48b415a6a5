import PacketCore

extension PIM {
  /// Options of a hello with one of some numbers.
  private static func option(_ types: UInt64...) -> Field<PIM>.Parts {
    { view, body in
      view.forEachPart { part, range in
        guard part == .option else { return }
        if types.isEmpty || types.contains(view.bytes.bits(in: range.prefix(2))) { body(range) }
      }
    }
  }

  private static let known: [UInt64] = [1, 2, 19, 20, 21, 22, 24, 65001]

  /// RFC 7761 §4.9.2, RFC 3973 §4.7.5.
  static let optionFields: [Field<PIM>] = [
    Field("pim.optiontype", "Type", .decimal(16), at: 0, 2, in: option()),
    Field("pim.optionlength", "Length", .decimal(16), at: 2, 2, in: option()),
    Field(
      "pim.optionvalue", "Unknown", .bytes, at: 4,
      in: { view, part in
        option()(view) { range in
          if !known.contains(view.bytes.bits(in: range.prefix(2))) { part(range) }
        }
      }),
    Field("pim.t", "T", at: 4, 1, bit: 0x80, in: option(2)),
    Field(
      "pim.propagation_delay", "Propagation Delay", .decimal(16), at: 4, 2, mask: 0x7fff,
      in: option(2)),
    Field("pim.override_interval", "Override Interval", .decimal(16), at: 6, 2, in: option(2)),
    Field("pim.dr_priority", "DR Priority", .decimal(32), at: 4, 4, in: option(19)),
    Field("pim.generation_id", "Generation ID", .decimal(32), at: 4, 4, in: option(20)),
    Field("pim.state_refresh_version", "Version", .decimal(8), at: 4, 1, in: option(21)),
    Field("pim.state_refresh_interval", "Interval", .decimal(8), at: 5, 1, in: option(21)),
    Field("pim.state_refresh_reserved", "Reserved", .decimal(16), at: 6, 2, in: option(21)),
  ]

  static let numberFields: [Field<PIM>] = [
    Field("pim.holdtime", "Holdtime", .decimal(16)) { view, emit in
      if view.version == 1, view.bytes.byte(at: 1) == 4 {
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 22))), 22..<24)
      }
      view.forEachPart { part, range in
        let start: Int
        switch part {
        case .option where view.bytes.bits(in: range.prefix(2)) == 1: start = range.lowerBound + 4
        case .joinPruneHead, .candidateHead: start = range.lowerBound + 2
        case .pointTail: start = range.lowerBound
        default: return
        }
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: start))), start..<start + 2)
      }
    },
    Field("pim.numgroups", "Num Groups", .decimal(8), at: 1, 1, in: parts(.joinPruneHead)),
    Field("pim.numjoins", "Num Joins", .decimal(16), at: 0, 2, in: parts(.sourceCounts)),
    Field("pim.numprunes", "Num Prunes", .decimal(16), at: 2, 2, in: parts(.sourceCounts)),
    Field("pim.fragment_tag", "Fragment tag", .hex(16), at: 0, 2, in: parts(.bootstrapHead)),
    Field("pim.hash_mask_len", "Hash mask len", .decimal(8), at: 2, 1, in: parts(.bootstrapHead)),
    Field("pim.bsr_priority", "BSR priority", .decimal(8), at: 3, 1, in: parts(.bootstrapHead)),
    Field("pim.rp_count", "RP count", .decimal(8), at: 0, 1, in: parts(.pointCounts)),
    Field("pim.frp_count", "FRP count", .decimal(8), at: 1, 1, in: parts(.pointCounts)),
    Field("pim.prefix_count", "Prefix-count", .decimal(8), at: 0, 1, in: parts(.candidateHead)),
    Field("pim.priority", "Priority", .decimal(8)) { view, emit in
      view.forEachPart { part, range in
        guard part == .candidateHead || part == .pointTail else { return }
        let start = range.lowerBound + (part == .pointTail ? 2 : 1)
        emit(.unsigned(UInt64(view.bytes.byte(at: start))), start..<start + 1)
      }
    },
    Field("pim.rpt", "RP Tree", .boolean) { view, emit in
      guard view.kind != .forwarderElection else { return }
      parts(.metrics)(view) { range in
        let isTree = view.bytes.byte(at: range.lowerBound) & 0x80 != 0
        emit(.boolean(isTree), range.lowerBound..<range.lowerBound + 1)
      }
    },
    Field("pim.metric_pref", "Metric Preference", .decimal(32)) { view, emit in
      let mask: UInt64 = view.kind == .forwarderElection ? 0xffff_ffff : 0x7fff_ffff
      parts(.metrics)(view) { range in
        emit(.unsigned(view.bytes.bits(in: range.prefix(4), mask: mask)), range.prefix(4))
      }
    },
    Field("pim.metric", "Metric", .decimal(32), at: 4, 4, in: parts(.metrics)),
    Field("pim.ttl", "TTL", .decimal(8), at: 1, 1, in: parts(.refreshTail)),
    Field("pim.prune_indicator", "Prune indicator", at: 2, 1, bit: 0x80, in: parts(.refreshTail)),
    Field("pim.prune_now", "Prune now", at: 2, 1, bit: 0x40, in: parts(.refreshTail)),
    Field("pim.assert_override", "Assert override", at: 2, 1, bit: 0x20, in: parts(.refreshTail)),
    Field("pim.interval", "Interval", .decimal(8), at: 3, 1, in: parts(.refreshTail)),
    Field(
      "pim.bidir_win_metric_pref", "Winner Metric Preference", .decimal(32), at: 0, 4,
      in: parts(.winnerMetrics)),
    Field(
      "pim.bidir_win_metric", "Winner Metric", .decimal(32), at: 4, 4, in: parts(.winnerMetrics)),
    Field(
      "pim.bidir_off_metric_pref", "Offering Metric Preference", .decimal(32), at: 0, 4,
      in: parts(.offeringMetrics)),
    Field(
      "pim.bidir_off_metric", "Offering Metric", .decimal(32), at: 4, 4,
      in: parts(.offeringMetrics)),
    Field(
      "pim.bidir_offering_interval", "Offering interval (ms)", .decimal(16), at: 0, 2,
      in: parts(.offeringInterval)),
  ]
}
