public import PacketCore

extension SMB2 {
  static let headerFields: [Field<SMB2>] = [
    Field("smb2.protocol_id", "ProtocolId", .hex(32), at: 0, 4, in: header),
    .little("smb2.header_len", "Header Length", .decimal(16), at: 4, 2, in: header),
    .little("smb2.credit.charge", "Credit Charge", .decimal(16), at: 6, 2, in: header),
    .little(
      "smb2.channel_sequence", "Channel Sequence", .decimal(16), at: 8, 2, in: header(.request)),
    .little("smb2.nt_status", "NT Status", .hex(32), at: 8, 4, in: header(.response)),
    .little("smb2.cmd", "Command", .decimal(16), at: 12, 2, in: header)
      .named(Names.cmd),
    .little(
      "smb2.credits.requested", "Credits requested", .decimal(16), at: 14, 2, in: header(.request)),
    .little(
      "smb2.credits.granted", "Credits granted", .decimal(16), at: 14, 2, in: header(.response)),
    flagsField,
    .little("smb2.flags.response", "Response", at: 16, 4, bit: 0x1, in: header),
    .little("smb2.flags.async", "Async command", at: 16, 4, bit: 0x2, in: header),
    .little("smb2.flags.chained", "Chained", at: 16, 4, bit: 0x4, in: header),
    .little("smb2.flags.signature", "Signing", at: 16, 4, bit: 0x8, in: header),
    .little("smb2.flags.priority_mask", "Priority", at: 16, 4, bit: 0x70, in: header),
    .little("smb2.flags.dfs", "DFS operation", at: 16, 4, bit: 0x10000000, in: header),
    .little("smb2.flags.replay", "Replay operation", at: 16, 4, bit: 0x20000000, in: header),
    .little("smb2.chain_offset", "Chain Offset", .hex(32), at: 20, 4, in: header),
    .little("smb2.msg_id", "Message ID", .decimal(64), at: 24, 8, in: header),
    .little("smb2.aid", "Async Id", .hex(64), at: 32, 8, in: asynchronous(true)),
    .little("smb2.pid", "Process Id", .hex(32), at: 32, 4, in: asynchronous(false)),
    .little("smb2.tid", "Tree Id", .hex(32), at: 36, 4, in: asynchronous(false)),
    .little("smb2.sesid", "Session Id", .hex(64), at: 40, 8, in: header),
    Field("smb2.signature", "Signature", .bytes, at: 48, 16, in: header),
    .little("smb2.buffer_code", "StructureSize", .hex(16), at: 0, 2, in: anyBody),
    .little(
      "smb2.buffer_code.length", "Fixed Part Length", .decimal(16), at: 0, 2, mask: 0xfffe,
      in: anyBody),
    .little("smb2.buffer_code.dynamic", "Dynamic Part", at: 0, 2, bit: 0x1, in: anyBody),
  ]

  static let errorFields: [Field<SMB2>] = [
    Field("smb2.error.context_count", "Error Context Count", .decimal(8), at: 2, 1, in: errors),
    Field("smb2.error.reserved", "Reserved", .hex(8), at: 3, 1, in: errors),
    .little("smb2.error.byte_count", "Byte Count", .decimal(32), at: 4, 4, in: errors),
  ]

  static let transformFields: [Field<SMB2>] = [
    Field("smb2.header.transform.signature", "Signature", .bytes, at: 4, 16, in: encrypted),
    Field("smb2.header.transform.nonce", "Nonce", .bytes, at: 20, 16, in: encrypted),
    .little(
      "smb2.header.transform.msg_size", "Message size", .decimal(32), at: 36, 4, in: encrypted),
    Field("smb2.header.transform.reserved", "Reserved", .bytes, at: 40, 2, in: encrypted),
    .little("smb2.header.transform.flags", "Flags", .hex(16), at: 42, 2, in: encrypted),
    .little(
      "smb2.header.transform.flags.encrypted", "Encrypted", at: 42, 2, bit: 0x1, in: encrypted),
    .little("smb2.sesid", "Session Id", .hex(64), at: 44, 8, in: encrypted),
    Field("smb2.header.transform.enc_data", "Data", .bytes, at: 52, in: encrypted),
  ]

  static let blobFields: [Field<SMB2>] = [
    Field("smb2.reserved", "Reserved", .bytes, at: 0, in: reserved),
    Field("smb2.olb.offset", "Blob Offset", .hex(32)) { view, emit in
      emitReferences(view, offsets: true, emit)
    },
    Field("smb2.olb.length", "Blob Length", .decimal(32)) { view, emit in
      emitReferences(view, offsets: false, emit)
    },
    Field("smb2.security_blob", "Security Blob", .bytes) { view, emit in
      blobs(.security)(view) { emit(.bytes, $0.place) }
    },
    Field("smb2.error.data", "Error Data", .bytes) { view, emit in
      errors(view) { body in
        let count = Int(view.bytes.littleEndian(UInt32.self, at: body.lowerBound + 4));
        let start = body.lowerBound + 8;
        if start + count <= body.upperBound || count == 0 {
          emit(.bytes, start..<start + Swift.max(count, 1))
        }
      }
    },
  ]
}

extension SMB2 {
  public static let fields: [Field<SMB2>] =
    headerFields + errorFields + transformFields + blobFields + negotiateFields
    + negotiateContextFields + sessionFields + treeFields + createFields + closeFields + readFields
    + writeFields + lockFields + ioctlFields + findFields + infoFields + breakFields

  /// The header's flags; Wireshark calls those of an ioctl's answer by the same name.
  private static let flagsField = Field<SMB2>("smb2.flags", "Flags", .hex(32)) { view, emit in
    header(view) { emitWord(view, $0.lowerBound + 16, emit) }
    body(.ioctl, of: .response)(view) { emitWord(view, $0.lowerBound + 40, emit) }
  }

  private static func emitWord(
    _ view: borrowing SMB2, _ offset: Int, _ emit: Field<SMB2>.Emit
  ) {
    emit(.unsigned(UInt64(view.bytes.littleEndian(UInt32.self, at: offset))), offset..<offset + 4)
  }
}
