public import PacketCore

extension DCERPC {
  static let connectionFields: [Field<DCERPC>] = [
    Field(
      "dcerpc.ver", "Version", .decimal(8), at: 0, 1,
      in: { view, part in
        header(view, part); datagram(view, part)
      }),
    Field("dcerpc.ver_minor", "Version (minor)", .decimal(8), at: 1, 1, in: header),
    Field("dcerpc.pkt_type", "Packet type", .decimal(8)) { view, emit in
      header(view) {
        emit(
          .unsigned(UInt64(view.bytes.byte(at: $0.lowerBound + 2))),
          $0.lowerBound + 2..<$0.lowerBound + 3)
      }; if view.isDatagram { emit(.unsigned(UInt64(view.kind.rawValue)), 1..<2) }
    }.named(Names.pktType),
    Field("dcerpc.cn_flags", "Packet Flags", .hex(8), at: 3, 1, in: header),
    Field("dcerpc.cn_flags.object", "Object", at: 3, 1, bit: 0x80, in: header),
    Field("dcerpc.cn_flags.maybe", "Maybe", at: 3, 1, bit: 0x40, in: header),
    Field("dcerpc.cn_flags.dne", "Did Not Execute", at: 3, 1, bit: 0x20, in: header),
    Field("dcerpc.cn_flags.mpx", "Multiplex", at: 3, 1, bit: 0x10, in: header),
    Field("dcerpc.cn_flags.reserved", "Reserved", at: 3, 1, bit: 0x8, in: header),
    Field("dcerpc.cn_flags.cancel_pending", "Cancel Pending", at: 3, 1, bit: 0x4, in: header),
    Field("dcerpc.cn_flags.last_frag", "Last Frag", at: 3, 1, bit: 0x2, in: header),
    Field("dcerpc.cn_flags.first_frag", "First Frag", at: 3, 1, bit: 0x1, in: header),
    Field("dcerpc.drep", "Data Representation", .bytes) { view, emit in
      header(view) { emit(.bytes, $0.lowerBound + 4..<$0.lowerBound + 8) };
      if view.isDatagram { emit(.bytes, 4..<7) }
    },
    Field("dcerpc.drep.byteorder", "Byte order", .decimal(8), at: 4, 1, mask: 0xf0, in: anyHeader)
      .named(Names.drepByteorder),
    Field("dcerpc.drep.character", "Character", .decimal(8), at: 4, 1, mask: 0xf, in: anyHeader)
      .named(Names.drepCharacter),
    Field("dcerpc.drep.fp", "Floating-point", .decimal(8), at: 5, 1, in: anyHeader)
      .named(Names.drepFp),
    .ordered("dcerpc.cn_frag_len", "Frag Length", .decimal(16), at: 8, 2, in: header),
    .ordered("dcerpc.cn_auth_len", "Auth Length", .decimal(16), at: 10, 2, in: header),
    .ordered("dcerpc.cn_call_id", "Call ID", .decimal(32), at: 12, 4, in: header),
    .ordered(
      "dcerpc.cn_alloc_hint", "Alloc hint", .decimal(32), at: 16, 4,
      in: pdu(.request, .response, .fault)),
    .ordered("dcerpc.cn_ctx_id", "Context ID", .decimal(16), at: 0, 2, in: contextReferences),
    .ordered("dcerpc.opnum", "Opnum", .decimal(16), at: 0, 2, in: operations),
    Field(
      "dcerpc.cn_cancel_count", "Cancel count", .decimal(8), at: 22, 1, in: pdu(.response, .fault)),
    Field("dcerpc.cn_fault_flags", "Fault flags", .hex(8), at: 23, 1, in: pdu(.fault)),
    Field(
      "dcerpc.cn_fault_flags.extended_error", "Extended error information present", at: 23, 1,
      bit: 0x1, in: pdu(.fault)),
    .ordered("dcerpc.cn_status", "Status", .hex(32), at: 24, 4, in: pdu(.fault)),
    .identifier("dcerpc.obj_id", "Object", at: 0, in: objects),
    Field(
      "dcerpc.payload_stub_data", "Payload stub data", .heading, at: 0, in: stubs(encrypted: false)),
    Field(
      "dcerpc.encrypted_stub_data", "Encrypted stub data", .bytes, at: 0, in: stubs(encrypted: true)
    ),
  ]

