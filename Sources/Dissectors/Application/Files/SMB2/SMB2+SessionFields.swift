import PacketCore

extension SMB2 {
  static let negotiateFields: [Field<SMB2>] = [
    .little(
      "smb2.dialect_count", "Dialect count", .decimal(16), at: 2, 2,
      in: body(.negotiate, of: .request)),
    Field("smb2.sec_mode", "Security mode", .hex(8), at: 0, 1, in: securityModes),
    Field("smb2.sec_mode.sign_enabled", "Signing enabled", at: 0, 1, bit: 1, in: securityModes),
    Field("smb2.sec_mode.sign_required", "Signing required", at: 0, 1, bit: 2, in: securityModes),
    .little("smb2.capabilities", "Capabilities", .hex(32), at: 0, 4, in: capabilities),
    .little("smb2.capabilities.dfs", "DFS", at: 0, 4, bit: 0x1, in: capabilities),
    .little("smb2.capabilities.leasing", "LEASING", at: 0, 4, bit: 0x2, in: capabilities),
    .little("smb2.capabilities.large_mtu", "LARGE MTU", at: 0, 4, bit: 0x4, in: capabilities),
    .little(
      "smb2.capabilities.multi_channel", "MULTI CHANNEL", at: 0, 4, bit: 0x8, in: capabilities),
    .little(
      "smb2.capabilities.persistent_handles", "PERSISTENT HANDLES", at: 0, 4, bit: 0x10,
      in: capabilities),
    .little(
      "smb2.capabilities.directory_leasing", "DIRECTORY LEASING", at: 0, 4, bit: 0x20,
      in: capabilities),
    .little("smb2.capabilities.encryption", "ENCRYPTION", at: 0, 4, bit: 0x40, in: capabilities),
    .guid("smb2.client_guid", "Client Guid", at: 12, in: body(.negotiate, of: .request)),
    .little("smb2.dialect", "Dialect", .hex(16), at: 0, 2, in: dialects)
      .named(Names.dialect),
    .guid("smb2.server_guid", "Server Guid", at: 8, in: body(.negotiate, of: .response)),
    .little(
      "smb2.max_trans_size", "Max Transaction Size", .decimal(32), at: 28, 4,
      in: body(.negotiate, of: .response)),
    .little(
      "smb2.max_read_size", "Max Read Size", .decimal(32), at: 32, 4,
      in: body(.negotiate, of: .response)),
    .little(
      "smb2.max_write_size", "Max Write Size", .decimal(32), at: 36, 4,
      in: body(.negotiate, of: .response)),
    .fileTime("smb2.current_time", "Current Time", at: 40, in: body(.negotiate, of: .response)),
    .fileTime("smb2.boot_time", "Boot Time", at: 48, in: body(.negotiate, of: .response)),
    .little(
      "smb2.negotiate_context.offset", "NegotiateContextOffset", .hex(32), at: 0, 4,
      in: contextOffsets),
    .little(
      "smb2.negotiate_context.count", "NegotiateContextCount", .decimal(16), at: 0, 2,
      in: contextCounts),
  ]

  static let negotiateContextFields: [Field<SMB2>] = [
    .little("smb2.negotiate_context.type", "Type", .hex(16), at: 0, 2, in: negotiateContexts())
      .named(Names.negotiateContextType),
    .little(
      "smb2.negotiate_context.data_length", "DataLength", .decimal(16), at: 2, 2,
      in: negotiateContexts()),
    .little(
      "smb2.negotiate_context.hash_alg_count", "HashAlgorithmCount", .decimal(16), at: 8, 2,
      in: negotiateContexts(1)),
    .little(
      "smb2.negotiate_context.salt_length", "SaltLength", .decimal(16), at: 10, 2,
      in: negotiateContexts(1)),
    .little(
      "smb2.negotiate_context.hash_algorithm", "HashAlgorithm", .hex(16), at: 0, 2,
      in: hashAlgorithms
    )
    .named(Names.negotiateContextHashAlgorithm),
    Field("smb2.negotiate_context.salt", "Salt", .bytes, at: 0, in: salts),
    .little(
      "smb2.negotiate_context.cipher_count", "CipherCount", .decimal(16), at: 8, 2,
      in: negotiateContexts(2)),
    .little(
      "smb2.negotiate_context.cipher_id", "CipherId", .hex(16), at: 0, 2, in: algorithms(2, at: 10)
    )
    .named(Names.negotiateContextCipherId),
    .little(
      "smb2.negotiate_context.comp_alg_count", "CompressionAlgorithmCount", .decimal(16), at: 8, 2,
      in: negotiateContexts(3)),
    .little(
      "smb2.negotiate_context.comp_alg_flags", "Flags", .hex(32), at: 12, 4,
      in: negotiateContexts(3)),
    .little(
      "smb2.negotiate_context.comp_alg_flags.chained", "Chained", at: 12, 4, bit: 0x1,
      in: negotiateContexts(3)),
    .little(
      "smb2.negotiate_context.comp_alg_flags.reserved", "Reserved", .hex(32), at: 12, 4,
      mask: 0xfffffffe, in: negotiateContexts(3)),
    .little(
      "smb2.negotiate_context.comp_alg_id", "CompressionAlgorithmId", .hex(16), at: 0, 2,
      in: algorithms(3, at: 16)
    )
    .named(Names.negotiateContextCompAlgId),
    .utf16("smb2.negotiate_context.netname", "Netname", in: networkNames),
    .little(
      "smb2.negotiate_context.signing_alg_count", "SigningAlgorithmCount", .decimal(16), at: 8, 2,
      in: negotiateContexts(8)),
    .little(
      "smb2.negotiate_context.signing_id", "SigningAlgorithmId", .hex(16), at: 0, 2,
      in: algorithms(8, at: 10)
    )
    .named(Names.negotiateContextSigningId),
  ]

