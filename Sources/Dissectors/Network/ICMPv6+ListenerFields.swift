import PacketCore

extension ICMPv6 {
  private static let listener = message(.listenerQuery, .listenerReport, .listenerDone)
  private static let node = message(.nodeInformationQuery, .nodeInformationReply)

  /// A query of the second version is longer (RFC 3810 §8.1).
  private static let longQuery: Field<ICMPv6>.Parts = { view, part in
    if view.kind == .listenerQuery, view.bytes.byteCount >= 28 { part(0..<view.bytes.byteCount) }
  }

  private static let firstVersion: Field<ICMPv6>.Parts = { view, part in
    listener(view) { range in
      if view.kind != .listenerQuery || range.count < 28 { part(range) }
    }
  }

  private static let querySources: Field<ICMPv6>.Parts = { view, part in
    longQuery(view) { range in
      var start = 28
      for _ in 0..<view.bytes.bigEndian(UInt16.self, at: 26) where start + 16 <= range.upperBound {
        part(start..<start + 16)
        start += 16
      }
    }
  }

  /// Address records, each with its sources and auxiliary data (RFC 3810 §5.2).
  private static let records: Field<ICMPv6>.Parts = { view, part in
    guard view.kind == .listenerReportV2 else { return }
    var start = 8
    for _ in 0..<view.bytes.bigEndian(UInt16.self, at: 6) where start + 20 <= view.bytes.byteCount {
      let sources = Int(view.bytes.bigEndian(UInt16.self, at: start + 2))
      let end = start + 20 + 16 * sources + 4 * Int(view.bytes.byte(at: start + 1))
      part(start..<min(end, view.bytes.byteCount))
      start = end
    }
  }

  private static let recordSources: Field<ICMPv6>.Parts = { view, part in
    records(view) { range in
      var start = range.lowerBound + 20
      for _ in 0..<view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 2)
      where start + 16 <= range.upperBound {
        part(start..<start + 16)
        start += 16
      }
    }
  }

  private static let recordData: Field<ICMPv6>.Parts = { view, part in
    records(view) { range in
      let length = 4 * Int(view.bytes.byte(at: range.lowerBound + 1))
      if length > 0, length <= range.count - 20 {
        part(range.upperBound - length..<range.upperBound)
      }
    }
  }

  /// In milliseconds: a code of 32768 or more is a floating-point number (RFC 3810 §5.1.3).
  private var maximumResponseDelay: UInt32 {
    let code = UInt32(bytes.bigEndian(UInt16.self, at: 4))
    return code < 32768 ? code : (code & 0x0fff | 0x1000) << ((code >> 12 & 7) + 3)
  }

  static let listenerFields: [Field<ICMPv6>] = listenerMessageFields + recordFields

  private static let listenerMessageFields: [Field<ICMPv6>] = [
    Field(
      "icmpv6.mld.maximum_response_delay", "Maximum Response Delay [ms]", .decimal(16), at: 4, 2,
      in: firstVersion),
    Field("icmpv6.mld.maximum_response_code", "Maximum Response Code", .decimal(32)) { view, emit in
      longQuery(view) { _ in emit(.unsigned(UInt64(view.maximumResponseDelay)), 4..<6) }
    },
    Field(
      "icmpv6.mld.multicast_address", "Multicast Address", .ipv6Address, at: 8, 16, in: listener),
    Field("icmpv6.mld.flag", "Flags", .hex(8), at: 24, 1, in: longQuery),
    Field(
      "icmpv6.mld.flag.s", "Suppress Router-Side Processing", at: 24, 1, bit: 8, in: longQuery),
    Field(
      "icmpv6.mld.flag.qrv", "QRV (Querier's Robustness Variable)", .decimal(8), at: 24, 1,
      mask: 7, in: longQuery),
    Field(
      "icmpv6.mld.flag.reserved", "Reserved", .decimal(8), at: 24, 1, mask: 0xf0, in: longQuery),
    Field(
      "icmpv6.mld.qqi", "QQIC (Querier's Query Interval Code)", .decimal(8), at: 25, 1,
      in: longQuery),
    Field("icmpv6.mld.nb_sources", "Number of Sources", .decimal(16), at: 26, 2, in: longQuery),
    Field(
      "icmpv6.mld.source_address", "Source Address", .ipv6Address, at: 0, 16, in: querySources),
  ]

  private static let recordFields: [Field<ICMPv6>] = [
    Field(
      "icmpv6.mldr.nb_mcast_records", "Number of Multicast Address Records", .decimal(16), at: 6, 2,
      in: message(.listenerReportV2)),
    Field("icmpv6.mldr.mar", "Multicast Address Record", .heading, at: 0, in: records),
    Field("icmpv6.mldr.mar.record_type", "Record Type", .decimal(8), at: 0, 1, in: records),
    Field("icmpv6.mldr.mar.aux_data_len", "Aux Data Len", .decimal(8), at: 1, 1, in: records),
    Field("icmpv6.mldr.mar.nb_sources", "Number of Sources", .decimal(16), at: 2, 2, in: records),
    Field(
      "icmpv6.mldr.mar.multicast_address", "Multicast Address", .ipv6Address, at: 4, 16,
      in: records),
    Field(
      "icmpv6.mldr.mar.source_address", "Source Address", .ipv6Address, at: 0, 16,
      in: recordSources),
    Field("icmpv6.mldr.mar.auxiliary_data", "Auxiliary Data", .bytes, at: 0, in: recordData),
  ]

  /// RFC 4620 §4.
  static let nodeFields: [Field<ICMPv6>] = [
    Field("icmpv6.ni.qtype", "Qtype", .decimal(16), at: 4, 2, in: node),
    Field("icmpv6.ni.flag", "Flags", .hex(16), at: 6, 2, in: node),
    Field("icmpv6.ni.flag.g", "Global-scope addresses", at: 6, 2, bit: 0x20, in: node),
    Field("icmpv6.ni.flag.s", "Site-local addresses", at: 6, 2, bit: 0x10, in: node),
    Field("icmpv6.ni.flag.l", "Link-local addresses", at: 6, 2, bit: 0x08, in: node),
    Field("icmpv6.ni.flag.c", "Compression", at: 6, 2, bit: 0x04, in: node),
    Field("icmpv6.ni.flag.a", "Unicast Addresses", at: 6, 2, bit: 0x02, in: node),
    Field("icmpv6.ni.flag.t", "Truncated", at: 6, 2, bit: 0x01, in: node),
    Field("icmpv6.ni.flag.rsv", "Reserved", .hex(16), at: 6, 2, mask: 0xffc0, in: node),
    Field("icmpv6.ni.nonce", "Nonce", .hex(64), at: 8, 8, in: node),
  ]
}
