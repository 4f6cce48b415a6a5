import PacketCore

/// The question for a domain controller, and its answer ([MS-ADTS] §6.3): octets in an attribute, not
/// BER.
extension LDAPFormat {
  typealias Messages<View: ProtocolView & ~Escapable> = ASN1Schema.Messages<View>

  /// The contents of values whose attribute has a name, or has not.
  ///
  /// - Parameters:
  ///   - value: The field of the value: `assertionValue` after `attributeDesc`, `AttributeValue` after
  ///     `type`.
  private static func values<View: ProtocolView & ~Escapable>(
    _ value: String, after attribute: String, named name: String, _ wanted: Bool,
    _ messages: @escaping Messages<View>
  ) -> Field<View>.Parts {
    let places = (schema.field(attribute), schema.field(value))
    let name = Array(name.utf8)
    return { view, part in
      var isNamed = false
      messages(view) { type, element, reader in
        schema.walk(type, element, reader) { found, _, _, element, reader in
          if found == places.0 {
            isNamed =
              element.contents.count == name.count
              && zip(element.contents, name).allSatisfy { reader.bytes.byte(at: $0) | 0x20 == $1 }
          } else if found == places.1, isNamed == wanted {
            part(element.contents)
          }
        }
      }
    }
  }

  /// Fields of values that are no text, and of those that are.
  static func valueFields<View: ProtocolView & ~Escapable>(
    _ messages: @escaping Messages<View>
  ) -> [Field<View>] {
    let answers: Field<View>.Parts = { view, part in
      values("AttributeValue", after: "type", named: "netlogon", true, messages)(view) {
        if $0.count >= 32 { part($0) }
      }
    }
    let versions: Field<View>.Parts = { view, part in
      values("assertionValue", after: "attributeDesc", named: "ntver", true, messages)(view) {
        if $0.count == 4 { part($0) }
      }
      answers(view) { part($0.suffix(8).prefix(4)) }
    }
    return [
      Field(
        "ldap.assertionValue", "assertionValue", .text, at: 0,
        in: values("assertionValue", after: "attributeDesc", named: "ntver", false, messages)),
      Field(
        "ldap.AttributeValue", "AttributeValue", .bytes, at: 0,
        in: values("AttributeValue", after: "type", named: "netlogon", false, messages)),
    ] + flags("mscldap.ntver.", "flags", "searchflags.", versionFlags, versions)
      + answerFields(answers)
  }

  /// A number of four bytes, least significant first, and its bits.
  private static func flags<View: ProtocolView & ~Escapable>(
    _ prefix: String, _ name: String, _ group: String,
    _ bits: [(bit: UInt32, name: String, label: String)], _ parts: @escaping Field<View>.Parts
  ) -> [Field<View>] {
    [number(prefix + name, "Flags", UInt32.self, .hex(32), at: 0, parts)]
      + bits.map { bit, name, label in
        Field(
          prefix + group + name, label, at: 0, 4, bit: UInt64(bit.byteSwapped), in: parts)
      }
  }

  private static func number<View: ProtocolView & ~Escapable, Number>(
    _ name: String, _ label: String, _ number: Number.Type, _ type: FieldType, at offset: Int,
    _ parts: @escaping Field<View>.Parts
  ) -> Field<View>
  where Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & SendableMetatype {
    Field(name, label, type) { view, emit in
      parts(view) { part in
        let start = part.lowerBound + offset
        let value = view.bytes.littleEndian(Number.self, at: start)
        emit(
          .unsigned(UInt64(truncatingIfNeeded: value)), start..<start + MemoryLayout<Number>.size)
      }
    }
  }