  static let bindFields: [Field<DCERPC>] = [
    .ordered("dcerpc.cn_max_xmit", "Max Xmit Frag", .decimal(16), at: 16, 2, in: bindingPDUs),
    .ordered("dcerpc.cn_max_recv", "Max Recv Frag", .decimal(16), at: 18, 2, in: bindingPDUs),
    .ordered("dcerpc.cn_assoc_group", "Assoc Group", .hex(32), at: 20, 4, in: bindingPDUs),
    Field(
      "dcerpc.cn_num_ctx_items", "Num Ctx Items", .decimal(8), at: 24, 1,
      in: pdu(.bind, .alterContext)),
    Field("dcerpc.cn_ctx_item", "Ctx Item", .heading, at: 0, in: contexts),
    Field("dcerpc.cn_num_trans_items", "Num Trans Items", .decimal(8), at: 2, 1, in: contexts),
    Field("dcerpc.cn_bind_abstract_syntax", "Abstract Syntax", .heading, at: 4, 20, in: contexts),
    .identifier("dcerpc.cn_bind_to_uuid", "Interface UUID", at: 4, in: contexts),
    .ordered("dcerpc.cn_bind_if_ver", "Interface Ver", .decimal(16), at: 20, 2, in: contexts),
    .ordered(
      "dcerpc.cn_bind_if_ver_minor", "Interface Ver Minor", .decimal(16), at: 22, 2, in: contexts),
    Field("dcerpc.cn_bind_trans", "Transfer Syntax", .heading, at: 0, in: syntaxes),
    .identifier("dcerpc.cn_bind_trans_id", "ID", at: 0, in: syntaxes),
    .ordered("dcerpc.cn_bind_trans_btfn", "Bind Time Features", .hex(16), at: 0, 2, in: features),
    .ordered(
      "dcerpc.cn_bind_trans_btfn.01", "Security Context Multiplexing Supported", at: 0, 2, bit: 0x1,
      in: features),
    .ordered(
      "dcerpc.cn_bind_trans_btfn.02", "Keep Connection On Orphan Supported", at: 0, 2, bit: 0x2,
      in: features),
    .ordered("dcerpc.cn_bind_trans_ver", "ver", .decimal(32), at: 16, 4, in: syntaxes),
    .ordered(
      "dcerpc.cn_sec_addr_len", "Scndry Addr len", .decimal(16), at: 24, 2,
      in: pdu(.bindAcknowledgment, .alterContextResponse)),
    Field("dcerpc.cn_sec_addr", "Scndry Addr", .text, at: 0, in: secondAddresses),
    Field("dcerpc.cn_num_results", "Num results", .decimal(8), at: 0, 1, in: resultLists),
    .ordered("dcerpc.cn_ack_result", "Ack result", .decimal(16), at: 0, 2, in: results)
      .named(Names.cnAckResult),
    .ordered("dcerpc.cn_ack_reason", "Ack reason", .decimal(16), at: 2, 2, in: refusals)
      .named(Names.cnAckReason),
    .identifier("dcerpc.cn_ack_trans_id", "Transfer Syntax", at: 4, in: results),
    .ordered("dcerpc.cn_ack_trans_ver", "Syntax ver", .decimal(32), at: 20, 4, in: results),
    .ordered(
      "dcerpc.cn_reject_reason", "Reject reason", .decimal(16), at: 16, 2, in: pdu(.bindRefusal)
    )
    .named(Names.cnRejectReason),
    Field(
      "dcerpc.cn_num_protocols", "Number of protocols", .decimal(8), at: 18, 1,
      in: pdu(.bindRefusal)),
    Field(
      "dcerpc.cn_protocol_ver_major", "Protocol major version", .decimal(8), at: 0, 1,
      in: protocolVersions),
    Field(
      "dcerpc.cn_protocol_ver_minor", "Protocol minor version", .decimal(8), at: 1, 1,
      in: protocolVersions),
  ]

  static let trailerFields: [Field<DCERPC>] = [
    Field("dcerpc.auth_padding", "Auth Padding", .bytes, at: 0, in: trailerPadding),
    .heading(
      "dcerpc.auth_info", "Auth Info",
      in: { view, part in
        trailers(view) {
          part($0);
          if view.bytes.byte(at: $0.lowerBound) == 10 { part($0.lowerBound + 8..<$0.upperBound) }
        }
      }),
    Field("dcerpc.auth_type", "Auth type", .decimal(8), at: 0, 1, in: trailers)
      .named(Names.authType),
    Field("dcerpc.auth_level", "Auth level", .decimal(8), at: 1, 1, in: trailers)
      .named(Names.authLevel),
    Field("dcerpc.auth_pad_len", "Auth pad len", .decimal(8), at: 2, 1, in: trailers),
    Field("dcerpc.auth_rsrvd", "Auth Rsrvd", .decimal(8), at: 3, 1, in: trailers),
    .ordered("dcerpc.auth_ctx_id", "Auth Context ID", .decimal(32), at: 4, 4, in: trailers),
  ]

