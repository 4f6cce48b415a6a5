public import PacketCore

/// A datagram whose checksum may cover only a part of it
/// ([RFC 3828](https://www.rfc-editor.org/rfc/rfc3828) §3).
///
///      0      7 8     15 16    23 24    31
///     +--------+--------+--------+--------+
///     |   Source Port   | Destination Port|
///     +--------+--------+--------+--------+
///     |     Coverage    |    Checksum     |
///     +--------+--------+--------+--------+
public struct UDPLite: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "udplite"
  public static var title: String { "Lightweight User Datagram Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(136)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 8 }

  /// The header and as much of the payload as was captured.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the coverage is between 1 and 7.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let coverage = Int(bytes.bigEndian(UInt16.self, at: 4))
    guard coverage == 0 || coverage >= Self.headerLength else {
      throw .malformed(Self.id, field: "Checksum Coverage", at: 4)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// Bytes from the header's first that the checksum covers; 0 stands for all.
  public var checksumCoverage: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  /// Bytes after the header, clipped to what was captured.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { .either(.udpPort(destinationPort), .udpPort(sourcePort)) }

  /// Under the names of UDP's, as Wireshark has it.
  public static let fields: [Field<UDPLite>] = [
    Field("udp.srcport", "Source Port", .port, at: 0, 2) { $0.sourcePort },
    Field("udp.dstport", "Destination Port", .port, at: 2, 2) { $0.destinationPort },
    Field("udp.port", "Source or Destination Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    Field("udp.checksum_coverage", "Checksum coverage", .decimal(16), at: 4, 2) {
      $0.checksumCoverage
    },
    Field("udp.checksum", "Checksum", .hex(16), at: 6, 2) { $0.checksum },
    Field("udp.payload", "Payload", .bytes) { view, emit in
      if view.bytes.byteCount > headerLength { emit(.bytes, headerLength..<view.bytes.byteCount) }
    },
  ]
}
