public import PacketCore

/// A Stream Control Transmission Protocol packet
/// ([RFC 9260](https://www.rfc-editor.org/rfc/rfc9260) §3): a common header, then chunks.
///
///      0               1               2               3
///     +-------------------------------+-------------------------------+
///     |          Source Port          |       Destination Port        |
///     |                       Verification Tag                        |
///     |                       Checksum (CRC32c)                       |
///     +---------------+---------------+-------------------------------+
///     |  Chunk Type   |  Chunk Flags  |         Chunk Length          |
///     |                  Chunk Value, to a full word                  |
public struct SCTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "sctp"
  public static var title: String { "Stream Control Transmission Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(132)] }

  /// Size of the common header, in bytes.
  public static var headerLength: Int { 12 }

  /// The packet as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var verificationTag: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }

  /// The CRC32c in the byte order in which it stands (RFC 9260 appendix A).
  public var checksum: UInt32 { bytes.bigEndian(UInt32.self, at: 8) }

  /// The chunks, to go through one by one.
  public var chunks: Chunks {
    @_lifetime(copy self)
    get { Chunks(bytes) }
  }

  /// The user data of the first DATA chunk that holds a whole message; empty when there is none.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard let range = messageRange else { return bytes.slice(from: bytes.byteCount) }
      let start = range.lowerBound + Self.dataHeaderLength(bytes.byte(at: range.lowerBound))
      return bytes.slice(from: start, count: range.upperBound - start)
    }
  }

  /// The protocol that the message's payload protocol identifier names, or else a port.
  public var next: NextLayer {
    guard let range = messageRange else { return .none }
    let isInterleaved = bytes.byte(at: range.lowerBound) == Chunk.Kind.interleavedData.rawValue
    let offset = range.lowerBound + (isInterleaved ? 16 : 12)
    let identifier = bytes.bigEndian(UInt32.self, at: offset)
    return .either(
      Binding(.sctpPayload, identifier), Binding(.sctpPort, UInt32(destinationPort)))
  }

  /// Where the first chunk stands that holds a whole message.
  private var messageRange: Range<Int>? {
    var cursor = ChunkCursor(Self.headerLength)
    while let range = cursor.next(in: bytes) {
      let kind = Chunk.Kind(rawValue: bytes.byte(at: range.lowerBound))
      guard kind == .data || kind == .interleavedData else { continue }
      // B and E: the message begins and ends in this chunk (RFC 9260 §3.3.1).
      if bytes.byte(at: range.lowerBound + 1) & 3 == 3 { return range }
    }
    return nil
  }

  static func dataHeaderLength(_ type: UInt8) -> Int {
    type == Chunk.Kind.interleavedData.rawValue ? 20 : 16
  }
}

extension Binding.Register {
  /// [SCTP payload protocol identifiers](https://www.iana.org/assignments/sctp-parameters).
  public static let sctpPayload = Binding.Register("sctp.ppi")
  public static let sctpPort = Binding.Register("sctp.port")
}
