import PacketCore

/// What packets of some types have after the generic header (RFC 4340 §5.2 to §5.8).
extension DCCP {
  /// Size of the generic header, in bytes.
  private var genericLength: Int { hasExtendedSequenceNumbers ? 16 : 12 }

  /// Where the acknowledgment stands (RFC 4340 §5.3): Request and Data have none.
  private var acknowledgment: Range<Int>? {
    guard packetType != 0, packetType != 2, packetType < 10 else { return nil }
    return genericLength..<genericLength + (hasExtendedSequenceNumbers ? 8 : 4)
  }

  private var optionStart: Int {
    let end = acknowledgment?.upperBound ?? genericLength
    return packetType == 0 || packetType == 1 || packetType == 7 ? end + 4 : end
  }

  private static let acknowledgments: Field<DCCP>.Parts = { view, part in
    if let place = view.acknowledgment { part(place) }
  }

  /// The word after the numbers, in packets of these types.
  private static func word(in types: UInt8...) -> Field<DCCP>.Parts {
    { view, part in
      let start = view.acknowledgment?.upperBound ?? view.genericLength
      if types.contains(view.packetType) { part(start..<start + 4) }
    }
  }

  static let numberFields: [Field<DCCP>] = [
    Field("dccp.ack_res", "Reserved", .hex(16)) { view, emit in
      guard let place = view.acknowledgment else { return }
      let end = place.upperBound - (view.hasExtendedSequenceNumbers ? 6 : 3)
      emit(.unsigned(view.bytes.bits(in: place.lowerBound..<end)), place.lowerBound..<end)
    },
    Field("dccp.ack_raw", "Acknowledgement Number (raw)", .decimal(64)) { view, emit in
      guard let place = view.acknowledgment else { return }
      let start = place.upperBound - (view.hasExtendedSequenceNumbers ? 6 : 3)
      emit(.unsigned(view.bytes.bits(in: start..<place.upperBound)), start..<place.upperBound)
    },
    Field("dccp.service_code", "Service Code", .decimal(32), at: 0, 4, in: word(in: 0, 1)),
    Field("dccp.reset_code", "Reset Code", .decimal(8), at: 0, 1, in: word(in: 7)),
    Field("dccp.data1", "Data 1", .decimal(8), at: 1, 1, in: word(in: 7)),
    Field("dccp.data2", "Data 2", .decimal(8), at: 2, 1, in: word(in: 7)),
    Field("dccp.data3", "Data 3", .decimal(8), at: 3, 1, in: word(in: 7)),
  ]

  /// The options (RFC 4340 §5.8): those below 32 are a byte, others tell their length.
  private static let options: Field<DCCP>.Parts = { view, part in
    let end = Swift.min(view.headerLength, view.bytes.byteCount)
    var start = view.optionStart
    while start < end {
      let length = view.bytes.byte(at: start) < 32 ? 1 : Int(view.bytes.byte(at: start + 1))
      guard length > 0, start + length <= end else { return }
      part(start..<start + length)
      start += length
    }
  }

  private static func options(_ kinds: UInt8...) -> Field<DCCP>.Parts {
    { view, part in
      options(view) { if kinds.contains(view.bytes.byte(at: $0.lowerBound)) { part($0) } }
    }
  }

  static let optionFields: [Field<DCCP>] = [
    Field("dccp.options", "Options", .heading) { view, emit in
      let end = Swift.min(view.headerLength, view.bytes.byteCount)
      if view.optionStart < end { emit(.present, view.optionStart..<end) }
    },
    Field("dccp.option_type", "Option Type", .decimal(8), at: 0, 1, in: options).named([
      0: "Padding", 1: "Mandatory", 2: "Slow Receiver", 32: "Change L", 33: "Confirm L",
      34: "Change R", 35: "Confirm R", 36: "Init Cookie", 37: "NDP Count",
      38: "Ack Vector [Nonce 0]", 39: "Ack Vector [Nonce 1]", 40: "Data Dropped", 41: "Timestamp",
      42: "Timestamp Echo", 43: "Elapsed Time", 44: "Data checksum",
    ]),
    Field("dccp.padding", "Padding", .bytes, at: 0, 1, in: options(0)),
    Field(
      "dccp.feature_number", "Feature Number", .decimal(8), at: 2, 1, in: options(32, 33, 34, 35)
    )
    .named([
      1: "Congestion Control ID (CCID)", 2: "Allow Short Seqnums", 3: "Sequence Window",
      4: "ECN Incapable", 5: "Ack Ratio", 6: "Send Ack Vector", 7: "Send NDP Count",
      8: "Minimum Checksum Coverage", 9: "Check Data Checksum",
    ]),
    Field("dccp.ndp_count", "NDP Count", .decimal(64)) { view, emit in
      options(37)(view) { emitRest(view, $0, emit) }
    },
    Field("dccp.elapsed_time", "Elapsed Time", .decimal(32)) { view, emit in
      options(43)(view) { emitRest(view, $0, emit) }
    },
    Field("dccp.ack_vector.nonce_0", "Ack Vector [Nonce 0]", .bytes) { view, emit in
      options(38)(view) { if $0.count > 2 { emit(.bytes, $0.lowerBound + 2..<$0.upperBound) } }
    },
    Field("dccp.ack_vector.nonce_1", "Ack Vector [Nonce 1]", .bytes) { view, emit in
      options(39)(view) { if $0.count > 2 { emit(.bytes, $0.lowerBound + 2..<$0.upperBound) } }
    },
  ]

  /// The number that an option's data is.
  private static func emitRest(
    _ view: borrowing DCCP, _ option: Range<Int>, _ emit: (FieldValue, Range<Int>) -> Void
  ) {
    let place = option.lowerBound + 2..<option.upperBound
    if 1...8 ~= place.count { emit(.unsigned(view.bytes.bits(in: place)), place) }
  }
}
