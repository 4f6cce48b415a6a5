public import PacketCore

extension ISAKMP {
  public static let fields: [Field<ISAKMP>] =
    headerFields + payloadFields + associationFields + attributeFields + secondTransformFields
    + identityFields + exchangeFields + notificationFields + selectorFields

  private static func flag(_ name: String, _ label: String, _ mask: UInt64, second: Bool)
    -> Field<ISAKMP>
  {
    Field("isakmp.flag_\(name)", label, at: 19, 1, bit: mask) { view, body in
      if view.isSecond == second { part(.header)(view, body) }
    }
  }

  private static let headerFields: [Field<ISAKMP>] = [
    Field("isakmp.ispi", "Initiator SPI", .bytes, at: 0, 8, in: part(.header)),
    Field("isakmp.rspi", "Responder SPI", .bytes, at: 8, 8, in: part(.header)),
    Field("isakmp.nextpayload", "Next payload", .decimal(8)) { view, emit in
      view.emitNumber(0..<28, at: 16, 1, emit)
      part(.anyPayload)(view) { view.emitNumber($0, at: 0, 1, emit) }
    }.named(payloadNames),
    Field("isakmp.version", "Version", .hex(8), at: 17, 1, in: part(.header)),
    Field("isakmp.mjver", "MjVer", .hex(8), at: 17, 1, mask: 0xf0, in: part(.header)),
    Field("isakmp.mnver", "MnVer", .hex(8), at: 17, 1, mask: 0x0f, in: part(.header)),
    Field("isakmp.exchangetype", "Exchange type", .decimal(8), at: 18, 1, in: part(.header))
      .named(exchangeNames),
    Field("isakmp.flags", "Flags", .hex(8), at: 19, 1, in: part(.header)),
    flag("e", "Encryption", 1, second: false), flag("c", "Commit", 2, second: false),
    flag("a", "Authentication", 4, second: false), flag("i", "Initiator", 8, second: true),
    flag("v", "Version", 0x10, second: true), flag("r", "Response", 0x20, second: true),
    Field("isakmp.messageid", "Message ID", .hex(32), at: 20, 4, in: part(.header)),
    Field("isakmp.length", "Length", .decimal(32), at: 24, 4, in: part(.header)),
  ]

  static let payloadNames: ValueNames = [
    0: "NONE / No Next Payload", 1: "Security Association", 2: "Proposal", 3: "Transform",
    4: "Key Exchange", 5: "Identification", 6: "Certificate", 7: "Certificate Request", 8: "Hash",
    9: "Signature", 10: "Nonce", 11: "Notification", 12: "Delete", 13: "Vendor ID",
    14: "Configuration", 20: "NAT-D (RFC 3947)", 21: "NAT-OA (RFC 3947)",
    33: "Security Association", 34: "Key Exchange", 35: "Identification - Initiator",
    36: "Identification - Responder", 37: "Certificate", 38: "Certificate Request",
    39: "Authentication", 40: "Nonce", 41: "Notify", 42: "Delete", 43: "Vendor ID",
    44: "Traffic Selector - Initiator", 45: "Traffic Selector - Responder",
    46: "Encrypted and Authenticated", 47: "Configuration", 48: "Extensible Authentication",
    53: "Encrypted and Authenticated Fragment",
  ]

