public import PacketCore

extension PIM {
  public static let fields: [Field<PIM>] =
    headFields + optionFields + numberFields + addressFields + firstVersionFields

  private static let headFields: [Field<PIM>] = [
    Field("pim.version", "Version", .decimal(8)) { view, emit in
      // The old version says so behind IGMP's header.
      let offset = view.version == 1 ? 4 : 0
      emit(.unsigned(UInt64(view.bytes.byte(at: offset) >> 4)), offset..<offset + 1)
    },
    Field("pim.type", "Type", .decimal(8), at: 0, 1, mask: 15, in: second),
    Field("pim.df_elect.subtype", "DF Subtype", .decimal(8), at: 1, 1, mask: 0xf0, in: election),
    Field("pim.df_elect.rsvd", "DF reserved", .decimal(8), at: 1, 1, mask: 0x0f, in: election),
    Field("pim.igmp_type", "Type", .text) { view, emit in
      if view.version == 1 { emit(.string("PIM (0x14)"), 0..<0) }
    },
    Field("pim.code", "Code", .decimal(8), at: 1, 1, in: first),
    Field("pim.cksum", "Checksum", .hex(16), at: 2, 2) { $0.checksum },
    Field(
      "pim.cksum.status", "Checksum Status", .decimal(8),
      inContext: { view, context, emit in
        let status = context.messageChecksum(view)
        emit(.unsigned(UInt64(status.number)), 2..<4)
      }),
    Field("pim.res_bytes", "Reserved byte(s)", .bytes) { view, emit in
      guard view.version == 2 else {
        emit(.bytes, 5..<8)
        if view.bytes.byte(at: 1) == 4 { emit(.bytes, 20..<22) }
        return
      }
      if view.kind != .forwarderElection { emit(.bytes, 1..<2) }
      view.forEachPart { part, range in
        if part == .joinPruneHead { emit(.bytes, range.lowerBound..<range.lowerBound + 1) }
        if part == .pointTail { emit(.bytes, range.upperBound - 1..<range.upperBound) }
      }
    },
    Field("pim.option", "PIM Options", .heading) { view, emit in
      let start = view.version == 1 ? 8 : headerLength
      if view.bytes.byteCount > start { emit(.present, start..<view.bytes.byteCount) }
    },
    Field("pim.register_flag", "Flags", .hex(32), at: 4, 4, in: register),
    Field("pim.register_flag.border", "Border", at: 4, 4, bit: 0x8000_0000, in: register),
    Field(
      "pim.register_flag.null_register", "Null-Register", at: 4, 4, bit: 0x4000_0000, in: register),
    Field("pim.ip_version", "IP Version", .decimal(8), at: 8, 1, mask: 0xf0, in: register),
  ]

  private static let second: Field<PIM>.Parts = { view, part in
    if view.version == 2 { part(0..<view.bytes.byteCount) }
  }
  private static let first: Field<PIM>.Parts = { view, part in
    if view.version == 1 { part(0..<view.bytes.byteCount) }
  }
  private static let register: Field<PIM>.Parts = { view, part in
    second(view) { if view.kind == .register { part($0) } }
  }
  private static let election: Field<PIM>.Parts = { view, part in
    second(view) { if view.kind == .forwarderElection { part($0) } }
  }

  static func parts(_ wanted: Part...) -> Field<PIM>.Parts {
    { view, body in
      view.forEachPart { part, range in if wanted.contains(part) { body(range) } }
    }
  }

  /// Version 1: RP-Reachable, its only message that is still seen.
  private static let firstVersionFields: [Field<PIM>] = {
    let reachable: Field<PIM>.Parts = { view, part in
      first(view) { if view.bytes.byte(at: 1) == 4 { part($0) } }
    }
    return [
      Field("pim.group_address", "Group Address", .ipv4Address, at: 8, 4, in: reachable),
      Field("pim.group_mask", "Mask", .ipv4Address, at: 12, 4, in: reachable),
    ]
  }()
}

extension FieldContext {
  /// The checksum covers a register's first eight bytes alone (RFC 7761 §4.9); that of some routers
  /// covers all.
  fileprivate func messageChecksum(_ view: borrowing PIM) -> ChecksumStatus {
    let whole = checksumStatus(protocol: 103)
    guard view.version == 2, view.kind == .register, whole != .correct else { return whole }
    return checksumStatus(protocol: 103, covering: 8)
  }
}
