import PacketCore

/// Fields of DNSSEC's records (RFC 4034, RFC 5155) and of others that hold keys and signatures.
extension DNSFormat where Self: ~Escapable {
  private static func signature(
    _ name: String, _ label: String, _ bits: Int, at offset: Int
  ) -> Field<Self> {
    Field(
      "dns.rrsig.\(name)", label, .decimal(bits), at: offset, bits / 8, in: data(.rrsig, .sig))
  }

  private static func signer(
    _ name: String, _ label: String, _ bits: Int, at offset: Int, base: FieldType? = nil
  ) -> Field<Self> {
    Field(
      "dns.ds.\(name)", label, base ?? .decimal(bits), at: offset, bits / 8,
      in: data(.ds, .cds, .dlv)
    )
  }

  private static func key(_ name: String, _ label: String, bit mask: UInt64) -> Field<Self> {
    Field("dns.dnskey.flags.\(name)", label, at: 0, 2, bit: mask, in: data(.dnskey, .cdnskey))
  }

  static var securityFields: [Field<Self>] {
    [
      signature("type_covered", "Type Covered", 16, at: 0),
      signature("algorithm", "Algorithm", 8, at: 2),
      signature("labels", "Labels", 8, at: 3),
      signature("original_ttl", "Original TTL", 32, at: 4),
      time("dns.rrsig.signature_expiration", "Signature Expiration", at: 8, in: data(.rrsig, .sig)),
      time("dns.rrsig.signature_inception", "Signature Inception", at: 12, in: data(.rrsig, .sig)),
      signature("key_tag", "Key Tag", 16, at: 16),
      name("dns.rrsig.signers_name", "Signer's name", of: .rrsig, .sig, at: 18),
      Field(
        "dns.rrsig.signature", "Signature", .bytes, at: 0,
        in: data(.rrsig, .sig, from: 18, names: 1)),
      Field("dns.dnskey.flags", "Flags", .hex(16), at: 0, 2, in: data(.dnskey, .cdnskey)),
      key("zone_key", "Zone Key", bit: 0x0100), key("key_revoked", "Key Revoked", bit: 0x0080),
      key("secure_entry_point", "Key Signing Key", bit: 0x0001),
      Field(
        "dns.dnskey.flags.reserved", "Key Signing Key", .hex(16), at: 0, 2, mask: 0xfe7e,
        in: data(.dnskey, .cdnskey)),
      Field("dns.dnskey.protocol", "Protocol", .decimal(8), at: 2, 1, in: data(.dnskey, .cdnskey)),
      Field(
        "dns.dnskey.algorithm", "Algorithm", .decimal(8), at: 3, 1, in: data(.dnskey, .cdnskey)),
      keyTag("dns.dnskey.key_id", "Key id", of: data(.dnskey, .cdnskey)),
      Field("dns.dnskey.public_key", "Public Key", .bytes, at: 4, in: data(.dnskey, .cdnskey)),
      signer("key_id", "Key id", 16, at: 0, base: .hex(16)),
      signer("algorithm", "Algorithm", 8, at: 2), signer("digest_type", "Digest Type", 8, at: 3),
      Field("dns.ds.digest", "Digest", .bytes, at: 4, in: data(.ds, .cds, .dlv)),
    ]
  }

  /// The number that signatures name a key by, made of its bytes (RFC 4034 appendix B).
  private static func keyTag(
    _ name: String, _ label: String, of parts: @escaping Field<Self>.Parts
  ) -> Field<Self> {
    Field(name, label, .decimal(16)) { view, emit in
      parts(view) { part in
        guard part.upperBound <= view.bytes.byteCount else { return }
        let key = view.bytes.slice(from: part.lowerBound, count: part.count)
        emit(.unsigned(UInt64(DNS.keyTag(of: key))), part)
      }
    }
  }

  /// A hashed denial (RFC 5155 §3); the salt's length stands at 4.
  private static func hashed(
    _ name: String, _ label: String, _ bits: Int, at offset: Int
  ) -> Field<Self> {
    Field(
      "dns.nsec3.\(name)", label, .decimal(bits), at: offset, bits / 8,
      in: data(.nsec3, .nsec3param))
  }

  static var denialFields: [Field<Self>] {
    [
      name("dns.nsec.next_domain_name", "Next Domain Name", of: .nsec),
      name("dns.nxt.next_domain_name", "Next Domain Name", of: .nxt),
      hashed("algo", "Hash algorithm", 8, at: 0), hashed("flags", "NSEC3 flags", 8, at: 1),
      Field(
        "dns.nsec3.flags.opt_out", "NSEC3 Opt-out flag", at: 1, 1, bit: 1, in: data(.nsec3)),
      hashed("iterations", "NSEC3 iterations", 16, at: 2),
      hashed("salt_length", "Salt length", 8, at: 4),
      Field("dns.nsec3.salt_value", "Salt value", .bytes) { view, emit in
        data(.nsec3, .nsec3param)(view) { part in
          let start = part.lowerBound + 5
          emit(.bytes, start..<start + Int(view.bytes.byte(at: start - 1)))
        }
      },
      Field(
        "dns.nsec3.hash_length", "Hash length", .decimal(8), at: 0, 1,
        in: data(.nsec3, from: 4, strings: 1)),
      Field("dns.nsec3.hash_value", "Next hashed owner", .text) { view, emit in
        data(.nsec3, from: 4, strings: 1)(view) { part in
          let start = part.lowerBound + 1
          let length = Int(view.bytes.byte(at: part.lowerBound))
          guard start + length <= part.upperBound else { return }
          let hash = view.bytes.slice(from: start, count: length)
          emit(.string(DNS.base32Hex(hash)), start..<start + length)
        }
      },
    ]
  }

