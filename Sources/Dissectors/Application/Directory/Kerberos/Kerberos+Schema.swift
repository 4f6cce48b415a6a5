import PacketCore

/// The types of RFC 4120, Appendix A, and of RFC 6113.
extension Kerberos {
  static let schema = ASN1Schema([
    ("Message", message), ("Ticket", ticket), ("AP-REQ", applicationRequest),
  ])

  private static let message: ASN1Type = .choice(
    nil, "",
    [
      .applicationExplicit(10, request("as_req_element", "as-req")),
      .applicationExplicit(11, reply("as_rep_element", "as-rep")),
      .applicationExplicit(12, request("tgs_req_element", "tgs-req")),
      .applicationExplicit(13, reply("tgs_rep_element", "tgs-rep")),
      .applicationExplicit(14, .reference("AP-REQ")),
      .applicationExplicit(
        15,
        .sequence(
          "ap_rep_element", "ap-rep",
          [
            .explicit(0, version), .explicit(1, messageType),
            .explicit(2, encrypted("enc_part_element", "enc-part")),
          ])),
      .applicationExplicit(
        21,
        .sequence(
          "krb_priv_element", "krb-priv",
          [
            .explicit(0, version), .explicit(1, messageType),
            .explicit(3, encrypted("enc_part_element", "enc-part")),
          ])),
      .applicationExplicit(30, error),
    ])

  private static let version: ASN1Type = .number("pvno", "pvno")
  private static let messageType: ASN1Type = .number(
    "msg_type", "msg-type", .signed(bits: 32), names: messageNames)
  private static let realm: ASN1Type = .text("realm", "realm", tag: .generalString)
  private static let clientRealm: ASN1Type = .text("crealm", "crealm", tag: .generalString)
  private static let client = principal("cname", "CNameString")
  private static let service = principal("sname", "SNameString")

  /// RFC 4120 §5.2.2.
  private static func principal(_ name: String, _ item: String) -> ASN1Type {
    .sequence(
      "\(name)_element", name,
      [
        .explicit(
          0, .number("name_type", "name-type", .signed(bits: 32), names: nameTypeNames)),
        .explicit(
          1,
          .list("\(name)_string", "\(name)-string", of: .text(item, item, tag: .generalString))),
      ])
  }

