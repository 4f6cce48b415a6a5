public import PacketCore

/// What Teredo puts before an IPv6 packet in UDP: nothing, an authentication, an origin indication
/// ([RFC 4380](https://www.rfc-editor.org/rfc/rfc4380) §5.1.1).
///
///     +--------+--------+--------+--------+-----------+-------+----------+---+
///     |  0x00  |  0x01  | ID len | Auth l.| Client ID | Value | Nonce, 8 | C |
///     +--------+--------+--------+--------+-----------+-------+----------+---+
///     |  0x00  |  0x00  | Origin port, inverted | Origin address, inverted    |
public struct Teredo: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "teredo"
  public static var title: String { "Teredo IPv6 over UDP tunneling" }
  public static var bindings: [Binding] { [.udpPort(3544)] }

  /// The headers and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if a header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = Swift.max(2, Teredo(unchecked: bytes).headerLength)
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Place of the authentication header; nil without one.
  public var authenticationRange: Range<Int>? {
    guard bytes.byteCount >= 2, bytes.bigEndian(UInt16.self, at: 0) == 1 else { return nil }
    return 0..<13 + Int(bytes.byte(at: 2)) + Int(bytes.byte(at: 3))
  }

  /// Place of the origin indication; nil without one.
  public var originRange: Range<Int>? {
    let start = authenticationRange?.upperBound ?? 0
    guard bytes.has(2, at: start), bytes.bigEndian(UInt16.self, at: start) == 0 else { return nil }
    return start..<start + 8
  }

  /// The port and address that the server saw the client's packet come from.
  public var origin: Endpoint? {
    guard let start = originRange?.lowerBound else { return nil }
    let address = IPv4Address(rawValue: ~bytes.bigEndian(UInt32.self, at: start + 4))
    return Endpoint(IPAddress.v4(address), port: ~bytes.bigEndian(UInt16.self, at: start + 2))
  }

  /// Size of the headers, in bytes.
  public var headerLength: Int {
    originRange?.upperBound ?? authenticationRange?.upperBound ?? 0
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    payload.byte(at: 0) >> 4 == 6 ? .named(IPv6.id) : .data
  }

  public static let fields: [Field<Teredo>] = [
    part("auth", "Teredo Authentication header", .heading, at: 0) { $0.authenticationRange },
    part("auth.idlen", "Client identifier length", .decimal(8), at: 2, 1) {
      $0.authenticationRange
    },
    part("auth.aulen", "Authentication value length", .decimal(8), at: 3, 1) {
      $0.authenticationRange
    },
    part("auth.id", "Client identifier", .bytes, at: 0) { view in
      view.authenticationRange.map { _ in 4..<4 + Int(view.bytes.byte(at: 2)) }
    },
    part("auth.value", "Authentication value", .bytes, at: 0) { view in
      view.authenticationRange.map { range in
        4 + Int(view.bytes.byte(at: 2))..<range.upperBound - 9
      }
    },
    part("auth.nonce", "Nonce value", .bytes, at: 0) { view in
      view.authenticationRange.map { $0.upperBound - 9..<$0.upperBound - 1 }
    },
    part("auth.conf", "Confirmation byte", .bytes, at: 0) { view in
      view.authenticationRange.map { $0.upperBound - 1..<$0.upperBound }
    },
    part("orig", "Teredo Origin Indication header", .heading, at: 0) { $0.originRange },
    Field("teredo.orig.port", "Origin UDP port", .port) { view, emit in
      guard let start = view.originRange?.lowerBound, let origin = view.origin else { return }
      emit(.unsigned(UInt64(origin.port)), start + 2..<start + 4)
    },
    Field("teredo.orig.addr", "Origin IPv4 address", .ipv4Address) { view, emit in
      guard let start = view.originRange?.lowerBound else { return }
      let address = IPv4Address(rawValue: ~view.bytes.bigEndian(UInt32.self, at: start + 4))
      emit(.ipv4(address), start + 4..<start + 8)
    },
  ]

  private static func part(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int? = nil,
    _ header: @escaping @Sendable (borrowing Teredo) -> Range<Int>?
  ) -> Field<Teredo> {
    Field(
      "teredo.\(name)", label, type, at: offset, count,
      in: { view, part in if let range = header(view) { part(range) } })
  }
}
