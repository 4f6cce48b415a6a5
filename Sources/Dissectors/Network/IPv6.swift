public import PacketCore

/// An Internet Protocol version 6 packet
/// ([RFC 8200](https://www.rfc-editor.org/rfc/rfc8200) §3).
///
///      0               1               2               3
///     +-------+---------------+---------------------------------------+
///     |Version| Traffic Class |              Flow Label               |
///     +-------+---------------+-------+---------------+---------------+
///     |         Payload Length        |  Next Header  |   Hop Limit   |
///     +-------------------------------+---------------+---------------+
///     |                   Source Address, 16 bytes                    |
///     |                Destination Address, 16 bytes                  |
@frozen
public struct IPv6: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipv6"
  public static var title: String { "Internet Protocol Version 6" }
  public static var isNetwork: Bool { true }
  public static var bindings: [Binding] {
    [.etherType(0x86dd), .ipProtocol(41), .pppProtocol(0x0057), .linkType(.ipv6)]
  }

  /// Size of the header without extension headers, in bytes.
  public static var headerLength: Int { 40 }

  /// The packet as captured, without what trails it.
  public let bytes: RawSpan

  /// Views the packet that starts at the first of `bytes`.
  ///
  /// A payload length of 0 stands for all bytes: a jumbogram (RFC 2675) or a length that was left to
  /// the network card.
  ///
  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the version is not 6.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let view = IPv6(unchecked: bytes)
    guard view.version == 6 else { throw .malformed(Self.id, field: "Version", at: 0) }
    let length = Int(view.payloadLength)
    self.bytes = length == 0 ? bytes : bytes.slice(from: 0, count: Self.headerLength + length)
  }

  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  public var trafficClass: UInt8 {
    UInt8(truncatingIfNeeded: bytes.bigEndian(UInt16.self, at: 0) >> 4)
  }
  /// 20 bits (RFC 6437).
  public var flowLabel: UInt32 { bytes.bigEndian(UInt32.self, at: 0) & 0xf_ffff }

  /// Size of what follows the header, extension headers included, in bytes.
  @inlinable public var payloadLength: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
  @inlinable public var nextHeader: UInt8 { bytes.byte(at: 6) }
  @inlinable public var hopLimit: UInt8 { bytes.byte(at: 7) }
  @inlinable public var source: IPv6Address { IPv6Address(bytes, at: 8) }
  @inlinable public var destination: IPv6Address { IPv6Address(bytes, at: 24) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var wireByteCount: Int? {
    payloadLength == 0 ? nil : Self.headerLength + Int(payloadLength)
  }

  public var next: NextLayer { Self.next(nextHeader) }

  /// The layer that a Next Header field announces; 59 says that no header
  /// follows (RFC 8200 §4.7).
  static func next(_ number: UInt8) -> NextLayer {
    number == 59 ? .data : .bound(.ipProtocol(number))
  }
}