  /// RFC 4120 §5.2.9.
  private static func encrypted(_ name: String?, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .explicit(0, encryptionType("etype", "etype")),
        .explicit(1, .number("kvno", "kvno")),
        .explicit(2, .octets("cipher", "cipher")),
      ])
  }

  private static func encryptionType(_ name: String, _ label: String) -> ASN1Type {
    .number(name, label, .signed(bits: 32), names: encryptionNames)
  }

  /// RFC 4120 §5.3.
  private static let ticket: ASN1Type = ASN1Type.sequence(
    "ticket_element", "ticket",
    [
      .explicit(0, .number("tkt_vno", "tkt-vno")), .explicit(1, realm), .explicit(2, service),
      .explicit(3, encrypted("enc_part_element", "enc-part")),
    ]
  ).explicitly(.application(1))

  /// RFC 4120 §5.4.1.
  private static func request(_ name: String, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .explicit(1, version), .explicit(2, messageType),
        .explicit(3, .list("padata", "padata", of: preauthentication(isReply: false))),
        .explicit(4, requestBody),
      ])
  }

  private static let requestBody: ASN1Type = .sequence(
    "req_body_element", "req-body",
    [
      .explicit(0, .bits("kdc_options", "kdc-options", group: "KDCOptions.", optionFlags)),
      .explicit(1, client), .explicit(2, realm), .explicit(3, service),
      .explicit(4, .time("from", "from")), .explicit(5, .time("till", "till")),
      .explicit(6, .time("rtime", "rtime")),
      .explicit(7, .number("nonce", "nonce")),
      .explicit(
        8, .list("kdc-req-body.etype", "etype", of: encryptionType("ENCTYPE", "ENCTYPE"))),
      .explicit(9, .list("addresses", "addresses", of: address)),
      .explicit(10, encrypted("enc_authorization_data_element", "enc-authorization-data")),
      .explicit(11, .list("additional_tickets", "additional-tickets", of: .reference("Ticket"))),
    ])

  /// RFC 4120 §5.4.2.
  private static func reply(_ name: String, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .explicit(0, version), .explicit(1, messageType),
        .explicit(2, .list("padata", "padata", of: preauthentication(isReply: true))),
        .explicit(3, clientRealm), .explicit(4, client), .explicit(5, .reference("Ticket")),
        .explicit(6, encrypted("enc_part_element", "enc-part")),
      ])
  }

  /// RFC 4120 §5.5.1.
  private static let applicationRequest: ASN1Type = .sequence(
    "ap_req_element", "ap-req",
    [
      .explicit(0, version), .explicit(1, messageType),
      .explicit(
        2,
        .bits(
          "ap_options", "ap-options", group: "APOptions.",
          [
            ("reserved", "reserved"), ("use.session.key", "use-session-key"),
            ("mutual.required", "mutual-required"),
          ])),
      .explicit(3, .reference("Ticket")),
      .explicit(4, encrypted("authenticator_element", "authenticator")),
    ])

  /// RFC 4120 §5.9.1; what the last member is depends on the error.
  private static let error: ASN1Type = .sequence(
    "krb_error_element", "krb-error",
    [
      .explicit(0, version), .explicit(1, messageType), .explicit(2, .time("ctime", "ctime")),
      .explicit(3, .number("cusec", "cusec")), .explicit(4, .time("stime", "stime")),
      .explicit(5, .number("susec", "susec")),
      .explicit(
        6, .number("error_code", "error-code", .signed(bits: 32), names: errorNames),
        selecting: true),
      .explicit(7, clientRealm), .explicit(8, client), .explicit(9, realm), .explicit(10, service),
      .explicit(11, .text("e_text", "e-text", tag: .generalString)),
      .explicit(
        12,
        .octets(
          "e_data", "e-data",
          body: .selected([
            24: .list(nil, of: preauthentication(isReply: true)),
            25: .list(nil, of: preauthentication(isReply: true)),
          ]))),
    ])
}

/// Kinds of preauthentication and of addresses.
extension Kerberos {
  /// RFC 4120 §5.2.7.
  private static func preauthentication(isReply: Bool) -> ASN1Type {
    .sequence(
      "PA_DATA_element", "PA-DATA",
      [
        .explicit(
          1,
          .number("padata_type", "padata-type", .signed(bits: 32), names: preauthenticationNames),
          selecting: true),
        .explicit(
          2,
          .octets(
            "padata_value", "padata-value", body: .selected(isReply ? replyKinds : requestKinds))),
      ])
  }

  private static let commonKinds: [Int64: ASN1Type] = [
    1: ASN1Type.reference("AP-REQ").explicitly(.application(14)),
    11: .list(
      nil,
      of: .sequence(
        "ETYPE_INFO_ENTRY_element", "ETYPE-INFO-ENTRY",
        [
          .explicit(0, encryptionType("etype", "etype")),
          .explicit(1, .octets("info_salt", "salt")),
        ])),
    19: .list(
      nil,
      of: .sequence(
        "ETYPE_INFO2_ENTRY_element", "ETYPE-INFO2-ENTRY",
        [
          .explicit(0, encryptionType("etype", "etype")),
          .explicit(1, .text("info2_salt", "salt", tag: .generalString)),
          .explicit(2, .octets("s2kparams", "s2kparams")),
        ])),
    128: .sequence(nil, "", [.explicit(0, .flag("include_pac", "include-pac"))]),
    165: ASN1Type(
      shown: [
        ASN1Type.Shown(
          name: "supported_entypes", label: "", type: .bytes, value: .contents, names: nil)
      ]),
    167: .sequence(
      nil, "",
      [
        .explicit(
          0,
          .bits(
            "flags", "flags", group: "PAC.OPTIONS.FLAGS.",
            [
              ("claims", "claims"), ("branch.aware", "branch-aware"),
              ("forward.to.full.dc", "forward-to-full-dc"),
              (
                "resource.based.constrained.delegation", "resource-based-constrained-delegation"
              ),
            ]))
      ]),
  ]

