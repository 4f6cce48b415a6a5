public import PacketCore

/// A Datagram Congestion Control Protocol packet
/// ([RFC 4340](https://www.rfc-editor.org/rfc/rfc4340) §5.1).
///
///      0               1               2               3
///     +-------------------------------+-------------------------------+
///     |          Source Port          |       Destination Port        |
///     +---------------+-------+-------+-------------------------------+
///     |  Data Offset  | CCVal |CsCov  |           Checksum            |
///     +-----+-------+-+-------+-------+-------------------------------+
///     | Res | Type  |X|  Sequence number, 24 bits, or 48 when X is 1  |
public struct DCCP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "dccp"
  public static var title: String { "Datagram Congestion Control Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(33)] }

  /// Size of the generic header with a short sequence number, in bytes.
  public static var minimumHeaderLength: Int { 12 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or its length is smaller than 12 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let length = DCCP(unchecked: bytes).headerLength
    guard length >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Data Offset", at: 4)
    }
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// Size of the header with its options, in bytes.
  public var headerLength: Int { Int(bytes.byte(at: 4)) * 4 }
  public var congestionControlValue: UInt8 { bytes.byte(at: 5) >> 4 }

  /// 0 when the checksum covers everything, else one more than the words of payload it covers
  /// (RFC 4340 §9.2).
  public var checksumCoverage: UInt8 { bytes.byte(at: 5) & 15 }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  /// 0 Request to 9 SyncAck (RFC 4340 §5.1).
  public var packetType: UInt8 { bytes.byte(at: 8) >> 1 & 15 }

  /// Whether sequence numbers have 48 bits.
  public var hasExtendedSequenceNumbers: Bool { bytes.byte(at: 8) & 1 != 0 }

  public var sequenceNumber: UInt64 {
    hasExtendedSequenceNumbers
      ? bytes.bits(in: 10..<16) : bytes.bits(in: 9..<12)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { .data }

  public static let fields: [Field<DCCP>] = headerFields + numberFields + optionFields

  private static let headerFields: [Field<DCCP>] = [
    Field("dccp.srcport", "Source Port", .port, at: 0, 2) { $0.sourcePort },
    Field("dccp.dstport", "Destination Port", .port, at: 2, 2) { $0.destinationPort },
    Field("dccp.port", "Source or Destination Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    Field("dccp.data_offset", "Data Offset", .decimal(8), at: 4, 1) { $0.bytes.byte(at: 4) },
    Field("dccp.ccval", "CCVal", .decimal(8), at: 5, 1) { $0.congestionControlValue },
    Field("dccp.cscov", "Checksum Coverage", .decimal(8), at: 5, 1) { $0.checksumCoverage },
    Field("dccp.checksum", "Checksum", .hex(16), at: 6, 2) { $0.checksum },
    Field("dccp.res1", "Reserved", .hex(8), at: 8, 1) { $0.bytes.byte(at: 8) >> 5 },
    Field("dccp.type", "Type", .decimal(8), at: 8, 1) { $0.packetType },
    Field("dccp.x", "Extended Sequence Numbers", at: 8, 1) { $0.hasExtendedSequenceNumbers },
    Field("dccp.res2", "Reserved", .hex(8), at: 9, 1) { view in
      view.hasExtendedSequenceNumbers ? .unsigned(UInt64(view.bytes.byte(at: 9))) : nil
    },
    Field("dccp.seq_raw", "Sequence Number (raw)", .decimal(64)) { view, emit in
      emit(.unsigned(view.sequenceNumber), view.hasExtendedSequenceNumbers ? 10..<16 : 9..<12)
    },
  ]
}
