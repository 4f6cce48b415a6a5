import PacketCore

extension SMB2 {
  static let createFields: [Field<SMB2>] = [
    Field("smb2.create.oplock", "Oplock", .hex(8), at: 0, 1, in: oplocks)
      .named(Names.createOplock),
    .little(
      "smb2.impersonation.level", "Impersonation level", .decimal(32), at: 4, 4,
      in: body(.create, of: .request)
    )
    .named(Names.impersonationLevel),
    .little(
      "smb2.create_flags", "Create Flags", .hex(64), at: 8, 8, in: body(.create, of: .request)),
    .little("smb.access_mask", "Access Mask", .hex(32), at: 0, 4, in: accessMasks),
    .little("smb.access.read", "Read", at: 0, 4, bit: 0x1, in: accessMasks),
    .little("smb.access.write", "Write", at: 0, 4, bit: 0x2, in: accessMasks),
    .little("smb.access.append", "Append", at: 0, 4, bit: 0x4, in: accessMasks),
    .little("smb.access.read_ea", "Read EA", at: 0, 4, bit: 0x8, in: accessMasks),
    .little("smb.access.write_ea", "Write EA", at: 0, 4, bit: 0x10, in: accessMasks),
    .little("smb.access.execute", "Execute", at: 0, 4, bit: 0x20, in: accessMasks),
    .little("smb.access.delete_child", "Delete Child", at: 0, 4, bit: 0x40, in: accessMasks),
    .little("smb.access.read_attributes", "Read Attributes", at: 0, 4, bit: 0x80, in: accessMasks),
    .little(
      "smb.access.write_attributes", "Write Attributes", at: 0, 4, bit: 0x100, in: accessMasks),
    .little("smb.access.delete", "Delete", at: 0, 4, bit: 0x10000, in: accessMasks),
    .little("smb.access.read_control", "Read Control", at: 0, 4, bit: 0x20000, in: accessMasks),
    .little("smb.access.write_dac", "Write DAC", at: 0, 4, bit: 0x40000, in: accessMasks),
    .little("smb.access.write_owner", "Write Owner", at: 0, 4, bit: 0x80000, in: accessMasks),
    .little("smb.access.synchronize", "Synchronize", at: 0, 4, bit: 0x100000, in: accessMasks),
    .little(
      "smb.access.system_security", "System Security", at: 0, 4, bit: 0x1000000, in: accessMasks),
    .little(
      "smb.access.maximum_allowed", "Maximum Allowed", at: 0, 4, bit: 0x2000000, in: accessMasks),
    .little("smb.access.generic_all", "Generic All", at: 0, 4, bit: 0x10000000, in: accessMasks),
    .little(
      "smb.access.generic_execute", "Generic Execute", at: 0, 4, bit: 0x20000000, in: accessMasks),
    .little(
      "smb.access.generic_write", "Generic Write", at: 0, 4, bit: 0x40000000, in: accessMasks),
    .little("smb.access.generic_read", "Generic Read", at: 0, 4, bit: 0x80000000, in: accessMasks),
    .little("smb2.file_attribute", "File Attributes", .hex(32), at: 0, 4, in: attributes),
    .little("smb2.file_attribute.read_only", "Read Only", at: 0, 4, bit: 0x1, in: attributes),
    .little("smb2.file_attribute.hidden", "Hidden", at: 0, 4, bit: 0x2, in: attributes),
    .little("smb2.file_attribute.system", "System", at: 0, 4, bit: 0x4, in: attributes),
    .little("smb2.file_attribute.directory", "Directory", at: 0, 4, bit: 0x10, in: attributes),
    .little(
      "smb2.file_attribute.archive", "Requires archived", at: 0, 4, bit: 0x20, in: attributes),
    .little("smb2.file_attribute.normal", "Normal", at: 0, 4, bit: 0x80, in: attributes),
    .little("smb2.file_attribute.temporary", "Temporary", at: 0, 4, bit: 0x100, in: attributes),
    .little("smb2.file_attribute.sparse", "Sparse", at: 0, 4, bit: 0x200, in: attributes),
    .little("smb2.file_attribute.reparse", "Reparse Point", at: 0, 4, bit: 0x400, in: attributes),
    .little("smb2.file_attribute.compressed", "Compressed", at: 0, 4, bit: 0x800, in: attributes),
    .little("smb2.file_attribute.offline", "Offline", at: 0, 4, bit: 0x1000, in: attributes),
    .little(
      "smb2.file_attribute.not_content_indexed", "Not Content Indexed", at: 0, 4, bit: 0x2000,
      in: attributes),
    .little("smb2.file_attribute.encrypted", "Encrypted", at: 0, 4, bit: 0x4000, in: attributes),
    .little(
      "smb2.file_attribute.integrity_stream", "Integrity Stream", at: 0, 4, bit: 0x8000,
      in: attributes),
    .little(
      "smb2.file_attribute.no_scrub_data", "No Scrub Data", at: 0, 4, bit: 0x20000, in: attributes),
    .little(
      "smb.share_access", "Share Access", .hex(32), at: 32, 4, in: body(.create, of: .request)),
    .little("smb.share.access.read", "Read", at: 32, 4, bit: 0x1, in: body(.create, of: .request)),
    .little(
      "smb.share.access.write", "Write", at: 32, 4, bit: 0x2, in: body(.create, of: .request)),
    .little(
      "smb.share.access.delete", "Delete", at: 32, 4, bit: 0x4, in: body(.create, of: .request)),
    .little(
      "smb2.create.disposition", "Disposition", .decimal(32), at: 36, 4,
      in: body(.create, of: .request)
    )
    .named(Names.createDisposition),
    .little(
      "smb.create_options", "Create Options", .hex(32), at: 40, 4, in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.directory", "Directory", at: 40, 4, bit: 0x1,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.write_through", "Write Through", at: 40, 4, bit: 0x2,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.sequential_only", "Sequential Only", at: 40, 4, bit: 0x4,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.intermediate_buffering", "Intermediate Buffering", at: 40, 4, bit: 0x8,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.sync_io_alert", "Sync I/O Alert", at: 40, 4, bit: 0x10,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.sync_io_nonalert", "Sync I/O Nonalert", at: 40, 4, bit: 0x20,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.non_directory", "Non-Directory", at: 40, 4, bit: 0x40,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.create_tree_connection", "Create Tree Connection", at: 40, 4,
      bit: 0x80, in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.complete_if_oplocked", "Complete If Oplocked", at: 40, 4, bit: 0x100,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.no_ea_knowledge", "No EA Knowledge", at: 40, 4, bit: 0x200,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.eight_dot_three_only", "8.3 Only", at: 40, 4, bit: 0x400,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.random_access", "Random Access", at: 40, 4, bit: 0x800,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.delete_on_close", "Delete On Close", at: 40, 4, bit: 0x1000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.open_by_fileid", "Open By FileID", at: 40, 4, bit: 0x2000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.backup_intent", "Backup Intent", at: 40, 4, bit: 0x4000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.no_compression", "No Compression", at: 40, 4, bit: 0x8000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.reserve_opfilter", "Reserve Opfilter", at: 40, 4, bit: 0x100000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.open_reparse_point", "Open Reparse Point", at: 40, 4, bit: 0x200000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.open_no_recall", "Open No Recall", at: 40, 4, bit: 0x400000,
      in: body(.create, of: .request)),
    .little(
      "smb.nt.create_options.open_for_free_space_query", "Open For Free Space query", at: 40, 4,
      bit: 0x800000, in: body(.create, of: .request)),
    Field(
      "smb2.create.rep_flags", "Response Flags", .hex(8), at: 3, 1, in: body(.create, of: .response)
    ),
    Field(
      "smb2.create.rep_flags.reparse_point", "ReparsePoint", at: 3, 1, bit: 0x1,
      in: body(.create, of: .response)),
    .little(
      "smb2.create.action", "Create Action", .decimal(32), at: 4, 4,
      in: body(.create, of: .response)
    )
    .named(Names.createAction),
    .fileTime("smb2.create.time", "Create", at: 0, in: times),
    .fileTime("smb2.last_access.time", "Last Access", at: 8, in: times),
    .fileTime("smb2.last_write.time", "Last Write", at: 16, in: times),
    .fileTime("smb2.last_change.time", "Last Change", at: 24, in: times),
    .little("smb2.allocation_size", "Allocation Size", .decimal(64), at: 0, 8, in: sizes),
    .little("smb2.eof", "End Of File", .decimal(64), at: 8, 8, in: sizes),
    .guid("smb2.fid", "File Id", at: 0, in: fileIDs),
    .utf16("smb2.filename", "Filename", in: content(.fileName)),
    .heading("smb2.create.extrainfo", "ExtraInfo", in: content(.contexts)),
    .little("smb2.create.chain_offset", "Chain Offset", .hex(32), at: 0, 4, in: createContexts()),
    Field("smb2.tag", "Tag", .text, at: 0, in: contextNames),
    .heading("smb2.create.chain_data", "Data", in: anyContextData),
    .little("smb2.mxac_status", "Query Status", .hex(32), at: 0, 4, in: maximalAccess),
    Field("smb2.qfid_fid", "Opaque File ID", .bytes, at: 0, 32, in: contextData(0x5146_6964)),
  ]

