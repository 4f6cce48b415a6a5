import PacketCore

/// Extensions of certificates (RFC 5280 §4.2).
extension X509 {
  static let generalNameNames: ValueNames = [
    0: "otherName", 1: "rfc822Name", 2: "dNSName", 3: "x400Address", 4: "directoryName",
    5: "ediPartyName", 6: "uniformResourceIdentifier", 7: "iPAddress", 8: "registeredID",
  ]

  static func generalName(_ name: String) -> ASN1Type {
    .choice(
      name, "GeneralName", names: generalNameNames,
      [
        .implicit(1, .text("x509ce.rfc822Name", "rfc822Name")),
        .implicit(2, .text("x509ce.dNSName", "dNSName")),
        .explicit(
          4,
          .choice(
            "x509ce.directoryName", "directoryName", names: [0: "rdnSequence"],
            [.plain(.reference("Name"), number: 0)])),
        .implicit(
          6, .text("x509ce.uniformResourceIdentifier", "uniformResourceIdentifier")),
        .implicit(7, address),
        .implicit(8, .objectIdentifier("x509ce.registeredID", "registeredID")),
      ])
  }

  private static let address = ASN1Type(
    tag: .octetString,
    shown: [
      ASN1Type.Shown(
        name: "x509ce.IPAddress.ipv4", label: "iPAddress", type: .ipv4Address, value: .contents,
        names: nil)
    ])

  static func generalNames(_ name: String) -> ASN1Type {
    .list(name, "GeneralNames", of: .reference("GeneralName"))
  }

  static let keyUsage: ASN1Type = .bits(
    "x509ce.KeyUsage", "KeyUsage", group: "x509ce.KeyUsage.",
    [
      ("digitalSignature", "digitalSignature"), ("contentCommitment", "contentCommitment"),
      ("keyEncipherment", "keyEncipherment"), ("dataEncipherment", "dataEncipherment"),
      ("keyAgreement", "keyAgreement"), ("keyCertSign", "keyCertSign"), ("cRLSign", "cRLSign"),
      ("encipherOnly", "encipherOnly"),
    ])

  static let basicConstraints: ASN1Type = .sequence(
    "x509ce.BasicConstraintsSyntax_element", "BasicConstraintsSyntax",
    [
      .plain(.flag("x509ce.cA", "cA")),
      .plain(.number("x509ce.pathLenConstraint", "pathLenConstraint", .decimal(64))),
    ])

  static let distributionPoints: ASN1Type = .list(
    "x509ce.CRLDistPointsSyntax", "CRLDistPointsSyntax",
    of: .sequence(
      "x509ce.DistributionPoint_element", "DistributionPoint",
      [
        .explicit(
          0,
          .choice(
            "x509ce.distributionPoint", "distributionPoint", names: [0: "fullName"],
            [.implicit(0, .list("x509ce.fullName", "fullName", of: .reference("GeneralName")))])),
        .implicit(2, .list("x509ce.cRLIssuer", "cRLIssuer", of: .reference("GeneralName"))),
      ]))

  static let policies: ASN1Type = .list(
    "x509ce.CertificatePoliciesSyntax", "CertificatePoliciesSyntax",
    of: .sequence(
      "x509ce.PolicyInformation_element", "PolicyInformation",
      [
        .plain(.objectIdentifier("x509ce.policyIdentifier", "policyIdentifier")),
        .plain(
          .list(
            "x509ce.policyQualifiers", "policyQualifiers",
            of: .sequence(
              "x509ce.PolicyQualifierInfo_element", "PolicyQualifierInfo",
              [
                .plain(.objectIdentifier("x509ce.id", "Id")),
                .plain(.text("pkix1explicit.DirectoryString", "DirectoryString", tag: .ia5String)),
              ]))),
      ]))

  static let authorityKeyIdentifier: ASN1Type = .sequence(
    "x509ce.AuthorityKeyIdentifier_element", "AuthorityKeyIdentifier",
    [
      .implicit(0, .octets("x509ce.keyIdentifier", "keyIdentifier")),
      .implicit(
        1, .list("x509ce.authorityCertIssuer", "authorityCertIssuer", of: .reference("GeneralName"))
      ),
      .implicit(2, .octets("x509ce.authorityCertSerialNumber", "authorityCertSerialNumber")),
    ])

  static let keyPurposes: ASN1Type = .list(
    "x509ce.KeyPurposeIDs", "KeyPurposeIDs",
    of: .objectIdentifier("x509ce.KeyPurposeId", "KeyPurposeId"))

  static let authorityAccess: ASN1Type = .list(
    "pkix1implicit.AuthorityInfoAccessSyntax", "AuthorityInfoAccessSyntax",
    of: .sequence(
      "pkix1implicit.AccessDescription_element", "AccessDescription",
      [
        .plain(.objectIdentifier("pkix1implicit.accessMethod", "accessMethod")),
        .plain(generalName("pkix1implicit.accessLocation")),
      ]))
}
