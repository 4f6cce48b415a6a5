public import PacketCore

/// A GPRS Tunnelling Protocol header, version 1
/// ([3GPP TS 29.281](https://www.3gpp.org/dynareport/29281.htm) §5.1): user packets of mobile
/// networks, and messages between their nodes, with their information elements.
///
///     +-----+-+-+-+-+-+---------------+-------------------------------+
///     | Ver |P| |E|S|N|    Message    |            Length             |
///     +-----+-+-+-+-+-+---------------+-------------------------------+
///     |                   Tunnel endpoint identifier                  |
///     +-------------------------------+---------------+---------------+
///     |        Sequence number        |     N-PDU     | Next extension|
///     +-------------------------------+---------------+---------------+
///     | Extension headers: length in words, content, next             |
public struct GTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "gtp"
  public static var title: String { "GPRS Tunneling Protocol" }
  /// User packets, and messages.
  public static var bindings: [Binding] { [.udpPort(2152), .udpPort(2123)] }

  /// Size of the header without what its flags add, in bytes.
  public static var minimumHeaderLength: Int { 8 }

  /// The header and as much of its payload as was captured.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or an extension header has no length.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let view = GTP(unchecked: bytes)
    guard view.version == 1 else {
      self.bytes = bytes
      return
    }
    let scan = view.scan { _ in }
    if scan.isBroken {
      throw .malformed(Self.id, field: "Extension Header Length", at: scan.end)
    }
    guard bytes.byteCount >= scan.end else {
      throw .truncated(Self.id, needed: scan.end, available: bytes.byteCount)
    }
    self.bytes = bytes.slice(from: 0, count: Self.minimumHeaderLength + view.length)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var flags: UInt8 { bytes.byte(at: 0) }
  /// 1; a header of version 2 is another protocol's.
  public var version: UInt8 { flags >> 5 }
  public var messageType: MessageType { MessageType(rawValue: bytes.byte(at: 1)) }
  /// Bytes after the first eight, as sent.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }
  /// TEID: which tunnel, as its receiver numbers them.
  public var tunnelEndpoint: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }

  private var hasExtensions: Bool { flags & 4 != 0 }
  private var hasOptionalWord: Bool { flags & 7 != 0 }

  public var sequenceNumber: UInt16? {
    flags & 2 != 0 ? bytes.bigEndian(UInt16.self, at: 8) : nil
  }

  /// N-PDU number, of handovers between nodes.
  public var packetNumber: UInt8? { flags & 1 != 0 ? bytes.byte(at: 10) : nil }

  /// Type of the first extension header; nil without one.
  var nextExtension: UInt8? { hasExtensions ? bytes.byte(at: 11) : nil }

  /// Size of the header with its extensions, in bytes.
  public var headerLength: Int { scan { _ in }.end }

  /// Walks the extension headers; each is told by its place.
  ///
  /// - Returns: Where they end, and whether one of no length ended them.
  func scan(_ body: (Range<Int>) -> Void) -> (end: Int, isBroken: Bool) {
    var offset = hasOptionalWord ? 12 : Self.minimumHeaderLength
    guard var type = nextExtension else { return (offset, false) }
    while type != 0 {
      guard bytes.has(1, at: offset) else { return (offset + 4, false) }
      let length = Int(bytes.byte(at: offset)) * 4
      guard length > 0 else { return (offset, true) }
      guard bytes.has(length, at: offset) else { return (offset + length, false) }
      body(offset..<offset + length)
      offset += length
      type = bytes.byte(at: offset - 1)
    }
    return (offset, false)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard version == 1 else { return bytes }
      if messageType == .packet { return bytes.slice(from: headerLength) }
      guard let range = configuration?.range else { return bytes.slice(from: bytes.byteCount) }
      return bytes.slice(from: range.lowerBound, count: range.count)
    }
  }

  public var wireByteCount: Int? { version == 1 ? Self.minimumHeaderLength + length : nil }

  /// No field names a user packet's protocol; the first bits do.
  public var next: NextLayer {
    guard version == 1 else { return version == 2 ? .named(GTPv2.id) : .none }
    guard messageType == .packet else {
      return configuration.map { .bound(.pppProtocol($0.protocol)) } ?? .none
    }
    switch payload.byte(at: 0) >> 4 {
    case 4: return .named(IPv4.id)
    case 6: return .named(IPv6.id)
    default: return EtherPayload.looksLikeFrame(payload) ? .named(Ethernet.id) : .none
    }
  }

  /// What a message is for (TS 29.281 §6.1).
  public struct MessageType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var echoRequest: MessageType { MessageType(rawValue: 1) }
    public static var echoResponse: MessageType { MessageType(rawValue: 2) }
    public static var errorIndication: MessageType { MessageType(rawValue: 26) }
    public static var endMarker: MessageType { MessageType(rawValue: 254) }
    /// A user's packet (G-PDU).
    public static var packet: MessageType { MessageType(rawValue: 255) }
  }
}
