import PacketCore

extension TLS {
  /// Where the parts of a hello stand (RFC 8446 §4.1.2, §4.1.3; RFC 6347 §4.2.1), in bytes from the
  /// start of its layer. Vectors are given with their lengths.
  struct HelloPlace {
    var isClient: Bool
    /// Two bytes.
    var version: Range<Int>
    /// 32 bytes.
    var random: Range<Int>
    var sessionID: Range<Int>
    /// Only in DTLS.
    var cookie: Range<Int>?
    /// A client's vector, or a server's choice.
    var cipherSuites: Range<Int>
    /// A client's vector, or a server's choice.
    var compressionMethods: Range<Int>
    /// Empty when there are none.
    var extensions: Range<Int>

    /// Nil when the message is no hello, or its parts do not fit in it.
    init?(_ bytes: RawSpan, _ message: MessagePlace, isDatagram: Bool = false) {
      guard message.kind == .clientHello || message.kind == .serverHello, message.isWhole else {
        return nil
      }
      self.init(
        bytes, message.body, isClient: message.kind == .clientHello, isDatagram: isDatagram)
    }

    init?(_ bytes: RawSpan, _ body: Range<Int>, isClient: Bool, isDatagram: Bool) {
      guard body.count >= 34 else { return nil }
      self.isClient = isClient
      var end = body.lowerBound + 34
      version = body.lowerBound..<body.lowerBound + 2
      random = version.upperBound..<end
      func take(_ count: Int) -> Range<Int> {
        let start = end
        end = min(end + count, body.upperBound)
        return start..<end
      }
      func vector(_ size: Int) -> Range<Int> {
        take(size + Int(bytes.bits(in: end..<end + size)))
      }
      // The drafts of TLS 1.3 up to the 21st had neither session nor compression.
      let isDraft = bytes.byte(at: version.lowerBound) == 0x7f
      sessionID = isDraft ? end..<end : vector(1)
      if isClient, isDatagram { cookie = vector(1) }
      cipherSuites = isClient ? vector(2) : take(2)
      compressionMethods = isClient ? vector(1) : isDraft ? end..<end : take(1)
      extensions = body.upperBound - end >= 2 ? vector(2) : end..<end
    }

    func version(in bytes: RawSpan) -> Version {
      Version(rawValue: bytes.bigEndian(UInt16.self, at: version.lowerBound))
    }

    /// Whether a server's hello chooses TLS 1.3 (RFC 8446 §4.2.1).
    func choosesThirteen(in bytes: RawSpan) -> Bool {
      if version(in: bytes).isThirteen { return true }
      var cursor = ExtensionCursor(extensions)
      while let place = cursor.next(in: bytes) {
        guard place.kind == .supportedVersions else { continue }
        return Version(rawValue: bytes.bigEndian(UInt16.self, at: place.data.lowerBound)).isThirteen
      }
      return false
    }
  }

  /// An extension of a hello ([IANA](https://www.iana.org/assignments/tls-extensiontype-values)).
  public struct ExtensionType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let serverName = ExtensionType(rawValue: 0)
    public static let maxFragmentLength = ExtensionType(rawValue: 1)
    public static let statusRequest = ExtensionType(rawValue: 5)
    public static let certificateType = ExtensionType(rawValue: 9)
    public static let supportedGroups = ExtensionType(rawValue: 10)
    public static let pointFormats = ExtensionType(rawValue: 11)
    public static let secureRemotePassword = ExtensionType(rawValue: 12)
    public static let signatureAlgorithms = ExtensionType(rawValue: 13)
    public static let useSRTP = ExtensionType(rawValue: 14)
    public static let heartbeat = ExtensionType(rawValue: 15)
    public static let applicationProtocols = ExtensionType(rawValue: 16)
    public static let statusRequestV2 = ExtensionType(rawValue: 17)
    public static let certificateTimestamp = ExtensionType(rawValue: 18)
    public static let clientCertificateType = ExtensionType(rawValue: 19)
    public static let serverCertificateType = ExtensionType(rawValue: 20)
    public static let padding = ExtensionType(rawValue: 21)
    public static let encryptThenMAC = ExtensionType(rawValue: 22)
    public static let extendedMasterSecret = ExtensionType(rawValue: 23)
    public static let tokenBinding = ExtensionType(rawValue: 24)
    public static let compressCertificate = ExtensionType(rawValue: 27)
    public static let recordSizeLimit = ExtensionType(rawValue: 28)
    public static let delegatedCredentials = ExtensionType(rawValue: 34)
    public static let sessionTicket = ExtensionType(rawValue: 35)
    public static let draftKeyShare = ExtensionType(rawValue: 40)
    public static let preSharedKey = ExtensionType(rawValue: 41)
    public static let earlyData = ExtensionType(rawValue: 42)
    public static let supportedVersions = ExtensionType(rawValue: 43)
    public static let cookie = ExtensionType(rawValue: 44)
    public static let pskKeyExchangeModes = ExtensionType(rawValue: 45)
    public static let certificateAuthorities = ExtensionType(rawValue: 47)
    public static let oidFilters = ExtensionType(rawValue: 48)
    public static let postHandshakeAuthentication = ExtensionType(rawValue: 49)
    public static let signatureAlgorithmsCertificate = ExtensionType(rawValue: 50)
    public static let keyShare = ExtensionType(rawValue: 51)
    public static let connectionIDDeprecated = ExtensionType(rawValue: 53)
    public static let connectionID = ExtensionType(rawValue: 54)
    public static let quicTransportParameters = ExtensionType(rawValue: 57)
    public static let nextProtocolNegotiation = ExtensionType(rawValue: 13172)
    public static let applicationSettings = ExtensionType(rawValue: 17513)
    public static let encryptedClientHello = ExtensionType(rawValue: 0xfe0d)
    public static let encryptedServerName = ExtensionType(rawValue: 0xffce)
    public static let draftQUICTransportParameters = ExtensionType(rawValue: 0xffa5)
    public static let renegotiationInfo = ExtensionType(rawValue: 0xff01)
  }

  struct ExtensionPlace {
    var kind: ExtensionType
    /// Type, length and data.
    var range: Range<Int>
    var data: Range<Int>
  }

  /// Walks extensions (RFC 8446 §4.2).
  struct ExtensionCursor {
    private var offset: Int
    private let end: Int

    /// - Parameter vector: The extensions with their length in front.
    init(_ vector: Range<Int>) {
      offset = vector.lowerBound + 2
      end = vector.upperBound
    }

    /// The next extension; nil at the end, and where one does not fit.
    mutating func next(in bytes: RawSpan) -> ExtensionPlace? {
      guard end - offset >= 4 else { return nil }
      let start = offset
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard length <= end - start - 4 else {
        offset = end
        return nil
      }
      offset = start + 4 + length
      return ExtensionPlace(
        kind: ExtensionType(rawValue: bytes.bigEndian(UInt16.self, at: start)),
        range: start..<offset, data: start + 4..<offset)
    }
  }
}
