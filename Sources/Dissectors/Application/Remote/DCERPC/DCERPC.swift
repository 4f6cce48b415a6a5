public import PacketCore

/// Remote procedure calls of the Distributed Computing Environment
/// ([C706](https://pubs.opengroup.org/onlinepubs/9629399/), MS-RPCE): over a connection any number of
/// PDUs of version 5 (chapter 12.6), in a datagram one of version 4 (chapter 12.5).
///
///     +-------+-------+-------+-------+-------------------------------+
///     |   5   |   0   | Type  | Flags |      Data representation      |
///     | Fragment's length | Token's   |            Call ID            |
public struct DCERPC: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "dcerpc"
  public static var title: String { "Distributed Computing Environment / Remote Procedure Call" }
  public static var bindings: [Binding] { [.tcpPort(135), .udpPort(135)] }
  /// Size of the header of a PDU over a connection, in bytes.
  public static var headerLength: Int { 16 }
  /// Size of a datagram's header, in bytes.
  public static var datagramHeaderLength: Int { 80 }

  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort, .udpPort], firstBytes: 4...5) {
      guard looksLike($0) || looksLikeDatagram($0) else { return .refused }
      // Nobody sends EBCDIC; Cassandra's frames of version 5 look like that.
      return $0.byte(at: 4) & 0x0f == 0 ? .certain : .possible
    }
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first header is cut short, of another version, or
  ///   tells a fragment that is shorter than a header.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = DCERPC(unchecked: bytes)
    let needed = view.isDatagram ? Self.datagramHeaderLength : Self.headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    guard view.isDatagram || view.version == 5 else {
      throw .malformed(Self.id, field: "Version", at: 0)
    }
    guard view.isDatagram || view.fragmentLength >= Self.headerLength else {
      throw .malformed(Self.id, field: "Frag Length", at: 8)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  public var isDatagram: Bool { version == 4 }
  /// The first PDU's type.
  public var kind: Kind { Kind(rawValue: isDatagram ? bytes.byte(at: 1) : bytes.byte(at: 2)) }
  /// Whether numbers are sent least significant byte first (C706 §14.1).
  public var isLittleEndian: Bool { bytes.byte(at: 4) >> 4 == 1 }
  /// Size of the first PDU, in bytes.
  public var fragmentLength: Int {
    isDatagram
      ? Self.datagramHeaderLength + Int(number(UInt16.self, at: 74))
      : Int(number(UInt16.self, at: 8))
  }
  /// Which call the first PDU is of: the call ID, or a datagram's sequence number.
  public var callID: UInt32 { number(UInt32.self, at: isDatagram ? 64 : 12) }
  /// What is called; nil unless the first PDU is a request.
  public var operation: UInt16? {
    kind == .request ? number(UInt16.self, at: isDatagram ? 68 : 22) : nil
  }

  func number<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int) -> T {
    isLittleEndian ? bytes.littleEndian(type, at: offset) : bytes.bigEndian(type, at: offset)
  }

  /// The first PDU's token of authentication, if it is one of a known form.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard !isDatagram, let token = pdu(at: 0).token, token.upperBound <= bytes.byteCount else {
        return bytes.slice(from: bytes.byteCount)
      }
      let content = bytes.slice(from: token.lowerBound, count: token.count)
      // The mechanism's name in front of the first token of a negotiation.
      return content.byte(at: 0) == 0x60 ? GSSAPI(unchecked: content).payload : content
    }
  }

  /// NTLM's messages and signatures; of a negotiation (MS-RPCE §2.2.1.1.7) only the tokens.
  public var next: NextLayer {
    guard !isDatagram, let trailer = pdu(at: 0).trailer else { return .none }
    switch bytes.byte(at: trailer) {
    case 9 where SPNEGO.isSignature(payload): return .named(NTLMSSP.id)
    case 9: return SPNEGO.starts(payload) ? .named(SPNEGO.id) : .none
    case 10: return .named(NTLMSSP.id)
    default: return .none
    }
  }

  /// What a PDU is (C706 §12.1).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var request: Kind { Kind(rawValue: 0) }
    public static var ping: Kind { Kind(rawValue: 1) }
    public static var response: Kind { Kind(rawValue: 2) }
    public static var fault: Kind { Kind(rawValue: 3) }
    public static var working: Kind { Kind(rawValue: 4) }
    public static var noCall: Kind { Kind(rawValue: 5) }
    public static var reject: Kind { Kind(rawValue: 6) }
    public static var acknowledgment: Kind { Kind(rawValue: 7) }
    public static var cancelOfClient: Kind { Kind(rawValue: 8) }
    public static var fragmentAcknowledgment: Kind { Kind(rawValue: 9) }
    public static var cancelAcknowledgment: Kind { Kind(rawValue: 10) }
    public static var bind: Kind { Kind(rawValue: 11) }
    public static var bindAcknowledgment: Kind { Kind(rawValue: 12) }
    public static var bindRefusal: Kind { Kind(rawValue: 13) }
    public static var alterContext: Kind { Kind(rawValue: 14) }
    public static var alterContextResponse: Kind { Kind(rawValue: 15) }
    public static var auth3: Kind { Kind(rawValue: 16) }
    public static var shutdown: Kind { Kind(rawValue: 17) }
    public static var cancel: Kind { Kind(rawValue: 18) }
    public static var orphaned: Kind { Kind(rawValue: 19) }
    public static var requestToSend: Kind { Kind(rawValue: 20) }
  }
}

