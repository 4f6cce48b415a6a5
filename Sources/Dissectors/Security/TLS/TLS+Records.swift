import PacketCore

extension TLS {
  /// What a record holds ([IANA](https://www.iana.org/assignments/tls-parameters)).
  public struct ContentType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let changeCipherSpec = ContentType(rawValue: 20)
    public static let alert = ContentType(rawValue: 21)
    public static let handshake = ContentType(rawValue: 22)
    public static let applicationData = ContentType(rawValue: 23)
    public static let heartbeat = ContentType(rawValue: 24)
    /// A DTLS record with a connection identifier (RFC 9146 §4).
    public static let connectionID = ContentType(rawValue: 25)

    /// Whether a record of TLS may have it.
    public var isAssigned: Bool { 20...24 ~= rawValue }
  }

  /// A version of SSL, TLS or DTLS, as it stands in records and hellos.
  public struct Version: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let ssl2 = Version(rawValue: 0x0002)
    public static let ssl3 = Version(rawValue: 0x0300)
    public static let tls10 = Version(rawValue: 0x0301)
    public static let tls11 = Version(rawValue: 0x0302)
    public static let tls12 = Version(rawValue: 0x0303)
    public static let tls13 = Version(rawValue: 0x0304)
    public static let dtls10 = Version(rawValue: 0xfeff)
    public static let dtls12 = Version(rawValue: 0xfefd)
    public static let dtls13 = Version(rawValue: 0xfefc)

    /// Whether a record of TLS may have it; that of China's GM/T 0024 among them.
    var isRecordVersion: Bool { 0x0300...0x0304 ~= rawValue || rawValue == 0x0101 }

    /// Whether the handshake is that of TLS 1.3 or one of its drafts.
    var isThirteen: Bool { self == .tls13 || self == .dtls13 || rawValue >> 8 == 0x7f }

    /// Whether signatures name their algorithm (RFC 5246 §4.7).
    var namesSignatureAlgorithms: Bool {
      rawValue >> 8 == 0xfe ? rawValue <= 0xfefd : rawValue >= 0x0303
    }
  }

  /// Where a record stands, in bytes from the start of its layer.
  public struct RecordPlace: Hashable, Sendable {
    public var kind: ContentType
    public var version: Version
    /// Header and fragment.
    public var range: Range<Int>
    public var fragment: Range<Int>
    /// Whether the fragment is protected, as far as the layer tells.
    public var isEncrypted = true
    /// Whether the type stands for any other (RFC 8446 §5.2), as far as the layer tells.
    public var isOpaque = false
  }

  /// Goes through records one by one, up to the first that does not end in the layer.
  public struct Records: ~Escapable {
    private let bytes: RawSpan
    private var cursor: RecordCursor

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, isDatagram: Bool) {
      self.bytes = bytes
      cursor = RecordCursor(isDatagram: isDatagram)
    }

    /// The next record; nil when none is left that is whole.
    @_lifetime(self: copy self)
    public mutating func next() -> RecordPlace? {
      cursor.next(in: bytes, limit: bytes.byteCount)
    }
  }

  /// Walks records and keeps what one says of those after it.
  struct RecordCursor {
    private(set) var offset = 0
    private let isDatagram: Bool
    private var hasChangedCipher = false
    private var isThirteen = false
    private var last = ContentType.heartbeat

    init(isDatagram: Bool) { self.isDatagram = isDatagram }

    /// The place of the next record that ends before `limit`.
    mutating func next(in bytes: RawSpan, limit: Int) -> RecordPlace? {
      if offset == 0, !isDatagram, let hello = SSLHello(bytes) { offset = hello.range.upperBound }
      let start = offset
      guard var record = place(in: bytes, at: start) else { return nil }
      guard record.fragment.upperBound <= limit else { return nil }
      offset = record.fragment.upperBound
      record.isEncrypted = isEncrypted(record, bytes)
      if record.kind == .handshake, !record.isEncrypted, !isDatagram, !isThirteen {
        isThirteen = TLS.agreesOnThirteen(bytes, record.fragment)
      }
      if record.kind == .applicationData {
        // Before TLS 1.3 a Finished stands between the two.
        if last == .changeCipherSpec, !isDatagram { isThirteen = true }
        record.isOpaque = isThirteen
      }
      if record.kind == .changeCipherSpec { hasChangedCipher = true }
      last = record.kind
      return record
    }

    private func place(in bytes: RawSpan, at start: Int) -> RecordPlace? {
      let headerLength = isDatagram ? 13 : 5
      guard bytes.has(headerLength, at: start) else { return nil }
      let kind = ContentType(rawValue: bytes.byte(at: start))
      let version = Version(rawValue: bytes.bigEndian(UInt16.self, at: start + 1))
      let isPossible = isDatagram ? DTLS.isRecordVersion(version) : version.isRecordVersion
      guard kind.isAssigned, isPossible else { return nil }
      let length = Int(bytes.bigEndian(UInt16.self, at: start + headerLength - 2))
      guard length <= TLS.largestFragment else { return nil }
      let end = start + headerLength + length
      return RecordPlace(
        kind: kind, version: version, range: start..<end, fragment: start + headerLength..<end)
    }

    private func isEncrypted(_ record: RecordPlace, _ bytes: RawSpan) -> Bool {
      let start = record.fragment.lowerBound
      if isDatagram, bytes.bigEndian(UInt16.self, at: start - 10) > 0 { return true }
      switch record.kind {
      case .changeCipherSpec: return false
      case .alert:
        return record.fragment.count != 2 || hasChangedCipher || !(1...2 ~= bytes.byte(at: start))
      case .handshake:
        return hasChangedCipher || !TLS.holdsMessages(bytes, record.fragment, isDatagram)
      case .heartbeat:
        let length = Int(bytes.bigEndian(UInt16.self, at: start + 1))
        return hasChangedCipher || !(1...2 ~= bytes.byte(at: start))
          || length + 3 > record.fragment.count
      default: return true
      }
    }
  }
}