  static let closeFields: [Field<SMB2>] = [
    .little("smb2.close.flags", "Close Flags", .hex(16), at: 2, 2, in: body(.close)),
    .little("smb2.close.pq_attrib", "PostQuery Attrib", at: 2, 2, bit: 0x1, in: body(.close)),
  ]

  static let readFields: [Field<SMB2>] = [
    Field("smb2.read_padding", "Padding", .hex(8), at: 2, 1, in: body(.read, of: .request)),
    Field("smb2.read_flags", "Flags", .hex(8), at: 3, 1, in: body(.read, of: .request)),
    Field(
      "smb2.read_flags.unbuffered", "Unbuffered", at: 3, 1, bit: 0x1, in: body(.read, of: .request)),
    Field(
      "smb2.read_flags.compressed", "Compressed", at: 3, 1, bit: 0x2, in: body(.read, of: .request)),
    .little(
      "smb2.read_length", "Read Length", .decimal(32), at: 4, 4, in: body(.read, of: .request)),
    .little("smb2.file_offset", "File Offset", .decimal(64), at: 0, 8, in: fileOffsets),
    .little("smb2.min_count", "Min Count", .decimal(32), at: 32, 4, in: body(.read, of: .request)),
    .little("smb2.remaining_bytes", "Remaining Bytes", .decimal(32), at: 0, 4, in: remainders),
    .little(
      "smb2.read_remaining", "Read Remaining", .decimal(32), at: 8, 4,
      in: body(.read, of: .response)),
    Field("smb2.read.blob", "Info", .bytes, at: 0, in: content(.read)),
  ]

