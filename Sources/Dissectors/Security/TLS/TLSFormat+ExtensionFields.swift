import PacketCore

/// Fields of extensions (RFC 8446 §4.2, RFC 6066 and others).
extension TLSFormat where Self: ~Escapable {
  /// Algorithms, groups and point formats.
  static var groupFields: [Field<Self>] {
    let algorithms = data(
      of: .signatureAlgorithms, .signatureAlgorithmsCertificate, .delegatedCredentials)
    let groups = data(of: .supportedGroups)
    let formats = data(of: .pointFormats)
    return [
      field(
        "handshake.sig_hash_alg_len", "Signature Hash Algorithms Length", .decimal(16), at: 0, 2,
        in: algorithms),
      heading(
        "handshake.sig_hash_algs", "Signature Hash Algorithms", in: vector(2, in: algorithms)),
    ] + signatureFields(in: elements(2, of: vector(2, in: algorithms))) + [
      field(
        "handshake.extensions_supported_groups_length", "Supported Groups List Length",
        .decimal(16), at: 0, 2, in: groups),
      heading(
        "handshake.extensions_supported_groups", "Supported Groups", in: vector(2, in: groups)),
      field(
        "handshake.extensions_supported_group", "Supported Group", .hex(16), at: 0, 2,
        in: elements(2, of: vector(2, in: groups))
      ).named(TLS.groupNames),
      field(
        "handshake.extensions_ec_point_formats_length", "EC point formats Length", .decimal(8),
        at: 0, 1, in: formats),
      heading(
        "handshake.extensions_ec_point_formats", "Elliptic curves point formats",
        in: vector(1, in: formats)),
      field(
        "handshake.extensions_ec_point_format", "EC point format", .decimal(8), at: 0, 1,
        in: elements(1, of: vector(1, in: formats))
      ).named(TLS.pointFormatNames),
    ]
  }

  /// A signature scheme, and the two bytes it was made of before TLS 1.3 (RFC 5246 §7.4.1.4.1).
  static func signatureFields(in parts: @escaping Parts) -> [Field<Self>] {
    [
      field("handshake.sig_hash_alg", "Signature Algorithm", .hex(16), at: 0, 2, in: parts)
        .named(TLS.signatureSchemeNames),
      field(
        "handshake.sig_hash_hash", "Signature Hash Algorithm Hash", .decimal(8), at: 0, 1, in: parts
      ).named(TLS.signatureHashNames),
      field(
        "handshake.sig_hash_sig", "Signature Hash Algorithm Signature", .decimal(8), at: 1, 1,
        in: parts
      ).named(TLS.signatureAlgorithmNames),
    ]
  }

  /// Names: of servers, of application protocols.
  static var nameFields: [Field<Self>] {
    let servers = data(of: .serverName)
    let server = items(2, of: vector(2, in: servers), prefix: 1)
    let protocols = data(of: .applicationProtocols)
    let settings = data(of: .applicationSettings)
    return [
      field(
        "handshake.extensions_server_name_list_len", "Server Name list length", .decimal(16), at: 0,
        2, in: servers),
      field(
        "handshake.extensions_server_name_type", "Server Name Type", .decimal(8), at: 0, 1,
        in: server
      ).named([0: "host_name"]),
    ]
      + lengthAndValue(
        2, "handshake.extensions_server_name_len", "Server Name length",
        "handshake.extensions_server_name", "Server Name", .text, in: server, at: 1)
      + [
        field(
          "handshake.extensions_alpn_len", "ALPN Extension Length", .decimal(16), at: 0, 2,
          in: protocols),
        heading(
          "handshake.extensions_alpn_list", "ALPN Protocol", in: vector(2, in: protocols)),
      ]
      + lengthAndValue(
        1, "handshake.extensions_alpn_str_len", "ALPN string length",
        "handshake.extensions_alpn_str", "ALPN Next Protocol", .text,
        in: items(1, of: vector(2, in: protocols)))
      + lengthAndValue(
        1, "handshake.extensions_npn_str_len", "Protocol string length",
        "handshake.extensions_npn", "Next Protocol", .text,
        in: items(1, of: data(client: false, of: .nextProtocolNegotiation)))
      + [
        field(
          "handshake.extensions_alps_len", "ALPS Extension Length", .decimal(16), at: 0, 2,
          in: settings),
        heading(
          "handshake.extensions_alps_alpn_list", "Supported ALPN List",
          in: vector(2, in: settings)),
      ]
      + lengthAndValue(
        1, "handshake.extensions_alps_alpn_str_len", "Supported ALPN Length",
        "handshake.extensions_alps_alpn_str", "Supported ALPN", .text,
        in: items(1, of: vector(2, in: settings)))
  }

