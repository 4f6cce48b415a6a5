public import PacketCore

extension TCP {
  public static let fields: [Field<TCP>] = [
    Field("tcp.srcport", "Source Port", .port, at: 0, 2) { $0.sourcePort },
    Field("tcp.dstport", "Destination Port", .port, at: 2, 2) { $0.destinationPort },
    Field("tcp.port", "Source or Destination Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    Field("tcp.seq_raw", "Sequence Number (raw)", .decimal(32), at: 4, 4) { $0.sequenceNumber },
    Field("tcp.ack_raw", "Acknowledgment Number (raw)", .decimal(32), at: 8, 4) {
      $0.acknowledgmentNumber
    },
    Field("tcp.hdr_len", "Header Length", .decimal(8), at: 12, 1) { UInt64($0.headerLength) },
    Field("tcp.flags", "Flags", .hex(16), at: 12, 2) { $0.flags.rawValue },
    Field("tcp.window_size_value", "Window", .decimal(16), at: 14, 2) { $0.window },
    Field("tcp.checksum", "Checksum", .hex(16), at: 16, 2) { $0.checksum },
    Field("tcp.urgent_pointer", "Urgent Pointer", .decimal(16), at: 18, 2) { $0.urgentPointer },
    // The length on the wire, which counts what was not captured.
    Field(
      "tcp.len", "TCP Segment Len", .decimal(32),
      inContext: { view, context, emit in
        let captured = view.payload.byteCount
        emit(.unsigned(UInt64(captured + context.layer.missingByteCount)), 12..<13)
      }),
  ]
}
