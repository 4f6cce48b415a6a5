import PacketCore

extension ISAKMP {
  /// The fields that all attributes of a kind have.
  private static func common(
    _ prefix: String, _ label: String, in parts: @escaping Field<ISAKMP>.Parts
  ) -> [Field<ISAKMP>] {
    [
      Field(prefix, label, .heading, at: 0, in: parts),
      Field("\(prefix).format", "Format", at: 0, 2, bit: 0x8000, in: parts),
      Field("\(prefix).type", "Type", .decimal(16), at: 0, 2, mask: 0x7fff, in: parts),
      Field("\(prefix).length", "Length", .decimal(16), at: 2, 2) { view, body in
        parts(view) { if view.bytes.byte(at: $0.lowerBound) & 0x80 == 0 { body($0) } }
      },
      Field("\(prefix).value", "Value", .bytes) { view, emit in
        parts(view) { range in
          let isShort = view.bytes.byte(at: range.lowerBound) & 0x80 != 0
          let value = range.dropFirst(isShort ? 2 : 4)
          if !value.isEmpty { emit(.bytes, value) }
        }
      },
    ]
  }

  /// A number that an attribute holds, in two bytes or as many as its length tells.
  private static func number(
    _ name: String, _ label: String, bits: Int = 16, in parts: @escaping Field<ISAKMP>.Parts
  ) -> Field<ISAKMP> {
    Field("isakmp.\(name)", label, .decimal(bits)) { view, emit in
      parts(view) { range in
        let isShort = view.bytes.byte(at: range.lowerBound) & 0x80 != 0
        let value = range.dropFirst(isShort ? 2 : 4)
        if !value.isEmpty, value.count * 8 <= bits {
          emit(.unsigned(view.bytes.bits(in: value)), value)
        }
      }
    }
  }

  private static func exchange(_ type: UInt16) -> Field<ISAKMP>.Parts {
    part(.exchangeAttribute(type))
  }
  private static func tunnel(_ type: UInt16) -> Field<ISAKMP>.Parts {
    part(.tunnelAttributeValue(type))
  }

  private static let second: Field<ISAKMP>.Parts = { view, body in
    view.forEachPart { part, range in if case .secondAttribute = part { body(range) } }
  }

  /// RFC 2409 appendix A; RFC 2407 §4.5; RFC 7296 §3.3.5.
  static let attributeFields: [Field<ISAKMP>] =
    common("isakmp.ike.attr", "IKE Attribute", in: part(.attribute))
    + [
      number("ike.attr.encryption_algorithm", "Encryption Algorithm", in: exchange(1)).named([
        1: "DES-CBC", 2: "IDEA-CBC", 3: "BLOWFISH-CBC", 4: "RC5-R16-B64-CBC", 5: "3DES-CBC",
        6: "CAST-CBC", 7: "AES-CBC", 8: "CAMELLIA-CBC",
      ]),
      number("ike.attr.hash_algorithm", "HASH Algorithm", in: exchange(2)).named([
        1: "MD5", 2: "SHA", 3: "TIGER", 4: "SHA2-256", 5: "SHA2-384", 6: "SHA2-512",
      ]),
      number("ike.attr.authentication_method", "Authentication Method", in: exchange(3)).named([
        1: "Pre-shared key", 2: "DSS signatures", 3: "RSA signatures", 4: "Encryption with RSA",
        5: "Revised encryption with RSA", 65001: "XAUTHInitPreShared",
      ]),
      number("ike.attr.group_description", "Group Description", in: exchange(4)).named(groupNames),
      number("ike.attr.life_type", "Life Type", in: exchange(11))
        .named([1: "Seconds", 2: "Kilobytes"]),
      number("ike.attr.life_duration", "Life Duration", bits: 32, in: exchange(12)),
      number("ike.attr.key_length", "Key Length", in: exchange(14)),
    ]
    + common("isakmp.ipsec.attr", "IPsec Attribute", in: part(.tunnelAttribute))
    + [
      number("ipsec.attr.life_type", "Life Type", in: tunnel(1))
        .named([1: "Seconds", 2: "Kilobytes"]),
      number("ipsec.attr.life_duration", "Life Duration", bits: 32, in: tunnel(2)),
      number("ipsec.attr.group_description", "Group Description", in: tunnel(3)).named(groupNames),
      number("ipsec.attr.encap_mode", "Encapsulation Mode", in: tunnel(4)).named([
        1: "Tunnel", 2: "Transport", 3: "UDP-Encapsulated-Tunnel", 4: "UDP-Encapsulated-Transport",
      ]),
      number("ipsec.attr.auth_algorithm", "Authentication Algorithm", in: tunnel(5)),
      number("ipsec.attr.key_length", "Key Length", in: tunnel(6)),
    ]
    + common("isakmp.ike2.attr", "Transform Attribute", in: second)
    + [number("ike2.attr.key_length", "Key Length", in: part(.secondAttribute(14)))]

