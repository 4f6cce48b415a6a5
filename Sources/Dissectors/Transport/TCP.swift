public import PacketCore

/// A Transmission Control Protocol segment
/// ([RFC 9293](https://www.rfc-editor.org/rfc/rfc9293) §3.1).
///
///      0               1               2               3
///     +-------------------------------+-------------------------------+
///     |          Source Port          |       Destination Port        |
///     |                        Sequence Number                        |
///     |                     Acknowledgment Number                     |
///     +-------+-------+---------------+-------------------------------+
///     | Offset| Rsrvd | Control bits  |            Window             |
///     +-------+-------+---------------+-------------------------------+
///     |           Checksum            |         Urgent Pointer        |
///     |                    Options, to a full word                    |
@frozen
public struct TCP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "tcp"
  public static var title: String { "Transmission Control Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(6)] }

  /// Size of the header without options, in bytes.
  public static var minimumHeaderLength: Int { 20 }

  /// The header and as much of the payload as was captured.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or its length is smaller than 20 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let view = TCP(unchecked: bytes)
    guard view.headerLength >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Data Offset", at: 12)
    }
    guard bytes.byteCount >= view.headerLength else {
      throw .truncated(Self.id, needed: view.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  @inlinable public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  @inlinable public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  @inlinable public var sequenceNumber: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }
  @inlinable public var acknowledgmentNumber: UInt32 { bytes.bigEndian(UInt32.self, at: 8) }

  /// Size of the header with its options, in bytes.
  @inlinable public var headerLength: Int { Int(bytes.byte(at: 12) >> 4) * 4 }

  /// The control bits.
  @inlinable public var flags: Flags {
    Flags(rawValue: bytes.bigEndian(UInt16.self, at: 12) & 0x0fff)
  }

  /// The receive window as sent, not scaled.
  @inlinable public var window: UInt16 { bytes.bigEndian(UInt16.self, at: 14) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 16) }
  public var urgentPointer: UInt16 { bytes.bigEndian(UInt16.self, at: 18) }

  @inlinable public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  /// The lower port names the protocol before the higher does, unless a SYN tells the server's port:
  /// as in Wireshark.
  public var next: NextLayer {
    let ends =
      switch flags.intersection([.syn, .ack]) {
      case .syn: (destinationPort, sourcePort)
      case [.syn, .ack]: (sourcePort, destinationPort)
      default:
        (Swift.min(sourcePort, destinationPort), Swift.max(sourcePort, destinationPort))
      }
    return .either(.tcpPort(ends.0), .tcpPort(ends.1))
  }

  /// Control bits (RFC 9293 §3.1; accurate ECN, RFC 9768).
  @frozen
  public struct Flags: OptionSet, BitwiseCopyable, Hashable, Sendable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    @inlinable public static var fin: Flags { Flags(rawValue: 0x001) }
    @inlinable public static var syn: Flags { Flags(rawValue: 0x002) }
    @inlinable public static var rst: Flags { Flags(rawValue: 0x004) }
    @inlinable public static var psh: Flags { Flags(rawValue: 0x008) }
    @inlinable public static var ack: Flags { Flags(rawValue: 0x010) }
    @inlinable public static var urg: Flags { Flags(rawValue: 0x020) }
    @inlinable public static var ece: Flags { Flags(rawValue: 0x040) }
    @inlinable public static var cwr: Flags { Flags(rawValue: 0x080) }
    @inlinable public static var ae: Flags { Flags(rawValue: 0x100) }
  }
}
