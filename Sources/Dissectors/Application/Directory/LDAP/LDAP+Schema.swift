import PacketCore

/// The types of RFC 4511, Appendix B.
extension LDAPFormat {
  static let schema = ASN1Schema([
    ("LDAPMessage", message), ("Filter", filter("filter", "filter")),
    ("FilterAnd", filter("and_item", "and item")), ("FilterOr", filter("or_item", "or item")),
    ("FilterNot", filter("not", "not")),
  ])

  private static let message: ASN1Type = .sequence(
    "LDAPMessage_element", "LDAPMessage",
    [
      .plain(.number("messageID", "messageID")),
      .plain(
        .choice("protocolOp", "protocolOp", names: operationNames, requests + responses)),
      .implicit(0, .list("controls", "controls", of: control)),
    ])

  private static let requests: [ASN1Type.Member] = [
    .application(0, bindRequest),
    .application(2, .null("unbindRequest_element", "unbindRequest")),
    .application(3, searchRequest),
    .application(
      6,
      .sequence(
        "modifyRequest_element", "modifyRequest",
        [
          .plain(.text("object", "object")),
          .plain(.list("modification", "modification", of: modification)),
        ])),
    .application(
      8,
      .sequence(
        "addRequest_element", "addRequest",
        [
          .plain(.text("entry", "entry")),
          .plain(
            .list(
              "attributes", "attributes",
              of: attribute("AttributeList_item_element", "AttributeList item"))),
        ])),
    .application(10, .text("delRequest", "delRequest")),
    .application(12, modifyNameRequest),
    .application(
      14,
      .sequence(
        "compareRequest_element", "compareRequest",
        [
          .plain(.text("entry", "entry")), .plain(assertion("ava_element", "ava")),
        ])),
    .application(16, .number("abandonRequest", "abandonRequest")),
    .application(
      23,
      .sequence(
        "extendedReq_element", "extendedReq",
        [
          .implicit(0, .text("requestName", "requestName")),
          .implicit(1, .octets("requestValue", "requestValue")),
        ])),
  ]

  private static let responses: [ASN1Type.Member] = [
    .application(
      1,
      result(
        "bindResponse_element", "bindResponse",
        [.implicit(7, .octets("serverSaslCreds", "serverSaslCreds"))])),
    .application(
      4,
      .sequence(
        "searchResEntry_element", "searchResEntry",
        [
          .plain(.text("objectName", "objectName")),
          .plain(
            .list(
              "attributes", "attributes",
              of: attribute("PartialAttributeList_item_element", "PartialAttributeList item"))),
        ])),
    .application(5, result("searchResDone_element", "searchResDone")),
    .application(7, result("modifyResponse_element", "modifyResponse")),
    .application(9, result("addResponse_element", "addResponse")),
    .application(11, result("delResponse_element", "delResponse")),
    .application(13, result("modDNResponse_element", "modDNResponse")),
    .application(15, result("compareResponse_element", "compareResponse")),
    .application(19, .list("searchResRef", "searchResRef", of: .text("LDAPURL", "LDAPURL"))),
    .application(
      24,
      result(
        "extendedResp_element", "extendedResp",
        [
          .implicit(10, .text("responseName", "responseName")),
          .implicit(11, .octets("response", "response")),
        ])),
    .application(
      25,
      .sequence(
        "intermediateResponse_element", "intermediateResponse",
        [
          .implicit(0, .text("responseName", "responseName")),
          .implicit(1, .octets("responseValue", "responseValue")),
        ])),
  ]

  /// RFC 4511 §4.1.9.
  private static func result(
    _ name: String, _ label: String, _ more: [ASN1Type.Member] = []
  ) -> ASN1Type {
    .sequence(
      name, label,
      [
        .plain(.enumerated("resultCode", "resultCode", names: resultNames)),
        .plain(.text("matchedDN", "matchedDN")),
        .plain(.text("errorMessage", "errorMessage")),
        .implicit(3, .list("referral", "referral", of: .text("LDAPURL", "LDAPURL"))),
      ] + more)
  }