  private static func answerFields<View: ProtocolView & ~Escapable>(
    _ answers: @escaping Field<View>.Parts
  ) -> [Field<View>] {
    // NETLOGON_SAM_LOGON_RESPONSE_EX: flags, the domain's identity, names, version.
    let tail: Field<View>.Parts = { view, part in answers(view) { part($0.suffix(4)) } }
    let heads: Field<View>.Parts = { view, part in answers(view) { part($0.dropFirst(4)) } }
    return [
      number("mscldap.netlogon.opcode", "Operation code", UInt16.self, .decimal(16), at: 0, answers)
    ] + flags("mscldap.netlogon.", "flags", "flags.", controllerFlags, heads) + [
      Field("mscldap.domain.guid", "Domain GUID", .text) { view, emit in
        answers(view) { part in
          let start = part.lowerBound + 8
          emit(.string(guid(view.bytes, at: start)), start..<start + 16)
        }
      }
    ]
      + names.enumerated().map { index, name in
        Field("mscldap.\(name.name)", name.label, .text) { view, emit in
          answers(view) { emitName(view.bytes, $0, index, emit) }
        }
      } + [
        number("mscldap.netlogon.lm_token", "LM Token", UInt16.self, .hex(16), at: 0, tail),
        number("mscldap.netlogon.nt_token", "NT Token", UInt16.self, .hex(16), at: 2, tail),
      ]
  }

  /// The names in an answer, one after the other, compressed as DNS does it, within the value.
  private static func emitName(
    _ bytes: RawSpan, _ part: Range<Int>, _ index: Int, _ emit: (FieldValue, Range<Int>) -> Void
  ) {
    let value = bytes.slice(from: part.lowerBound, count: part.count)
    var offset = 24
    for place in 0...index {
      guard let end = DNS.nameEnd(in: value, at: offset) else { return }
      if place == index, let text = DNS.MessageView(unchecked: value).nameText(at: offset) {
        emit(.string(text), part.lowerBound + offset..<part.lowerBound + end)
      }
      offset = end
    }
  }

  private static func guid(_ bytes: RawSpan, at offset: Int) -> String {
    var text: [UInt8] = []
    text.append(hex: UInt64(bytes.littleEndian(UInt32.self, at: offset)), width: 8)
    text.append("-")
    text.append(hex: UInt64(bytes.littleEndian(UInt16.self, at: offset + 4)), width: 4)
    text.append("-")
    text.append(hex: UInt64(bytes.littleEndian(UInt16.self, at: offset + 6)), width: 4)
    text.append("-")
    text.append(hex: UInt64(bytes.bigEndian(UInt16.self, at: offset + 8)), width: 4)
    text.append("-")
    text.append(hex: bytes.slice(from: offset + 10, count: 6))
    return String(decoding: text, as: UTF8.self)
  }

  private static let names: [(name: String, label: String)] = [
    ("forest", "Forest"), ("domain", "Domain"), ("hostname", "Hostname"),
    ("nb_domain", "NetBIOS Domain"), ("nb_hostname", "NetBIOS Hostname"),
    ("username", "Username"), ("sitename", "Server Site"), ("clientsitename", "Client Site"),
  ]

  /// [MS-ADTS] §6.3.1.1.
  private static let versionFlags: [(bit: UInt32, name: String, label: String)] = [
    (0x1, "v1", "V1"), (0x2, "v5", "V5"), (0x4, "v5ex", "V5EX"), (0x8, "v5ep", "V5EP"),
    (0x10, "vcs", "VCS"), (0x0100_0000, "vnt4", "VNT4"), (0x1000_0000, "vpdc", "VPDC"),
    (0x2000_0000, "vip", "VIP"), (0x4000_0000, "vl", "VL"), (0x8000_0000, "vgc", "VGC"),
  ]

  /// [MS-ADTS] §6.3.1.2.
  private static let controllerFlags: [(bit: UInt32, name: String, label: String)] = [
    (0x1, "pdc", "PDC"), (0x4, "gc", "GC"), (0x8, "ldap", "LDAP"), (0x10, "ds", "DS"),
    (0x20, "kdc", "KDC"), (0x40, "timeserv", "Time Serv"), (0x80, "closest", "Closest"),
    (0x100, "writable", "Writable"), (0x200, "good_timeserv", "Good Time Serv"),
    (0x400, "ndnc", "NDNC"), (0x800, "rodc", "RODC"), (0x1000, "writabledc", "WDC"),
    (0x2000_0000, "dnsname", "DNS"), (0x4000_0000, "defaultnc", "DNC"),
    (0x8000_0000, "forestnc", "FDC"),
  ]
}