extension DCERPC {
  /// Whether a PDU of a connection may start there.
  static func looksLike(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= headerLength, bytes.byte(at: 0) == 5, bytes.byte(at: 1) < 2,
      bytes.byte(at: 2) <= 20, bytes.byte(at: 4) & 0xee == 0, bytes.byte(at: 5) < 4
    else { return false }
    let view = DCERPC(unchecked: bytes)
    return view.fragmentLength >= headerLength
      && Int(view.number(UInt16.self, at: 10)) <= view.fragmentLength - headerLength
  }

  /// Whether a datagram may start there.
  static func looksLikeDatagram(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= datagramHeaderLength, bytes.byte(at: 0) == 4,
      bytes.byte(at: 1) <= 10, bytes.byte(at: 3) & 0xfc == 0, bytes.byte(at: 4) & 0xee == 0,
      bytes.byte(at: 5) < 4
    else { return false }
    return DCERPC(unchecked: bytes).fragmentLength <= bytes.byteCount
  }

  /// A PDU of a connection.
  struct PDU {
    let kind: Kind
    let start: Int
    /// Where it ends, by its own word.
    let wireEnd: Int
    /// Where it ends of what was captured.
    let end: Int
    let tokenLength: Int

    /// Where the part before the token (MS-RPCE §2.2.2.11) starts, if there is a token.
    var trailer: Int? {
      let place = wireEnd - tokenLength - 8
      return tokenLength > 0 && place >= start + headerLength ? place : nil
    }

    var token: Range<Int>? { trailer.map { $0 + 8..<wireEnd } }
  }

  func pdu(at start: Int) -> PDU {
    let length = Int(number(UInt16.self, at: start + 8))
    return PDU(
      kind: Kind(rawValue: bytes.byte(at: start + 2)), start: start, wireEnd: start + length,
      end: Swift.min(start + length, bytes.byteCount),
      tokenLength: Int(number(UInt16.self, at: start + 10)))
  }

  /// Calls `body` with each PDU of the connection.
  func forEachPDU(_ body: (PDU) -> Void) {
    if isDatagram { return }
    var start = 0
    while Self.looksLike(bytes.slice(from: start)) {
      let pdu = pdu(at: start)
      body(pdu)
      start = pdu.wireEnd
    }
    // A header that is cut short.
    if start == 0, bytes.byteCount < Self.headerLength {
      body(
        PDU(
          kind: Kind(rawValue: bytes.byte(at: 2)), start: 0, wireEnd: bytes.byteCount,
          end: bytes.byteCount, tokenLength: 0))
    }
  }
}
