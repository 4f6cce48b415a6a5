public import PacketCore

extension STUN {
  /// An attribute's type ([IANA](https://www.iana.org/assignments/stun-parameters)).
  public struct AttributeType: RawRepresentable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let mappedAddress = AttributeType(rawValue: 0x0001)
    public static let username = AttributeType(rawValue: 0x0006)
    public static let messageIntegrity = AttributeType(rawValue: 0x0008)
    public static let errorCode = AttributeType(rawValue: 0x0009)
    public static let xorPeerAddress = AttributeType(rawValue: 0x0012)
    public static let data = AttributeType(rawValue: 0x0013)
    public static let realm = AttributeType(rawValue: 0x0014)
    public static let nonce = AttributeType(rawValue: 0x0015)
    public static let xorRelayedAddress = AttributeType(rawValue: 0x0016)
    public static let xorMappedAddress = AttributeType(rawValue: 0x0020)
    public static let priority = AttributeType(rawValue: 0x0024)
    public static let software = AttributeType(rawValue: 0x8022)
    public static let fingerprint = AttributeType(rawValue: 0x8028)

    /// Whether its value is an address as it is.
    var isAddress: Bool {
      [0x0001, 0x0002, 0x0004, 0x0005, 0x000b, 0x8023, 0x802b, 0x802c].contains(rawValue)
    }
    /// Whether its value is an address mixed with the cookie (RFC 8489 §14.2).
    var isMixedAddress: Bool { [0x0012, 0x0016, 0x0020, 0x8020].contains(rawValue) }
  }

  /// Where an attribute stands, in bytes from the start of the layer.
  public struct AttributePlace: Hashable, Sendable {
    public var type: AttributeType
    /// Type, length, value; without the padding.
    public var range: Range<Int>
    public var value: Range<Int>
    /// Where the message starts that has it.
    public var message: Int
  }

  /// Calls `body` with each message: on a stream, several may follow each other.
  func forEachMessage(_ body: (Range<Int>) -> Void) {
    guard !isChannelData else { return }
    var start = 0
    while bytes.has(STUN.messageHeaderLength, at: start), bytes.byte(at: start) < 0x40 {
      let end = start + STUN.messageHeaderLength + Int(bytes.bigEndian(UInt16.self, at: start + 2))
      body(start..<end)
      start = end
      // What follows must be another.
      guard bytes.bigEndian(UInt32.self, at: start + 4) == STUN.magicCookie else { return }
    }
  }

  /// Calls `body` with each attribute.
  public func forEachAttribute(_ body: (AttributePlace) -> Void) {
    forEachMessage { message in
      var offset = message.lowerBound + STUN.messageHeaderLength
      while offset + 4 <= message.upperBound, bytes.has(4, at: offset) {
        let type = AttributeType(rawValue: bytes.bigEndian(UInt16.self, at: offset))
        let end = offset + 4 + Int(bytes.bigEndian(UInt16.self, at: offset + 2))
        guard end <= message.upperBound else { return }
        body(
          AttributePlace(
            type: type, range: offset..<end, value: offset + 4..<end, message: message.lowerBound))
        offset = (end - message.lowerBound + 3) & ~3 + message.lowerBound
      }
    }
  }

  /// An address with its port.
  public enum Endpoint: Hashable, Sendable {
    case ipv4(IPv4Address, port: UInt16)
    case ipv6(IPv6Address, port: UInt16)
  }

  /// The address of the client as the server sees it (RFC 8489 §14.1, §14.2), from the first
  /// attribute that has it.
  public var mappedAddress: Endpoint? {
    var found: Endpoint?
    forEachAttribute { place in
      if found == nil, place.type == .mappedAddress || place.type == .xorMappedAddress {
        found = endpoint(place)
      }
    }
    return found
  }

  /// The address that an attribute has; nil when it has none.
  public func endpoint(_ place: AttributePlace) -> Endpoint? {
    let isMixed = place.type.isMixedAddress
    guard isMixed || place.type.isAddress, place.value.upperBound <= bytes.byteCount else {
      return nil
    }
    let start = place.value.lowerBound
    let port = bytes.bigEndian(UInt16.self, at: start + 2) ^ (isMixed ? 0x2112 : 0)
    switch (bytes.byte(at: start + 1), place.value.count) {
    case (1, 8...): return .ipv4(IPv4Address(rawValue: word(place, start + 4, isMixed)), port: port)
    case (2, 20...):
      let high =
        UInt64(word(place, start + 4, isMixed)) << 32 | UInt64(word(place, start + 8, isMixed))
      let low =
        UInt64(word(place, start + 12, isMixed)) << 32 | UInt64(word(place, start + 16, isMixed))
      return .ipv6(IPv6Address(high: high, low: low), port: port)
    default: return nil
    }
  }

  /// A word of an address, without the cookie and the transaction's identifier.
  private func word(_ place: AttributePlace, _ offset: Int, _ isMixed: Bool) -> UInt32 {
    let mask = place.message + 4 + offset - place.value.lowerBound - 4
    let word = bytes.bigEndian(UInt32.self, at: offset)
    return isMixed ? word ^ bytes.bigEndian(UInt32.self, at: mask) : word
  }

  /// Whether a fingerprint is that of the message before it (RFC 8489 §14.7).
  func isRight(_ fingerprint: AttributePlace) -> Bool {
    let covered = bytes.slice(
      from: fingerprint.message, count: fingerprint.range.lowerBound - fingerprint.message)
    return crc32(covered) ^ 0x5354_554e
      == bytes.bigEndian(UInt32.self, at: fingerprint.value.lowerBound)
  }

  /// The cyclic redundancy check of ITU V.42.
  private func crc32(_ bytes: RawSpan) -> UInt32 {
    var remainder: UInt32 = 0xffff_ffff
    for offset in 0..<bytes.byteCount {
      remainder ^= UInt32(bytes.byte(at: offset))
      for _ in 0..<8 {
        remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xedb8_8320
      }
    }
    return ~remainder
  }
}
