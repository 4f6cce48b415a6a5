public import PacketCore

/// An Internet Protocol version 4 packet
/// ([RFC 791](https://www.rfc-editor.org/rfc/rfc791) §3.1).
///
///      0               1               2               3
///     +-------+-------+---------------+-------------------------------+
///     |Version|  IHL  |Type of Service|          Total Length         |
///     +-------+-------+---------------+-----+-------------------------+
///     |         Identification        |Flags|     Fragment Offset     |
///     +---------------+---------------+-----+-------------------------+
///     |  Time to Live |    Protocol   |        Header Checksum        |
///     +---------------+---------------+-------------------------------+
///     |                         Source Address                        |
///     |                      Destination Address                      |
///     |                    Options, to a full word                    |
@frozen
public struct IPv4: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ip"
  public static var title: String { "Internet Protocol Version 4" }
  public static var isNetwork: Bool { true }
  public static var bindings: [Binding] {
    [
      .etherType(0x0800), .ipProtocol(4), .pppProtocol(0x0021), .llcSAP(0x06), .linkType(.ipv4),
    ]
  }

  /// Size of the header without options, in bytes.
  public static var minimumHeaderLength: Int { 20 }

  /// The packet as captured, without what trails it.
  public let bytes: RawSpan

  /// Views the packet that starts at the first of `bytes`.
  ///
  /// A total length of 0 stands for all bytes: some network cards leave it to be filled in.
  ///
  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, the version is not 4, or a length is
  ///   smaller than the header.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let view = IPv4(unchecked: bytes)
    guard view.version == 4 else { throw .malformed(Self.id, field: "Version", at: 0) }
    guard view.headerLength >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "IHL", at: 0)
    }
    guard view.totalLength == 0 || Int(view.totalLength) >= view.headerLength else {
      throw .malformed(Self.id, field: "Total Length", at: 2)
    }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = view.totalLength == 0 ? bytes : bytes.slice(from: 0, count: Int(view.totalLength))
  }

  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 4 }

  /// Size of the header with its options, in bytes.
  @inlinable public var headerLength: Int { Int(bytes.byte(at: 0) & 15) * 4 }

  /// Differentiated services code point (RFC 2474 §3).
  public var differentiatedServices: UInt8 { bytes.byte(at: 1) >> 2 }

  /// Explicit congestion notification (RFC 3168 §5).
  public var congestionNotification: UInt8 { bytes.byte(at: 1) & 3 }

  /// Size of header and payload as sent, in bytes.
  @inlinable public var totalLength: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  @inlinable public var identification: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }

  /// The bit that RFC 3514 calls evil; it must be zero.
  public var reservedFlag: Bool { bytes.byte(at: 6) & 0x80 != 0 }
  public var dontFragment: Bool { bytes.byte(at: 6) & 0x40 != 0 }
  @inlinable public var moreFragments: Bool { bytes.byte(at: 6) & 0x20 != 0 }

  /// Place of the payload in the whole datagram, in bytes.
  @inlinable public var fragmentOffset: Int {
    Int(bytes.bigEndian(UInt16.self, at: 6) & 0x1fff) * 8
  }
  public var isFragment: Bool { moreFragments || fragmentOffset > 0 }
  @inlinable public var timeToLive: UInt8 { bytes.byte(at: 8) }
  @inlinable public var `protocol`: UInt8 { bytes.byte(at: 9) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 10) }
  @inlinable public var source: IPv4Address { IPv4Address(bytes, at: 12) }
  @inlinable public var destination: IPv4Address { IPv4Address(bytes, at: 16) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var wireByteCount: Int? { totalLength == 0 ? nil : Int(totalLength) }

  public var next: NextLayer {
    fragmentOffset > 0 ? .data : .bound(.ipProtocol(self.protocol))
  }
}
