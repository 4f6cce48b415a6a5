public import PacketCore

/// A WireGuard message (J. Donenfeld, ["WireGuard: Next Generation Kernel Network
/// Tunnel"](https://www.wireguard.com/papers/wireguard.pdf) §5.4).
///
///     +---------+---------------+-----------------------------------------+
///     |  Type   | Reserved, 3   | Keys, counters and ciphertext, by type  |
///     +---------+---------------+-----------------------------------------+
///
/// Numbers have their least significant byte first.
public struct WireGuard: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "wg"
  public static var title: String { "WireGuard Protocol" }
  /// None that is assigned: the protocol is known by content.
  public static var bindings: [Binding] { [.udpPort(51820)] }

  /// Handshakes have one length each; data comes in blocks of sixteen bytes.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 1...4) { bytes in
      guard bytes.bigEndian(UInt32.self, at: 0) & 0xff_ffff == 0 else { return .refused }
      // A question of DNS whose identifier is a type.
      if bytes.bigEndian(UInt64.self, at: 4) >> 16 == 0x0001_0000_0000 { return .possible }
      switch (bytes.byte(at: 0), bytes.byteCount) {
      case (1, 148), (2, 92), (3, 64): return .certain
      case (4, 32...): return .certain
      default: return .refused
      }
    }
  }

  /// Size of the part that all messages have, in bytes.
  public static var headerLength: Int { 4 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

  /// How the sender numbers its session, of a handshake's two messages.
  public var sender: UInt32? {
    kind == .initiation || kind == .response ? bytes.littleEndian(UInt32.self, at: 4) : nil
  }

  /// How the receiver numbers its session; nil in a handshake's first message.
  public var receiver: UInt32? { receiverOffset.map { bytes.littleEndian(UInt32.self, at: $0) } }

  private var receiverOffset: Int? {
    switch kind {
    case .response: 8
    case .cookieReply, .data: 4
    default: nil
    }
  }

  /// Counts the packets of a session; nil in handshakes.
  public var counter: UInt64? { kind == .data ? bytes.littleEndian(UInt64.self, at: 8) : nil }

  /// A message's type.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let initiation = Kind(rawValue: 1)
    public static let response = Kind(rawValue: 2)
    public static let cookieReply = Kind(rawValue: 3)
    public static let data = Kind(rawValue: 4)
  }

  /// Something at a place of messages of one type.
  private static func content(
    _ name: String, _ label: String, _ type: FieldType, _ kind: Kind, at range: Range<Int>
  ) -> Field<WireGuard> {
    Field("wg.\(name)", label, type) { view, emit in
      if view.kind == kind { emit(type == .heading ? .present : .bytes, range) }
    }
  }

  public static let fields: [Field<WireGuard>] = [
    Field("wg.type", "Type", .decimal(8), at: 0, 1) { $0.kind.rawValue }.named([
      1: "Handshake Initiation", 2: "Handshake Response", 3: "Cookie Reply", 4: "Transport Data",
    ]),
    Field("wg.reserved", "Reserved", .bytes) { view, emit in emit(.bytes, 1..<4) },
    Field("wg.sender", "Sender", .hex(32), at: 4, 4) { view in
      view.sender.map { .unsigned(UInt64($0)) }
    },
    Field("wg.receiver", "Receiver", .hex(32)) { view, emit in
      guard let offset = view.receiverOffset, let receiver = view.receiver else { return }
      emit(.unsigned(UInt64(receiver)), offset..<offset + 4)
    },
    Field("wg.ephemeral", "Ephemeral", .text) { view, emit in
      guard view.kind == .initiation || view.kind == .response else { return }
      let start = view.kind == .initiation ? 8 : 12
      guard view.bytes.has(32, at: start) else { return }
      emit(.string(base64(view.bytes.slice(from: start, count: 32))), start..<start + 32)
    },
    content("encrypted_static", "Encrypted Static", .heading, .initiation, at: 40..<88),
    content("encrypted_timestamp", "Encrypted Timestamp", .heading, .initiation, at: 88..<116),
    content("encrypted_empty", "Encrypted Empty", .heading, .response, at: 44..<60),
    Field("wg.mac1", "mac1", .bytes) { view, emit in
      if view.kind == .initiation { emit(.bytes, 116..<132) }
      if view.kind == .response { emit(.bytes, 60..<76) }
    },
    Field("wg.mac2", "mac2", .bytes) { view, emit in
      if view.kind == .initiation { emit(.bytes, 132..<148) }
      if view.kind == .response { emit(.bytes, 76..<92) }
    },
    content("nonce", "Nonce", .bytes, .cookieReply, at: 8..<32),
    content("encrypted_cookie", "Encrypted Cookie", .bytes, .cookieReply, at: 32..<64),
    Field("wg.counter", "Counter", .decimal(64), at: 8, 8) { view in
      view.counter.map { .unsigned($0) }
    },
    Field("wg.encrypted_packet", "Encrypted Packet", .heading) { view, emit in
      let end = view.bytes.byteCount
      if view.kind == .data, end > 16 { emit(.present, 16..<end) }
    },
  ]

  /// How WireGuard's tools write keys (RFC 4648 §4).
  private static func base64(_ bytes: RawSpan) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.byteCount, by: 3) {
      let count = Swift.min(3, bytes.byteCount - start)
      let bits = bytes.bits(in: start..<start + count) << UInt64(8 * (3 - count))
      for digit in 0..<4 {
        let index = Int(bits >> UInt64(18 - 6 * digit) & 63)
        text.append(digit <= count ? digits[index] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
