import PacketCore

extension STUN {
  /// A message of STUN or TURN (RFC 8489 §5), to keep.
  public struct Message: Hashable, Codable, Sendable {
    public var type: MessageType
    /// 12 bytes; 16 in RFC 3489, which had no cookie.
    public var transactionID: [UInt8]
    public var attributes: [Attribute]
  }

  public struct Attribute: Hashable, Codable, Sendable {
    public var type: AttributeType
    /// Without the padding.
    public var value: [UInt8]
  }

  /// A copy of the first message; nil for a channel's data. Attributes that are cut short are left
  /// out, and those after them.
  public var message: Message? {
    guard !isChannelData else { return nil }
    let hasCookie = bytes.bigEndian(UInt32.self, at: 4) == STUN.magicCookie
    var message = Message(
      type: type, transactionID: bytes.copied(hasCookie ? 8..<20 : 4..<20), attributes: [])
    forEachAttribute { place in
      guard place.message == 0, place.value.upperBound <= bytes.byteCount else { return }
      message.attributes.append(Attribute(type: place.type, value: bytes.copied(place.value)))
    }
    return message
  }
}