  private static let requestKinds: [Int64: ASN1Type] = {
    var kinds = commonKinds
    kinds[2] = encrypted(nil, "")
    // RFC 6113 §5.4.2.
    kinds[136] = .sequence(
      "armored_data_element", "armored-data",
      [
        .explicit(
          0,
          .sequence(
            "armor_element", "armor",
            [
              .explicit(0, .number("armor_type", "armor-type", .signed(bits: 32))),
              .explicit(1, .octets("armor_value", "armor-value")),
            ])),
        .explicit(
          1,
          .sequence(
            "req_checksum_element", "req-checksum",
            [
              .explicit(0, .number("cksumtype", "cksumtype", .signed(bits: 32))),
              .explicit(1, .octets("checksum", "checksum")),
            ])),
        .explicit(2, encrypted("enc_fast_req_element", "enc-fast-req")),
      ]
    ).explicitly(.context(0))
    return kinds
  }()

  private static let replyKinds: [Int64: ASN1Type] = {
    var kinds = commonKinds
    // RFC 6113 §5.4.3.
    kinds[136] = .sequence(
      "armored_data_element", "armored-data",
      [.explicit(0, encrypted("enc_fast_rep_element", "enc-fast-rep"))]
    ).explicitly(.context(0))
    return kinds
  }()

  /// RFC 4120 §5.2.5 and §7.5.3.
  private static let address: ASN1Type = .sequence(
    "HostAddress_element", "HostAddress",
    [
      .explicit(
        0, .number("addr_type", "addr-type", .signed(bits: 32), names: addressNames),
        selecting: true),
      .explicit(
        1,
        .octets(
          nil,
          body: .selected([
            2: place("addr_ip", "IP Address", .ipv4Address),
            20: place("addr_nb", "NetBIOS Address", .bytes),
          ]))),
    ])

  private static func place(_ name: String, _ label: String, _ type: FieldType) -> ASN1Type {
    ASN1Type(
      shown: [
        ASN1Type.Shown(name: name, label: label, type: type, value: .contents, names: nil)
      ])
  }

  /// RFC 4120 §5.4.1, the bits of KDCOptions from the first on.
  private static let optionFlags: [(name: String, label: String)?] = [
    ("reserved", "reserved"), ("forwardable", "forwardable"), ("forwarded", "forwarded"),
    ("proxiable", "proxiable"), ("proxy", "proxy"), ("allow.postdate", "allow-postdate"),
    ("postdated", "postdated"), ("unused7", "unused7"), ("renewable", "renewable"),
    ("unused9", "unused9"), ("unused10", "unused10"), ("opt.hardware.auth", "opt-hardware-auth"),
    ("unused12", "unused12"), ("unused13", "unused13"),
    ("constrained.delegation", "constrained-delegation"), ("canonicalize", "canonicalize"),
    ("request.anonymous", "request-anonymous"), ("unused17", "unused17"),
    ("unused18", "unused18"), ("unused19", "unused19"), ("unused20", "unused20"),
    ("unused21", "unused21"), ("unused22", "unused22"), ("unused23", "unused23"),
    ("unused24", "unused24"), ("unused25", "unused25"),
    ("disable.transited.check", "disable-transited-check"), ("renewable.ok", "renewable-ok"),
    ("enc.tkt.in.skey", "enc-tkt-in-skey"), ("unused29", "unused29"), ("renew", "renew"),
    ("validate", "validate"),
  ]
}
