public import PacketCore

extension SCTP {
  public static let fields: [Field<SCTP>] =
    headerFields + dataFields + initiationFields + acknowledgmentFields + otherChunkFields
    + parameterFields + parameterValueFields + causeFields

  /// The chunks of these types; of all types when none is given.
  private static func chunk(_ kinds: Chunk.Kind...) -> Field<SCTP>.Parts {
    { view, part in
      var cursor = ChunkCursor(headerLength)
      while let range = cursor.next(in: view.bytes) {
        let kind = Chunk.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        if kinds.isEmpty || kinds.contains(kind) { part(range) }
      }
    }
  }

  private static let headerFields: [Field<SCTP>] = [
    Field("sctp.srcport", "Source port", .port, at: 0, 2) { $0.sourcePort },
    Field("sctp.dstport", "Destination port", .port, at: 2, 2) { $0.destinationPort },
    Field("sctp.port", "Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    Field("sctp.verification_tag", "Verification tag", .hex(32), at: 4, 4) { $0.verificationTag },
    Field("sctp.checksum", "Checksum", .hex(32), at: 8, 4) { $0.checksum },
    // 2: not verified. Wireshark's default.
    Field("sctp.checksum.status", "Checksum Status", .decimal(8), at: 8, 4) { _ in UInt8(2) },
    Field("sctp.chunk_type", "Chunk type", .decimal(8), at: 0, 1, in: chunk()),
    Field("sctp.chunk_bit_1", "Bit", at: 0, 1, bit: 0x80, in: chunk()),
    Field("sctp.chunk_bit_2", "Bit", at: 0, 1, bit: 0x40, in: chunk()),
    Field("sctp.chunk_flags", "Chunk flags", .hex(8), at: 1, 1, in: chunk()),
    Field("sctp.chunk_length", "Chunk length", .decimal(16), at: 2, 2, in: chunk()),
  ]

  private static let anyData = chunk(.data, .interleavedData)
  private static let plainData = chunk(.data)
  private static let interleaved = chunk(.interleavedData)

  /// RFC 9260 §3.3.1, RFC 8260 §2.1.
  private static let dataFields: [Field<SCTP>] = [
    Field("sctp.data_e_bit", "E-Bit", at: 1, 1, bit: 1, in: anyData),
    Field("sctp.data_b_bit", "B-Bit", at: 1, 1, bit: 2, in: anyData),
    Field("sctp.data_u_bit", "U-Bit", at: 1, 1, bit: 4, in: anyData),
    Field("sctp.data_i_bit", "I-Bit", at: 1, 1, bit: 8, in: anyData),
    Field(
      "sctp.data_tsn_raw", "Transmission sequence number (absolute)", .decimal(32), at: 4, 4,
      in: anyData),
    Field("sctp.data_sid", "Stream identifier", .hex(16), at: 8, 2, in: anyData),
    Field("sctp.data_ssn", "Stream sequence number", .decimal(16), at: 10, 2, in: plainData),
    Field("sctp.data_reserved", "Reserved", .decimal(16), at: 10, 2, in: interleaved),
    Field("sctp.data_mid", "Message identifier", .decimal(32), at: 12, 4, in: interleaved),
    Field("sctp.data_payload_proto_id", "Payload protocol identifier", .decimal(32)) { view, emit in
      plainData(view) { emitWord(view, $0.lowerBound + 12, emit) }
      interleaved(view) { range in
        // Only the first fragment has it; the others are numbered in its place.
        if view.bytes.byte(at: range.lowerBound + 1) & 2 != 0 {
          emitWord(view, range.lowerBound + 16, emit)
        }
      }
    },
  ]

  private static func emitWord(
    _ view: borrowing SCTP, _ offset: Int, _ emit: Field<SCTP>.Emit
  ) {
    emit(.unsigned(UInt64(view.bytes.bigEndian(UInt32.self, at: offset))), offset..<offset + 4)
  }

  private static let opening = chunk(.initiation, .initiationAcknowledgment)

  /// INIT and INIT ACK have the same form (RFC 9260 §3.3.2, §3.3.3).
  private static let initiationFields: [Field<SCTP>] =
    [
      Field(
        "sctp.initiate_tag", "Initiate tag", .hex(32), at: 4, 4, hidden: true, in: opening)
    ] + initiationFields("sctp.init_", chunk(.initiation))
    + initiationFields("sctp.initack_", chunk(.initiationAcknowledgment))

  private static func initiationFields(
    _ prefix: String, _ parts: @escaping Field<SCTP>.Parts
  ) -> [Field<SCTP>] {
    [
      Field(prefix + "initiate_tag", "Initiate tag", .hex(32), at: 4, 4, in: parts),
      Field(
        prefix + "credit", "Advertised receiver window credit (a_rwnd)", .decimal(32), at: 8, 4,
        in: parts),
      Field(
        prefix + "nr_out_streams", "Number of outbound streams", .decimal(16), at: 12, 2, in: parts),
      Field(
        prefix + "nr_in_streams", "Number of inbound streams", .decimal(16), at: 14, 2, in: parts),
      Field(prefix + "initial_tsn", "Initial TSN", .decimal(32), at: 16, 4, in: parts),
    ]
  }

  private static let acknowledgment = chunk(.selectiveAcknowledgment)

  /// Words behind the fixed part of an acknowledgment: gap blocks, then duplicates.
  private static func words(duplicates: Bool) -> Field<SCTP>.Parts {
    { view, part in
      acknowledgment(view) { range in
        let blocks = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 12))
        let duplicateCount = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 14))
        var start = range.lowerBound + 16 + (duplicates ? 4 * blocks : 0)
        for _ in 0..<(duplicates ? duplicateCount : blocks) where start + 4 <= range.upperBound {
          part(start..<start + 4)
          start += 4
        }
      }
    }
  }

  /// RFC 9260 §3.3.4.
  private static let acknowledgmentFields: [Field<SCTP>] = [
    Field(
      "sctp.sack_nounce_sum", "Nounce sum", .decimal(8), at: 1, 1, mask: 1, in: acknowledgment),
    Field(
      "sctp.sack_cumulative_tsn_ack_raw", "Cumulative TSN ACK (absolute)", .decimal(32), at: 4, 4,
      in: acknowledgment),
    Field(
      "sctp.sack_a_rwnd", "Advertised receiver window credit (a_rwnd)", .decimal(32), at: 8, 4,
      in: acknowledgment),
    Field(
      "sctp.sack_number_of_gap_blocks", "Number of gap acknowledgement blocks", .decimal(16),
      at: 12, 2, in: acknowledgment),
    Field(
      "sctp.sack_number_of_duplicated_tsns", "Number of duplicated TSNs", .decimal(16), at: 14, 2,
      in: acknowledgment),
    Field(
      "sctp.sack_gap_block_start", "Start", .decimal(16), at: 0, 2, in: words(duplicates: false)),
    Field("sctp.sack_gap_block_end", "End", .decimal(16), at: 2, 2, in: words(duplicates: false)),
    Field(
      "sctp.sack_duplicate_tsn", "Duplicate TSN", .decimal(32), at: 0, 4,
      in: words(duplicates: true)),
  ]

  private static let otherChunkFields: [Field<SCTP>] = [
    Field(
      "sctp.shutdown_cumulative_tsn_ack", "Cumulative TSN Ack", .decimal(32), at: 4, 4,
      in: chunk(.shutdown)),
    Field("sctp.cookie", "Cookie", .bytes, at: 4, in: chunk(.cookieEcho)),
    Field(
      "sctp.ecne_lowest_tsn", "Lowest TSN", .decimal(32), at: 4, 4, in: chunk(.congestionEcho)),
    Field(
      "sctp.cwr_lowest_tsn", "Lowest TSN", .decimal(32), at: 4, 4,
      in: chunk(.congestionWindowReduced)),
    Field("sctp.abort_t_bit", "T-Bit", at: 1, 1, bit: 1, in: chunk(.abort)),
    Field("sctp.shutdown_complete_t_bit", "T-Bit", at: 1, 1, bit: 1, in: chunk(.shutdownComplete)),
    Field(
      "sctp.forward_tsn_tsn", "New cumulative TSN", .decimal(32), at: 4, 4, in: chunk(.forwardTSN)),
    Field(
      "sctp.i_forward_tsn_tsn", "New cumulative TSN", .decimal(32), at: 4, 4,
      in: chunk(.interleavedForwardTSN)),
    Field(
      "sctp.shared_key_id", "Shared key identifier", .decimal(16), at: 4, 2,
      in: chunk(.authentication)),
    Field("sctp.hmac", "HMAC", .bytes, at: 8, in: chunk(.authentication)),
    Field(
      "sctp.asconf_seq_nr_number", "Sequence number", .hex(32), at: 4, 4,
      in: chunk(.addressConfiguration)),
    Field(
      "sctp.asconf_ack_seq_nr_number", "Sequence number", .hex(32), at: 4, 4,
      in: chunk(.addressAcknowledgment)),
    Field("sctp.padding_data", "Padding data", .bytes, at: 4, in: chunk(.padding)),
  ]
}
