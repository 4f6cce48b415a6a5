public import PacketCore

extension X509 {
  /// A certificate (RFC 5280 §4.1), to keep. Nothing of it is verified.
  public struct Certificate: Hashable, Codable, Sendable {
    /// 1, 2 or 3.
    public var version: Int
    /// As it stands: the most significant byte first, with the sign's byte.
    public var serialNumber: [UInt8]
    public var issuer: Name
    public var subject: Name
    /// Nil when it has no form that RFC 5280 §4.1.2.5 allows.
    public var notBefore: Timestamp?
    public var notAfter: Timestamp?
    /// `1.2.840.113549.1.1.1` is RSA's.
    public var keyAlgorithm: OID
    /// The key's bits, as the algorithm lays them out.
    public var publicKey: [UInt8]
    /// The hosts of the extension for other names of the subject (§4.2.1.6).
    public var hostNames: [String]
    public var signatureAlgorithm: OID

    /// Reads a certificate in DER.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if a part that each certificate has is not there.
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      guard let certificate = Certificate(bytes, 0..<bytes.byteCount) else {
        throw .malformed(X509.id, field: "Certificate", at: 0)
      }
      self = certificate
    }

    init?(_ bytes: RawSpan, _ range: Range<Int>) {
      var reader = BERReader(bytes, range)
      guard let whole = reader.next(.sequence) else { return nil }
      var outer = reader.contents(of: whole)
      guard let signed = outer.next(.sequence) else { return nil }
      var parts = outer.contents(of: signed)
      version = 1
      if let tagged = parts.next(.context(0)) {
        var inner = parts.contents(of: tagged)
        guard let number = inner.next(.integer).flatMap({ inner.integer($0) }) else { return nil }
        version = Int(clamping: number) &+ 1
      }
      guard let serial = parts.next(.integer), let algorithm = parts.next(.sequence),
        let issuer = parts.next(.sequence), let validity = parts.next(.sequence),
        let subject = parts.next(.sequence), let key = parts.next(.sequence)
      else { return nil }
      serialNumber = parts.slice(serial).copied()
      self.issuer = Name(parts, issuer)
      self.subject = Name(parts, subject)
      var moments = parts.contents(of: validity)
      notBefore = moments.next().flatMap { moments.timestamp($0) }
      notAfter = moments.next().flatMap { moments.timestamp($0) }
      var algorithmParts = parts.contents(of: algorithm)
      var keyParts = parts.contents(of: key)
      guard
        let signatureAlgorithm = algorithmParts.next(.objectIdentifier)
          .flatMap({ algorithmParts.objectIdentifier($0) }),
        let keyKind = keyParts.next(.sequence), let bits = keyParts.next(.bitString)
      else { return nil }
      var keyKindParts = keyParts.contents(of: keyKind)
      guard
        let keyAlgorithm = keyKindParts.next(.objectIdentifier)
          .flatMap({ keyKindParts.objectIdentifier($0) })
      else { return nil }
      self.signatureAlgorithm = signatureAlgorithm
      self.keyAlgorithm = keyAlgorithm
      publicKey = Array(keyParts.slice(bits).copied().dropFirst())
      hostNames = []
      while let part = parts.next() {
        guard part.tag == .context(3) else { continue }
        var inner = parts.contents(of: part)
        guard let list = inner.next(.sequence) else { continue }
        hostNames += Self.hostNames(inner, list)
      }
    }

    private static func hostNames(
      _ reader: borrowing BERReader, _ list: BERElement
    ) -> [String] {
      var names: [String] = []
      X509.forEachExtension(reader, list) { identifier, value, parts in
        guard identifier == "2.5.29.17" else { return }
        var outer = parts.encapsulated(in: value)
        guard let sequence = outer.next(.sequence) else { return }
        var inner = outer.contents(of: sequence)
        while let name = inner.next() {
          if name.tag == .context(2, isConstructed: false) {
            names.append(String(decoding: inner.slice(name).copied(), as: UTF8.self))
          }
        }
      }
      return names
    }
  }

  /// A distinguished name (RFC 5280 §4.1.2.4): its attributes in their order.
  public struct Name: Hashable, Codable, Sendable, CustomStringConvertible {
    public struct Attribute: Hashable, Codable, Sendable {
      public var type: OID
      public var value: String
    }

    public var attributes: [Attribute]

    init(_ reader: borrowing BERReader, _ element: BERElement) {
      attributes = []
      var sets = reader.contents(of: element)
      while let set = sets.next(.set) {
        var inner = sets.contents(of: set)
        while let attribute = inner.next(.sequence) {
          var parts = inner.contents(of: attribute)
          guard let type = parts.next(.objectIdentifier).flatMap({ parts.objectIdentifier($0) }),
            let value = parts.next()
          else { continue }
          attributes.append(Attribute(type: type, value: parts.string(value)))
        }
      }
    }

    /// The first common name (2.5.4.3).
    public var commonName: String? {
      attributes.first { $0.type.arcs == [2, 5, 4, 3] }?.value
    }

    /// `CN=example.com,O=Example,C=US`: the last attribute first, as RFC 4514 §2.1 has it, without
    /// its escapes.
    public var description: String {
      attributes.reversed().map { attribute in
        let type = Self.shortNames[attribute.type.description] ?? attribute.type.description
        return "\(type)=\(attribute.value)"
      }.joined(separator: ",")
    }

    private static let shortNames: [String: String] = [
      "2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O",
      "2.5.4.11": "OU", "0.9.2342.19200300.100.1.25": "DC",
    ]
  }
}