  static let writeFields: [Field<SMB2>] = [
    .little("smb2.data_offset", "Data Offset", .hex(16), at: 2, 2, in: body(.write, of: .request)),
    .little(
      "smb2.write_length", "Write Length", .decimal(32), at: 4, 4, in: body(.write, of: .request)),
    .little("smb2.write.flags", "Write Flags", .hex(32), at: 44, 4, in: body(.write, of: .request)),
    .little(
      "smb2.write.flags.write_through", "Write through", at: 44, 4, bit: 0x1,
      in: body(.write, of: .request)),
    .little(
      "smb2.write.flags.unbuffered", "Unbuffered", at: 44, 4, bit: 0x2,
      in: body(.write, of: .request)),
    .little(
      "smb2.write.count", "Write Count", .decimal(32), at: 4, 4, in: body(.write, of: .response)),
    .little(
      "smb2.write.remaining", "Write Remaining", .decimal(32), at: 8, 4,
      in: body(.write, of: .response)),
    .little(
      "smb2.channel_info_offset", "Channel Info Offset", .decimal(16), at: 12, 2,
      in: body(.write, of: .response)),
    .little(
      "smb2.channel_info_length", "Channel Info Length", .decimal(16), at: 14, 2,
      in: body(.write, of: .response)),
    .heading("smb2.channel_info_blob", "Channel Info Blob", in: content(.channel)),
  ]

