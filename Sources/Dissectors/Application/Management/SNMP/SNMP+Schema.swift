import PacketCore

/// The types of RFC 1157, 3412, 3414 and 3416.
extension SNMP {
  static let schema = ASN1Schema([
    ("Message", message), ("SNMPv3Message", messageV3), ("PDUs", protocolDataUnits),
    ("VarBinds", variableBindings),
  ])

  private static let message: ASN1Type = .sequence(
    nil, "",
    [
      .plain(.number("version", "version", .signed(bits: 32), names: Version.names)),
      .plain(.text("community", "community")),
      .plain(.reference("PDUs")),
    ])

  private static let messageV3: ASN1Type = .sequence(
    nil, "",
    [
      .plain(.number("msgVersion", "msgVersion", .signed(bits: 32), names: Version.names)),
      .plain(
        .sequence(
          "msgGlobalData_element", "msgGlobalData",
          [
            .plain(.number("msgID", "msgID")),
            .plain(.number("msgMaxSize", "msgMaxSize")),
            .plain(.octets("msgFlags", "msgFlags")),
            .plain(.number("msgSecurityModel", "msgSecurityModel", names: securityModelNames)),
          ])),
      .plain(.octets(nil, body: .encapsulated(securityParameters))),
      .plain(
        .choice(
          "msgData", "msgData", names: [0: "plaintext", 1: "encryptedPDU"],
          [
            .plain(scoped, number: 0),
            .plain(.octets("encryptedPDU", "encryptedPDU"), number: 1),
          ])),
    ])

  /// RFC 3414 §2.4.
  private static let securityParameters: ASN1Type = .sequence(
    nil, "",
    [
      .plain(.octets("msgAuthoritativeEngineID", "msgAuthoritativeEngineID")),
      .plain(.number("msgAuthoritativeEngineBoots", "msgAuthoritativeEngineBoots")),
      .plain(.number("msgAuthoritativeEngineTime", "msgAuthoritativeEngineTime")),
      .plain(.text("msgUserName", "msgUserName")),
      .plain(.octets("msgAuthenticationParameters", "msgAuthenticationParameters")),
      .plain(.octets("msgPrivacyParameters", "msgPrivacyParameters")),
    ])

  private static let scoped: ASN1Type = .sequence(
    "plaintext_element", "plaintext",
    [
      .plain(.octets("contextEngineID", "contextEngineID")),
      .plain(.text("contextName", "contextName")),
      .plain(.reference("PDUs")),
    ])

  private static let protocolDataUnits: ASN1Type = .choice(
    "data", "data", names: Kind.names,
    [
      .implicit(0, unit("get_request_element", "get-request")),
      .implicit(1, unit("get_next_request_element", "get-next-request")),
      .implicit(2, unit("get_response_element", "get-response")),
      .implicit(3, unit("set_request_element", "set-request")),
      .implicit(4, trap),
      .implicit(5, bulk),
      .implicit(6, unit("informRequest_element", "informRequest")),
      .implicit(7, unit("snmpV2_trap_element", "snmpV2-trap")),
      .implicit(8, unit("report_element", "report")),
    ])

  private static func unit(_ name: String, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .plain(.number("request_id", "request-id", .signed(bits: 32))),
        .plain(.number("error_status", "error-status", .signed(bits: 32), names: errorNames)),
        .plain(.number("error_index", "error-index", .signed(bits: 32))),
        .plain(.reference("VarBinds")),
      ])
  }

  private static let bulk: ASN1Type = .sequence(
    "getBulkRequest_element", "getBulkRequest",
    [
      .plain(.number("request_id", "request-id", .signed(bits: 32))),
      .plain(.number("non_repeaters", "non-repeaters")),
      .plain(.number("max_repetitions", "max-repetitions")),
      .plain(.reference("VarBinds")),
    ])

  /// RFC 1157 §4.1.6.
  private static let trap: ASN1Type = .sequence(
    "trap_element", "trap",
    [
      .plain(.objectIdentifier("enterprise", "enterprise")),
      .application(0, address("agent_addr", "agent-addr")),
      .plain(.number("generic_trap", "generic-trap", .signed(bits: 32), names: genericTrapNames)),
      .plain(.number("specific_trap", "specific-trap", .signed(bits: 32))),
      .application(3, .number("time_stamp", "time-stamp")),
      .plain(.reference("VarBinds")),
    ])

  private static let variableBindings: ASN1Type = .list(
    "variable_bindings", "variable-bindings",
    of: .sequence(
      nil, "", [.plain(.objectIdentifier("name", "Object Name")), .plain(value)]))

  /// RFC 3416 §3 and RFC 2578 §2.
  private static let value: ASN1Type = .choice(
    nil, "",
    [
      .plain(.number("value.int", "Value (Integer32)", .signed(bits: 64))),
      .plain(.octets("value.octets", "Value (OctetString)")),
      .plain(.objectIdentifier("value.oid", "Value (OID)")),
      .plain(.null("value.null", "Value (Null)")),
      .application(0, address("value.ipv4", "Value (IpAddress)")),
      .application(1, .number("value.counter", "Value (Counter32)", .decimal(64))),
      .application(2, .number("value.g32", "Value (Gauge32)", .signed(bits: 64))),
      .application(3, .number("value.timeticks", "Value (Timeticks)", .decimal(64))),
      .application(4, .octets("value.opaque", "Value (Opaque)")),
      .application(5, .number("value.nsap", "Value (NSAP)", .decimal(64))),
      .application(6, .number("value.counter", "Value (Counter32)", .decimal(64))),
      .application(7, .number("value.u32", "Value (Unsigned32)", .signed(bits: 64))),
      .implicit(0, .null("noSuchObject", "noSuchObject")),
      .implicit(1, .null("noSuchInstance", "noSuchInstance")),
      .implicit(2, .null("endOfMibView", "endOfMibView")),
    ])

  private static func address(_ name: String, _ label: String) -> ASN1Type {
    .number(name, label, .ipv4Address, tag: .octetString)
  }
}
