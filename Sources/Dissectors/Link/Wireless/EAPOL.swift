public import PacketCore

/// A frame of EAP over LANs (IEEE Std 802.1X-2020 §11.3): port access, and the keys of 802.11
/// (IEEE Std 802.11-2020 §12.7.2).
///
///     +---------+-------+-------------+------------------------------------+
///     | Version | Type  |  Length, 2  | EAP packet, or key descriptor      |
///     +---------+-------+-------------+------------------------------------+
public struct EAPOL: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "eapol"
  public static var title: String { "802.1X Authentication" }
  public static var bindings: [Binding] { [.etherType(0x888e), .etherType(0x88c7)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 4 }

  /// The frame, without padding.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    self.bytes = bytes.slice(from: 0, count: 4 + Int(bytes.bigEndian(UInt16.self, at: 2)))
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 1)) }
  /// Bytes after the header, as sent.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }
  public var wireByteCount: Int? { 4 + length }

  /// What a frame holds.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let packet = Kind(rawValue: 0)
    public static let start = Kind(rawValue: 1)
    public static let logoff = Kind(rawValue: 2)
    public static let key = Kind(rawValue: 3)
  }

  /// Whether the frame is a key descriptor of 802.11: RSN's (2) or WPA's (254).
  var isWirelessKey: Bool {
    let descriptor = bytes.byte(at: 4)
    return kind == .key && (descriptor == 2 || descriptor == 254) && bytes.byteCount > 4
  }

  /// Which of the four messages of RSN's handshake a key frame is (IEEE Std 802.11-2020 §12.7.6);
  /// nil for other frames.
  public var handshakeMessage: Int? {
    guard isWirelessKey, bytes.has(2, at: 5) else { return nil }
    let information = bytes.bigEndian(UInt16.self, at: 5)
    guard information & 0x08 != 0 else { return nil }
    switch information & 0x0380 {
    case 0x0080: return 1
    case 0x0100: return bytes.bigEndian(UInt16.self, at: 97) == 0 ? 4 : 2
    case 0x0380: return 3
    case 0x0300: return 4
    default: return nil
    }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: kind == .packet ? 4 : bytes.byteCount) }
  }

  public var next: NextLayer { kind == .packet ? .named(EAP.id) : .none }
}

extension EAPOL: SecurityElements {
  typealias Part = WLAN.Part

  /// The key data's elements; they are ciphertext when the key information says so.
  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard isWirelessKey else { return }
    body(.frame, 4..<bytes.byteCount)
    let length = Int(bytes.bigEndian(UInt16.self, at: 97))
    let end = min(99 + length, bytes.byteCount)
    guard end > 99, bytes.bigEndian(UInt16.self, at: 5) & 0x1000 == 0 else { return }
    WLAN.forEachElement(bytes, 99..<end, body)
  }

  public static let fields: [Field<EAPOL>] =
    headerFields + keyFields + elementFields + robustSecurityFields + protectedAccessFields

  private static let headerFields: [Field<EAPOL>] = [
    Field("eapol.version", "Version", .decimal(8), at: 0, 1) { $0.version }
      .named([1: "802.1X-2001", 2: "802.1X-2004", 3: "802.1X-2010"]),
    Field("eapol.type", "Type", .decimal(8), at: 1, 1) { $0.kind.rawValue }
      .named([
        0: "EAP Packet", 1: "Start", 2: "Logoff", 3: "Key", 4: "Encapsulated ASF Alert", 5: "MKA",
      ]),
    Field("eapol.len", "Length", .decimal(16), at: 2, 2) { UInt16(clamping: $0.length) },
    Field("eapol.keydes.type", "Key Descriptor Type", .decimal(8), at: 4, 1) { view in
      view.kind == .key ? .unsigned(UInt64(view.bytes.byte(at: 4))) : nil
    }.named([1: "RC4 Descriptor", 2: "EAPOL RSN Key", 254: "EAPOL WPA Key"]),
  ]

  private static let key = part(.frame)

  private static func information(
    _ name: String, _ label: String, _ mask: UInt64
  ) -> Field<EAPOL> {
    let isFlag = mask.nonzeroBitCount == 1
    return Field(
      "wlan_rsna_eapol.keydes.key_info.\(name)", label, isFlag ? .boolean : .decimal(16), at: 1, 2,
      mask: mask, in: key)
  }

  private static let keyFields: [Field<EAPOL>] = [
    Field("wlan_rsna_eapol.keydes.msgnr", "Message number", .decimal(8), at: 5, 0) { view in
      view.handshakeMessage.map { .unsigned(UInt64($0)) }
    },
    Field("wlan_rsna_eapol.keydes.key_info", "Key Information", .hex(16), at: 1, 2, in: key),
    information("keydes_version", "Key Descriptor Version", 0x07),
    information("key_type", "Key Type", 0x08),
    information("key_index", "Key Index", 0x30),
    information("install", "Install", 0x40),
    information("key_ack", "Key ACK", 0x80),
    information("key_mic", "Key MIC", 0x100),
    information("secure", "Secure", 0x200),
    information("error", "Error", 0x400),
    information("request", "Request", 0x800),
    information("encrypted_key_data", "Encrypted Key Data", 0x1000),
    information("smk_message", "SMK Message", 0x2000),
    Field("eapol.keydes.key_len", "Key Length", .decimal(16), at: 3, 2, in: key),
    Field("eapol.keydes.replay_counter", "Replay Counter", .decimal(64), at: 5, 8, in: key),
    Field("wlan_rsna_eapol.keydes.nonce", "WPA Key Nonce", .bytes, at: 13, 32, in: key),
    Field("eapol.keydes.key_iv", "Key IV", .bytes, at: 45, 16, in: key),
    Field("wlan_rsna_eapol.keydes.rsc", "WPA Key RSC", .bytes, at: 61, 8, in: key),
    Field("wlan_rsna_eapol.keydes.id", "WPA Key ID", .bytes, at: 69, 8, in: key),
    Field("wlan_rsna_eapol.keydes.mic", "WPA Key MIC", .bytes, at: 77, 16, in: key),
    Field(
      "wlan_rsna_eapol.keydes.data_len", "WPA Key Data Length", .decimal(16), at: 93, 2, in: key),
    Field("wlan_rsna_eapol.keydes.data", "WPA Key Data", .bytes) { view, emit in
      key(view) { _ in
        let length = Int(view.bytes.bigEndian(UInt16.self, at: 97))
        if length > 0, view.bytes.has(length, at: 99) { emit(.bytes, 99..<99 + length) }
      }
    },
  ]

  /// A key in an element of its own (IEEE Std 802.11-2020 §12.7.2, "KDE").
  private static let encapsulated = part(.vendorType(0x000fac, 4))

  private static let elementFields: [Field<EAPOL>] = [
    Field("wlan.tag", "Tag", .heading, at: 0, in: part(.anyElement)),
    Field("wlan.tag.number", "Tag Number", .decimal(8), at: 0, 1, in: part(.anyElement)),
    Field("wlan.tag.length", "Tag length", .decimal(32), at: 1, 1, in: part(.anyElement)),
    Field("wlan.tag.oui", "OUI", .decimal(24), at: 2, 3, in: part(.vendor)),
    Field(
      "wlan.tag.vendor.oui.type", "Vendor Specific OUI Type", .decimal(8), at: 5, 1,
      in: part(.vendor)),
    Field("wlan.rsn.ie.kde.data_type", "Data Type", .decimal(8), at: 5, 1, in: encapsulated),
    Field("wlan.rsn.ie.pmkid", "PMKID", .bytes, at: 6, 16, in: encapsulated),
  ]
}