  /// Key shares, pre-shared keys and versions: what TLS 1.3 added.
  static var keyShareFields: [Field<Self>] {
    let shares = data(client: true, of: .keyShare, .draftKeyShare)
    let offered = items(2, of: vector(2, in: shares), prefix: 2)
    let chosen = data(client: false, of: .keyShare, .draftKeyShare)
    let encryptedName = data(client: true, of: .encryptedServerName)
    let share: Parts = { view, context, part in
      offered(view, context, part)
      // The draft for encrypted names has a share behind its suite.
      encryptedName(view, context) { part($0.dropFirst(2)) }
      chosen(view, context) { if $0.count > 2 { part($0) } }
    }
    let retry: Parts = { view, context, part in
      chosen(view, context) { if $0.count == 2 { part($0) } }
    }
    return [
      field(
        "handshake.extensions_key_share_client_length", "Client Key Share Length", .decimal(16),
        at: 0, 2, in: shares),
      field(
        "handshake.extensions_key_share_group", "Group", .decimal(16), at: 0, 2, in: share
      ).named(TLS.groupNames),
      field(
        "handshake.extensions_key_share_selected_group", "Selected Group", .decimal(16), at: 0, 2,
        in: retry
      ).named(TLS.groupNames),
    ]
      + lengthAndValue(
        2, "handshake.extensions_key_share_key_exchange_length", "Key Exchange Length",
        "handshake.extensions_key_share_key_exchange", "Key Exchange", in: share, at: 2)
      + preSharedKeyFields + versionFields
  }

  private static var preSharedKeyFields: [Field<Self>] {
    let offer = data(client: true, of: .preSharedKey)
    let identity = items(2, of: vector(2, in: offer), suffix: 4)
    let binders = after(2, in: offer)
    return [
      field(
        "handshake.extensions.psk.identities.length", "Identities Length", .decimal(16), at: 0, 2,
        in: offer)
    ]
      + lengthAndValue(
        2, "handshake.extensions.psk.identity.identity_length", "Identity Length",
        "handshake.extensions.psk.identity.identity", "Identity", in: identity)
      + [
        field(
          "handshake.extensions.psk.identity.obfuscated_ticket_age", "Obfuscated Ticket Age",
          .decimal(32), at: 0, 4, in: after(2, in: identity)),
        field(
          "handshake.extensions.psk.binders_len", "PSK Binders length", .decimal(16), at: 0, 2,
          in: binders),
        heading(
          "handshake.extensions.psk.binders", "PSK Binders", in: vector(2, in: binders)),
        field(
          "handshake.extensions.psk.identity.selected", "Selected Identity", .decimal(16), at: 0, 2,
          in: data(client: false, of: .preSharedKey)),
      ]
  }

  private static var versionFields: [Field<Self>] {
    let offer = data(client: true, of: .supportedVersions)
    let offered = elements(2, of: vector(1, in: offer))
    let chosen = data(client: false, of: .supportedVersions)
    let modes = data(client: true, of: .pskKeyExchangeModes)
    return [
      field(
        "handshake.extensions.supported_versions_len", "Supported Versions length", .decimal(8),
        at: 0, 1, in: offer),
      field(
        "handshake.extensions.supported_version", "Supported Version", .hex(16), at: 0, 2,
        in: { view, context, part in
          offered(view, context, part)
          chosen(view, context, part)
        }
      ).named(TLS.versionNames),
      field(
        "extension.psk_ke_modes_length", "PSK Key Exchange Modes Length", .decimal(8), at: 0, 1,
        in: modes),
      field(
        "extension.psk_ke_mode", "PSK Key Exchange Mode", .decimal(8), at: 0, 1,
        in: elements(1, of: vector(1, in: modes))
      ).named(TLS.pskModeNames),
    ]
      + lengthAndValue(
        2, "handshake.extensions.cookie_len", "Cookie length", "handshake.extensions.cookie",
        "Cookie", in: data(of: .cookie))
  }

  static var otherExtensionFields: [Field<Self>] {
    statusFields + smallFields + encryptedNameFields + timestampFields(in: timestamps)
      + (isDatagram ? protectionFields : [])
  }

  private static var statusFields: [Field<Self>] {
    let request = data(client: true, of: .statusRequest)
    return [
      field(
        "handshake.extensions_status_request_type", "Certificate Status Type", .decimal(8), at: 0,
        1,
        in: request
      ).named(TLS.statusTypeNames),
      field(
        "handshake.extensions_status_request_responder_ids_len", "Responder ID list Length",
        .decimal(16), at: 1, 2, in: request),
      field(
        "handshake.extensions_status_request_exts_len", "Request Extensions Length", .decimal(16),
        at: 0, 2, in: after(2, in: request, at: 1)),
    ]
  }

