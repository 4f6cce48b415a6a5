public import PacketCore

extension SMB1 {
  static let headerFields: [Field<SMB1>] = [
    .little("smb.server_component", "Server Component", .hex(32), at: 0, 4, in: header),
    Field("smb.cmd", "SMB Command", .hex(8), at: 0, 1, in: commands).named(Names.command),
    .little("smb.nt_status", "NT Status", .hex(32), at: 0, 4, in: status(nt: true)),
    Field("smb.error_class", "Error Class", .hex(8), at: 0, 1, in: status(nt: false))
      .named(Names.errorClass),
    .little("smb.error_code", "Error Code", .hex(16), at: 2, 2, in: status(nt: false)),
    Field("smb.reserved", "Reserved", .bytes, at: 0, in: reserved),
    Field("smb.flags", "Flags", .hex(8), at: 9, 1, in: header),
    Field("smb.flags.response", "Request/Response", at: 9, 1, bit: 0x80, in: header),
    Field("smb.flags.notify", "Notify", at: 9, 1, bit: 0x40, in: header),
    Field("smb.flags.oplock", "Oplocks", at: 9, 1, bit: 0x20, in: header),
    Field("smb.flags.canon", "Canonicalized Pathnames", at: 9, 1, bit: 0x10, in: header),
    Field("smb.flags.caseless", "Case Sensitivity", at: 9, 1, bit: 0x8, in: header),
    Field("smb.flags.receive_buffer", "Receive Buffer Posted", at: 9, 1, bit: 0x2, in: header),
    Field("smb.flags.lock", "Lock and Read", at: 9, 1, bit: 0x1, in: header),
    .little("smb.flags2", "Flags2", .hex(16), at: 10, 2, in: header),
    .little("smb.flags2.string", "Unicode Strings", at: 10, 2, bit: 0x8000, in: header),
    .little("smb.flags2.nt_error", "Error Code Type", at: 10, 2, bit: 0x4000, in: header),
    .little("smb.flags2.roe", "Execute-only Reads", at: 10, 2, bit: 0x2000, in: header),
    .little("smb.flags2.dfs", "Dfs", at: 10, 2, bit: 0x1000, in: header),
    .little("smb.flags2.esn", "Extended Security Negotiation", at: 10, 2, bit: 0x800, in: header),
    .little("smb.flags2.reparse_path", "Reparse Path", at: 10, 2, bit: 0x400, in: header),
    .little("smb.flags2.long_names_used", "Long Names Used", at: 10, 2, bit: 0x40, in: header),
    .little(
      "smb.flags2.sec_sig_required", "Security Signatures Required", at: 10, 2, bit: 0x10,
      in: header),
    .little("smb.flags2.compressed", "Compressed", at: 10, 2, bit: 0x8, in: header),
    .little("smb.flags2.sec_sig", "Security Signatures", at: 10, 2, bit: 0x4, in: header),
    .little("smb.flags2.ea", "Extended Attributes", at: 10, 2, bit: 0x2, in: header),
    .little("smb.flags2.long_names_allowed", "Long Names Allowed", at: 10, 2, bit: 0x1, in: header),
    .little("smb.pid.high", "Process ID High", .decimal(16), at: 12, 2, in: header),
    Field("smb.signature", "Signature", .bytes, at: 14, 8, in: header),
    .little("smb.tid", "Tree ID", .decimal(16), at: 24, 2, in: header),
    .little("smb.pid", "Process ID", .decimal(16), at: 26, 2, in: header),
    .little("smb.uid", "User ID", .decimal(16), at: 28, 2, in: header),
    .little("smb.mid", "Multiplex ID", .decimal(16), at: 30, 2, in: header),
    Field("smb.wct", "Word Count (WCT)", .decimal(8), at: 0, 1, in: blocks),
    .little("smb.bcc", "Byte Count (BCC)", .decimal(16), at: 0, 2, in: byteCounts),
    .little("smb.andxoffset", "AndXOffset", .decimal(16), at: 2, 2, in: chains),
  ]

