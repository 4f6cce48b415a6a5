import PacketCore

extension TLS {
  /// Fields that DTLS has not.
  static var streamFields: [Field<TLS>] {
    [
      field(
        "record.opaque_type", "Opaque Type", .decimal(8), at: 0, 1, in: records { $0.isOpaque }
      ).named(contentTypeNames)
    ]
  }

  /// A hello of SSL 2.0's form (RFC 5246 appendix E.2), which old clients sent to find out what a
  /// server speaks.
  ///
  ///     |1| Length (15 bits) | Type = 1 | Version | lengths of three vectors | the vectors
  public struct SSLHello: Hashable, Sendable {
    /// The record, with its two bytes of length.
    public let range: Range<Int>
    public let version: Version
    /// Three bytes each.
    public let cipherSpecs: Range<Int>
    public let sessionID: Range<Int>
    public let challenge: Range<Int>

    /// Nil when the bytes do not start with such a hello.
    public init?(_ bytes: RawSpan) {
      let length = Int(bytes.bigEndian(UInt16.self, at: 0) & 0x7fff)
      guard bytes.byte(at: 0) & 0x80 != 0, bytes.byte(at: 2) == 1, length >= 9 + 3 + 16,
        bytes.byteCount >= 11
      else { return nil }
      version = Version(rawValue: bytes.bigEndian(UInt16.self, at: 3))
      guard version == .ssl2 || 0x0300...0x0303 ~= version.rawValue else { return nil }
      let counts = [5, 7, 9].map { Int(bytes.bigEndian(UInt16.self, at: $0)) }
      guard counts[0] > 0, counts[0] % 3 == 0, counts[1] == 0 || counts[1] == 16,
        16...32 ~= counts[2], 9 + counts[0] + counts[1] + counts[2] == length
      else { return nil }
      range = 0..<2 + length
      cipherSpecs = 11..<11 + counts[0]
      sessionID = cipherSpecs.upperBound..<cipherSpecs.upperBound + counts[1]
      challenge = sessionID.upperBound..<range.upperBound
    }
  }

  private static func ssl(_ path: @escaping @Sendable (SSLHello) -> Range<Int>) -> Parts {
    { view, context, part in
      guard let hello = SSLHello(view.bytes), hello.range.upperBound <= limit(view, context) else {
        return
      }
      part(path(hello))
    }
  }

  static var sslFields: [Field<TLS>] {
    let all = ssl { $0.range }
    return [
      heading("record", "Record Layer", in: all),
      Field(
        "tls.record.length", "Length", .decimal(16),
        inContext: { view, context, emit in
          all(view, context) { range in emit(.unsigned(UInt64(range.count - 2)), 0..<2) }
        }),
      heading("handshake", "Handshake Protocol", at: 2, in: all),
      field("handshake.type", "Handshake Message Type", .decimal(8), at: 2, 1, in: all)
        .named(sslHandshakeTypeNames),
      field("handshake.version", "Version", .hex(16), at: 3, 2, in: all).named(versionNames),
      field("handshake.cipher_spec_len", "Cipher Spec Length", .decimal(16), at: 5, 2, in: all),
      field("handshake.session_id_length", "Session ID Length", .decimal(16), at: 7, 2, in: all),
      field("handshake.challenge_length", "Challenge Length", .decimal(16), at: 9, 2, in: all),
      field(
        "handshake.cipherspec", "Cipher Spec", .hex(24), at: 0, 3,
        in: elements(3, of: ssl { $0.cipherSpecs })
      ).named(sslCipherNames),
      heading("handshake.challenge", "Challenge", in: ssl { $0.challenge }),
    ]
  }
}