  static let datagramFields: [Field<DCERPC>] = [
    Field("dcerpc.dg_flags1", "Flags1", .hex(8), at: 2, 1, in: datagram),
    Field(
      "dcerpc.dg_flags1_rsrvd_80", "Reserved for implementation", at: 2, 1, bit: 0x80, in: datagram),
    Field("dcerpc.dg_flags1_broadcast", "Broadcast", at: 2, 1, bit: 0x40, in: datagram),
    Field("dcerpc.dg_flags1_idempotent", "Idempotent", at: 2, 1, bit: 0x20, in: datagram),
    Field("dcerpc.dg_flags1_maybe", "Maybe", at: 2, 1, bit: 0x10, in: datagram),
    Field("dcerpc.dg_flags1_nofack", "No Fack", at: 2, 1, bit: 0x8, in: datagram),
    Field("dcerpc.dg_flags1_frag", "Fragment", at: 2, 1, bit: 0x4, in: datagram),
    Field("dcerpc.dg_flags1_last_frag", "Last Fragment", at: 2, 1, bit: 0x2, in: datagram),
    Field(
      "dcerpc.dg_flags1_rsrvd_01", "Reserved for implementation", at: 2, 1, bit: 0x1, in: datagram),
    Field("dcerpc.dg_flags2", "Flags2", .hex(8), at: 3, 1, in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_80", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x80,
      in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_40", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x40,
      in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_20", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x20,
      in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_10", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x10,
      in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_08", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x8, in: datagram
    ),
    Field(
      "dcerpc.dg_flags2_rsrvd_04", "Reserved for future use (MBZ)", at: 3, 1, bit: 0x4, in: datagram
    ),
    Field("dcerpc.dg_flags2_cancel_pending", "Cancel Pending", at: 3, 1, bit: 0x2, in: datagram),
    Field(
      "dcerpc.dg_flags2_rsrvd_01", "Reserved for implementation", at: 3, 1, bit: 0x1, in: datagram),
    Field("dcerpc.dg_serial_hi", "Serial High", .hex(8), at: 7, 1, in: datagram),
    .identifier("dcerpc.dg_if_id", "Interface", at: 24, in: datagram),
    .identifier("dcerpc.dg_act_id", "Activity", at: 40, in: datagram),
    Field("dcerpc.dg_server_boot", "Server boot time", .absoluteTime) { view, emit in
      if view.isDatagram {
        emit(
          .time(Timestamp(seconds: Int64(view.number(UInt32.self, at: 56)), nanoseconds: 0)),
          56..<60)
      }
    },
    .ordered("dcerpc.dg_if_ver", "Interface Ver", .decimal(32), at: 60, 4, in: datagram),
    .ordered("dcerpc.dg_seqnum", "Sequence num", .decimal(32), at: 64, 4, in: datagram),
    .ordered("dcerpc.dg_ihint", "Interface Hint", .hex(16), at: 70, 2, in: datagram),
    .ordered("dcerpc.dg_ahint", "Activity Hint", .hex(16), at: 72, 2, in: datagram),
    .ordered("dcerpc.dg_frag_len", "Fragment len", .decimal(16), at: 74, 2, in: datagram),
    .ordered("dcerpc.dg_frag_num", "Fragment num", .decimal(16), at: 76, 2, in: datagram),
    Field("dcerpc.dg_auth_proto", "Auth proto", .decimal(8), at: 78, 1, in: datagram)
      .named(Names.authType),
    Field("dcerpc.dg_serial_lo", "Serial Low", .hex(8), at: 79, 1, in: datagram),
    Field(
      "dcerpc.fack_vers", "FACK Version", .decimal(8), at: 80, 1,
      in: datagram(.fragmentAcknowledgment)),
    .ordered(
      "dcerpc.fack_window_size", "Window Size", .decimal(16), at: 82, 2,
      in: datagram(.fragmentAcknowledgment)),
    .ordered(
      "dcerpc.fack_max_tsdu", "Max TSDU", .decimal(32), at: 84, 4,
      in: datagram(.fragmentAcknowledgment)),
    .ordered(
      "dcerpc.fack_max_frag_size", "Max Frag Size", .decimal(32), at: 88, 4,
      in: datagram(.fragmentAcknowledgment)),
    .ordered(
      "dcerpc.fack_serial_num", "Serial Num", .decimal(16), at: 92, 2,
      in: datagram(.fragmentAcknowledgment)),
    .ordered(
      "dcerpc.fack_selack_len", "Selective ACK Len", .decimal(16), at: 94, 2,
      in: datagram(.fragmentAcknowledgment)),
    .ordered("dcerpc.dg_status", "Status", .hex(32), at: 80, 4, in: datagram(.reject, .fault))
      .named(Names.dgStatus),
    .ordered(
      "dcerpc.dg_cancel_vers", "Cancel Version", .decimal(32), at: 80, 4,
      in: datagram(.cancelOfClient, .cancelAcknowledgment)),
    .ordered(
      "dcerpc.dg_cancel_id", "Cancel ID", .decimal(32), at: 84, 4, in: datagram(.cancelOfClient)),
  ]
}

extension DCERPC {
  public static let fields: [Field<DCERPC>] =
    connectionFields + bindFields + trailerFields + datagramFields

  private static let anyHeader: Field<DCERPC>.Parts = { view, part in
    header(view, part)
    datagram(view, part)
  }

  private static let bindingPDUs = pdu(
    .bind, .alterContext, .bindAcknowledgment, .alterContextResponse)
}
