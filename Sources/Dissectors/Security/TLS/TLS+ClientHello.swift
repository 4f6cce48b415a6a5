public import PacketCore

extension TLS {
  /// An extension of a hello, as it was sent.
  public struct Extension: Hashable, Codable, Sendable {
    public var type: ExtensionType
    public var data: [UInt8]

    public init(type: ExtensionType, data: [UInt8]) {
      self.type = type
      self.data = data
    }
  }

  /// What a client offers (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2), to keep.
  public struct ClientHello: Hashable, Codable, Sendable {
    /// The version that stands in the hello itself; TLS 1.3 is offered in ``supportedVersions``.
    public var version: Version
    /// 32 bytes.
    public var random: [UInt8]
    /// Up to 32 bytes.
    public var sessionID: [UInt8]
    /// What a DTLS server asked to be sent back; nil in TLS.
    public var cookie: [UInt8]?
    /// As numbers of IANA's table, in the client's order of preference.
    public var cipherSuites: [UInt16]
    public var compressionMethods: [UInt8]
    public var extensions: [Extension]

    /// Reads the body of a ClientHello message, what follows the four bytes of type and length.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the body is cut short before its cipher suites.
    public init(decoding body: RawSpan) throws(DecodeError) {
      guard let hello = ClientHello(body, 0..<body.byteCount, isDatagram: false) else {
        throw .truncated(TLS.id, needed: 38, available: body.byteCount)
      }
      self = hello
    }

    /// Reads the body that stands in `range`; nil when it is too short for one.
    init?(_ bytes: RawSpan, _ range: Range<Int>, isDatagram: Bool) {
      let clipped = range.clamped(to: 0..<bytes.byteCount)
      guard let place = HelloPlace(bytes, clipped, isClient: true, isDatagram: isDatagram),
        place.cipherSuites.count >= 2
      else { return nil }
      version = place.version(in: bytes)
      random = bytes.copied(place.random)
      sessionID = bytes.copied(place.sessionID.dropFirst())
      cookie = place.cookie.map { bytes.copied($0.dropFirst()) }
      cipherSuites = TLS.numbers(bytes, place.cipherSuites.dropFirst(2))
      compressionMethods = bytes.copied(place.compressionMethods.dropFirst())
      extensions = TLS.extensions(bytes, place.extensions)
    }

    /// The data of the first extension of a type; nil when there is none.
    public func data(of type: ExtensionType) -> [UInt8]? {
      extensions.first { $0.type == type }?.data
    }

    /// The host that the client wants (RFC 6066 §3), as it was written.
    public var serverName: String? {
      guard let data = data(of: .serverName) else { return nil }
      guard data.count >= 5, data[2] == 0 else { return nil }
      let name = data[5...].prefix(Int(data.number(at: 3)))
      return String(decoding: name, as: UTF8.self)
    }

    /// The application protocols that the client speaks (RFC 7301): `h2`, `http/1.1`.
    public var applicationProtocols: [String] {
      TLS.applicationProtocols(data(of: .applicationProtocols) ?? [])
    }

    /// The groups for the key exchange (RFC 8446 §4.2.7), GREASE among them.
    public var supportedGroups: [UInt16] { numbers(of: .supportedGroups, after: 2) }

    /// The signature schemes (RFC 8446 §4.2.3).
    public var signatureAlgorithms: [UInt16] { numbers(of: .signatureAlgorithms, after: 2) }

    /// The versions that the client offers (RFC 8446 §4.2.1), GREASE among them; only ``version``
    /// when it does not list them.
    public var supportedVersions: [Version] {
      let numbers = numbers(of: .supportedVersions, after: 1)
      return numbers.isEmpty ? [version] : numbers.map { Version(rawValue: $0) }
    }

    /// The forms of curve points that the client reads (RFC 8422 §5.1.2).
    public var pointFormats: [UInt8] { Array((data(of: .pointFormats) ?? []).dropFirst()) }

    /// The keys that come with the hello (RFC 8446 §4.2.8).
    public var keyShares: [KeyShare] {
      let data = data(of: .keyShare) ?? []
      var shares: [KeyShare] = []
      var offset = 2
      while offset + 4 <= data.count {
        let end = offset + 4 + Int(data.number(at: offset + 2))
        guard end <= data.count else { break }
        shares.append(
          KeyShare(group: data.number(at: offset), keyExchange: Array(data[offset + 4..<end])))
        offset = end
      }
      return shares
    }

