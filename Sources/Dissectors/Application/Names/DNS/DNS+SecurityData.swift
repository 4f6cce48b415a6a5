/// What records of DNSSEC, and others with keys and signatures, hold.
extension DNS {
  /// The digest of a child zone's key (RFC 4034 §5).
  public struct DS: Hashable, Codable, Sendable {
    public var keyTag: UInt16
    /// [IANA](https://www.iana.org/assignments/dns-sec-alg-numbers).
    public var algorithm: UInt8
    public var digestType: UInt8
    public var digest: [UInt8]

    public init(keyTag: UInt16, algorithm: UInt8, digestType: UInt8, digest: [UInt8]) {
      self.keyTag = keyTag
      self.algorithm = algorithm
      self.digestType = digestType
      self.digest = digest
    }
  }

  /// A zone's public key (RFC 4034 §2).
  public struct DNSKEY: Hashable, Codable, Sendable {
    public var flags: UInt16
    /// 3.
    public var `protocol`: UInt8
    public var algorithm: UInt8
    public var publicKey: [UInt8]

    public var isZoneKey: Bool { flags & 0x0100 != 0 }
    public var isRevoked: Bool { flags & 0x0080 != 0 }
    public var isSecureEntryPoint: Bool { flags & 0x0001 != 0 }

    public init(flags: UInt16, protocol: UInt8, algorithm: UInt8, publicKey: [UInt8]) {
      self.flags = flags
      self.protocol = `protocol`
      self.algorithm = algorithm
      self.publicKey = publicKey
    }
  }

  /// The signature of a set of records (RFC 4034 §3).
  public struct RRSIG: Hashable, Codable, Sendable {
    public var typeCovered: RecordType
    public var algorithm: UInt8
    public var labels: UInt8
    /// In seconds.
    public var originalTimeToLive: UInt32
    /// Seconds since 1970, modulo 2³².
    public var expiration: UInt32
    /// Seconds since 1970, modulo 2³².
    public var inception: UInt32
    public var keyTag: UInt16
    public var signer: Name
    public var signature: [UInt8]

    public init(
      typeCovered: RecordType, algorithm: UInt8, labels: UInt8, originalTimeToLive: UInt32,
      expiration: UInt32, inception: UInt32, keyTag: UInt16, signer: Name, signature: [UInt8]
    ) {
      self.typeCovered = typeCovered
      self.algorithm = algorithm
      self.labels = labels
      self.originalTimeToLive = originalTimeToLive
      self.expiration = expiration
      self.inception = inception
      self.keyTag = keyTag
      self.signer = signer
      self.signature = signature
    }
  }

  /// A denial by hashed names (RFC 5155 §3).
  public struct NSEC3: Hashable, Codable, Sendable {
    public var parameters: NSEC3Parameters
    /// The hash of the next name there is.
    public var nextHash: [UInt8]
    public var types: [RecordType]

    public init(parameters: NSEC3Parameters, nextHash: [UInt8], types: [RecordType]) {
      self.parameters = parameters
      self.nextHash = nextHash
      self.types = types
    }
  }

  /// How names are hashed (RFC 5155 §4).
  public struct NSEC3Parameters: Hashable, Codable, Sendable {
    public var algorithm: UInt8
    public var flags: UInt8
    public var iterations: UInt16
    public var salt: [UInt8]
    public var isOptOut: Bool { flags & 1 != 0 }

    public init(algorithm: UInt8, flags: UInt8, iterations: UInt16, salt: [UInt8]) {
      self.algorithm = algorithm
      self.flags = flags
      self.iterations = iterations
      self.salt = salt
    }
  }

  /// A certificate that a TLS server uses (RFC 6698 §2.1).
  public struct TLSA: Hashable, Codable, Sendable {
    public var usage: UInt8
    public var selector: UInt8
    public var matchingType: UInt8
    public var data: [UInt8]

    public init(usage: UInt8, selector: UInt8, matchingType: UInt8, data: [UInt8]) {
      self.usage = usage
      self.selector = selector
      self.matchingType = matchingType
      self.data = data
    }
  }

  /// The fingerprint of an SSH server's key (RFC 4255 §3.1).
  public struct SSHFP: Hashable, Codable, Sendable {
    public var algorithm: UInt8
    public var fingerprintType: UInt8
    public var fingerprint: [UInt8]

    public init(algorithm: UInt8, fingerprintType: UInt8, fingerprint: [UInt8]) {
      self.algorithm = algorithm
      self.fingerprintType = fingerprintType
      self.fingerprint = fingerprint
    }
  }

  /// A certificate (RFC 4398 §2).
  public struct Certificate: Hashable, Codable, Sendable {
    public var type: UInt16
    public var keyTag: UInt16
    public var algorithm: UInt8
    public var bytes: [UInt8]

    public init(type: UInt16, keyTag: UInt16, algorithm: UInt8, bytes: [UInt8]) {
      self.type = type
      self.keyTag = keyTag
      self.algorithm = algorithm
      self.bytes = bytes
    }
  }

  /// An option of an OPT record (RFC 6891 §6.1.2).
  public enum Option: Hashable, Codable, Sendable {
    /// The network that the client asked from (RFC 7871 §6); the address has as many bytes as the
    /// prefix takes. Family 1 is IPv4, 2 IPv6.
    case clientSubnet(family: UInt16, sourcePrefix: UInt8, scopePrefix: UInt8, address: [UInt8])
    /// RFC 7873 §4; the client's eight bytes, and the server's 8 to 32 or none.
    case cookie(client: [UInt8], server: [UInt8])
    /// Why there is no answer (RFC 8914 §2).
    case extendedError(code: UInt16, text: String)
    /// How long an idle connection stays open, in tenths of a second (RFC 7828 §3.1); none in a
    /// query.
    case tcpKeepalive(UInt16?)
    /// Bytes of no meaning (RFC 7830 §3).
    case padding([UInt8])
    case other(OptionCode, [UInt8])
  }
}
