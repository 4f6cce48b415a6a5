public import PacketCore

extension IGMP {
  public static let fields: [Field<IGMP>] = [
    Field("igmp.version", "IGMP Version", .decimal(8), at: 0, 0) { view in
      view.version.map { .unsigned(UInt64($0)) }
    },
    Field("igmp.type", "Type", .hex(8), at: 0, 1, in: own),
    Field("igmp.reserved", "Reserved", .bytes) { view, emit in
      if view.kind == .reportV3 || view.version == 1 { emit(.bytes, 1..<2) }
      if view.kind == .reportV3 { emit(.bytes, 4..<6) }
    },
    Field("igmp.max_resp", "Max Resp Time", .decimal(8)) { view, emit in
      guard let version = view.version, version > 1, view.kind != .reportV3 else { return }
      let code = view.maximumResponseCode
      let time = version == 3 ? decoded(code) : UInt64(code)
      emit(.unsigned(time), 1..<2)
    },
    Field("igmp.checksum", "Checksum", .hex(16), at: 2, 2, in: own),
    Field(
      "igmp.checksum.status", "Checksum Status", .decimal(8),
      inContext: { view, context, emit in
        guard view.otherProtocol == nil else { return }
        emit(.unsigned(UInt64(context.checksumStatus(protocol: 2).number)), 2..<4)
      }),
    Field("igmp.maddr", "Multicast Address", .ipv4Address) { view, emit in
      if let address = view.groupAddress { emit(.ipv4(address), 4..<8) }
      records(view) { range in
        let start = range.lowerBound + 4
        emit(.ipv4(IPv4Address(view.bytes, at: start)), start..<start + 4)
      }
    },
    Field("igmp.s", "S", at: 8, 1, bit: 8, in: longQuery),
    Field("igmp.qrv", "QRV", .decimal(8), at: 8, 1, mask: 7, in: longQuery),
    Field("igmp.qqic", "QQIC", .decimal(8), at: 9, 1, in: longQuery),
    Field("igmp.num_grp_recs", "Num Group Records", .decimal(16), at: 6, 2, in: report),
    Field("igmp.record_type", "Record Type", .decimal(8), at: 0, 1, in: records),
    Field("igmp.aux_data_len", "Aux Data Len", .decimal(8), at: 1, 1, in: records),
    Field("igmp.num_src", "Num Src", .decimal(16)) { view, emit in
      longQuery(view) { _ in
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 10))), 10..<12)
      }
      records(view) { range in
        let start = range.lowerBound + 2
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: start))), start..<start + 2)
      }
    },
    Field("igmp.saddr", "Source Address", .ipv4Address, at: 0, 4, in: sources),
    Field("igmp.aux_data", "Aux Data", .bytes) { view, emit in
      records(view) { range in
        let length = 4 * Int(view.bytes.byte(at: range.lowerBound + 1))
        if length > 0 { emit(.bytes, range.upperBound - length..<range.upperBound) }
      }
    },
  ]

  /// Tenths of a second: a code of 128 or more is a floating-point number (RFC 9776 §4.1.1).
  private static func decoded(_ code: UInt8) -> UInt64 {
    code < 128 ? UInt64(code) : UInt64(code & 15 | 16) << (UInt64(code >> 4 & 7) + 3)
  }

  private static let own: Field<IGMP>.Parts = { view, part in
    if view.otherProtocol == nil { part(0..<view.bytes.byteCount) }
  }

  private static let longQuery: Field<IGMP>.Parts = { view, part in
    if view.kind == .membershipQuery, view.version == 3 { part(0..<view.bytes.byteCount) }
  }

  private static let report: Field<IGMP>.Parts = { view, part in
    if view.kind == .reportV3 { part(0..<view.bytes.byteCount) }
  }

  private static let records: Field<IGMP>.Parts = { view, part in
    var cursor = RecordCursor(view)
    while let range = cursor.next(in: view.bytes) { part(range) }
  }

  private static let sources: Field<IGMP>.Parts = { view, part in
    longQuery(view) { range in
      let count = Int(view.bytes.bigEndian(UInt16.self, at: 10))
      emitAddresses(from: 12, count, end: range.upperBound, part)
    }
    records(view) { range in
      let count = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 2))
      let end = min(range.upperBound, view.bytes.byteCount)
      emitAddresses(from: range.lowerBound + 8, count, end: end, part)
    }
  }

  private static func emitAddresses(
    from start: Int, _ count: Int, end: Int, _ part: (Range<Int>) -> Void
  ) {
    var start = start
    for _ in 0..<count {
      guard start + 4 <= end else { return }
      part(start..<start + 4)
      start += 4
    }
  }
}
