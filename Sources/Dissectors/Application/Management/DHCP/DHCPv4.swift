public import PacketCore

/// A message of the Dynamic Host Configuration Protocol
/// ([RFC 2131](https://www.rfc-editor.org/rfc/rfc2131) §2), or of BOOTP, which has no options
/// ([RFC 951](https://www.rfc-editor.org/rfc/rfc951)).
///
///     +---------------+---------------+---------------+---------------+
///     |      op       |     htype     |     hlen      |     hops      |
///     |                              xid                              |
///     |             secs              |             flags             |
///     |             ciaddr, yiaddr, siaddr, giaddr: four bytes each   |
///     |             chaddr: 16 bytes, sname: 64, file: 128            |
///     |             cookie: 99.130.83.99, then options                |
public struct DHCPv4: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "dhcp"
  public static var title: String { "Dynamic Host Configuration Protocol" }
  public static var bindings: [Binding] { [.udpPort(67), .udpPort(68), .udpPort(4011)] }
  /// A request or a reply, by its first byte; found on any port by the cookie.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 1...2) { payload in
      guard 1...2 ~= payload.byte(at: 0), payload.byte(at: 2) <= 16 else { return .refused }
      return payload.bigEndian(UInt32.self, at: 236) == cookie ? .certain : .possible
    }
  }

  /// Size of the header without the options' cookie, in bytes.
  public static var headerLength: Int { 236 }
  /// What stands before the options (RFC 2131 §3).
  public static var cookie: UInt32 { 0x6382_5363 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the operation is neither request nor
  ///   reply.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    if bytes.byteCount > 0, !(1...2 ~= bytes.byte(at: 0)) {
      throw .malformed(Self.id, field: "op", at: 0)
    }
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var operation: Operation { Operation(rawValue: bytes.byte(at: 0)) }
  /// [IANA's ARP hardware types](https://www.iana.org/assignments/arp-parameters).
  public var hardwareType: UInt8 { bytes.byte(at: 1) }
  /// In bytes.
  public var hardwareAddressLength: Int { Int(bytes.byte(at: 2)) }
  public var hops: UInt8 { bytes.byte(at: 3) }
  public var transactionIdentifier: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }
  /// Since the client began, in seconds.
  public var seconds: UInt16 { bytes.bigEndian(UInt16.self, at: 8) }
  /// Whether the client wants a broadcast reply.
  public var isBroadcast: Bool { bytes.byte(at: 10) & 0x80 != 0 }
  /// The address that the client has.
  public var clientAddress: IPv4Address { IPv4Address(bytes, at: 12) }
  /// The address that the client gets.
  public var yourAddress: IPv4Address { IPv4Address(bytes, at: 16) }
  /// Where the client boots from next.
  public var serverAddress: IPv4Address { IPv4Address(bytes, at: 20) }
  public var relayAddress: IPv4Address { IPv4Address(bytes, at: 24) }

  /// The client's hardware address, as long as the header says, at most 16 bytes.
  public var hardwareAddress: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 28, count: Swift.min(hardwareAddressLength, 16)) }
  }

  /// Whether options follow the header.
  public var hasOptions: Bool { bytes.bigEndian(UInt32.self, at: 236) == Self.cookie }

  /// The options, in the fields for names too where they overflow there (RFC 2132 §9.3).
  public var options: Options {
    @_lifetime(copy self)
    get { Options(self) }
  }

  /// What the message is for (RFC 2132 §9.6); nil for one of BOOTP.
  public var messageType: MessageType? {
    var options = options
    while let option = options.next() {
      if option.code == .messageType, option.length == 1 {
        return MessageType(rawValue: bytes.byte(at: option.value.lowerBound))
      }
    }
    return nil
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }
}