  /// RFC 4511 §4.2.
  private static let bindRequest: ASN1Type = .sequence(
    "bindRequest_element", "bindRequest",
    [
      .plain(.number("version", "version")),
      .plain(.text("name", "name")),
      .plain(
        .choice(
          "authentication", "authentication", names: authenticationNames,
          [
            .implicit(0, .text("simple", "simple")),
            .implicit(
              3,
              .sequence(
                "sasl_element", "sasl",
                [
                  .plain(.text("mechanism", "mechanism")),
                  .plain(.octets("credentials", "credentials")),
                ])),
            .implicit(10, .octets("ntlmsspNegotiate", "ntlmsspNegotiate")),
            .implicit(11, .octets("ntlmsspAuth", "ntlmsspAuth")),
          ])),
    ])

  /// RFC 4511 §4.5.1.
  private static let searchRequest: ASN1Type = .sequence(
    "searchRequest_element", "searchRequest",
    [
      .plain(.text("baseObject", "baseObject")),
      .plain(.enumerated("scope", "scope", names: scopeNames)),
      .plain(.enumerated("derefAliases", "derefAliases", names: aliasNames)),
      .plain(.number("sizeLimit", "sizeLimit")),
      .plain(.number("timeLimit", "timeLimit")),
      .plain(.flag("typesOnly", "typesOnly")),
      .plain(.reference("Filter")),
      .plain(
        .list(
          "attributes", "attributes", of: .text("AttributeDescription", "AttributeDescription"))),
    ])

  private static let modification: ASN1Type = .sequence(
    "modification_item_element", "modification item",
    [
      .plain(
        .enumerated(
          "operation", "operation", names: [0: "add", 1: "delete", 2: "replace", 3: "increment"])),
      .plain(attribute("modification_element", "modification")),
    ])

  private static let modifyNameRequest: ASN1Type = .sequence(
    "modDNRequest_element", "modDNRequest",
    [
      .plain(.text("entry", "entry")),
      .plain(.text("newrdn", "newrdn")),
      .plain(.flag("deleteoldrdn", "deleteoldrdn")),
      .implicit(0, .text("newSuperior", "newSuperior")),
    ])

  private static func attribute(_ name: String, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .plain(.text("type", "type")),
        .plain(
          .list("vals", "vals", of: .octets("AttributeValue", "AttributeValue"), tag: .set)),
      ])
  }

  private static func assertion(_ name: String, _ label: String) -> ASN1Type {
    .sequence(
      name, label,
      [
        .plain(.text("attributeDesc", "attributeDesc")),
        .plain(.text("assertionValue", "assertionValue")),
      ])
  }

  /// RFC 4511 §4.1.11.
  private static let control: ASN1Type = .sequence(
    "Control_element", "Control",
    [
      .plain(.text("controlType", "controlType")),
      .plain(.flag("criticality", "criticality")),
      .plain(.octets("controlValue", "controlValue")),
    ])

  /// RFC 4511 §4.5.1.7; its alternatives that hold filters do so by name.
  private static func filter(_ name: String, _ label: String) -> ASN1Type {
    .choice(
      name, label, names: filterNames,
      [
        .implicit(0, .list("and", "and", of: .reference("FilterAnd"), tag: .set)),
        .implicit(1, .list("or", "or", of: .reference("FilterOr"), tag: .set)),
        .explicit(2, .reference("FilterNot")),
        .implicit(3, assertion("equalityMatch_element", "equalityMatch")),
        .implicit(4, substrings),
        .implicit(5, assertion("greaterOrEqual_element", "greaterOrEqual")),
        .implicit(6, assertion("lessOrEqual_element", "lessOrEqual")),
        .implicit(7, .text("present", "present")),
        .implicit(8, assertion("approxMatch_element", "approxMatch")),
        .implicit(
          9,
          .sequence(
            "extensibleMatch_element", "extensibleMatch",
            [
              .implicit(1, .text("matchingRule", "matchingRule")),
              .implicit(2, .text("type", "type")),
              .implicit(3, .text("matchValue", "matchValue")),
              .implicit(4, .flag("dnAttributes", "dnAttributes")),
            ])),
      ])
  }

  private static let substrings: ASN1Type = .sequence(
    "substrings_element", "substrings",
    [
      .plain(.text("type", "type")),
      .plain(
        .list(
          "substrings", "substrings",
          of: .choice(
            "substrings_item", "substrings item", names: [0: "initial", 1: "any", 2: "final"],
            [
              .implicit(0, .text("initial", "initial")),
              .implicit(1, .text("any", "any")),
              .implicit(2, .text("final", "final")),
            ]))),
    ])
}
