public import PacketCore

/// Records of Transport Layer Security 1.0 to 1.3 and SSL 3.0
/// ([RFC 8446](https://www.rfc-editor.org/rfc/rfc8446) §5.1,
/// [RFC 5246](https://www.rfc-editor.org/rfc/rfc5246) §6.2): those that start in one segment.
///
///      0      7 8     15 16    23 24    31
///     +--------+-----------------+--------+
///     |  Type  |     Version     | Length |
///     +--------+-----------------+--------+
///     | Length | Fragment
///
/// A hello of SSL 2.0 (RFC 5246 appendix E.2) stands in the place of a first record. A segment that starts
/// within a record has no fields.
public struct TLS: TLSFormat, ~Escapable {
  public static let id: ProtocolID = "tls"
  public static var title: String { "Transport Layer Security" }
  public static var bindings: [Binding] {
    [443, 465, 636, 853, 989, 990, 992, 993, 994, 995, 5061, 8443, 8883].map { .tcpPort($0) }
  }
  public static var isDatagram: Bool { false }

  /// Size of a record's header, in bytes.
  public static var headerLength: Int { 5 }

  /// The records; the last may go on in another segment.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first record's header is cut short, or is none.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
    if SSLHello(bytes) != nil || Self.mayContinue(bytes) { return }
    guard ContentType(rawValue: bytes.byte(at: 0)).isAssigned else {
      throw .malformed(Self.id, field: "Content Type", at: 0)
    }
    guard Version(rawValue: bytes.bigEndian(UInt16.self, at: 1)).isRecordVersion else {
      throw .malformed(Self.id, field: "Version", at: 1)
    }
    guard Int(bytes.bigEndian(UInt16.self, at: 3)) <= Self.largestFragment else {
      throw .malformed(Self.id, field: "Length", at: 3)
    }
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static var fields: [Field<TLS>] { sslFields + commonFields + streamFields }

  /// Most bytes of a protected fragment (RFC 5246 §6.2.3).
  static var largestFragment: Int { 1 << 14 + 2048 }
}

extension TLS {
  /// Found on any TCP port by its record headers.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort]) { payload in
      if payload.byte(at: 0) & 0x80 != 0, SSLHello(payload) != nil { return .certain }
      let verdict = verdict(payload)
      return verdict == .refused && mayContinue(payload) ? .possible : verdict
    }
  }

  /// Whether the bytes can be from the middle of a record, which are as good as random: what starts
  /// with a record's type or version, with text or with STUN's cookie is something else.
  private static func mayContinue(_ bytes: RawSpan) -> Bool {
    let isHeader =
      ContentType(rawValue: bytes.byte(at: 0)).isAssigned
      || bytes.byte(at: 1) == 3 && bytes.byte(at: 2) < 5
    guard bytes.byteCount >= 8, !isHeader,
      bytes.bigEndian(UInt32.self, at: 4) != STUN.magicCookie
    else { return false }
    for offset in 0..<8 {
      let byte = bytes.byte(at: offset)
      if !byte.isPrintable, byte != 10, byte != 13 { return true }
    }
    return false
  }

  /// What the header of the first record says, and that of the second where it is there.
  private static func verdict(_ payload: RawSpan) -> ContentProbe.Verdict {
    let kind = ContentType(rawValue: payload.byte(at: 0))
    let version = Version(rawValue: payload.bigEndian(UInt16.self, at: 1))
    guard kind.isAssigned, payload.byteCount >= headerLength, version.isRecordVersion else {
      return .refused
    }
    let length = Int(payload.bigEndian(UInt16.self, at: 3))
    guard length <= largestFragment, isPossible(kind, length, payload) else { return .refused }
    let next = headerLength + length
    guard payload.has(3, at: next) else { return .certain }
    let isFollowed =
      ContentType(rawValue: payload.byte(at: next)).isAssigned
      && Version(rawValue: payload.bigEndian(UInt16.self, at: next + 1)).isRecordVersion
    return isFollowed ? .certain : .possible
  }

  /// Whether a fragment can have this length and first bytes.
  private static func isPossible(_ kind: ContentType, _ length: Int, _ payload: RawSpan) -> Bool {
    switch kind {
    case .changeCipherSpec: length == 1 && payload.byte(at: headerLength) <= 1
    case .alert: length == 2 || length >= 16
    case .handshake: length >= 4
    default: true
    }
  }
}
