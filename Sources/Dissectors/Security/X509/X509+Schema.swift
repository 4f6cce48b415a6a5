import PacketCore

/// The types of RFC 5280 appendix A, under Wireshark's names.
extension X509 {
  static let schema = ASN1Schema([
    ("Certificate", certificate), ("Name", name("x509if.rdnSequence")),
    ("SubjectName", name("x509af.rdnSequence")), ("Attribute", attribute(directoryString)),
    ("Country", attribute(.choice(nil, "", country))), ("IA5Attribute", attribute(ia5)),
    ("RSAPublicKey", rsaKey), ("GeneralName", generalName("x509ce.GeneralName")),
    ("GeneralNames", generalNames("x509ce.GeneralNames")),
    ("SubjectKeyIdentifier", .octets("x509ce.SubjectKeyIdentifier", "SubjectKeyIdentifier")),
    ("KeyUsage", keyUsage), ("BasicConstraints", basicConstraints),
    ("CRLDistributionPoints", distributionPoints), ("CertificatePolicies", policies),
    ("AuthorityKeyIdentifier", authorityKeyIdentifier), ("ExtendedKeyUsage", keyPurposes),
    ("AuthorityInfoAccess", authorityAccess),
  ])

  private static func algorithm(_ name: String, _ label: String, _ more: [ASN1Type.Member] = [])
    -> ASN1Type
  {
    .sequence(
      name, label, [.plain(.objectIdentifier("x509af.algorithm.id", "Algorithm Id"))] + more)
  }

  private static let certificate: ASN1Type = .sequence(
    nil, "",
    [
      .plain(.sequence("x509af.signedCertificate_element", "signedCertificate", signed)),
      .plain(algorithm("x509af.algorithmIdentifier_element", "algorithmIdentifier")),
      .plain(.bits("x509af.encrypted", "encrypted")),
    ])

  private static let versionNames: ValueNames = [0: "v1", 1: "v2", 2: "v3"]
  private static let nameKinds: ValueNames = [0: "rdnSequence"]
  private static let timeNames: ValueNames = [0: "utcTime", 1: "generalizedTime"]

  private static let signed: [ASN1Type.Member] = [
    .explicit(
      0, .number("x509af.version", "version", .signed(bits: 32), names: versionNames)),
    .plain(.octets("x509af.serialNumber", "serialNumber", tag: .integer)),
    .plain(algorithm("x509af.signature_element", "signature")),
    .plain(
      .choice(
        "x509af.issuer", "issuer", names: nameKinds, [.plain(.sequence(nil, "", []), number: 0)])),
    .plain(
      .sequence(
        "x509af.validity_element", "validity",
        [
          .plain(time("x509af.notBefore", "notBefore")),
          .plain(time("x509af.notAfter", "notAfter")),
        ]
      )),
    .plain(
      .choice(
        "x509af.subject", "subject", names: nameKinds, [.plain(.sequence(nil, "", []), number: 0)])
    ),
    .plain(key),
    .implicit(1, .bits("x509af.issuerUniqueIdentifier", "issuerUniqueIdentifier")),
    .implicit(2, .bits("x509af.subjectUniqueIdentifier", "subjectUniqueIdentifier")),
    .explicit(
      3,
      .list(
        "x509af.extensions", "extensions",
        of: .sequence(
          "x509af.Extension_element", "Extension",
          [
            .plain(.objectIdentifier("x509af.extension.id", "Extension Id")),
            .plain(.flag("x509af.critical", "critical")),
          ]))),
  ]

  private static func time(_ name: String, _ label: String) -> ASN1Type {
    .choice(
      name, label, names: timeNames,
      [
        .plain(.octets("x509af.utcTime", "utcTime", tag: .utcTime), number: 0),
        .plain(.time("x509af.generalizedTime", "generalizedTime"), number: 1),
      ])
  }

  private static let key: ASN1Type = .sequence(
    "x509af.subjectPublicKeyInfo_element", "subjectPublicKeyInfo",
    [
      .plain(algorithm("x509af.algorithm_element", "algorithm", [.plain(parameters)])),
      .plain(.bits("x509af.subjectPublicKey", "subjectPublicKey")),
    ])

  /// Of a curve (RFC 5480 §2.1.1), or of DSA (RFC 3279 §2.3.2).
  private static let parameters: ASN1Type = .choice(
    nil, "",
    [
      .plain(
        .choice(
          "pkcs1.ECParameters", "ECParameters", names: [1: "namedCurve"],
          [.plain(.objectIdentifier("pkcs1.namedCurve", "namedCurve"), number: 1)])),
      .plain(
        .sequence(
          "x509af.DSS_Params_element", "DSS-Params",
          [
            .plain(.octets("x509af.p", "p", tag: .integer)),
            .plain(.octets("x509af.q", "q", tag: .integer)),
            .plain(.octets("x509af.g", "g", tag: .integer)),
          ])),
    ])

  private static let rsaKey: ASN1Type = .sequence(
    nil, "",
    [
      .plain(.octets("pkcs1.modulus", "modulus", tag: .integer)),
      .plain(.number("pkcs1.publicExponent", "publicExponent", .signed(bits: 32))),
    ])

  private static func name(_ name: String) -> ASN1Type {
    .list(
      name, "rdnSequence",
      of: .list(
        "x509if.RDNSequence_item", "RDNSequence item", of: .sequence(nil, "", []), tag: .set))
  }

  private static func attribute(_ value: ASN1Type) -> ASN1Type {
    .sequence(
      "x509if.RelativeDistinguishedName_item_element", "RelativeDistinguishedName item",
      [.plain(.objectIdentifier("x509if.oid", "Object Id")), .plain(value)])
  }

  private static let directoryString: ASN1Type = .choice(
    "x509sat.DirectoryString", "DirectoryString",
    names: [
      0: "teletexString", 1: "printableString", 2: "universalString", 3: "bmpString",
      4: "uTF8String",
    ],
    [
      .plain(.text("x509sat.teletexString", "teletexString", tag: .teletexString), number: 0),
      .plain(.text("x509sat.printableString", "printableString", tag: .printableString), number: 1),
      .plain(.text("x509sat.uTF8String", "uTF8String", tag: .utf8String), number: 4),
      .plain(.text("x509sat.IA5String", "IA5String", tag: .ia5String), number: 5),
    ])

  private static let country: [ASN1Type.Member] = [
    .plain(.text("x509sat.CountryName", "CountryName", tag: .printableString)),
    .plain(.text("x509sat.CountryName", "CountryName", tag: .utf8String)),
  ]

  private static let ia5: ASN1Type = .text("x509sat.IA5String", "IA5String", tag: .ia5String)
}
