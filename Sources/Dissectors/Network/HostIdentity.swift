public import PacketCore

/// A Host Identity Protocol packet
/// ([RFC 7401](https://www.rfc-editor.org/rfc/rfc7401) §5.1).
///
///      0               1               2               3
///     +---------------+---------------+-+-------------+-------+-----+-+
///     |  Next Header  | Length/8 - 1  |0| Packet Type |Version| Res |1|
///     +---------------+---------------+-+-------------+-------+-----+-+
///     |           Checksum            |           Controls            |
///     |       Sender's and receiver's host identity tags, 16 bytes each
public struct HostIdentity: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "hip"
  public static var title: String { "Host Identity Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(139)] }

  /// Size of the header without parameters, in bytes.
  public static var minimumHeaderLength: Int { 40 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or too short for the tags.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumHeaderLength else {
      throw .truncated(Self.id, needed: Self.minimumHeaderLength, available: bytes.byteCount)
    }
    let length = HostIdentity(unchecked: bytes).headerLength
    guard length >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Header Length", at: 1)
    }
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Size of the header with its parameters, in bytes.
  public var headerLength: Int { (Int(bytes.byte(at: 1)) + 1) * 8 }

  /// 1 I1, 2 R1, 3 I2, 4 R2, 16 UPDATE, 17 NOTIFY, 18 CLOSE, 19 CLOSE_ACK.
  public var packetType: UInt8 { bytes.byte(at: 2) & 0x7f }
  public var version: UInt8 { bytes.byte(at: 3) >> 4 }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
  public var controls: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(nextHeader) }

  public static let fields: [Field<HostIdentity>] = [
    Field("hip.proto", "Payload Protocol", .decimal(8), at: 0, 1) { $0.nextHeader },
    Field("hip.hdr_len", "Header Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("hip.packet_type", "Packet Type", .decimal(8), at: 2, 1) { $0.packetType },
    Field("hip.version", "Version", .decimal(8), at: 3, 1) { $0.version },
    Field("hip.checksum", "Checksum", .hex(16), at: 4, 2) { $0.checksum },
    Field("hip.controls", "HIP Controls", .hex(16), at: 6, 2) { $0.controls },
    Field("hip.controls.a", "Anonymous (Sender's HI is anonymous)", at: 6, 2, bit: 1),
    Field("hip.hit_sndr", "Sender's HIT", .bytes, at: 8, 16) { _ in .bytes },
    Field("hip.hit_rcvr", "Receiver's HIT", .bytes, at: 24, 16) { _ in .bytes },
  ]
}
