/// A header over its bytes: one protocol, checked once, then read without errors.
///
/// A view borrows: it cannot outlive the packet whose bytes it shows.
public protocol ProtocolView: SendableMetatype, ~Escapable {
  /// Wireshark's name of the protocol.
  static var id: ProtocolID { get }
  /// The protocol's full name.
  static var title: String { get }
  /// Where the protocol is specified: `RFC 768`.
  static var specification: String { get }
  /// The numbers that announce this protocol.
  static var bindings: [Binding] { get }
  /// How the protocol is known by content; nil when its numbers suffice.
  static var probe: ContentProbe? { get }
  /// Whether the header has the addresses that checksums of the layers in it cover.
  static var isNetwork: Bool { get }
  /// Size of the smallest header, in bytes: with fewer, it is cut short.
  static var headerLength: Int { get }
  /// The protocol's fields under Wireshark's names, in wire order.
  static var fields: [Field<Self>] { get }
  /// How the protocol shows itself in a packet's line; nil when it leaves that to the one around it.
  static var summary: Summary<Self>? { get }

  /// The header and as much of its payload as was captured and belongs to it.
  var bytes: RawSpan { @_lifetime(copy self) get }
  /// What the next layer is made of, clipped to what was captured.
  var payload: RawSpan { @_lifetime(copy self) get }
  /// Bytes of header and payload on the wire, where the header tells; more than ``bytes`` holds when
  /// the snap length cut the packet.
  var wireByteCount: Int? { get }
  /// Whether the payload quotes a packet that was sent earlier, as an ICMP error does.
  var quotesPacket: Bool { get }
  /// What the payload is.
  var next: NextLayer { get }

  /// Views the header that starts at the first of `bytes`.
  ///
  /// - Throws: ``DecodeError`` if the header is cut short, or holds what the specification forbids.
  @_lifetime(copy bytes)
  init(decoding bytes: RawSpan) throws(DecodeError)

  /// Views bytes that have been checked, or a header that is cut short.
  ///
  /// In the latter case a field beyond the end reads as zero; who prints the fields leaves out those
  /// whose bytes are not there.
  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan)
}

extension ProtocolView where Self: ~Escapable {
  public static var specification: String { "" }
  public static var probe: ContentProbe? { nil }
  public static var summary: Summary<Self>? { nil }
  @inlinable public static var headerLength: Int { 0 }
  public var wireByteCount: Int? { nil }
  /// Nothing.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }
  public var next: NextLayer { .none }
  @inlinable public var quotesPacket: Bool { false }
  @inlinable public static var isNetwork: Bool { false }
}

extension ProtocolView where Self: ~Escapable {
  /// Views a header that is right when it is whole.
  ///
  /// - Throws: ``DecodeError`` if fewer than ``headerLength`` bytes are there.
  @inlinable
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.init(unchecked: bytes)
  }
}