  static var keyFields: [Field<Self>] {
    [
      Field(
        "dns.tlsa.certificate_usage", "Certificate Usage", .decimal(8), at: 0, 1,
        in: data(.tlsa, .smimea)),
      Field("dns.tlsa.selector", "Selector", .decimal(8), at: 1, 1, in: data(.tlsa, .smimea)),
      Field(
        "dns.tlsa.matching_type", "Matching Type", .decimal(8), at: 2, 1, in: data(.tlsa, .smimea)),
      Field(
        "dns.tlsa.certificate_association_data", "Certificate Association Data", .bytes, at: 3,
        in: data(.tlsa, .smimea)),
      Field("dns.sshfp.algorithm", "Algorithm", .decimal(8), at: 0, 1, in: data(.sshfp)),
      Field(
        "dns.sshfp.fingerprint.type", "Fingerprint type", .decimal(8), at: 1, 1, in: data(.sshfp)),
      Field("dns.sshfp.fingerprint", "Fingerprint", .bytes, at: 2, in: data(.sshfp)),
      Field("dns.cert.type", "Type", .decimal(16), at: 0, 2, in: data(.cert)),
      Field("dns.cert.key_tag", "Key Tag", .hex(16), at: 2, 2, in: data(.cert)),
      Field("dns.cert.algorithm", "Algorithm", .decimal(8), at: 4, 1, in: data(.cert)),
      Field("dns.cert.certificate", "Certificate (or CRL)", .bytes, at: 5, in: data(.cert)),
      Field("dns.openpgpkey", "OpenPGP Key", .text) { view, emit in
        data(.openpgpkey)(view) { part in
          var text: [UInt8] = []
          text.append(hex: view.bytes.slice(from: part.lowerBound, count: part.count))
          emit(.string(String(decoding: text, as: UTF8.self)), part)
        }
      },
      Field("dns.dhcid.rdata", "DHCID Data", .bytes, at: 0, in: data(.dhcid)),
      Field("dns.zonemd.serial", "Serial", .decimal(32), at: 0, 4, in: data(.zonemd)),
      Field("dns.zonemd.scheme", "Scheme", .decimal(8), at: 4, 1, in: data(.zonemd)),
      Field("dns.zonemd.hash_algo", "Hash Algorithm", .decimal(8), at: 5, 1, in: data(.zonemd)),
      Field("dns.zonemd.digest", "Digest", .bytes, at: 6, in: data(.zonemd)),
      Field("dns.csync.soa", "SOA", .decimal(32), at: 0, 4, in: data(.csync)),
      Field("dns.csync.flags", "Flags", .hex(16), at: 4, 2, in: data(.csync)),
      Field("dns.csync.flags.immediate", "immediate", at: 4, 2, bit: 1, in: data(.csync)),
      Field("dns.csync.flags.soaminimum", "soaminimum", at: 4, 2, bit: 2, in: data(.csync)),
      Field("dns.csync.type_bitmap", "Type Bitmap", .bytes, at: 6, in: data(.csync)),
    ] + oldKeyFields
  }

  private static func oldKey(_ name: String, _ label: String, bit mask: UInt64) -> Field<Self> {
    Field("dns.key.flags.\(name)", label, at: 0, 2, bit: mask, in: data(.key))
  }

  /// KEY (RFC 2535 §3), which DNSKEY replaced.
  private static var oldKeyFields: [Field<Self>] {
    [
      Field("dns.key.flags", "Flags", .hex(16), at: 0, 2, in: data(.key)),
      oldKey("authentication", "Key allowed for authentication", bit: 0x8000),
      oldKey("confidentiality", "Key allowed for confidentiality", bit: 0x4000),
      oldKey("required", "Key required", bit: 0x2000),
      oldKey("associated_user", "Key is associated with a user", bit: 0x0400),
      oldKey(
        "associated_named_entity", "Key is associated with the named entity", bit: 0x0200),
      oldKey("ipsec", "Key use with IPSEC", bit: 0x0080),
      oldKey("mime", "Key use with MIME security multiparts", bit: 0x0040),
      Field(
        "dns.key.flags.signatory", "Signatory", .decimal(16), at: 0, 2, mask: 15, in: data(.key)),
      Field("dns.key.protocol", "Protocol", .decimal(8), at: 2, 1, in: data(.key)),
      Field("dns.key.algorithm", "Algorithm", .decimal(8), at: 3, 1, in: data(.key)),
      keyTag("dns.key.key_id", "Key ID", of: data(.key)),
      Field("dns.key.public_key", "Public Key", .bytes, at: 4, in: data(.key)),
    ]
  }
}

extension DNS {
  /// RFC 4034 appendix B.
  static func keyTag(of key: RawSpan) -> UInt16 {
    // Algorithm 1 has its own rule: the last bytes but one of the modulus.
    if key.byte(at: 3) == 1 { return key.bigEndian(UInt16.self, at: key.byteCount - 3) }
    var sum: UInt32 = 0
    for offset in 0..<min(key.byteCount, 65535) {
      let byte = UInt32(key.byte(at: offset))
      sum &+= offset & 1 == 0 ? byte << 8 : byte
    }
    sum &+= sum >> 16
    return UInt16(truncatingIfNeeded: sum)
  }

  /// Base 32 with the extended hexadecimal alphabet (RFC 4648 §7), in lower case.
  static func base32Hex(_ bytes: RawSpan) -> String {
    let alphabet = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for offset in 0..<bytes.byteCount {
      bits = bits << 8 | UInt32(bytes.byte(at: offset))
      count += 8
      while count >= 5 {
        count -= 5
        text.append(alphabet[Int(bits >> count & 31)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << (5 - count) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
