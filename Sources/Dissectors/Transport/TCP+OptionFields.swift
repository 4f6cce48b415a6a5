import PacketCore

extension TCP {
  /// The options of these kinds, with one length or with any; of all kinds when none is given.
  static func option(_ kinds: Option.Kind..., length: Int? = nil) -> Field<TCP>.Parts {
    { view, part in
      var cursor = OptionCursor(view.optionRange, repeatsEnd: true)
      while let range = cursor.next(in: view.bytes) {
        let kind = Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        guard kinds.isEmpty || kinds.contains(kind), length == nil || length == range.count
        else { continue }
        part(range)
      }
    }
  }

  private static let long: Field<TCP>.Parts = { view, part in
    option()(view) { if $0.count > 1 { part($0) } }
  }

  private static let unknown: Field<TCP>.Parts = { view, part in
    option()(view) { range in
      switch view.bytes.byte(at: range.lowerBound) {
      case 0...8, 11...13, 19...21, 27...30, 34, 76, 78, 172, 174, 253, 254: break
      default: part(range)
      }
    }
  }

  private static let blocks: Field<TCP>.Parts = { view, part in
    option(.sack)(view) { range in
      var start = range.lowerBound + 2
      while start + 8 <= range.upperBound {
        part(start..<start + 8)
        start += 8
      }
    }
  }

  static let optionFields: [Field<TCP>] =
    commonOptionFields + acknowledgmentFields + securityFields + otherOptionFields

  private static let commonOptionFields: [Field<TCP>] = [
    Field("tcp.options", "TCP Options", .bytes) { view, emit in
      if view.headerLength > minimumHeaderLength { emit(.bytes, view.optionRange) }
    },
    Field("tcp.option_kind", "Kind", .decimal(8), at: 0, 1, in: option()),
    Field("tcp.option_len", "Length", .decimal(8), at: 1, 1, in: long),
    Field(
      "tcp.options.mss_val", "MSS Value", .decimal(16), at: 2, 2,
      in: option(.maximumSegmentSize, length: 4)),
    Field(
      "tcp.options.wscale.shift", "Shift count", .decimal(8), at: 2, 1,
      in: option(.windowScale, length: 3)),
    Field("tcp.options.wscale.multiplier", "Multiplier", .decimal(16)) { view, emit in
      option(.windowScale, length: 3)(view) { range in
        let shift = min(view.bytes.byte(at: range.lowerBound + 2), 14)
        emit(.unsigned(1 << UInt64(shift)), range.lowerBound + 2..<range.upperBound)
      }
    },
    Field(
      "tcp.options.timestamp.tsval", "Timestamp value", .decimal(32), at: 2, 4,
      in: option(.timestamps, length: 10)),
    Field(
      "tcp.options.timestamp.tsecr", "Timestamp echo reply", .decimal(32), at: 6, 4,
      in: option(.timestamps, length: 10)),
    Field("tcp.options.unknown.payload", "Payload", .bytes, at: 2, in: unknown),
  ]

  private static let acknowledgmentFields: [Field<TCP>] = [
    Field("tcp.options.sack_le", "TCP SACK Left Edge", .decimal(32), at: 0, 4, in: blocks),
    Field("tcp.options.sack_re", "TCP SACK Right Edge", .decimal(32), at: 4, 4, in: blocks),
    Field("tcp.options.sack.count", "TCP SACK Count", .decimal(8)) { view, emit in
      option(.sack)(view) { emit(.unsigned(UInt64(($0.count - 2) / 8)), $0) }
    },
    Field(
      "tcp.options.echo_value", "TCP Echo Option", .decimal(32), at: 2, 4,
      in: option(.echo, .echoReply, length: 6)),
    Field(
      "tcp.options.cc_value", "TCP CC Option", .decimal(32), at: 2, 4,
      in: option(.connectionCount, .connectionCountNew, .connectionCountEcho, length: 6)),
    Field(
      "tcp.options.snack.offset", "TCP SNACK Offset", .decimal(16), at: 2, 2,
      in: option(.selectiveNegativeAcknowledgment, length: 6)),
    Field(
      "tcp.options.snack.size", "TCP SNACK Size", .decimal(16), at: 4, 2,
      in: option(.selectiveNegativeAcknowledgment, length: 6)),
    // The order of the counters tells the two kinds apart (RFC 9768 §3.2.3).
    Field("tcp.options.acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter", .decimal(24)) {
      emitCounter($0, first: .accurateECN0, $1)
    },
    Field(
      "tcp.options.acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter", .decimal(24), at: 5, 3,
      in: option(.accurateECN0, .accurateECN1)),
    Field("tcp.options.acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter", .decimal(24)) {
      emitCounter($0, first: .accurateECN1, $1)
    },
  ]

  private static func emitCounter(
    _ view: borrowing TCP, first: Option.Kind, _ emit: Field<TCP>.Emit
  ) {
    option(.accurateECN0, .accurateECN1)(view) { range in
      let isFirst = view.bytes.byte(at: range.lowerBound) == first.rawValue
      let start = range.lowerBound + (isFirst ? 2 : 8)
      guard start + 3 <= range.upperBound else { return }
      emit(.unsigned(view.bytes.bits(in: start..<start + 3)), start..<start + 3)
    }
  }

  private static let securityFields: [Field<TCP>] = [
    Field(
      "tcp.options.md5.digest", "MD5 digest", .bytes, at: 2,
      in: option(.md5Signature, length: 18)),
    Field("tcp.options.ao.keyid", "AO KeyID", .decimal(8), at: 2, 1, in: option(.authentication)),
    Field(
      "tcp.options.ao.rnextkeyid", "AO RNextKeyID", .decimal(8), at: 3, 1,
      in: option(.authentication)),
    Field("tcp.options.ao.mac", "AO MAC", .bytes, at: 4, in: option(.authentication)),
    Field(
      "tcp.options.tfo.request", "Fast Open Cookie Request", .heading, at: 0,
      in: option(.fastOpen, length: 2)),
    Field("tcp.options.tfo.cookie", "Fast Open Cookie", .bytes, at: 2, in: option(.fastOpen)),
  ]

  private static let otherOptionFields: [Field<TCP>] = [
    Field(
      "tcp.options.user_to_granularity", "Granularity", at: 2, 2, bit: 0x8000,
      in: option(.userTimeout, length: 4)),
    Field(
      "tcp.options.user_to_val", "User Timeout", .decimal(16), at: 2, 2, mask: 0x7fff,
      in: option(.userTimeout, length: 4)),
    Field(
      "tcp.options.experimental.exid", "Experiment Identifier", .hex(16), at: 2, 2,
      in: option(.experiment1, .experiment2)),
    Field(
      "tcp.options.experimental.data", "Data", .bytes, at: 4,
      in: option(.experiment1, .experiment2)),
    Field(
      "tcp.options.qs.rate", "QS Rate", .decimal(8), at: 2, 1, mask: 0x0f,
      in: option(.quickStartResponse, length: 8)),
    Field(
      "tcp.options.qs.ttl_diff", "QS Rate", .decimal(8), at: 3, 1,
      in: option(.quickStartResponse, length: 8)),
    Field(
      "tcp.options.scps.vector", "TCP SCPS Capabilities Vector", .hex(8), at: 2, 1,
      in: option(.spaceCapabilities, length: 4)),
    Field(
      "tcp.options.scps.binding", "Connection ID", .decimal(8), at: 3, 1,
      in: option(.spaceCapabilities, length: 4)),
  ]
}