  private static let payloadFields: [Field<ISAKMP>] = [
    Field("isakmp.typepayload", "Payload", .decimal(8)) { view, emit in
      view.forEachPart { part, range in
        if case .payload(let type) = part { emit(.unsigned(UInt64(type)), range) }
      }
    }.named(payloadNames),
    Field("isakmp.criticalpayload", "Critical Bit", at: 1, 1, bit: 0x80, in: part(.secondPayload)),
    Field("isakmp.reserved7", "Reserved", .hex(8), at: 1, 1, mask: 0x7f, in: part(.secondPayload)),
    Field("isakmp.reserved", "Reserved", .bytes) { view, emit in
      view.forEachPart { part, range in
        let start = range.lowerBound
        switch part {
        case .otherPayload, .payload(2): emit(.bytes, start + 1..<start + 2)
        case .transform:
          emit(.bytes, start + 1..<start + 2)
          emit(.bytes, start + 6..<start + 8)
        case .secondTransform:
          emit(.bytes, start + 1..<start + 2)
          emit(.bytes, start + 5..<start + 6)
        case .payload(34): emit(.bytes, start + 6..<start + 8)
        case .payload(35), .payload(36), .payload(39), .payload(44), .payload(45):
          emit(.bytes, start + 5..<start + 8)
        default: break
        }
      }
    },
    Field("isakmp.payloadlength", "Payload length", .decimal(16), at: 2, 2, in: part(.anyPayload)),
    Field("isakmp.enc.iv", "Initialization Vector", .bytes, at: 4, 4, in: part(.payload(46))),
    Field("isakmp.enc.data", "Encrypted Data", .heading) { view, emit in
      part(.encrypted)(view) { emit(.present, $0) }
      part(.payload(46))(view) { if $0.count > 8 { emit(.present, $0.dropFirst(8)) } }
    },
  ]

  private static let association = part(.payload(1))
  private static let proposal = part(.payload(2))
  private static let transform = part(.transform)

  private static func situation(_ name: String, _ label: String, _ mask: UInt64) -> Field<ISAKMP> {
    Field("isakmp.sa.situation.\(name)", label, at: 8, 4, bit: mask, in: association)
  }

  private static let associationFields: [Field<ISAKMP>] = [
    Field("isakmp.sa.doi", "Domain of interpretation", .decimal(32), at: 4, 4, in: association)
      .named([0: "ISAKMP", 1: "IPSEC"]),
    Field("isakmp.sa.situation", "Situation", .bytes, at: 8, 4, in: association),
    situation("identity_only", "Identity Only", 1), situation("secrecy", "Secrecy", 2),
    situation("integrity", "Integrity", 4),
    Field("isakmp.prop.number", "Proposal number", .decimal(8), at: 4, 1, in: proposal),
    Field("isakmp.prop.protoid", "Protocol ID", .decimal(32), at: 5, 1, in: proposal)
      .named(protocolNames),
    Field("isakmp.spisize", "SPI Size", .decimal(8)) { view, emit in
      view.forEachPart { part, range in
        switch part {
        case .payload(2): view.emitNumber(range, at: 6, 1, emit)
        case .payload(11), .payload(12): view.emitNumber(range, at: 9, 1, emit)
        case .payload(41), .payload(42): view.emitNumber(range, at: 5, 1, emit)
        default: break
        }
      }
    },
    Field("isakmp.prop.transforms", "Proposal transforms", .decimal(8), at: 7, 1, in: proposal),
    Field("isakmp.spi", "SPI", .bytes, at: 0, in: part(.index)),
    Field("isakmp.trans.number", "Transform number", .decimal(8), at: 4, 1, in: transform),
    Field("isakmp.trans.id", "Transform ID", .decimal(8), at: 5, 1, in: transform),
  ]

  static let protocolNames: ValueNames = [
    0: "RESERVED", 1: "ISAKMP", 2: "IPSEC_AH", 3: "IPSEC_ESP", 4: "IP Compression",
  ]
}

extension ISAKMP {
  static let exchangeNames: ValueNames = [
    1: "Base", 2: "Identity Protection (Main Mode)", 3: "Authentication Only", 4: "Aggressive",
    5: "Informational", 6: "Transaction (Config Mode)", 32: "Quick Mode", 33: "New Group Mode",
    34: "IKE_SA_INIT", 35: "IKE_AUTH", 36: "CREATE_CHILD_SA", 37: "INFORMATIONAL",
    38: "IKE_SESSION_RESUME", 43: "IKE_INTERMEDIATE",
  ]
}
