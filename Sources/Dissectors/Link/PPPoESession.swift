public import PacketCore

/// A packet of a PPP session over Ethernet
/// ([RFC 2516](https://www.rfc-editor.org/rfc/rfc2516) §6).
public struct PPPoESession: PPPoEHeader, ~Escapable {
  public static let id: ProtocolID = "pppoes"
  public static var title: String { "PPP-over-Ethernet Session" }
  public static var bindings: [Binding] { [.etherType(0x8864), .linkType(.pppEther)] }

  /// The header and as much of the payload as was captured; a length beyond the frame's end is not
  /// held against it.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= PPPoE.headerLength else {
      throw .truncated(Self.id, needed: PPPoE.headerLength, available: bytes.byteCount)
    }
    let length = PPPoE.headerLength + PPPoESession(unchecked: bytes).payloadLength
    self.bytes = bytes.slice(from: 0, count: length)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: PPPoE.headerLength) }
  }

  public var next: NextLayer { .named(PPP.id) }

  public static let fields: [Field<PPPoESession>] = headerFields
}
