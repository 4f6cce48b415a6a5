public import PacketCore

extension TCP {
  public static let fields: [Field<TCP>] =
    headerFields + flagFields + restFields
    + Field.only(where: { $0.headerLength > minimumHeaderLength }, optionFields)
    + Field.only(where: { $0.hasMultipathOption }, multipathFields)

  private static let headerFields: [Field<TCP>] = [
    Field("tcp.srcport", "Source Port", .port, at: 0, 2) { $0.sourcePort },
    Field("tcp.dstport", "Destination Port", .port, at: 2, 2) { $0.destinationPort },
    Field("tcp.port", "Source or Destination Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    // The length on the wire, which counts what was not captured. Of a fragment and of a quoted
    // packet it is not known.
    Field(
      "tcp.len", "TCP Segment Len", .decimal(32),
      inContext: { view, context, emit in
        guard view.hasWholeHeader, !context.isPartOfPacket else { return }
        let captured = view.payload.byteCount
        emit(.unsigned(UInt64(captured + context.layer.missingByteCount)), 12..<13)
      }
    ).generated(),
    Field("tcp.seq_raw", "Sequence Number (raw)", .decimal(32), at: 4, 4) { $0.sequenceNumber },
    Field("tcp.ack_raw", "Acknowledgment Number (raw)", .decimal(32), at: 8, 4) {
      $0.acknowledgmentNumber
    },
    Field("tcp.hdr_len", "Header Length", .decimal(8), at: 12, 1) { UInt64($0.headerLength) },
  ]

  /// Whether the data offset is one that RFC 9293 allows, and the header is here.
  private var hasWholeHeader: Bool {
    headerLength >= Self.minimumHeaderLength && headerLength <= bytes.byteCount
  }

  /// A value of the control bits, when the data offset before them is allowed.
  private static func control(
    _ name: String, _ label: String, _ type: FieldType,
    _ value: @escaping @Sendable (Flags) -> FieldValue
  ) -> Field<TCP> {
    Field(name, label, type, at: 12, 2) { view in
      view.headerLength >= minimumHeaderLength ? value(view.flags) : nil
    }
  }

  private static func flag(_ name: String, _ label: String, _ flag: Flags) -> Field<TCP> {
    control(name, label, .boolean) { .boolean($0.contains(flag)) }.bits(UInt64(flag.rawValue))
  }

  private static let flagFields: [Field<TCP>] = [
    control("tcp.flags", "Flags", .hex(16)) { .unsigned(UInt64($0.rawValue)) },
    control("tcp.flags.res", "Reserved", .boolean) { .boolean($0.rawValue & 0xe00 != 0) }
      .bits(0xe00),
    flag("tcp.flags.ae", "Accurate ECN", .ae),
    flag("tcp.flags.cwr", "Congestion Window Reduced", .cwr),
    flag("tcp.flags.ece", "ECN-Echo", .ece),
    flag("tcp.flags.urg", "Urgent", .urg),
    flag("tcp.flags.ack", "Acknowledgment", .ack),
    flag("tcp.flags.push", "Push", .psh),
    flag("tcp.flags.reset", "Reset", .rst),
    flag("tcp.flags.syn", "Syn", .syn),
    flag("tcp.flags.fin", "Fin", .fin),
    control("tcp.flags.str", "TCP Flags", .text) { .string($0.letters) }.generated(),
  ]

  private static let restFields: [Field<TCP>] = [
    Field("tcp.window_size_value", "Window", .decimal(16), at: 14, 2) { $0.window },
    Field("tcp.checksum", "Checksum", .hex(16), at: 16, 2) { $0.checksum },
    // 2: not verified. Wireshark's default, because senders leave it to the network card.
    Field("tcp.checksum.status", "Checksum Status", .decimal(8), at: 16, 2) { _ in
      UInt8(2)
    }.named([0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present"]).generated(),
    Field("tcp.urgent_pointer", "Urgent Pointer", .decimal(16), at: 18, 2) { $0.urgentPointer },
    Field("tcp.payload", "TCP payload", .bytes) { view, emit in
      if view.hasWholeHeader, view.bytes.byteCount > view.headerLength {
        emit(.bytes, view.headerLength..<view.bytes.byteCount)
      }
    },
  ]
}

extension TCP.Flags {
  /// The twelve bits, each as its letter or a middle dot: `·······A··S·`.
  public var letters: String {
    Self.texts.indices.contains(Int(rawValue)) ? Self.texts[Int(rawValue)] : text
  }

  /// Those of the flags in the header's fourteenth byte, which are most there are.
  private static let texts = (0...0xff as ClosedRange<UInt16>).map { Self(rawValue: $0).text }

  private var text: String {
    let letters: [Character] = ["R", "R", "R", "A", "C", "E", "U", "A", "P", "R", "S", "F"]
    var text = ""
    for (index, letter) in letters.enumerated() {
      text.append(rawValue & 0x800 >> UInt16(index) != 0 ? letter : "\u{b7}")
    }
    return text
  }
}
