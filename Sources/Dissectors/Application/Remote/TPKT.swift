public import PacketCore

/// Packets of ISO transport on top of TCP
/// ([RFC 1006](https://www.rfc-editor.org/rfc/rfc1006) §6), as many as a segment has; and the short
/// form that RDP puts in their place (MS-RDPBCGR §2.2.8.1.2).
///
///     +-------+-------+---------------+
///     |   3   |   0   |    Length     |
///     +-------+-------+---------------+
public struct TPKT: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "tpkt"
  public static var title: String { "TPKT, Version: 3" }
  public static var bindings: [Binding] { [.tcpPort(102), .tcpPort(3389)] }
  public static var headerLength: Int { 4 }

  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort], firstBytes: 3...3) { payload in
      let view = TPKT(unchecked: payload)
      guard view.isPacket, view.length >= 7 else { return .possible }
      return COTP.looksLike(payload.slice(from: 4)) && view.length <= payload.byteCount
        ? .certain : .possible
    }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  /// Size of the first packet with its header, in bytes.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }

  /// Whether the segment starts with a packet, and not within one.
  public var isPacket: Bool { version == 3 && bytes.byte(at: 1) == 0 }
  /// Whether the segment starts with the short form of RDP.
  public var isFastPath: Bool { !isPacket && RDP.fastPathLength(bytes) == bytes.byteCount }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      if isPacket { return bytes.slice(from: 4, count: length - 4) }
      return isFastPath ? bytes : bytes.slice(from: bytes.byteCount)
    }
  }

  public var next: NextLayer {
    if isFastPath { return .named(RDP.id) }
    return COTP.looksLike(payload) ? .named(COTP.id) : payload.byteCount > 0 ? .data : .none
  }

  private static let packets: Field<TPKT>.Parts = { view, part in
    guard view.isPacket else { return }
    var start = 0
    while view.bytes.has(4, at: start), view.bytes.byte(at: start) == 3 {
      let length = Int(view.bytes.bigEndian(UInt16.self, at: start + 2))
      guard length >= 4 else { return }
      part(start..<start + length)
      start += length
    }
  }

  public static let fields: [Field<TPKT>] = [
    Field("tpkt.version", "Version", .decimal(8), at: 0, 1, in: packets),
    Field("tpkt.reserved", "Reserved", .decimal(8), at: 1, 1, in: packets),
    Field("tpkt.length", "Length", .decimal(16), at: 2, 2, in: packets),
    Field("tpkt.continuation_data", "Continuation data", .bytes) { view, emit in
      if !view.isPacket, !view.isFastPath { emit(.bytes, 0..<view.bytes.byteCount) }
    },
  ]
}