  static let lockFields: [Field<SMB2>] = [
    .little("smb2.lock_count", "Lock Count", .decimal(16), at: 2, 2, in: body(.lock, of: .request)),
    .heading("smb2.lock_info", "Lock Info", in: locks),
    .little("smb2.lock_length", "Length", .decimal(64), at: 8, 8, in: locks),
    .little("smb2.lock_flags", "Flags", .hex(32), at: 16, 4, in: locks),
    .little("smb2.lock_flags.shared", "Shared", at: 16, 4, bit: 0x1, in: locks),
    .little("smb2.lock_flags.exclusive", "Exclusive", at: 16, 4, bit: 0x2, in: locks),
    .little("smb2.lock_flags.unlock", "Unlock", at: 16, 4, bit: 0x4, in: locks),
    .little(
      "smb2.lock_flags.fail_immediately", "Fail Immediately", at: 16, 4, bit: 0x10, in: locks),
  ]

  static let ioctlFields: [Field<SMB2>] = [
    .little("smb2.ioctl.function", "Function", .hex(32), at: 4, 4, in: body(.ioctl))
      .named(Names.ioctlFunction),
    .little(
      "smb2.ioctl.function.device", "Device", .hex(32), at: 4, 4, mask: 0xffff0000, in: body(.ioctl)
    )
    .named(Names.ioctlFunctionDevice),
    .little(
      "smb2.ioctl.function.access", "Access", .hex(32), at: 4, 4, mask: 0xc000, in: body(.ioctl)
    )
    .named(Names.ioctlFunctionAccess),
    .little(
      "smb2.ioctl.function.function", "Function", .hex(32), at: 4, 4, mask: 0x3ffc, in: body(.ioctl)
    ),
    .little("smb2.ioctl.function.method", "Method", .hex(32), at: 4, 4, mask: 0x3, in: body(.ioctl))
      .named(Names.ioctlFunctionMethod),
    .little(
      "smb2.max_ioctl_in_size", "Max Ioctl In Size", .decimal(32), at: 32, 4,
      in: body(.ioctl, of: .request)),
    .little(
      "smb2.max_ioctl_out_size", "Max Ioctl Out Size", .decimal(32), at: 44, 4,
      in: body(.ioctl, of: .request)),
    .little("smb2.ioctl.flags", "Flags", .hex(32), at: 48, 4, in: body(.ioctl, of: .request)),
    .little("smb2.ioctl.is_fsctl", "Is FSCTL", at: 48, 4, bit: 0x1, in: body(.ioctl, of: .request)),
    .heading("smb2.ioctl.in", "In Data", in: content(.ioctlInput)),
    .heading("smb2.ioctl.out", "Out Data", in: content(.ioctlOutput)),
  ]

  static let findFields: [Field<SMB2>] = [
    Field(
      "smb2.find.infolevel", "Info Level", .decimal(32), at: 2, 1,
      in: body(.queryDirectory, of: .request)
    )
    .named(Names.findInfolevel),
    Field(
      "smb2.find.flags", "Find Flags", .hex(8), at: 3, 1, in: body(.queryDirectory, of: .request)),
    Field(
      "smb2.find.restart_scans", "Restart Scans", at: 3, 1, bit: 0x1,
      in: body(.queryDirectory, of: .request)),
    Field(
      "smb2.find.single_entry", "Single Entry", at: 3, 1, bit: 0x2,
      in: body(.queryDirectory, of: .request)),
    Field(
      "smb2.find.index_specified", "Index Specified", at: 3, 1, bit: 0x4,
      in: body(.queryDirectory, of: .request)),
    Field(
      "smb2.find.reopen", "Reopen", at: 3, 1, bit: 0x10, in: body(.queryDirectory, of: .request)),
    .little(
      "smb2.file_index", "File Index", .hex(32), at: 4, 4, in: body(.queryDirectory, of: .request)),
    .little(
      "smb2.output_buffer_len", "Output Buffer Length", .decimal(32), at: 28, 4,
      in: body(.queryDirectory, of: .request)),
    .little(
      "smb2.output_buffer_len", "Output Buffer Length", .decimal(32), at: 4, 4,
      in: body(.changeNotify, of: .request)),
    .utf16("smb2.find.pattern", "Search Pattern", in: content(.pattern)),
    Field("smb2.find.info_blob", "Info", .bytes, at: 0, in: content(.found)),
    .little(
      "smb2.notify.flags", "Notify Flags", .hex(16), at: 2, 2, in: body(.changeNotify, of: .request)
    ),
    .little(
      "smb2.notify.watch_tree", "Watch Tree", at: 2, 2, bit: 0x1,
      in: body(.changeNotify, of: .request)),
    .heading("smb2.notify.out", "Out Data", in: content(.notified)),
  ]

