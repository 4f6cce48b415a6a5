import PacketCore

extension ISAKMP {
  private static let identification = part(.payload(5), .payload(35), .payload(36))
  private static let oldIdentification = part(.payload(5))

  /// Identification data of a type.
  private static func identity(_ type: UInt8) -> Field<ISAKMP>.Parts {
    { view, body in
      identification(view) { if view.bytes.byte(at: $0.lowerBound + 4) == type { body($0) } }
    }
  }

  /// RFC 2407 §4.6.2, RFC 7296 §3.5.
  static let identityFields: [Field<ISAKMP>] = [
    Field("isakmp.id.type", "ID type", .decimal(8), at: 4, 1, in: identification).named([
      1: "IPV4_ADDR", 2: "FQDN", 3: "USER_FQDN", 4: "IPV4_ADDR_SUBNET", 5: "IPV6_ADDR",
      7: "IPV4_ADDR_RANGE", 9: "DER_ASN1_DN", 10: "DER_ASN1_GN", 11: "KEY_ID",
    ]),
    Field("isakmp.id.protoid", "Protocol ID", .decimal(8), at: 5, 1, in: oldIdentification),
    Field("isakmp.id.port", "Port", .decimal(16), at: 6, 2, in: oldIdentification),
    Field("isakmp.id.data", "Identification Data:", .heading, at: 8, in: identification),
    Field("isakmp.id.data.ipv4_addr", "ID_IPV4_ADDR", .ipv4Address, at: 8, 4, in: identity(1)),
    Field("isakmp.id.data.fqdn", "ID_FQDN", .text, at: 8, in: identity(2)),
    Field("isakmp.id.data.user_fqdn", "ID_FQDN", .text, at: 8, in: identity(3)),
    Field("isakmp.id.data.ipv6_addr", "ID_IPV6_ADDR", .ipv6Address, at: 8, 16, in: identity(5)),
    Field("isakmp.id.data.key_id", "ID_KEY_ID", .bytes, at: 8, in: identity(11)),
  ]

  private static let certificate = part(.payload(6), .payload(37))
  private static let secondExchange = part(.payload(34))
  private static let authentication = part(.payload(39))

  static let exchangeFields: [Field<ISAKMP>] = [
    Field("isakmp.key_exchange.dh_group", "DH Group #", .decimal(16), at: 4, 2, in: secondExchange)
      .named(groupNames),
    Field("isakmp.key_exchange.data", "Key Exchange Data", .bytes) { view, emit in
      view.forEachPart { part, range in
        if part == .payload(4), range.count > 4 { emit(.bytes, range.dropFirst(4)) }
        if part == .payload(34), range.count > 8 { emit(.bytes, range.dropFirst(8)) }
      }
    },
    Field("isakmp.nonce", "Nonce DATA", .bytes, at: 4, in: part(.payload(10), .payload(40))),
    Field("isakmp.hash", "Hash DATA", .bytes, at: 4, in: part(.payload(8))),
    Field("isakmp.sig", "Signature DATA", .bytes, at: 4, in: part(.payload(9))),
    Field("isakmp.cert.encoding", "Certificate Encoding", .decimal(8), at: 4, 1, in: certificate),
    Field("isakmp.cert.data", "Certificate Data", .heading, at: 5, in: certificate),
    Field(
      "isakmp.certreq.type", "Certificate Type", .decimal(8), at: 4, 1,
      in: part(.payload(7), .payload(38))),
    Field("isakmp.auth.method", "Authentication Method", .decimal(8), at: 4, 1, in: authentication)
      .named([
        1: "RSA Digital Signature", 2: "Shared Key Message Integrity Code",
        3: "DSS Digital Signature", 14: "Digital Signature",
      ]),
    Field("isakmp.auth.data", "Authentication Data", .bytes, at: 8, in: authentication),
    Field("isakmp.vid_bytes", "Vendor ID", .bytes, at: 4, in: part(.payload(13), .payload(43))),
    Field("isakmp.vid_string", "Vendor ID", .text) { view, emit in
      part(.payload(13), .payload(43))(view) { range in
        let value = range.dropFirst(4)
        guard value.upperBound <= view.bytes.byteCount else { return }
        emit(.string(vendorName(view.bytes, value)), value)
      }
    },
    Field(
      "isakmp.ike.nat_hash", "HASH of the address and port", .bytes, at: 4,
      in: part(.payload(20), .payload(130))),
  ]