  static let negotiateFields: [Field<SMB1>] = [
    Field("smb.buffer_format", "Buffer Format", .decimal(8), at: 0, 1, in: dialects)
      .named(Names.bufferFormat),
    Field("smb.dialect", "Dialect", .text, at: 1, in: dialects),
    Field("smb.dialect.name", "Name", .text, at: 1, in: dialects),
    .little(
      "smb.dialect.index", "Selected Index", .decimal(16), at: 0, 2,
      in: words(.negotiate, .response)),
    Field("smb.sm", "Security Mode", .hex(8), at: 2, 1, in: words(.negotiate, .response, 17)),
    Field("smb.sm.mode", "Mode", at: 2, 1, bit: 0x1, in: words(.negotiate, .response, 17)),
    Field("smb.sm.password", "Password", at: 2, 1, bit: 0x2, in: words(.negotiate, .response, 17)),
    Field(
      "smb.sm.signatures", "Signatures", at: 2, 1, bit: 0x4, in: words(.negotiate, .response, 17)),
    Field(
      "smb.sm.sig_required", "Sig Req", at: 2, 1, bit: 0x8, in: words(.negotiate, .response, 17)),
    .little("smb.max_mpx_count", "Max Mpx Count", .decimal(16), at: 0, 2, in: multiplexes),
    .little("smb.max_vcs", "Max VCs", .decimal(16), at: 5, 2, in: words(.negotiate, .response, 17)),
    .little(
      "smb.max_bufsize", "Max Buffer Size", .decimal(32), at: 7, 4,
      in: words(.negotiate, .response, 17)),
    .little(
      "smb.max_raw", "Max Raw Buffer", .decimal(32), at: 11, 4, in: words(.negotiate, .response, 17)
    ),
    .little("smb.session_key", "Session Key", .hex(32), at: 0, 4, in: sessionKeys),
    .little("smb.server_cap", "Capabilities", .hex(32), at: 0, 4, in: capabilities),
    .little("smb.server_cap.raw_mode", "Raw Mode", at: 0, 4, bit: 0x1, in: capabilities),
    .little("smb.server_cap.mpx_mode", "MPX Mode", at: 0, 4, bit: 0x2, in: capabilities),
    .little("smb.server_cap.unicode", "Unicode", at: 0, 4, bit: 0x4, in: capabilities),
    .little("smb.server_cap.large_files", "Large Files", at: 0, 4, bit: 0x8, in: capabilities),
    .little("smb.server_cap.nt_smbs", "NT SMBs", at: 0, 4, bit: 0x10, in: capabilities),
    .little(
      "smb.server_cap.rpc_remote_apis", "RPC Remote APIs", at: 0, 4, bit: 0x20, in: capabilities),
    .little("smb.server_cap.nt_status", "NT Status Codes", at: 0, 4, bit: 0x40, in: capabilities),
    .little(
      "smb.server_cap.level_2_oplocks", "Level 2 Oplocks", at: 0, 4, bit: 0x80, in: capabilities),
    .little(
      "smb.server_cap.lock_and_read", "Lock and Read", at: 0, 4, bit: 0x100, in: capabilities),
    .little("smb.server_cap.nt_find", "NT Find", at: 0, 4, bit: 0x200, in: capabilities),
    .little("smb.server_cap.dfs", "Dfs", at: 0, 4, bit: 0x1000, in: capabilities),
    .little(
      "smb.server_cap.infolevel_passthru", "Infolevel Passthru", at: 0, 4, bit: 0x2000,
      in: capabilities),
    .little("smb.server_cap.large_readx", "Large ReadX", at: 0, 4, bit: 0x4000, in: capabilities),
    .little("smb.server_cap.large_writex", "Large WriteX", at: 0, 4, bit: 0x8000, in: capabilities),
    .little("smb.server_cap.lwio", "LWIO", at: 0, 4, bit: 0x10000, in: capabilities),
    .little("smb.server_cap.unix", "UNIX", at: 0, 4, bit: 0x800000, in: capabilities),
    .little(
      "smb.server_cap.compressed_data", "Compressed Data", at: 0, 4, bit: 0x2000000,
      in: capabilities),
    .little(
      "smb.server_cap.dynamic_reauth", "Dynamic Reauth", at: 0, 4, bit: 0x20000000, in: capabilities
    ),
    .little(
      "smb.server_cap.extended_security", "Extended Security", at: 0, 4, bit: 0x80000000,
      in: capabilities),
    .fileTime("smb.system.time", "System Time", at: 23, in: words(.negotiate, .response, 17)),
    .little(
      "smb.server_timezone", "Server Time Zone", .signed(bits: 16), at: 31, 2,
      in: words(.negotiate, .response, 17)),
    Field(
      "smb.challenge_length", "Challenge Length", .decimal(16), at: 33, 1,
      in: words(.negotiate, .response, 17)),
    // Not turned round as other such numbers are.
    Field("smb.server_guid", "Server GUID", .text) { view, emit in
      serverGUIDs(view) { place in
        guard place.count >= 16 else { return }
        emit(
          .string(view.bytes.guid(at: place.lowerBound, isLittleEndian: false)), place.prefix(16))
      }
    },
    Field("smb.security_blob", "Security Blob", .bytes, at: 0, in: tokens),
  ]

