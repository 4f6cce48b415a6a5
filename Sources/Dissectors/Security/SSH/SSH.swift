public import PacketCore

/// The Secure Shell's transport: the line in which each side names its version
/// ([RFC 4253](https://www.rfc-editor.org/rfc/rfc4253) §4.2), then binary packets (§6), which are
/// protected after the key exchange.
///
///      0                                   31
///     +-----------------------------------+
///     |          Packet length            |
///     +--------+--------+-----------------+
///     | Padding|Message | Payload, padding
public struct SSH: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ssh"
  public static var title: String { "SSH Protocol" }
  public static var bindings: [Binding] { [.tcpPort(22), .tcpPort(830)] }

  public static var headerLength: Int { 1 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Where the line stands that names the version, without its end; nil when there is none.
  public var identification: Range<Int>? {
    guard bytes.bigEndian(UInt32.self, at: 0) == Self.mark else { return nil }
    var end = Self.lineEnd(bytes, limit: Self.longestLine) ?? bytes.byteCount
    if end > 0, bytes.byte(at: end - 1) == 0x0d { end -= 1 }
    return 0..<end
  }

  /// Whether all of the layer is protected, or a packet's middle.
  public var isEncrypted: Bool {
    var packets = packets
    return identification == nil && packets.next(in: bytes) == nil
  }

  /// The packets in the clear.
  var packets: PacketCursor {
    let hasLine = bytes.bigEndian(UInt32.self, at: 0) == Self.mark
    let end = hasLine ? Self.lineEnd(bytes, limit: Self.longestLine) : nil
    return PacketCursor(offset: hasLine ? end.map { $0 + 1 } ?? bytes.byteCount : 0)
  }

  /// `SSH-`.
  private static var mark: UInt32 { 0x5353_482d }
  /// Most bytes of the line; RFC 4253 allows 255.
  private static var longestLine: Int { 512 }

  private static func lineEnd(_ bytes: RawSpan, limit: Int) -> Int? {
    for offset in 0..<min(bytes.byteCount, limit) where bytes.byte(at: offset) == 0x0a {
      return offset
    }
    return nil
  }
}

extension SSH {
  /// Found on any port by the line that names the version, or by the packet that opens the key
  /// exchange.
  ///
  /// On its port, what is no text may be a protected packet.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort]) { payload in
      if payload.bigEndian(UInt32.self, at: 0) == mark {
        // "1." or "2." follows.
        let isVersion = 0x31...0x32 ~= payload.byte(at: 4) && payload.byte(at: 5) == 0x2e
        return isVersion ? .certain : .possible
      }
      var cursor = PacketCursor(offset: 0)
      if let packet = cursor.next(in: payload) {
        return packet.kind == .keyExchangeInit && looksLikeNames(payload, packet)
          ? .certain : .possible
      }
      return looksLikeText(payload) ? .refused : .possible
    }
  }

  /// Whether the first list of a key exchange's opening is one of names (RFC 4253 §7.1).
  private static func looksLikeNames(_ payload: RawSpan, _ packet: PacketPlace) -> Bool {
    let start = packet.content.lowerBound + 16
    let length = Int(payload.bigEndian(UInt32.self, at: start))
    guard 4..<4096 ~= length, payload.has(8, at: start + 4) else { return false }
    return (0..<8).prefix(length).allSatisfy { 0x21...0x7e ~= payload.byte(at: start + 4 + $0) }
  }

  private static func looksLikeText(_ payload: RawSpan) -> Bool {
    let count = min(payload.byteCount, 8)
    return (0..<count).allSatisfy {
      let byte = payload.byte(at: $0)
      return 0x20...0x7e ~= byte || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
  }
}
