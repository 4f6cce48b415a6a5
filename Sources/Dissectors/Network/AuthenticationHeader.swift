public import PacketCore

/// An IPsec authentication header
/// ([RFC 4302](https://www.rfc-editor.org/rfc/rfc4302) §2).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |  Next Header  | Words less 2  |           Reserved            |
///     |                 Security Parameters Index (SPI)               |
///     |                        Sequence Number                        |
///     |             Integrity Check Value, whole words                |
public struct AuthenticationHeader: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ah"
  public static var title: String { "Authentication Header" }
  public static var bindings: [Binding] { [.ipProtocol(51)] }

  /// Size of the header without check value, in bytes.
  public static var minimumHeaderLength: Int { 12 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or its length is smaller than 12 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let length = AuthenticationHeader(unchecked: bytes).headerLength
    guard length >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Payload Len", at: 1)
    }
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Size of the header with its check value, in bytes.
  public var headerLength: Int { (Int(bytes.byte(at: 1)) + 2) * 4 }
  public var securityParametersIndex: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }
  public var sequenceNumber: UInt32 { bytes.bigEndian(UInt32.self, at: 8) }

  public var integrityCheckValue: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.minimumHeaderLength, count: headerLength - 12) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(nextHeader) }

  public static let fields: [Field<AuthenticationHeader>] = [
    Field("ah.next_header", "Next header", .decimal(8), at: 0, 1) { $0.nextHeader },
    Field("ah.length", "Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("ah.reserved", "Reserved", .bytes, at: 2, 2) { _ in .bytes },
    Field("ah.spi", "AH SPI", .hex(32), at: 4, 4) { $0.securityParametersIndex },
    Field("ah.sequence", "AH Sequence", .decimal(32), at: 8, 4) { $0.sequenceNumber },
    Field("ah.icv", "AH ICV", .bytes) { view, emit in
      if view.headerLength > 12 { emit(.bytes, 12..<view.headerLength) }
    },
  ]
}
