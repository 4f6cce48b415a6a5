public import PacketCore

/// A packet of the Real-time Transport Protocol
/// ([RFC 3550](https://www.rfc-editor.org/rfc/rfc3550) §5.1).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///     |V=2|P|X|  CC   |M|     PT      |       sequence number         |
///     |                           timestamp                           |
///     |           synchronization source (SSRC) identifier            |
///     |            contributing source (CSRC) identifiers ...         |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///
/// No port announces it, and its bytes do not prove it: the session that set it up tells, see
/// ``AnnouncedPorts``. A program that knows the ports binds them in its own table.
public struct RTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "rtp"
  public static var title: String { "Real-Time Transport Protocol" }
  public static var specification: String { "RFC 3550" }
  public static var bindings: [Binding] { [] }
  public static var probe: ContentProbe? {
    ContentProbe { isRTP($0) ? .possible : .refused }
  }
  public static var headerLength: Int { 12 }

  /// Packet types of RTCP on the same port would be payload types that nobody uses (RFC 5761 §4).
  private static func isRTP(_ payload: RawSpan) -> Bool {
    payload.byte(at: 0) >> 6 == 2 && !(200...204 ~= payload.byte(at: 1))
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or of another version than 2.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let view = RTP(unchecked: bytes)
    guard view.version == 2 else { throw .malformed(Self.id, field: "Version", at: 0) }
    guard bytes.byteCount >= view.payloadOffset else {
      throw .truncated(Self.id, needed: view.payloadOffset, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 6 }
  /// Whether octets are added at the end; the last of them says how many.
  public var hasPadding: Bool { bytes.byte(at: 0) & 0x20 != 0 }
  public var hasExtension: Bool { bytes.byte(at: 0) & 0x10 != 0 }
  public var contributingSourceCount: Int { Int(bytes.byte(at: 0) & 15) }
  /// What it marks, the payload's profile says: often a frame's last packet.
  public var marker: Bool { bytes.byte(at: 1) & 0x80 != 0 }
  public var payloadType: UInt8 { bytes.byte(at: 1) & 0x7f }
  public var sequenceNumber: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  /// The payload's sampling instant, in units of its clock.
  public var timestamp: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }
  public var synchronizationSource: UInt32 { bytes.bigEndian(UInt32.self, at: 8) }

  /// The number of a contributing source; zero past the last.
  public func contributingSource(_ index: Int) -> UInt32 {
    guard 0..<contributingSourceCount ~= index else { return 0 }
    return bytes.bigEndian(UInt32.self, at: 12 + 4 * index)
  }

  /// Where the header extension starts (RFC 3550 §5.3.1).
  var extensionOffset: Int { Self.headerLength + 4 * contributingSourceCount }

  private var payloadOffset: Int {
    guard hasExtension else { return extensionOffset }
    return extensionOffset + 4 + 4 * Int(bytes.bigEndian(UInt16.self, at: extensionOffset + 2))
  }

  /// Bytes of padding at the end: no more than there are after the header.
  var paddingCount: Int {
    guard hasPadding else { return 0 }
    return min(Int(bytes.byte(at: bytes.byteCount - 1)), max(bytes.byteCount - payloadOffset, 0))
  }

  /// The bytes between header and padding.
  public var media: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: payloadRange.lowerBound, count: payloadRange.count) }
  }

  var payloadRange: Range<Int> {
    let start = min(payloadOffset, bytes.byteCount)
    return start..<max(start, bytes.byteCount - paddingCount)
  }
}

extension RTP {
  private static let extensions: Field<RTP>.Parts = { view, part in
    if view.hasExtension, view.bytes.has(4, at: view.extensionOffset) {
      part(view.extensionOffset..<min(view.extensionOffset + 4, view.bytes.byteCount))
    }
  }

  private static let sources: Field<RTP>.Parts = { view, part in
    for index in 0..<view.contributingSourceCount { part(12 + 4 * index..<16 + 4 * index) }
  }