  private static var smallFields: [Field<Self>] {
    let compression = data(of: .compressCertificate)
    let formsOffered = data(client: true, of: .clientCertificateType, .serverCertificateType)
    return [
      field(
        "handshake.max_fragment_length", "Maximum Fragment Length", .decimal(8), at: 0, 1,
        in: data(of: .maxFragmentLength)
      ).named(TLS.fragmentLengthNames),
      field(
        "handshake.extension.heartbeat.mode", "Mode", .decimal(8), at: 0, 1,
        in: data(of: .heartbeat)
      ).named(TLS.heartbeatModeNames),
      field(
        "handshake.extensions_padding_data", "Padding Data", .bytes, at: 0, in: data(of: .padding)),
      field(
        "record_size_limit", "Record Size Limit", .decimal(16), at: 0, 2,
        in: data(of: .recordSizeLimit)),
      field(
        "compress_certificate.algorithms_length", "Algorithms Length", .decimal(8), at: 0, 1,
        in: compression),
      field(
        "compress_certificate.algorithm", "Algorithm", .decimal(16), at: 0, 2,
        in: elements(2, of: vector(1, in: compression))
      ).named(TLS.certificateCompressionNames),
      field(
        "handshake.cert_type.types_len", "Certificate Type List Length", .decimal(8), at: 0, 1,
        in: formsOffered),
      heading(
        "handshake.cert_type.types", "Certificate Type List", in: vector(1, in: formsOffered)),
      field(
        "handshake.cert_type.type", "Certificate Type", .hex(8), at: 0, 1,
        in: elements(1, of: vector(1, in: formsOffered))
      ).named(TLS.certificateFormNames),
    ]
      + lengthAndValue(
        1, "handshake.extensions_reneg_info_len", "Renegotiation info extension length",
        "handshake.extensions_reneg_info", "Renegotiation info", in: data(of: .renegotiationInfo))
      + lengthAndValue(
        1, "handshake.extensions_srp_len", "SRP username length",
        "handshake.extensions_srp_username",
        "SRP username", .text, in: data(of: .secureRemotePassword))
      + lengthAndValue(
        1, "connection_id_length", "Connection ID length", "connection_id", "Connection ID",
        in: data(of: .connectionID, .connectionIDDeprecated))
  }

  /// The draft before encrypted client hellos (draft-ietf-tls-esni-02).
  private static var encryptedNameFields: [Field<Self>] {
    let offer = data(client: true, of: .encryptedServerName)
    let digest: Parts = { view, context, part in
      offer(view, context) { outer in
        let keyLength = Int(view.bytes.bigEndian(UInt16.self, at: outer.lowerBound + 4))
        let start = outer.lowerBound + 6 + keyLength
        if start <= outer.upperBound { part(start..<outer.upperBound) }
      }
    }
    return [
      field("esni.suite", "Cipher Suite", .hex(16), at: 0, 2, in: offer)
        .named(TLS.cipherSuiteNames)
    ]
      + lengthAndValue(
        2, "esni.record_digest_length", "Record Digest Length", "esni.record_digest",
        "Record Digest", in: digest)
      + lengthAndValue(
        2, "esni.encrypted_sni_length", "Encrypted SNI Length", "esni.encrypted_sni",
        "Encrypted SNI", in: after(2, in: digest))
  }

  private static var timestamps: Parts { data(client: false, of: .certificateTimestamp) }

  /// Signed certificate timestamps (RFC 6962 §3.2).
  static func timestampFields(in list: @escaping Parts) -> [Field<Self>] {
    let each = items(2, of: vector(2, in: list))
    let extensionsOf = 2 + 1 + 32 + 8
    return [
      field(
        "sct.scts_length", "Serialized SCT List Length", .decimal(16), at: 0, 2, in: list),
      field("sct.sct_length", "Serialized SCT Length", .decimal(16), at: 0, 2, in: each),
      field("sct.sct_version", "SCT Version", .decimal(8), at: 2, 1, in: each),
      field("sct.sct_logid", "Log ID", .bytes, at: 3, 32, in: each),
      Field(
        "\(id).sct.sct_timestamp", "Timestamp", .absoluteTime,
        inContext: { view, context, emit in
          let bytes = view.bytes
          each(view, context) { part in
            let start = part.lowerBound + 35
            guard start + 8 <= part.upperBound else { return }
            let milliseconds = bytes.bigEndian(UInt64.self, at: start)
            let time = Timestamp(
              seconds: Int64(milliseconds / 1000),
              nanoseconds: UInt32(milliseconds % 1000) * 1_000_000)
            emit(.time(time), start..<start + 8)
          }
        }),
      field(
        "sct.sct_extensions_length", "Extensions length", .decimal(16), at: extensionsOf, 2,
        in: each),
    ] + signatureFields(in: after(2, in: each, at: extensionsOf))
      + lengthAndValue(
        2, "sct.sct_signature_length", "Signature Length", "sct.sct_signature", "Signature",
        in: after(2, in: each, at: extensionsOf), at: 2)
  }

  /// RFC 5764 §4.1.1.
  private static var protectionFields: [Field<Self>] {
    let offer = data(of: .useSRTP)
    return [
      field(
        "use_srtp.protection_profiles_length", "SRTP Protection Profiles Length", .decimal(16),
        at: 0, 2, in: offer),
      field(
        "use_srtp.protection_profile", "SRTP Protection Profile", .hex(16), at: 0, 2,
        in: elements(2, of: vector(2, in: offer))
      ).named(DTLS.protectionProfileNames),
    ]
      + lengthAndValue(
        1, "use_srtp.mki_length", "MKI Length", "use_srtp.mki", "MKI", in: after(2, in: offer))
  }
}
