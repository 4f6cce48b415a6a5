import PacketCore

extension SCTP {
  /// Where the parameters of a chunk start, of the types that have them.
  private static func parameterStart(_ type: UInt8) -> Int? {
    switch type {
    case 1, 2: 20
    case 4, 5, 130: 4
    case 128, 193: 8
    default: nil
    }
  }

  /// The parameters of these types; of all types when none is given.
  private static func parameter(_ types: UInt16...) -> Field<SCTP>.Parts {
    { view, part in
      walk(view, parameterStart) { range in
        let type = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
        if types.isEmpty || types.contains(type) { part(range) }
      }
    }
  }

  /// Error causes of these codes, in ABORT and ERROR chunks; of all codes when none is given.
  private static func cause(_ codes: UInt16...) -> Field<SCTP>.Parts {
    { view, part in
      walk(view, { $0 == 6 || $0 == 9 ? 4 : nil }) { range in
        let code = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
        if codes.isEmpty || codes.contains(code) { part(range) }
      }
    }
  }

  private static func walk(
    _ view: borrowing SCTP, _ start: (UInt8) -> Int?, _ part: (Range<Int>) -> Void
  ) {
    var chunks = ChunkCursor(headerLength)
    while let chunk = chunks.next(in: view.bytes) {
      guard let first = start(view.bytes.byte(at: chunk.lowerBound)) else { continue }
      var cursor = ChunkCursor(chunk.lowerBound + first, end: chunk.upperBound)
      while let range = cursor.next(in: view.bytes) { part(range) }
    }
  }

  /// Words of two bytes that fill a parameter.
  private static func halves(_ type: UInt16) -> Field<SCTP>.Parts {
    { view, part in
      parameter(type)(view) { range in
        for start in stride(from: range.lowerBound + 4, to: range.upperBound - 1, by: 2) {
          part(start..<start + 2)
        }
      }
    }
  }

  private static func octets(_ type: UInt16) -> Field<SCTP>.Parts {
    { view, part in
      parameter(type)(view) { for offset in $0.dropFirst(4) { part(offset..<offset + 1) } }
    }
  }

  static let parameterFields: [Field<SCTP>] = [
    Field("sctp.parameter_type", "Parameter type", .hex(16), at: 0, 2, in: parameter()),
    Field("sctp.parameter_bit_1", "Bit", at: 0, 2, bit: 0x8000, in: parameter()),
    Field("sctp.parameter_bit_2", "Bit", at: 0, 2, bit: 0x4000, in: parameter()),
    Field("sctp.parameter_length", "Parameter length", .decimal(16), at: 2, 2, in: parameter()),
  ]

  static let parameterValueFields: [Field<SCTP>] = [
    Field(
      "sctp.parameter_heartbeat_information", "Heartbeat information", .bytes, at: 4,
      in: parameter(1)),
    Field(
      "sctp.parameter_ipv4_address", "IP Version 4 address", .ipv4Address, at: 4, 4,
      in: parameter(5)),
    Field(
      "sctp.parameter_ipv6_address", "IP Version 6 address", .ipv6Address, at: 4, 16,
      in: parameter(6)),
    Field("sctp.parameter_state_cookie", "State cookie", .bytes, at: 4, in: parameter(7)),
    Field(
      "sctp.parameter_cookie_preservative_incr", "Suggested Cookie life-span increment (msec)",
      .decimal(32), at: 4, 4, in: parameter(9)),
    Field("sctp.parameter_hostname", "Hostname", .text, at: 4, in: parameter(11)),
    Field(
      "sctp.parameter_supported_address_type", "Supported address type", .decimal(16), at: 0, 2,
      in: halves(12)),
    Field("sctp.random_number", "Random number", .bytes, at: 4, in: parameter(0x8002)),
    Field("sctp.chunk_type_to_auth", "Chunk type", .decimal(8), at: 0, 1, in: octets(0x8003)),
    Field("sctp.hmac_id", "HMAC identifier", .decimal(16), at: 0, 2, in: halves(0x8004)),
    Field(
      "sctp.supported_chunk_type", "Supported chunk type", .decimal(8), at: 0, 1,
      in: octets(0x8008)),
    Field(
      "sctp.adaptation_layer_indication", "Indication", .hex(32), at: 4, 4, in: parameter(0xc006)),
    Field(
      "sctp.correlation_id", "Correlation_id", .hex(32), at: 4, 4,
      in: parameter(0xc001, 0xc002, 0xc003, 0xc004, 0xc005)),
    Field(
      "sctp.parameter_reconfig_request_sequence_number",
      "Re-configuration request sequence number", .decimal(32), at: 4, 4,
      in: parameter(13, 14, 15, 17, 18)),
    Field(
      "sctp.parameter_senders_last_assigned_tsn", "Senders last assigned TSN", .decimal(32), at: 12,
      4, in: parameter(13)),
  ]

  /// RFC 9260 §3.3.10.
  static let causeFields: [Field<SCTP>] = [
    Field("sctp.cause_code", "Cause code", .hex(16), at: 0, 2, in: cause()),
    Field("sctp.cause_length", "Cause length", .decimal(16), at: 2, 2, in: cause()),
    Field(
      "sctp.cause_stream_identifier", "Stream identifier", .decimal(16), at: 4, 2, in: cause(1)),
    Field(
      "sctp.cause_measure_of_staleness", "Measure of staleness in usec", .decimal(32), at: 4, 4,
      in: cause(3)),
    Field("sctp.cause_tsn", "TSN", .decimal(32), at: 4, 4, in: cause(9)),
    Field("sctp.cause_information", "Cause information", .bytes, at: 4, in: cause(12, 13)),
  ]
}