  public static let fields: [Field<RTP>] = [
    Field("rtp.version", "Version", .decimal(8), at: 0, 1) { $0.version },
    Field("rtp.padding", "Padding", at: 0, 1, bit: 0x20),
    Field("rtp.ext", "Extension", at: 0, 1, bit: 0x10),
    Field("rtp.cc", "Contributing source identifiers count", .decimal(8), at: 0, 1) {
      UInt8($0.contributingSourceCount)
    },
    Field("rtp.marker", "Marker", at: 1, 1, bit: 0x80),
    Field("rtp.p_type", "Payload type", .decimal(8), at: 1, 1) { $0.payloadType }
      .named(payloadTypeNames),
    Field("rtp.seq", "Sequence number", .decimal(16), at: 2, 2) { $0.sequenceNumber },
    Field("rtp.timestamp", "Timestamp", .decimal(32), at: 4, 4) { $0.timestamp },
    Field("rtp.ssrc", "Synchronization Source identifier", .hex(32), at: 8, 4) {
      $0.synchronizationSource
    },
    Field("rtp.csrc.item", "CSRC item", .hex(32), at: 0, 4, in: sources),
    Field("rtp.ext.profile", "Defined by profile", .hex(16), at: 0, 2, in: extensions),
    Field("rtp.ext.len", "Extension length", .decimal(16), at: 2, 2, in: extensions),
    Field("rtp.payload", "Payload", .bytes) { view, emit in
      if !view.payloadRange.isEmpty { emit(.bytes, view.payloadRange) }
    },
    Field("rtp.padding.data", "Padding data", .bytes) { view, emit in
      let end = view.bytes.byteCount
      if view.paddingCount > 1 { emit(.bytes, end - view.paddingCount..<end - 1) }
    },
    Field("rtp.padding.count", "Padding count", .decimal(8)) { view, emit in
      let end = view.bytes.byteCount
      if view.paddingCount > 0 {
        emit(.unsigned(UInt64(view.bytes.byte(at: end - 1))), end - 1..<end)
      }
    },
  ]

  public static var summary: Summary<RTP>? {
    Summary("RTP") { view, columns in
      columns.info.append("PT=")
      columns.info.append(payloadTypeNames[UInt64(view.payloadType)] ?? "Unknown")
      columns.info.append(", SSRC=0x")
      columns.info.append(hex: UInt64(view.synchronizationSource))
      columns.info.append(", Seq=")
      columns.info.append(decimal: view.sequenceNumber)
      columns.info.append(", Time=")
      columns.info.append(decimal: view.timestamp)
      if view.marker { columns.info.append(", Mark") }
    }
  }

  /// [RTP payload types](https://www.iana.org/assignments/rtp-parameters), as Wireshark calls them.
  static let payloadTypeNames: ValueNames = [
    0: "ITU-T G.711 PCMU", 1: "USA Federal Standard FS-1016", 2: "ITU-T G.721", 3: "GSM 06.10",
    4: "ITU-T G.723", 5: "DVI4 8000 samples/s", 6: "DVI4 16000 samples/s",
    7: "Experimental linear predictive encoding from Xerox PARC", 8: "ITU-T G.711 PCMA",
    9: "ITU-T G.722", 10: "16-bit uncompressed audio, stereo",
    11: "16-bit uncompressed audio, monaural", 12: "Qualcomm Code Excited Linear Predictive coding",
    13: "Comfort noise", 14: "MPEG-I/II Audio", 15: "ITU-T G.728",
    16: "DVI4 11025 samples/s", 17: "DVI4 22050 samples/s", 18: "ITU-T G.729",
    19: "Comfort noise (old)", 25: "Sun CellB video encoding", 26: "JPEG-compressed video",
    28: "'nv' program", 31: "ITU-T H.261", 32: "MPEG-I/II Video", 33: "MPEG-II transport streams",
    34: "ITU-T H.263",
    96: "DynamicRTP-Type-96",
    97: "DynamicRTP-Type-97",
    98: "DynamicRTP-Type-98",
    99: "DynamicRTP-Type-99",
    100: "DynamicRTP-Type-100",
    101: "DynamicRTP-Type-101",
    102: "DynamicRTP-Type-102",
    103: "DynamicRTP-Type-103",
    104: "DynamicRTP-Type-104",
    105: "DynamicRTP-Type-105",
    106: "DynamicRTP-Type-106",
    107: "DynamicRTP-Type-107",
    108: "DynamicRTP-Type-108",
    109: "DynamicRTP-Type-109",
    110: "DynamicRTP-Type-110",
    111: "DynamicRTP-Type-111",
    112: "DynamicRTP-Type-112",
    113: "DynamicRTP-Type-113",
    114: "DynamicRTP-Type-114",
    115: "DynamicRTP-Type-115",
    116: "DynamicRTP-Type-116",
    117: "DynamicRTP-Type-117",
    118: "DynamicRTP-Type-118",
    119: "DynamicRTP-Type-119",
    120: "DynamicRTP-Type-120",
    121: "DynamicRTP-Type-121",
    122: "DynamicRTP-Type-122",
    123: "DynamicRTP-Type-123",
    124: "DynamicRTP-Type-124",
    125: "DynamicRTP-Type-125",
    126: "DynamicRTP-Type-126",
    127: "DynamicRTP-Type-127",
  ]
}