  static let sessionFields: [Field<SMB1>] = [
    .little(
      "smb.max_buf", "Max Buffer", .decimal(16), at: 4, 2, in: words(.sessionSetupAndX, .request)),
    .little("smb.vc", "VC Number", .decimal(16), at: 8, 2, in: words(.sessionSetupAndX, .request)),
    .little(
      "smb.security_blob_len", "Security Blob Length", .decimal(16), at: 0, 2, in: tokenLengths),
    .little(
      "smb.setup.action", "Action", .hex(16), at: 4, 2, in: words(.sessionSetupAndX, .response)),
    .little(
      "smb.setup.action.guest", "Guest", at: 4, 2, bit: 0x1, in: words(.sessionSetupAndX, .response)
    ),
    .name("smb.native_os", "Native OS", in: text(.nativeSystem)),
    .name("smb.native_lanman", "Native LAN Manager", in: text(.nativeManager)),
    .name("smb.primary_domain", "Primary Domain", in: text(.primaryDomain)),
    .little(
      "smb.connect.flags", "Flags", .hex(16), at: 4, 2, in: words(.treeConnectAndX, .request, 4)),
    .little(
      "smb.connect.flags.dtid", "Disconnect TID", at: 4, 2, bit: 0x1,
      in: words(.treeConnectAndX, .request, 4)),
    .little(
      "smb.connect.flags.extendedsig", "Extended Signature", at: 4, 2, bit: 0x4,
      in: words(.treeConnectAndX, .request, 4)),
    .little(
      "smb.connect.flags.extendedresp", "Extended Response", at: 4, 2, bit: 0x8,
      in: words(.treeConnectAndX, .request, 4)),
    .little(
      "smb.pwlen", "Password Length", .decimal(16), at: 6, 2,
      in: words(.treeConnectAndX, .request, 4)),
    .name("smb.path", "Path", in: text(.path)),
    Field("smb.service", "Service", .text, at: 0, in: text(.service)),
    .little(
      "smb.connect.support", "Optional Support", .hex(16), at: 4, 2,
      in: words(.treeConnectAndX, .response, 3, 7)),
    .little(
      "smb.connect.support.search", "Search Bits", at: 4, 2, bit: 0x1,
      in: words(.treeConnectAndX, .response, 3, 7)),
    .little(
      "smb.connect.support.dfs", "In Dfs", at: 4, 2, bit: 0x2,
      in: words(.treeConnectAndX, .response, 3, 7)),
    .little(
      "smb.connect.support.cscmask", "CSC Mask", .decimal(16), at: 4, 2, mask: 0xc,
      in: words(.treeConnectAndX, .response, 3, 7)
    )
    .named(Names.connectSupportCscmask),
    .little(
      "smb.connect.support.uniqfilename", "Unique File Name", at: 4, 2, bit: 0x10,
      in: words(.treeConnectAndX, .response, 3, 7)),
    .little(
      "smb.connect.support.extendedsig", "Extended Signatures", at: 4, 2, bit: 0x20,
      in: words(.treeConnectAndX, .response, 3, 7)),
    .name("smb.native_fs", "Native File System", in: text(.nativeFileSystem)),
  ]

