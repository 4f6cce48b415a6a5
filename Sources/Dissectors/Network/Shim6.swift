public import PacketCore

/// A multihoming shim for IPv6
/// ([RFC 5533](https://www.rfc-editor.org/rfc/rfc5533) §5): in front of a payload whose addresses it
/// stands for, or a control message.
///
///      0               1               2               3
///     +---------------+---------------+-+-----------------------------+
///     |  Next Header  | Length/8 - 1  |P|  P 1: context tag, 47 bits  |
///     |       P 0: 7 bits of type, 7 reserved, 1 zero, a checksum     |
public struct Shim6: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "shim6"
  public static var title: String { "Shim6 Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(140)] }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 8 else {
      throw .truncated(Self.id, needed: 8, available: bytes.byteCount)
    }
    let length = Shim6(unchecked: bytes).headerLength
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Size of the header, in bytes.
  public var headerLength: Int { (Int(bytes.byte(at: 1)) + 1) * 8 }

  /// Whether a payload follows, whose addresses the context tag stands for.
  public var isPayloadExtension: Bool { bytes.byte(at: 2) & 0x80 != 0 }

  /// A control message's type, else nil (RFC 5533 §5.3).
  public var messageType: UInt8? { isPayloadExtension ? nil : bytes.byte(at: 2) & 0x7f }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(nextHeader) }

  public static let fields: [Field<Shim6>] = [
    Field("shim6.nxt", "Next Header", .decimal(8), at: 0, 1) { $0.nextHeader },
    Field("shim6.len", "Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("shim6.len_oct", "Length", .decimal(16), at: 1, 1) { UInt64($0.headerLength) },
    Field("shim6.p", "P Bit", at: 2, 1, bit: 0x80),
    Field("shim6.type", "Message Type", .decimal(8), at: 2, 1) { view in
      view.messageType.map { .unsigned(UInt64($0)) }
    },
    Field("shim6.proto", "Protocol", .decimal(8), at: 3, 1) { view in
      view.isPayloadExtension ? nil : .unsigned(UInt64(view.bytes.byte(at: 3) & 1))
    },
    Field("shim6.checksum", "Checksum", .hex(16), at: 4, 2) { view in
      view.isPayloadExtension ? nil : .unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 4)))
    },
  ]
}
