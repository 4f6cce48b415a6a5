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
    guard let salt = version.salt else { return nil }
    // HKDF-Extract (RFC 5869 §2.2).
    let initial = Primitives.hmacSHA256(identifier, key: salt)
    let secret = Self.expand(initial, side == .client ? "client in" : "server in", 32)
    let prefix = version.isTwo ? "quicv2" : "quic"
    key = Self.expand(secret, "\(prefix) key", 16)
    headerKey = Self.expand(secret, "\(prefix) hp", 16)
    vector = Self.expand(secret, "\(prefix) iv", 12)
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