  static let infoFields: [Field<SMB2>] = [
    Field("smb2.class", "Class", .hex(8), at: 2, 1, in: infoRequests())
      .named(Names.className),
    Field("smb2.file_info.infolevel", "InfoLevel", .hex(8), at: 3, 1, in: infoRequests(1))
      .named(Names.fileInfoInfolevel),
    Field("smb2.fs_info.infolevel", "InfoLevel", .hex(8), at: 3, 1, in: infoRequests(2))
      .named(Names.fsInfoInfolevel),
    Field("smb2.sec_info.infolevel", "InfoLevel", .hex(8), at: 3, 1, in: infoRequests(3))
      .named(Names.secInfoInfolevel),
    .little(
      "smb2.max_response_size", "Max Response Size", .decimal(32), at: 4, 4,
      in: body(.queryInfo, of: .request)),
    .little(
      "smb2.getinfo_input_offset", "Getinfo Input Offset", .hex(16), at: 8, 2,
      in: body(.queryInfo, of: .request)),
    .little(
      "smb2.getinfo_input_size", "Getinfo Input Size", .decimal(32), at: 12, 4,
      in: body(.queryInfo, of: .request)),
    .little("smb2.getsetinfo_additional", "Additional Info", .hex(32), at: 0, 4, in: additions),
    .little("smb2.getinfo_flags", "Flags", .hex(32), at: 20, 4, in: body(.queryInfo, of: .request)),
    .little(
      "smb2.setinfo_size", "Setinfo Size", .decimal(32), at: 4, 4, in: body(.setInfo, of: .request)),
    .little(
      "smb2.setinfo_offset", "Setinfo Offset", .hex(16), at: 8, 2, in: body(.setInfo, of: .request)),
    .little(
      "smb2.setinfo_reserved", "Reserved", .decimal(16), at: 10, 2, in: body(.setInfo, of: .request)
    ),
  ]

  static let breakFields: [Field<SMB2>] = [
    .little("smb2.lease.lease_oplock", "Lease Epoch", .hex(16), at: 2, 2, in: leaseBreaks(44)),
    .little("smb2.lease.lease_flags", "Lease Flags", .hex(32), at: 0, 4, in: leaseFlags),
    .little(
      "smb2.lease.lease_state.break_ack_required", "Break Ack Required", at: 0, 4, bit: 0x1,
      in: leaseFlags),
    .little(
      "smb2.lease.lease_state.break_in_progress", "Break In Progress", at: 0, 4, bit: 0x2,
      in: leaseFlags),
    .little(
      "smb2.lease.lease_state.parent_lease_key_set", "Parent Lease Key Set", at: 0, 4, bit: 0x4,
      in: leaseFlags),
    .guid("smb2.lease.lease_key", "Lease Key", at: 0, in: leaseKeys),
    .little("smb2.lease.lease_state", "Lease State", .hex(32), at: 0, 4, in: leaseStates),
    .little(
      "smb2.lease.lease_state.read_caching", "Read Caching", at: 0, 4, bit: 0x1, in: leaseStates),
    .little(
      "smb2.lease.lease_state.handle_caching", "Handle Caching", at: 0, 4, bit: 0x2, in: leaseStates
    ),
    .little(
      "smb2.lease.lease_state.write_caching", "Write Caching", at: 0, 4, bit: 0x4, in: leaseStates),
    .little("smb2.lease.lease_duration", "Lease Duration", .hex(64), at: 0, 8, in: leaseDurations),
    .little(
      "smb2.lease.lease_break_reason", "Lease Break Reason", .hex(32), at: 32, 4,
      in: leaseBreaks(44)),
    .little(
      "smb2.lease.access_mask_hint", "Access Mask Hint", .hex(32), at: 36, 4, in: leaseBreaks(44)),
    .little(
      "smb2.lease.share_mask_hint", "Share Mask Hint", .hex(32), at: 40, 4, in: leaseBreaks(44)),
  ]
}
