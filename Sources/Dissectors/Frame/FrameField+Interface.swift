import PacketCore

extension FrameField {
  static let interface = [
    FrameField("frame.interface_id", "Interface id", .decimal(32)) { packet, _, _, emit in
      if let id = packet.interface?.id { emit(.unsigned(UInt64(id))) }
    },
    FrameField("frame.interface_name", "Interface name", .text) { packet, _, _, emit in
      if let name = packet.interface?.name { emit(.string(name)) }
    },
    FrameField("frame.interface_description", "Interface description", .text) {
      packet, _, _, emit in
      if let text = packet.interface?.description { emit(.string(text)) }
    },
    option("frame.interface_queue", "Interface queue", .decimal(32), code: 6, bytes: 4),
    option("frame.packet_id", "Packet id", .decimal(64), code: 5, bytes: 8),
    option("frame.drop_count", "Drop Count", .decimal(64), code: 4, bytes: 8),
  ]

  /// The flags word (draft-ietf-opsawg-pcapng §4.3.1).
  static let flags = [
    flagBits("frame.packet_flags", "Packet flags", .hex(32), shift: 0, mask: .max),
    flagBits("frame.packet_flags_direction", "Direction", .hex(32), shift: 0, mask: 3),
    flagBits(
      "frame.packet_flags_reception_type", "Reception type", .decimal(32), shift: 2, mask: 7),
    flagBits("frame.packet_flags_fcs_length", "FCS length", .decimal(32), shift: 5, mask: 15),
    flagBits("frame.packet_flags_reserved", "Reserved", .decimal(32), shift: 9, mask: 0x7f),
    flag("frame.packet_flags_crc_error", "CRC error", bit: 24),
    flag("frame.packet_flags_packet_too_error", "Packet too long error", bit: 25),
    flag("frame.packet_flags_packet_too_short_error", "Packet too short error", bit: 26),
    flag("frame.packet_flags_wrong_inter_frame_gap_error", "Wrong interframe gap error", bit: 27),
    flag("frame.packet_flags_unaligned_frame_error", "Unaligned frame error", bit: 28),
    flag(
      "frame.packet_flags_start_frame_delimiter_error", "Start frame delimiter error", bit: 29),
    flag("frame.packet_flags_preamble_error", "Preamble error", bit: 30),
    flag("frame.packet_flags_symbol_error", "Symbol error", bit: 31),
  ]

  static let comment = FrameField("frame.comment", "Comment", .text) { packet, _, _, emit in
    packet.forEachOption { code, bytes in
      if code == 1 { emit(.string(String(decoding: bytes.copied(), as: UTF8.self))) }
    }
  }.ofOptions()

  private static func option(
    _ name: String, _ label: String, _ type: FieldType, code: UInt16, bytes count: Int
  ) -> FrameField {
    FrameField(name, label, type) { packet, _, _, emit in
      if let number = packet.option(code, bytes: count) { emit(.unsigned(number)) }
    }.ofOptions()
  }

  private static func flagBits(
    _ name: String, _ label: String, _ type: FieldType, shift: UInt64, mask: UInt64
  ) -> FrameField {
    FrameField(name, label, type) { packet, _, _, emit in
      if let flags = packet.option(2, bytes: 4) { emit(.unsigned(flags >> shift & mask)) }
    }.ofOptions()
  }

  private static func flag(_ name: String, _ label: String, bit: UInt64) -> FrameField {
    FrameField(name, label, .boolean) { packet, _, _, emit in
      if let flags = packet.option(2, bytes: 4) { emit(.boolean(flags >> bit & 1 != 0)) }
    }.ofOptions()
  }
}

extension Packet {
  /// Calls `body` with the code and the value of each pcapng option of the packet.
  func forEachOption(_ body: (UInt16, RawSpan) -> Void) {
    let options = optionBytes
    var offset = 0
    while options.has(4, at: offset) {
      let code = optionInteger(UInt16.self, options, at: offset)
      let length = Int(optionInteger(UInt16.self, options, at: offset + 2))
      guard code != 0, options.has(length, at: offset + 4) else { return }
      body(code, options.slice(from: offset + 4, count: length))
      offset += 4 + (length + 3) & ~3
    }
  }

  /// The value of the first option with this code, if it has this many bytes (4 or 8).
  func option(_ code: UInt16, bytes count: Int) -> UInt64? {
    var value: UInt64?
    forEachOption { found, bytes in
      guard found == code, bytes.byteCount == count, value == nil else { return }
      value =
        count == 8
        ? optionInteger(UInt64.self, bytes, at: 0)
        : UInt64(optionInteger(UInt32.self, bytes, at: 0))
    }
    return value
  }

  private func optionInteger<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, _ bytes: RawSpan, at offset: Int
  ) -> Number {
    optionsAreBigEndian
      ? bytes.bigEndian(type, at: offset) : bytes.littleEndian(type, at: offset)
  }
}
