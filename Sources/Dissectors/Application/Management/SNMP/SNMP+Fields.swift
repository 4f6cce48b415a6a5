public import PacketCore

extension SNMP {
  public static let fields: [Field<SNMP>] =
    schema.fields("snmp.", messages) + flagFields + engineFields + [hostName]

  static let messages: ASN1Schema.Messages<SNMP> = { view, body in
    var reader = BERReader(view.bytes, isCut: true)
    guard let message = reader.next(.sequence) else { return }
    body(view.version == .v3 ? "SNMPv3Message" : "Message", message, reader)
  }

  private static let flags = schema.contents(of: "msgFlags", messages)

  /// RFC 3412 §6.4.
  private static let flagFields: [Field<SNMP>] = [
    Field("snmp.v3.flags.auth", "Authenticated", at: 0, 1, bit: 1, in: flags),
    Field("snmp.v3.flags.crypt", "Encrypted", at: 0, 1, bit: 2, in: flags),
    Field("snmp.v3.flags.report", "Reportable", at: 0, 1, bit: 4, in: flags),
  ]

  /// The identities of engines that are not empty (RFC 3411 §5, SnmpEngineID).
  private static let engines: Field<SNMP>.Parts = { view, part in
    schema.contents(of: "msgAuthoritativeEngineID", messages)(view) {
      if $0.count >= 5 { part($0) }
    }
    schema.contents(of: "contextEngineID", messages)(view) { if $0.count >= 5 { part($0) } }
  }

  /// Those of the newer form, in a format, with as many bytes after it.
  private static func engines(_ format: UInt8?, _ counts: ClosedRange<Int>) -> Field<SNMP>.Parts {
    { view, part in
      engines(view) { range in
        guard view.bytes.byte(at: range.lowerBound) & 0x80 != 0 else { return }
        let found = view.bytes.byte(at: range.lowerBound + 4)
        if format == nil || found == format, counts ~= range.count - 5 { part(range) }
      }
    }
  }

  /// The addresses of engines: Cisco puts a byte of its own before.
  private static let hardwareAddresses: Field<SNMP>.Parts = { view, part in
    engines(3, 6...7)(view) { part($0.dropFirst($0.count - 6)) }
  }

  private static let engineFields: [Field<SNMP>] = [
    Field("snmp.engineid.conform", "Engine ID Conformance", at: 0, 1, bit: 0x80, in: engines),
    Field(
      "snmp.engineid.enterprise", "Engine Enterprise ID", .decimal(32), at: 0, 4,
      mask: 0x7fff_ffff, in: engines),
    Field(
      "snmp.engineid.format", "Engine ID Format", .decimal(8), at: 4, 1, in: engines(nil, 0...27)
    ).named(engineFormatNames),
    Field(
      "snmp.engineid.ipv4", "Engine ID Data: IPv4 address", .ipv4Address, at: 5, 4,
      in: engines(1, 4...4)),
    Field(
      "snmp.engineid.ipv6", "Engine ID Data: IPv6 address", .ipv6Address, at: 5, 16,
      in: engines(2, 16...16)),
    Field(
      "snmp.engineid.cisco.type", "Engine ID Data: Cisco type", .hex(8), at: 5, 1,
      in: engines(3, 7...7)
    ).named([0: "Agent", 1: "Manager"]),
    Field(
      "snmp.engineid.mac", "Engine ID Data: MAC address", .macAddress, at: 0, 6,
      in: hardwareAddresses),
    Field("snmp.engineid.text", "Engine ID Data: Text", .text, at: 5, in: engines(4, 1...27)),
    Field("snmp.engineid.data", "Engine ID Data", .bytes, at: 5, in: engines(5, 1...27)),
  ]

  /// The value of `sysName.0`, which is text (RFC 3418).
  private static let hostName = Field<SNMP>(
    "snmp.var-bind_str", "Variable-binding-string", .text
  ) { view, emit in
    let name: [UInt8] = [0x2b, 6, 1, 2, 1, 1, 5, 0]
    var isNamed = false
    let fields = (schema.field("name"), schema.field("value.octets"))
    messages(view) { type, element, reader in
      schema.walk(type, element, reader) { found, _, _, element, reader in
        if found == fields.0 {
          isNamed =
            element.contents.count == name.count
            && zip(element.contents, name).allSatisfy { reader.bytes.byte(at: $0) == $1 }
        } else if found == fields.1, isNamed {
          emit(.text, element.contents)
        }
      }
    }
  }
}
