import PacketCore

extension QUIC {
  /// A part of packets of these kinds.
  static func part(
    _ kinds: PacketKind..., path: @escaping @Sendable (PacketPlace) -> Range<Int>? = { $0.range }
  ) -> Field<QUIC>.Parts {
    { view, part in
      view.forEachPacket { packet in
        if kinds.isEmpty || kinds.contains(packet.kind), let range = path(packet) { part(range) }
      }
    }
  }

  private static let long = part(.initial, .zeroRTT, .handshake, .retry, .versionNegotiation)

  /// A flag or number in the first byte.
  private static func first(
    _ name: String, _ label: String, _ type: FieldType, mask: UInt64,
    in parts: @escaping Field<QUIC>.Parts
  ) -> Field<QUIC> {
    Field(name, label, type, at: 0, 1, mask: mask, in: parts)
  }

  static var headerFields: [Field<QUIC>] {
    [
      Field("quic.packet_length", "Packet Length", .decimal(32)) { view, emit in
        view.forEachPacket {
          emit(.unsigned(UInt64($0.range.count)), $0.range.lowerBound..<$0.range.lowerBound)
        }
      },
      Field("quic.short", "QUIC Short Header", .heading, at: 0, in: part(.short)),
      first("quic.header_form", "Header Form", .decimal(8), mask: 0x80, in: part())
        .named([0: "Short Header", 1: "Long Header"]),
      first(
        "quic.fixed_bit", "Fixed Bit", .boolean, mask: 0x40,
        in: part(.initial, .zeroRTT, .handshake, .short)),
      first("quic.spin_bit", "Spin Bit", .boolean, mask: 0x20, in: part(.short)),
      first(
        "quic.long.packet_type", "Packet Type", .decimal(8), mask: 0x30,
        in: part(.initial, .zeroRTT, .handshake, .retry) { $0.version.isTwo ? nil : $0.range }
      ).named([0: "Initial", 1: "0-RTT", 2: "Handshake", 3: "Retry"]),
      first(
        "quic.long.packet_type_v2", "Packet Type", .decimal(8), mask: 0x30,
        in: part(.initial, .zeroRTT, .handshake, .retry) { $0.version.isTwo ? $0.range : nil }
      ).named([0: "Retry", 1: "Initial", 2: "0-RTT", 3: "Handshake"]),
      first(
        "quic.vn.unused", "Unused", .hex(8), mask: 0x7f, in: part(.versionNegotiation)),
      Field("quic.version", "Version", .hex(32), at: 1, 4, in: long).named(versionNames),
    ]
  }

  static var identifierFields: [Field<QUIC>] {
    func identifier(_ path: @escaping @Sendable (PacketPlace) -> Range<Int>) -> Field<QUIC>.Parts {
      part { $0.isLong ? path($0).lowerBound - 1..<path($0).upperBound : nil }
    }
    let destination = identifier { $0.destinationID }
    let knownDestination = part { packet -> Range<Int>? in
      guard packet.isLong || !packet.destinationID.isEmpty else { return nil }
      return packet.destinationID.lowerBound - 1..<packet.destinationID.upperBound
    }
    let source = identifier { $0.sourceID }
    return [
      Field(
        "quic.dcil", "Destination Connection ID Length", .decimal(8), at: 0, 1, in: destination),
      content("quic.dcid", "Destination Connection ID", in: knownDestination),
      Field("quic.scil", "Source Connection ID Length", .decimal(8), at: 0, 1, in: source),
      content("quic.scid", "Source Connection ID", in: source),
    ]
  }

  /// What follows the first byte of parts, unless that is nothing.
  private static func content(
    _ name: String, _ label: String, in parts: @escaping Field<QUIC>.Parts
  ) -> Field<QUIC> {
    Field(name, label, .bytes) { view, emit in
      parts(view) { if $0.count > 1 { emit(.bytes, $0.dropFirst()) } }
    }
  }

  static var payloadFields: [Field<QUIC>] {
    [
      Field("quic.token_length", "Token Length", .decimal(64)) { view, emit in
        view.forEachPacket { packet in
          guard packet.kind == .initial else { return }
          let start = packet.sourceID.upperBound
          emit(.unsigned(UInt64(packet.token.count)), start..<packet.token.lowerBound)
        }
      },
      Field(
        "quic.token", "Token", .bytes, at: 0,
        in: part(.initial) { $0.token.isEmpty ? nil : $0.token }),
      Field("quic.length", "Length", .decimal(64)) { view, emit in
        view.forEachPacket { packet in
          if !packet.lengthField.isEmpty {
            emit(.unsigned(UInt64(packet.payload.count)), packet.lengthField)
          }
        }
      },
      Field("quic.retry_token", "Retry Token", .bytes, at: 0, in: part(.retry) { $0.token }),
      Field(
        "quic.retry_integrity_tag", "Retry Integrity Tag", .bytes, at: 0,
        in: part(.retry) { $0.payload }),
      Field("quic.supported_version", "Supported Version", .hex(32)) { view, emit in
        view.forEachPacket { packet in
          guard packet.kind == .versionNegotiation else { return }
          for start in stride(
            from: packet.payload.lowerBound, to: packet.payload.upperBound - 3, by: 4)
          {
            let number = view.bytes.bigEndian(UInt32.self, at: start)
            emit(.unsigned(UInt64(number)), start..<start + 4)
          }
        }
      }.named(versionNames),
      Field(
        "quic.remaining_payload", "Remaining Payload", .bytes, at: 0,
        in: part(.handshake, .zeroRTT, .short) { $0.payload.isEmpty ? nil : $0.payload }),
    ]
  }

  static let versionNames: ValueNames = [
    0x00000000: "Version Negotiation",
    0x00000001: "1",
    0x6b3343cf: "2",
    0x709a50c4: "v2-draft-01",
    0xff020000: "v2-draft-00",
    0x51303530: "Google Q050",
    0x54303530: "Google T050",
    0x54303531: "Google T051",
    0xfaceb001: "Facebook mvfst (draft-22)",
    0xfaceb002: "Facebook mvfst (draft-27)",
    0xfaceb00e: "Facebook mvfst (Experimental)",
    0xff000004: "draft-4",
    0xff000005: "draft-5",
    0xff000006: "draft-6",
    0xff000007: "draft-7",
    0xff000008: "draft-8",
    0xff000009: "draft-9",
    0xff00000a: "draft-10",
    0xff00000b: "draft-11",
    0xff00000c: "draft-12",
    0xff00000d: "draft-13",
    0xff00000e: "draft-14",
    0xff00000f: "draft-15",
    0xff000010: "draft-16",
    0xff000011: "draft-17",
    0xff000012: "draft-18",
    0xff000013: "draft-19",
    0xff000014: "draft-20",
    0xff000015: "draft-21",
    0xff000016: "draft-22",
    0xff000017: "draft-23",
    0xff000018: "draft-24",
    0xff000019: "draft-25",
    0xff00001a: "draft-26",
    0xff00001b: "draft-27",
    0xff00001c: "draft-28",
    0xff00001d: "draft-29",
    0xff00001e: "draft-30",
    0xff00001f: "draft-31",
    0xff000020: "draft-32",
    0xff000021: "draft-33",
    0xff000022: "draft-34",
  ]
}
