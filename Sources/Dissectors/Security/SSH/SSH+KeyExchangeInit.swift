public import PacketCore

extension SSH {
  /// What one side offers at the start of a key exchange (RFC 4253 §7.1), to keep.
  public struct KeyExchangeInit: Hashable, Codable, Sendable {
    /// 16 random bytes.
    public var cookie: [UInt8]
    public var keyExchangeAlgorithms: [String]
    public var serverHostKeyAlgorithms: [String]
    public var encryptionAlgorithmsClientToServer: [String]
    public var encryptionAlgorithmsServerToClient: [String]
    public var macAlgorithmsClientToServer: [String]
    public var macAlgorithmsServerToClient: [String]
    public var compressionAlgorithmsClientToServer: [String]
    public var compressionAlgorithmsServerToClient: [String]
    public var languagesClientToServer: [String]
    public var languagesServerToClient: [String]
    /// Whether a guessed message of the key exchange follows at once.
    public var firstPacketFollows: Bool

    /// Reads the message's content, what follows its number.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if a list does not end in `content`.
    public init(decoding content: RawSpan) throws(DecodeError) {
      guard let message = KeyExchangeInit(content, 0..<content.byteCount) else {
        throw .truncated(SSH.id, needed: 61, available: content.byteCount)
      }
      self = message
    }

    init?(_ bytes: RawSpan, _ content: Range<Int>) {
      var lists: [[String]] = []
      var offset = content.lowerBound + 16
      for _ in SSH.listNames {
        guard let list = SSH.string(in: bytes, at: offset, limit: content.upperBound),
          list.upperBound <= bytes.byteCount
        else { return nil }
        let names = bytes.copied(list.dropFirst(4)).split(separator: UInt8(ascii: ","))
        lists.append(names.map { String(decoding: $0, as: UTF8.self) })
        offset = list.upperBound
      }
      cookie = bytes.copied(content.lowerBound..<content.lowerBound + 16)
      keyExchangeAlgorithms = lists[0]
      serverHostKeyAlgorithms = lists[1]
      encryptionAlgorithmsClientToServer = lists[2]
      encryptionAlgorithmsServerToClient = lists[3]
      macAlgorithmsClientToServer = lists[4]
      macAlgorithmsServerToClient = lists[5]
      compressionAlgorithmsClientToServer = lists[6]
      compressionAlgorithmsServerToClient = lists[7]
      languagesClientToServer = lists[8]
      languagesServerToClient = lists[9]
      firstPacketFollows = bytes.byte(at: offset) != 0
    }
  }

  /// The offer in this segment, if it is there to its end.
  public var keyExchangeInit: KeyExchangeInit? {
    var packets = packets
    while let packet = packets.next(in: bytes) {
      if packet.kind == .keyExchangeInit { return KeyExchangeInit(bytes, packet.content) }
    }
    return nil
  }

  /// The line that names version and software, without its end: `SSH-2.0-OpenSSH_9.6`.
  public var identificationText: String? {
    identification.map { String(decoding: bytes.copied($0), as: UTF8.self) }
  }
}
