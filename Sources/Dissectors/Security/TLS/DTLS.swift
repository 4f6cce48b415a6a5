public import PacketCore

/// Records of Datagram Transport Layer Security 1.0 and 1.2
/// ([RFC 6347](https://www.rfc-editor.org/rfc/rfc6347) §4.1), one or more in a datagram.
///
///      0      7 8     15 16    23 24    31
///     +--------+-----------------+--------+
///     |  Type  |     Version     | Epoch
///     |        |   Sequence number, 48 bits
///     |        |      Length     | Fragment
public struct DTLS: TLSFormat, ~Escapable {
  public static let id: ProtocolID = "dtls"
  public static var title: String { "Datagram Transport Layer Security" }
  public static var bindings: [Binding] {
    [853, 2221, 4433, 4740, 5061, 5349, 5684].map { .udpPort($0) }
  }
  public static var isDatagram: Bool { true }

  /// Size of a record's header, in bytes.
  public static var headerLength: Int { 13 }

  /// The records.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first record's header is cut short, or is none.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    guard TLS.ContentType(rawValue: bytes.byte(at: 0)).isAssigned else {
      throw .malformed(Self.id, field: "Content Type", at: 0)
    }
    guard Self.isRecordVersion(TLS.Version(rawValue: bytes.bigEndian(UInt16.self, at: 1))) else {
      throw .malformed(Self.id, field: "Version", at: 1)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static var fields: [Field<DTLS>] { commonFields + datagramFields }

  /// DTLS 1.0 and 1.2, and what OpenSSL sent before 0.9.8f.
  static func isRecordVersion(_ version: TLS.Version) -> Bool {
    version == .dtls10 || version == .dtls12 || version.rawValue == 0x0100
  }

  /// [SRTP protection profiles](https://www.iana.org/assignments/srtp-protection).
  static let protectionProfileNames: ValueNames = [
    0x0001: "SRTP_AES128_CM_HMAC_SHA1_80", 0x0002: "SRTP_AES128_CM_HMAC_SHA1_32",
    0x0005: "SRTP_NULL_HMAC_SHA1_80", 0x0006: "SRTP_NULL_HMAC_SHA1_32",
    0x0007: "SRTP_AEAD_AES_128_GCM", 0x0008: "SRTP_AEAD_AES_256_GCM",
  ]
}

extension DTLS {
  /// Found on any UDP port by the headers of its records.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 20...24) { payload in
      var offset = 0
      // A datagram has few records; the last may be cut by the snap length.
      for _ in 0..<32 {
        let kind = TLS.ContentType(rawValue: payload.byte(at: offset))
        let version = TLS.Version(rawValue: payload.bigEndian(UInt16.self, at: offset + 1))
        guard kind.isAssigned, isRecordVersion(version) else { return .refused }
        let length = Int(payload.bigEndian(UInt16.self, at: offset + 11))
        guard length <= TLS.largestFragment else { return .refused }
        offset += headerLength + length
        if offset == payload.byteCount { return length > 0 ? .certain : .possible }
        if !payload.has(3, at: offset) { return .possible }
      }
      return .certain
    }
  }

  private static let datagramFields: [Field<DTLS>] = {
    let all = records()
    let messages: Parts = { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, _ in part(message.range) }
    }
    return [
      field("record.epoch", "Epoch", .decimal(16), at: 3, 2, in: all),
      field("record.sequence_number", "Sequence Number", .decimal(64), at: 5, 6, in: all),
      field("handshake.message_seq", "Message Sequence", .decimal(16), at: 4, 2, in: messages),
      field("handshake.fragment_offset", "Fragment Offset", .decimal(24), at: 6, 3, in: messages),
      field("handshake.fragment_length", "Fragment Length", .decimal(24), at: 9, 3, in: messages),
    ]
  }()
}