  static let transactionFields: [Field<SMB1>] = [
    .little(
      "smb.tpc", "Total Parameter Count", .decimal(32), at: 0, 2,
      in: transactions(request: 0, response: 0, secondary: 0)),
    .little(
      "smb.tdc", "Total Data Count", .decimal(32), at: 2, 2,
      in: transactions(request: 0, response: 0, secondary: 0)),
    .little("smb.mpc", "Max Parameter Count", .decimal(32), at: 4, 2, in: transactions(.request)),
    .little("smb.mdc", "Max Data Count", .decimal(32), at: 6, 2, in: transactions(.request)),
    Field("smb.msc", "Max Setup Count", .decimal(8), at: 8, 1, in: transactions(.request)),
    .little("smb.transaction.flags", "Flags", .hex(16), at: 10, 2, in: transactions(.request)),
    .little(
      "smb.transaction.flags.owt", "One Way Transaction", at: 10, 2, bit: 0x2,
      in: transactions(.request)),
    .little(
      "smb.transaction.flags.dtid", "Disconnect TID", at: 10, 2, bit: 0x1,
      in: transactions(.request)),
    .little("smb.timeout", "Timeout", .decimal(32), at: 12, 4, in: transactions(.request)),
    .little(
      "smb.pc", "Parameter Count", .decimal(16), at: 0, 2,
      in: transactions(request: 18, response: 6, secondary: 4)),
    .little(
      "smb.po", "Parameter Offset", .decimal(16), at: 0, 2,
      in: transactions(request: 20, response: 8, secondary: 6)),
    .little(
      "smb.pd", "Parameter Displacement", .decimal(16), at: 0, 2,
      in: transactions(response: 10, secondary: 8)),
    .little(
      "smb.dc", "Data Count", .decimal(16), at: 0, 2,
      in: transactions(request: 22, response: 12, secondary: 10)),
    .little("smb.data_offset", "Data Offset", .decimal(16), at: 0, 2, in: dataOffsets),
    .little(
      "smb.data_disp", "Data Displacement", .decimal(16), at: 0, 2,
      in: transactions(response: 16, secondary: 14)),
    Field(
      "smb.sc", "Setup Count", .decimal(8), at: 0, 1, in: transactions(request: 26, response: 18)),
    .name("smb.trans_name", "Transaction Name", in: text(.transaction)),
  ]

