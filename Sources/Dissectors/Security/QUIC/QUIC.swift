public import PacketCore

/// QUIC packets of versions 1 and 2 and of the drafts since the 22nd
/// ([RFC 9000](https://www.rfc-editor.org/rfc/rfc9000) §17,
/// [RFC 9369](https://www.rfc-editor.org/rfc/rfc9369)): one or more in a datagram.
///
///     +-+-+---+-------+                        +-+-+-+-------+
///     |1|1|Typ|protect|   long header          |0|1|S|protect|   short header
///     |    Version, 32 bits                    |  Destination connection ID, then protected
///     |  Length | Destination connection ID
///     |  Length | Source connection ID
///     |  Token, length, protected payload
public struct QUIC: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "quic"
  public static var title: String { "QUIC IETF" }
  public static var bindings: [Binding] { [.udpPort(443), .udpPort(8443)] }

  /// Most bytes of a connection identifier (RFC 9000 §17.2).
  static var longestIdentifier: Int { 20 }

  /// The packets of the datagram.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first packet's header is cut short, or if a
  ///   connection identifier is longer than 20 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let isLong = bytes.byte(at: 0) & 0x80 != 0
    let needed = isLong ? 7 : 1
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
    guard isLong else { return }
    let destinationLength = Int(bytes.byte(at: 5))
    guard destinationLength <= Self.longestIdentifier else {
      throw .malformed(Self.id, field: "Destination Connection ID Length", at: 5)
    }
    let sourceOffset = 6 + destinationLength
    guard bytes.byteCount > sourceOffset else {
      throw .truncated(Self.id, needed: sourceOffset + 1, available: bytes.byteCount)
    }
    guard bytes.byte(at: sourceOffset) <= Self.longestIdentifier else {
      throw .malformed(Self.id, field: "Source Connection ID Length", at: sourceOffset)
    }
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static var fields: [Field<QUIC>] {
    headerFields + identifierFields + payloadFields + openedFields
  }

  /// A version of QUIC ([IANA](https://www.iana.org/assignments/quic)).
  public struct Version: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let negotiation = Version(rawValue: 0)
    public static let one = Version(rawValue: 1)
    public static let two = Version(rawValue: 0x6b33_43cf)

    /// Whether the header is one that this view reads.
    public var isKnown: Bool {
      switch rawValue {
      case 1, 0x6b33_43cf, 0x709a_50c4, 0xff02_0000, 0xff00_0016...0xff00_0022: true
      // Of Facebook and Google.
      case 0xface_b001...0xface_b00f, 0x5130_3530, 0x5430_3530, 0x5430_3531: true
      default: false
      }
    }

    /// Whether the types of long headers are numbered as in RFC 9369 §3.2.
    var isTwo: Bool { self == .two || rawValue == 0x709a_50c4 || rawValue == 0xff02_0000 }

    /// Whether it only tests that servers negotiate (RFC 9000 §15).
    var isReserved: Bool { rawValue & 0x0f0f_0f0f == 0x0a0a_0a0a }
  }

  public enum PacketKind: String, Hashable, Codable, Sendable {
    case initial, zeroRTT, handshake, retry, versionNegotiation, short
  }
}

extension QUIC {
  /// Found on any UDP port by a long header of a known version whose lengths fit in the datagram; a
  /// short header only on QUIC's ports.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 0x80...0xff) { payload in
      let first = payload.byte(at: 0)
      if first & 0x80 == 0 {
        // Less than this no endpoint sends (RFC 9000 §10.3); DNSCrypt asks for its keys on the same port.
        return first & 0x40 != 0 && payload.byteCount >= 21 && !DNS.isCertain(payload)
          ? .possible : .refused
      }
      guard payload.byteCount >= 21, let packet = PacketPlace(payload, at: 0) else {
        return .refused
      }
      if packet.kind == .versionNegotiation { return negotiation(payload, packet) }
      guard packet.version.isKnown else {
        return packet.version.isReserved && first & 0x40 != 0 ? .possible : .refused
      }
      // The fixed bit may be anything where both sides agreed on that (RFC 9287).
      let isWhole = packet.range.upperBound <= payload.byteCount
      let isLikely = first & 0x40 != 0 && packet.payload.lowerBound < payload.byteCount
      return isWhole || isLikely ? .certain : .possible
    }
  }

  private static func negotiation(
    _ payload: RawSpan, _ packet: PacketPlace
  ) -> ContentProbe.Verdict {
    let versions = payload.slice(from: packet.payload.lowerBound)
    guard versions.byteCount >= 4, versions.byteCount % 4 == 0 else { return .refused }
    for offset in stride(from: 0, to: min(versions.byteCount, 64), by: 4) {
      let version = Version(rawValue: versions.bigEndian(UInt32.self, at: offset))
      if version.isKnown { return .certain }
    }
    return .possible
  }
}
