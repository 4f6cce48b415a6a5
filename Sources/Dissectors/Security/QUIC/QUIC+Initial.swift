import PacketCore

extension QUIC {
  public enum Side: Sendable { case client, server }

  /// An Initial packet without its protection (RFC 9001 §5).
  public struct OpenedInitial: Hashable, Sendable {
    /// The first byte without header protection.
    public var firstByte: UInt8
    public var packetNumber: UInt64
    /// In bytes, 1 to 4.
    public var packetNumberLength: Int
    /// The frames.
    public var payload: [UInt8]
  }

  /// Takes the protection off an Initial packet.
  ///
  /// The keys come from the connection identifier that the client chose first (RFC 9001 §5.2): it
  /// stands in the client's own Initial packets, up to the server's answer.
  ///
  /// - Parameters:
  ///   - packet: A packet of this layer.
  ///   - identifier: The destination's identifier in the client's first packet; that of `packet`
  ///     when nil.
  /// - Returns: Nil when the packet is no Initial, was not captured to its end, is of a version whose
  ///   keys are unknown, or is protected by others.
  public func open(
    _ packet: PacketPlace, identifier: [UInt8]? = nil, from side: Side = .client
  ) -> OpenedInitial? {
    guard packet.kind == .initial, packet.payload.upperBound <= bytes.byteCount,
      packet.payload.count >= 20,
      let keys = InitialKeys(
        version: packet.version, identifier: identifier ?? bytes.copied(packet.destinationID),
        side: side)
    else { return nil }
    let start = packet.payload.lowerBound
    let sample = bytes.copied(start + 4..<start + 20)
    guard let mask = keys.mask(sample) else { return nil }
    var header = bytes.copied(packet.range.lowerBound..<start)
    header[0] ^= mask[0] & 0x0f
    let length = Int(header[0] & 3) + 1
    var number: UInt64 = 0
    for index in 0..<length {
      let byte = bytes.byte(at: start + index) ^ mask[index + 1]
      header.append(byte)
      number = number << 8 | UInt64(byte)
    }
    let body = bytes.copied(start + length..<packet.payload.upperBound)
    guard let payload = keys.open(body, number: number, header: header) else { return nil }
    return OpenedInitial(
      firstByte: header[0], packetNumber: number, packetNumberLength: length, payload: payload)
  }
}

/// Keys of Initial packets (RFC 9001 §5.2, RFC 9369 §3.3).
private struct InitialKeys {
  let key: [UInt8]
  let vector: [UInt8]
  let headerKey: [UInt8]

  init?(version: QUIC.Version, identifier: [UInt8], side: QUIC.Side) {
    guard let salt = Self.salt(version) else { return nil }
    // HKDF-Extract (RFC 5869 §2.2).
    let initial = Primitives.hmacSHA256(identifier, key: salt)
    let secret = Self.expand(initial, side == .client ? "client in" : "server in", 32)
    let prefix = version.isTwo ? "quicv2" : "quic"
    key = Self.expand(secret, "\(prefix) key", 16)
    headerKey = Self.expand(secret, "\(prefix) hp", 16)
    vector = Self.expand(secret, "\(prefix) iv", 12)
  }

  private static func salt(_ version: QUIC.Version) -> [UInt8]? {
    switch version.rawValue {
    case 1, 0xff00_0021, 0xff00_0022:
      [
        0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17, 0x9a, 0xe6, 0xa4, 0xc8, 0x0c,
        0xad, 0xcc, 0xbb, 0x7f, 0x0a,
      ]
    case 0x6b33_43cf:
      [
        0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93, 0x81, 0xbe, 0x6e, 0x26, 0x9d,
        0xcb, 0xf9, 0xbd, 0x2e, 0xd9,
      ]
    case 0xff00_001d...0xff00_0020:
      [
        0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97, 0x86, 0xf1, 0x9c, 0x61, 0x11,
        0xe0, 0x43, 0x90, 0xa8, 0x99,
      ]
    case 0xff00_0017...0xff00_001c, 0xface_b002:
      [
        0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7, 0xd2, 0x43, 0x2b, 0xb4, 0x63,
        0x65, 0xbe, 0xf9, 0xf5, 0x02,
      ]
    default: nil
    }
  }

  /// HKDF-Expand-Label (RFC 8446 §7.1) without a context, of up to 32 bytes: the first block of
  /// HKDF-Expand (RFC 5869 §2.3).
  private static func expand(_ secret: [UInt8], _ label: String, _ count: Int) -> [UInt8] {
    let name = Array("tls13 \(label)".utf8)
    let info = [0, UInt8(count), UInt8(name.count)] + name + [0]
    return Array(Primitives.hmacSHA256(info + [1], key: secret).prefix(count))
  }

  /// The mask of the header (RFC 9001 §5.4.3): a block of AES.
  func mask(_ sample: [UInt8]) -> [UInt8]? {
    Primitives.encrypt(sample, key: headerKey)
  }

  /// The payload, if the tag is right (RFC 9001 §5.3).
  func open(_ body: [UInt8], number: UInt64, header: [UInt8]) -> [UInt8]? {
    var nonce = vector
    for index in 0..<8 {
      nonce[11 - index] ^= UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
    }
    return Primitives.open(body, key: key, nonce: nonce, authenticating: header)
  }
}
