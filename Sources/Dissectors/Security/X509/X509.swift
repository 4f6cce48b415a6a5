import PacketCore

/// Certificates of public keys ([RFC 5280](https://www.rfc-editor.org/rfc/rfc5280)), as TLS carries
/// them.
public enum X509 {
  static let id: ProtocolID = "x509af"

  /// The attributes of a name's part whose values are texts of any kind, and the others.
  private static let attributeTypes: [String: String] = [
    "2.5.4.6": "Country", "1.2.840.113549.1.9.1": "IA5Attribute",
    "0.9.2342.19200300.100.1.25": "IA5Attribute",
  ]

  /// Schemas of extensions, by their identifiers (RFC 5280 §4.2).
  private static let extensionTypes: [String: String] = [
    "2.5.29.14": "SubjectKeyIdentifier", "2.5.29.15": "KeyUsage", "2.5.29.17": "GeneralNames",
    "2.5.29.18": "GeneralNames", "2.5.29.19": "BasicConstraints",
    "2.5.29.31": "CRLDistributionPoints", "2.5.29.32": "CertificatePolicies",
    "2.5.29.35": "AuthorityKeyIdentifier", "2.5.29.37": "ExtendedKeyUsage",
    "1.3.6.1.5.5.7.1.1": "AuthorityInfoAccess",
  ]

  typealias Visit = (String, BERElement, borrowing BERReader) -> Void

  /// Visits what a certificate is made of: itself, its names' attributes, its key, its extensions.
  static func visit(_ bytes: RawSpan, _ range: Range<Int>, _ visit: Visit) {
    var reader = BERReader(bytes, range, isCut: true)
    guard let certificate = reader.next(.sequence) else { return }
    visit("Certificate", certificate, reader)
    var outer = reader.contents(of: certificate)
    guard let signed = outer.next(.sequence) else { return }
    var parts = outer.contents(of: signed)
    _ = parts.next(.context(0))
    _ = parts.next(.integer)
    _ = parts.next(.sequence)
    if let issuer = parts.next(.sequence) { visitName(parts, issuer, visit, "Name") }
    _ = parts.next(.sequence)
    if let subject = parts.next(.sequence) { visitName(parts, subject, visit, "SubjectName") }
    if let key = parts.next(.sequence) { visitKey(parts, key, visit) }
    while let part = parts.next() {
      guard part.tag == .context(3) else { continue }
      var inner = parts.contents(of: part)
      if let list = inner.next(.sequence) { visitExtensions(inner, list, visit) }
    }
  }

  /// Visits a name and its attributes (RFC 5280 §4.1.2.4).
  static func visitName(
    _ reader: borrowing BERReader, _ name: BERElement, _ visit: Visit, _ type: String
  ) {
    visit(type, name, reader)
    var sets = reader.contents(of: name)
    while let set = sets.next(.set) {
      var attributes = sets.contents(of: set)
      while let attribute = attributes.next(.sequence) {
        var parts = attributes.contents(of: attribute)
        guard let identifier = parts.next(.objectIdentifier) else { continue }
        let type = attributeTypes[text(parts, identifier)] ?? "Attribute"
        visit(type, attribute, attributes)
      }
    }
  }

  private static func visitKey(
    _ reader: borrowing BERReader, _ key: BERElement, _ visit: Visit
  ) {
    var parts = reader.contents(of: key)
    guard let algorithm = parts.next(.sequence), let bits = parts.next(.bitString) else { return }
    var algorithmParts = parts.contents(of: algorithm)
    guard let identifier = algorithmParts.next(.objectIdentifier),
      text(algorithmParts, identifier) == "1.2.840.113549.1.1.1"
    else { return }
    var inner = parts.encapsulated(in: bits, skipping: 1)
    if let numbers = inner.next(.sequence) { visit("RSAPublicKey", numbers, inner) }
  }

  private static func visitExtensions(
    _ reader: borrowing BERReader, _ list: BERElement, _ visit: Visit
  ) {
    forEachExtension(reader, list) { identifier, value, parts in
      guard let type = extensionTypes[identifier] else { return }
      var inner = parts.encapsulated(in: value)
      if let element = inner.next() { visit(type, element, inner) }
    }
  }

  /// Calls `body` with the identifier and the value of each extension.
  static func forEachExtension(
    _ reader: borrowing BERReader, _ list: BERElement,
    _ body: (String, BERElement, borrowing BERReader) -> Void
  ) {
    var extensions = reader.contents(of: list)
    while let element = extensions.next(.sequence) {
      var parts = extensions.contents(of: element)
      guard let identifier = parts.next(.objectIdentifier) else { continue }
      _ = parts.next(.boolean)
      if let value = parts.next(.octetString) { body(text(parts, identifier), value, parts) }
    }
  }

  /// An object identifier as text.
  static func text(_ reader: borrowing BERReader, _ element: BERElement) -> String {
    reader.objectIdentifier(element)?.description ?? ""
  }
}