    private func numbers(of type: ExtensionType, after prefix: Int) -> [UInt16] {
      let data = data(of: type) ?? []
      return stride(from: prefix, to: data.count - 1, by: 2).map { data.number(at: $0) }
    }
  }

  /// A public key for one group (RFC 8446 §4.2.8).
  public struct KeyShare: Hashable, Codable, Sendable {
    /// As in IANA's table: 29 is x25519, 4588 X25519MLKEM768.
    public var group: UInt16
    public var keyExchange: [UInt8]

    public init(group: UInt16, keyExchange: [UInt8]) {
      self.group = group
      self.keyExchange = keyExchange
    }
  }

  /// What a server takes (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3), to keep.
  public struct ServerHello: Hashable, Codable, Sendable {
    /// The version that stands in the hello itself; see ``selectedVersion``.
    public var version: Version
    /// 32 bytes.
    public var random: [UInt8]
    /// Up to 32 bytes.
    public var sessionID: [UInt8]
    /// As in IANA's table.
    public var cipherSuite: UInt16
    public var compressionMethod: UInt8
    public var extensions: [Extension]

    /// Reads the body of a ServerHello message, what follows the four bytes of type and length.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the body is cut short before its extensions.
    public init(decoding body: RawSpan) throws(DecodeError) {
      guard let hello = ServerHello(body, 0..<body.byteCount) else {
        throw .truncated(TLS.id, needed: 38, available: body.byteCount)
      }
      self = hello
    }

    init?(_ bytes: RawSpan, _ range: Range<Int>) {
      let clipped = range.clamped(to: 0..<bytes.byteCount)
      guard let place = HelloPlace(bytes, clipped, isClient: false, isDatagram: false),
        place.cipherSuites.count == 2
      else { return nil }
      version = place.version(in: bytes)
      random = bytes.copied(place.random)
      sessionID = bytes.copied(place.sessionID.dropFirst())
      cipherSuite = bytes.bigEndian(UInt16.self, at: place.cipherSuites.lowerBound)
      compressionMethod = bytes.byte(at: place.compressionMethods.lowerBound)
      extensions = TLS.extensions(bytes, place.extensions)
    }

    /// The data of the first extension of a type; nil when there is none.
    public func data(of type: ExtensionType) -> [UInt8]? {
      extensions.first { $0.type == type }?.data
    }

    /// The version that is spoken from here on (RFC 8446 §4.2.1).
    public var selectedVersion: Version {
      guard let data = data(of: .supportedVersions), data.count == 2 else { return version }
      return Version(rawValue: data.number(at: 0))
    }

    /// The application protocol that the server takes (RFC 7301).
    public var applicationProtocol: String? {
      TLS.applicationProtocols(data(of: .applicationProtocols) ?? []).first
    }

    /// Whether the server asks for another hello (RFC 8446 §4.1.3).
    public var isRetryRequest: Bool {
      random.starts(with: [0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11])
    }
  }
}

extension TLS {
  /// Numbers of two bytes that fill a range.
  static func numbers(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt16] {
    stride(from: range.lowerBound, to: range.upperBound - 1, by: 2)
      .map { bytes.bigEndian(UInt16.self, at: $0) }
  }

  static func extensions(_ bytes: RawSpan, _ vector: Range<Int>) -> [Extension] {
    var extensions: [Extension] = []
    var cursor = ExtensionCursor(vector)
    while let place = cursor.next(in: bytes) {
      extensions.append(Extension(type: place.kind, data: bytes.copied(place.data)))
    }
    return extensions
  }

  static func applicationProtocols(_ data: [UInt8]) -> [String] {
    var names: [String] = []
    var offset = 2
    while offset < data.count {
      let end = offset + 1 + Int(data[offset])
      guard end <= data.count else { break }
      names.append(String(decoding: data[offset + 1..<end], as: UTF8.self))
      offset = end
    }
    return names
  }

  /// Whether a number is one of those that keep servers from refusing what they do not know
  /// (RFC 8701).
  static func isGREASE(_ number: UInt16) -> Bool {
    number & 0x0f0f == 0x0a0a && number >> 8 == number & 0xff
  }
}

extension [UInt8] {
  /// The number of two bytes at `offset`, or zero past the end.
  func number(at offset: Int) -> UInt16 {
    guard offset >= 0, offset < count - 1 else { return 0 }
    return UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }
}

extension RawSpan {
  func copied(_ range: Range<Int>) -> [UInt8] {
    slice(from: range.lowerBound, count: range.count).copied()
  }
}