  /// [IANA](https://www.iana.org/assignments/ikev2-parameters).
  static let groupNames: ValueNames = [
    1: "Default 768-bit MODP group", 2: "Alternate 1024-bit MODP group", 5: "1536 bit MODP group",
    14: "2048 bit MODP group", 15: "3072 bit MODP group", 16: "4096 bit MODP group",
    17: "6144 bit MODP group", 18: "8192 bit MODP group", 19: "256-bit random ECP group",
    20: "384-bit random ECP group", 21: "521-bit random ECP group", 31: "Curve25519",
    32: "Curve448",
  ]

  private static func transform(
    _ name: String, _ label: String, _ type: UInt8
  ) -> Field<ISAKMP> {
    Field("isakmp.tf.id.\(name)", label, .decimal(16), at: 6, 2, in: part(.secondTransform(type)))
  }

  static let secondTransformFields: [Field<ISAKMP>] = [
    Field("isakmp.tf.type", "Transform Type", .decimal(8)) { view, emit in
      view.forEachPart { part, range in
        if case .secondTransform = part { view.emitNumber(range, at: 4, 1, emit) }
      }
    }.named([
      1: "Encryption Algorithm (ENCR)", 2: "Pseudo-random Function (PRF)",
      3: "Integrity Algorithm (INTEG)", 4: "Diffie-Hellman Group (D-H)",
      5: "Extended Sequence Numbers (ESN)",
    ]),
    transform("encr", "Transform ID (ENCR)", 1).named([
      2: "ENCR_DES", 3: "ENCR_3DES", 12: "ENCR_AES_CBC", 13: "ENCR_AES_CTR",
      20: "AES-GCM with a 16 octet ICV", 28: "ENCR_CHACHA20_POLY1305",
    ]),
    transform("prf", "Transform ID (PRF)", 2).named([
      1: "PRF_HMAC_MD5", 2: "PRF_HMAC_SHA1", 4: "PRF_AES128_CBC", 5: "PRF_HMAC_SHA2_256",
      6: "PRF_HMAC_SHA2_384", 7: "PRF_HMAC_SHA2_512",
    ]),
    transform("integ", "Transform ID (INTEG)", 3).named([
      0: "NONE", 1: "AUTH_HMAC_MD5_96", 2: "AUTH_HMAC_SHA1_96", 5: "AUTH_AES_XCBC_96",
      12: "AUTH_HMAC_SHA2_256_128", 13: "AUTH_HMAC_SHA2_384_192", 14: "AUTH_HMAC_SHA2_512_256",
    ]),
    transform("dh", "Transform ID (D-H)", 4).named(groupNames),
    transform("esn", "Transform ID (ESN)", 5).named([
      0: "No Extended Sequence Numbers", 1: "Extended Sequence Numbers",
    ]),
  ]
}