  static let fileFields: [Field<SMB1>] = [
    .little(
      "smb.file_name_len", "File Name Len", .decimal(32), at: 5, 2,
      in: words(.ntCreateAndX, .request)),
    .little("smb.offset", "Offset", .decimal(32), at: 0, 4, in: offsets),
    .little("smb.remaining", "Remaining", .decimal(32), at: 0, 2, in: remainders),
    .little("smb.write.mode", "Write Mode", .hex(16), at: 14, 2, in: words(.writeAndX, .request)),
    .little(
      "smb.write.mode.message_start", "Message Start", at: 14, 2, bit: 0x8,
      in: words(.writeAndX, .request)),
    .little(
      "smb.write.mode.raw", "Write Raw", at: 14, 2, bit: 0x4, in: words(.writeAndX, .request)),
    .little(
      "smb.write.mode.return_remaining", "Return Remaining", at: 14, 2, bit: 0x2,
      in: words(.writeAndX, .request)),
    .little(
      "smb.write.mode.write_through", "Write Through", at: 14, 2, bit: 0x1,
      in: words(.writeAndX, .request)),
    .little(
      "smb.data_len_high", "Data Length High (multiply with 64K)", .decimal(16), at: 18, 2,
      in: words(.writeAndX, .request)),
    .little(
      "smb.data_len_low", "Data Length Low", .decimal(16), at: 20, 2,
      in: words(.writeAndX, .request)),
    .little("smb.count_low", "Count Low", .decimal(16), at: 4, 2, in: words(.writeAndX, .response)),
    .little(
      "smb.count_high", "Count High (multiply with 64K)", .decimal(16), at: 8, 2,
      in: words(.writeAndX, .response)),
    .little(
      "smb.maxcount_low", "Max Count Low", .decimal(16), at: 10, 2, in: words(.readAndX, .request)),
    .little("smb.mincount", "Min Count", .decimal(16), at: 12, 2, in: words(.readAndX, .request)),
    .little("smb.echo.count", "Echo Count", .decimal(16), at: 0, 2, in: words(.echo, .request)),
    .little(
      "smb.echo.seq_num", "Echo Seq Num", .decimal(16), at: 0, 2, in: words(.echo, .response)),
  ]
}

extension SMB1 {
  public static let fields: [Field<SMB1>] =
    headerFields + negotiateFields + sessionFields + transactionFields + fileFields

  /// The command, and those that follow it.
  private static let commands: Field<SMB1>.Parts = { view, part in
    part(4..<5)
    chains(view, part)
  }

  /// Words of several commands, from an offset each.
  private static func at(
    _ rows: (Command, Side, count: Int?, offset: Int)...
  ) -> Field<SMB1>.Parts {
    { view, part in
      view.forEachBlock { block in
        for row in rows where row.0 == block.command && view.isResponse == (row.1 == .response) {
          if let count = row.count, count != block.wordCount { continue }
          let start = block.words.lowerBound + row.offset
          if start < block.words.upperBound { part(start..<block.words.upperBound) }
        }
      }
    }
  }

  private static let multiplexes = at(
    (.negotiate, .response, 17, 3), (.sessionSetupAndX, .request, nil, 6))
  private static let sessionKeys = at(
    (.negotiate, .response, 17, 15), (.sessionSetupAndX, .request, nil, 10))
  private static let capabilities = at(
    (.negotiate, .response, 17, 19), (.sessionSetupAndX, .request, 12, 20),
    (.sessionSetupAndX, .request, 13, 22))
  private static let tokenLengths = at(
    (.sessionSetupAndX, .request, 12, 14), (.sessionSetupAndX, .response, 4, 6))
  private static let offsets = at(
    (.readAndX, .request, nil, 6), (.writeAndX, .request, nil, 6))
  private static let remainders = at(
    (.readAndX, .request, nil, 18), (.readAndX, .response, nil, 4),
    (.writeAndX, .request, nil, 16), (.writeAndX, .response, nil, 6))
  private static let dataOffsets: Field<SMB1>.Parts = { view, part in
    transactions(request: 24, response: 14, secondary: 12)(view, part)
    at((.readAndX, .response, nil, 12), (.writeAndX, .request, nil, 22))(view, part)
  }

  private static let serverGUIDs: Field<SMB1>.Parts = { view, part in
    guard view.isResponse, view.flags2.contains(.extendedSecurity) else { return }
    view.forEachBlock { block in
      if block.command == .negotiate, block.wordCount == 17, block.data.count >= 16 {
        part(block.data)
      }
    }
  }
}