  /// What a vendor's or a draft's identifier stands for: the hash or text that its document tells.
  private static func vendorName(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    switch (bytes.bits(in: range.prefix(8)), range.count) {
    case (0xafca_d713_68a1_f1c9, 16): "RFC 3706 DPD (Dead Peer Detection)"
    case (0x4a13_1c81_0703_5845, 16): "RFC 3947 Negotiation of NAT-Traversal in the IKE"
    case (0x4485_152d_18b6_bbcd, 16): "draft-ietf-ipsec-nat-t-ike-00"
    case (0xcd60_4643_35df_21f8, 16): "draft-ietf-ipsec-nat-t-ike-02"
    case (0x90cb_8091_3ebb_696e, 16): "draft-ietf-ipsec-nat-t-ike-02\\n"
    case (0x7d94_19a6_5310_ca6f, 16): "draft-ietf-ipsec-nat-t-ike-03"
    case (0x0900_2689_dfd6_b712, 8): "XAUTH"
    case (0x464c_4558_5650_4e2d, 17): "Cisco FlexVPN Supported"
    case (0x4349_5343_4f56_504e, 15): "Cisco VPN Revision 2"
    case (0x4349_5343_4f2d_4459, 19): "Cisco Dynamic Route Supported"
    case (0x4349_5343_4f2d_4445, 19): "Cisco Delete Reason Supported"
    default: "Unknown Vendor ID"
    }
  }

  private static let oldNotification = part(.payload(11))
  private static let oldDeletion = part(.payload(12))

  static let notificationFields: [Field<ISAKMP>] = [
    Field(
      "isakmp.notify.doi", "Domain of interpretation", .decimal(32), at: 4, 4,
      in: oldNotification),
    Field("isakmp.notify.protoid", "Protocol ID", .decimal(32)) { view, emit in
      view.forEachPart { part, range in
        if part == .payload(11) { view.emitNumber(range, at: 8, 1, emit) }
        if part == .payload(41) { view.emitNumber(range, at: 4, 1, emit) }
      }
    }.named(protocolNames),
    Field("isakmp.notify.msgtype", "Notify Message Type", .decimal(16)) { view, emit in
      view.forEachPart { part, range in
        if part == .payload(11) { view.emitNumber(range, at: 10, 2, emit) }
        if part == .payload(41) { view.emitNumber(range, at: 6, 2, emit) }
      }
    },
    Field("isakmp.notify.data", "Notification DATA", .bytes) { view, emit in
      view.forEachPart { part, range in
        let start: Int
        switch part {
        case .payload(11): start = 12 + Int(view.bytes.byte(at: range.lowerBound + 9))
        case .payload(41): start = 8 + Int(view.bytes.byte(at: range.lowerBound + 5))
        default: return
        }
        if range.count >= start { emit(.bytes, range.dropFirst(start)) }
      }
    },
    Field("isakmp.delete.doi", "Domain of interpretation", .decimal(32), at: 4, 4, in: oldDeletion),
    Field("isakmp.delete.protoid", "Protocol ID", .decimal(32)) { view, emit in
      view.forEachPart { part, range in
        if part == .payload(12) { view.emitNumber(range, at: 8, 1, emit) }
        if part == .payload(42) { view.emitNumber(range, at: 4, 1, emit) }
      }
    }.named(protocolNames),
    Field("isakmp.spinum", "Number of SPIs", .decimal(16)) { view, emit in
      view.forEachPart { part, range in
        if part == .payload(12) { view.emitNumber(range, at: 10, 2, emit) }
        if part == .payload(42) { view.emitNumber(range, at: 6, 2, emit) }
      }
    },
  ]

  private static let selectors = part(.payload(44), .payload(45))
  private static let selector = part(.selector)

  private static func selector(_ type: UInt8) -> Field<ISAKMP>.Parts {
    { view, body in
      selector(view) { if view.bytes.byte(at: $0.lowerBound) == type { body($0) } }
    }
  }

  /// RFC 7296 §3.13.
  static let selectorFields: [Field<ISAKMP>] = [
    Field("isakmp.ts.number", "Number of Traffic Selectors", .decimal(8), at: 4, 1, in: selectors),
    Field("isakmp.ts.type", "Traffic Selector Type", .decimal(8), at: 0, 1, in: selector)
      .named([7: "TS_IPV4_ADDR_RANGE", 8: "TS_IPV6_ADDR_RANGE"]),
    Field("isakmp.ts.protoid", "Protocol ID", .decimal(8), at: 1, 1, in: selector),
    Field("isakmp.ts.selector_length", "Selector Length", .decimal(16), at: 2, 2, in: selector),
    Field("isakmp.ts.start_port", "Start Port", .decimal(16), at: 4, 2, in: selector),
    Field("isakmp.ts.end_port", "End Port", .decimal(16), at: 6, 2, in: selector),
    Field("isakmp.ts.start_ipv4", "Starting Addr", .ipv4Address, at: 8, 4, in: selector(7)),
    Field("isakmp.ts.end_ipv4", "Ending Addr", .ipv4Address, at: 12, 4, in: selector(7)),
    Field("isakmp.ts.start_ipv6", "Starting Addr", .ipv6Address, at: 8, 16, in: selector(8)),
    Field("isakmp.ts.end_ipv6", "Ending Addr", .ipv6Address, at: 24, 16, in: selector(8)),
  ]
}