  static let sessionFields: [Field<SMB2>] = [
    Field(
      "smb2.ses_req_flags", "Flags", .decimal(8), at: 2, 1, in: body(.sessionSetup, of: .request)),
    Field(
      "smb2.ses_req_flags.session_binding", "Session Binding Request", at: 2, 1, bit: 0x1,
      in: body(.sessionSetup, of: .request)),
    .little("smb2.channel", "Channel", .hex(32), at: 0, 4, in: channels)
      .named(Names.channel),
    .little(
      "smb2.previous_sesid", "Previous Session Id", .hex(64), at: 16, 8,
      in: body(.sessionSetup, of: .request)),
    .little(
      "smb2.session_flags", "Session Flags", .hex(16), at: 2, 2,
      in: body(.sessionSetup, of: .response)),
    .little(
      "smb2.ses_flags.guest", "Guest", at: 2, 2, bit: 0x1, in: body(.sessionSetup, of: .response)),
    .little(
      "smb2.ses_flags.null", "Null", at: 2, 2, bit: 0x2, in: body(.sessionSetup, of: .response)),
    .little(
      "smb2.ses_flags.encrypt", "Encrypt", at: 2, 2, bit: 0x4,
      in: body(.sessionSetup, of: .response)),
  ]

  static let treeFields: [Field<SMB2>] = [
    .little("smb2.tc.flags", "Flags", .hex(16), at: 2, 2, in: body(.treeConnect, of: .request)),
    .little(
      "smb2.tc.cluster_reconnect", "Cluster Reconnect", at: 2, 2, bit: 0x1,
      in: body(.treeConnect, of: .request)),
    .little(
      "smb2.tc.redirect_to_owner", "Redirect To Owner", at: 2, 2, bit: 0x2,
      in: body(.treeConnect, of: .request)),
    .little(
      "smb2.tc.extension_present", "Extension Present", at: 2, 2, bit: 0x4,
      in: body(.treeConnect, of: .request)),
    .little(
      "smb2.tc.reserved", "Reserved", .hex(16), at: 2, 2, mask: 0xfff8,
      in: body(.treeConnect, of: .request)),
    .utf16("smb2.tree", "Tree", in: content(.tree)),
    Field("smb2.share_type", "Share Type", .hex(8), at: 2, 1, in: body(.treeConnect, of: .response))
      .named(Names.shareType),
    .little(
      "smb2.share_flags", "Share flags", .hex(32), at: 4, 4, in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.dfs", "DFS", at: 4, 4, bit: 0x1, in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.dfs_root", "DFS root", at: 4, 4, bit: 0x2,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.restrict_exclusive_opens", "Restrict exclusive opens", at: 4, 4, bit: 0x100,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.force_shared_delete", "Force shared delete", at: 4, 4, bit: 0x200,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.allow_namespace_caching", "Allow namespace caching", at: 4, 4, bit: 0x400,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.access_based_dir_enum", "Access based directory enum", at: 4, 4, bit: 0x800,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.force_levelii_oplock", "Force level II oplock", at: 4, 4, bit: 0x1000,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.enable_hash_v1", "Enable hash V1", at: 4, 4, bit: 0x2000,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.enable_hash_v2", "Enable hash V2", at: 4, 4, bit: 0x4000,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.encrypt_data", "Encrypted data required", at: 4, 4, bit: 0x8000,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.identity_remoting", "Identity Remoting", at: 4, 4, bit: 0x40000,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_flags.compress_data", "Compressed IO", at: 4, 4, bit: 0x100000,
      in: body(.treeConnect, of: .response)),
    Field("smb2.share.caching", "Caching policy", .hex(32)) { view, emit in
      body(.treeConnect, of: .response)(view) {
        emit(
          .unsigned(UInt64(view.bytes.littleEndian(UInt32.self, at: $0.lowerBound + 4) & 0x30)),
          $0.lowerBound + 4..<$0.lowerBound + 8)
      }
    },
    .little(
      "smb2.share_caps", "Share Capabilities", .hex(32), at: 8, 4,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.dfs", "DFS", at: 8, 4, bit: 0x8, in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.continuous_availability", "CONTINUOUS AVAILABILITY", at: 8, 4, bit: 0x10,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.scaleout", "SCALEOUT", at: 8, 4, bit: 0x20,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.cluster", "CLUSTER", at: 8, 4, bit: 0x40,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.assymetric", "ASSYMETRIC", at: 8, 4, bit: 0x80,
      in: body(.treeConnect, of: .response)),
    .little(
      "smb2.share_caps.redirect_to_owner", "REDIRECT_TO_OWNER", at: 8, 4, bit: 0x100,
      in: body(.treeConnect, of: .response)),
  ]
}
