public import PacketCore

/// A Network Service Header: the path of services that a packet goes through
/// ([RFC 8300](https://www.rfc-editor.org/rfc/rfc8300) §2).
///
///     +---+-+-+-----------+-----------+-------+-------+---------------+
///     |Ver|O|U|    TTL    |  Length   |       |MD type| Next protocol |
///     +---+-+-+-----------+-----------+-------+-------+---------------+
///     |           Service path identifier, 24         | Service index |
///     +-----------------------------------------------+---------------+
///     | Context headers                                               |
public struct NSH: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "nsh"
  public static var title: String { "Network Service Header" }
  public static var bindings: [Binding] { [.etherType(0x894f), .greProtocol(0x894f)] }

  /// Size of the header without context, in bytes.
  public static var minimumHeaderLength: Int { 8 }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or its length is smaller than 8 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let view = NSH(unchecked: bytes)
    guard view.headerLength >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Length", at: 0)
    }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 6 }
  /// Whether it is a message about the path, and not a packet in it.
  public var isOperational: Bool { bytes.byte(at: 0) & 0x20 != 0 }
  public var timeToLive: UInt8 {
    UInt8(truncatingIfNeeded: bytes.bigEndian(UInt16.self, at: 0) >> 6) & 0x3f
  }
  /// Size of the header with its context, in bytes.
  public var headerLength: Int { Int(bytes.byte(at: 1) & 0x3f) * 4 }
  /// 1 for context of sixteen bytes, 2 for context of any length.
  public var metadataType: UInt8 { bytes.byte(at: 2) & 15 }
  /// [IANA NSH next protocols](https://www.iana.org/assignments/nsh).
  public var nextProtocol: UInt8 { bytes.byte(at: 3) }
  /// 24 bits.
  public var servicePath: UInt32 { bytes.bigEndian(UInt32.self, at: 4) >> 8 }
  public var serviceIndex: UInt8 { bytes.byte(at: 7) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    switch nextProtocol {
    case 1: .named(IPv4.id)
    case 2: .named(IPv6.id)
    case 3: .named(Ethernet.id)
    case 4: .named(NSH.id)
    case 5: .named(MPLS.id)
    default: .data
    }
  }

  public static let fields: [Field<NSH>] = [
    Field("nsh.version", "Version", .decimal(16), at: 0, 2) { $0.version },
    Field("nsh.Obit", "O Bit", .decimal(16), at: 0, 2) { $0.bytes.byte(at: 0) >> 5 & 1 },
    Field("nsh.CBit", "C Bit", .decimal(16), at: 0, 2) { $0.bytes.byte(at: 0) >> 4 & 1 },
    Field("nsh.ttl", "Time to live", .hex(16), at: 0, 2) { $0.timeToLive },
    Field("nsh.length", "Length", .decimal(16), at: 0, 2) { $0.bytes.byte(at: 1) & 0x3f },
    Field("nsh.mdtype", "MD Type", .decimal(8), at: 2, 1) { $0.metadataType },
    Field("nsh.nextproto", "Next Protocol", .decimal(8), at: 3, 1) { $0.nextProtocol },
    Field("nsh.spi", "SPI", .decimal(24), at: 4, 3) { $0.servicePath },
    Field("nsh.si", "SI", .decimal(8), at: 7, 1) { $0.serviceIndex },
    Field("nsh.contextheader", "Context Header", .bytes) { view, emit in
      guard view.metadataType == 1 else { return }
      for start in stride(from: minimumHeaderLength, to: view.headerLength, by: 4) {
        emit(.bytes, start..<start + 4)
      }
    },
  ]
}
