public import PacketCore

extension DHCPv6 {
  /// A DHCPv6 message to keep (RFC 8415 §8, §9).
  public struct Message: Hashable, Codable, Sendable {
    public var messageType: MessageType
    /// 24 bits; 0 in a relay agent's message.
    public var transactionIdentifier: UInt32 = 0
    /// What a relay agent tells; nil in other messages.
    public var relay: Relay?
    public var options: [Option] = []

    /// How often a message was relayed, and where it came from (RFC 8415 §9).
    public struct Relay: Hashable, Codable, Sendable {
      public var hopCount: UInt8
      public var linkAddress: IPv6Address
      public var peerAddress: IPv6Address

      public init(hopCount: UInt8, linkAddress: IPv6Address, peerAddress: IPv6Address) {
        self.hopCount = hopCount
        self.linkAddress = linkAddress
        self.peerAddress = peerAddress
      }
    }

    /// An option as it stands in its message, with the options in it not taken apart.
    public struct Option: Hashable, Codable, Sendable {
      public var code: OptionCode
      public var value: [UInt8]

      public init(code: OptionCode, value: [UInt8]) {
        self.code = code
        self.value = value
      }
    }

    public init(messageType: MessageType) { self.messageType = messageType }

    /// Copies the message.
    public init(_ view: borrowing DHCPv6) {
      self.init(messageType: view.messageType)
      let bytes = view.bytes
      transactionIdentifier = view.transactionIdentifier ?? 0
      if messageType.isRelay {
        relay = Relay(
          hopCount: bytes.byte(at: 1), linkAddress: IPv6Address(bytes, at: 2),
          peerAddress: IPv6Address(bytes, at: 18))
      }
      options = Self.options(in: bytes, from: messageType.isRelay ? 34 : 4)
    }

    private static func options(in bytes: RawSpan, from start: Int) -> [Option] {
      var options: [Option] = []
      var offset = start
      while bytes.has(4, at: offset) {
        let length = Int(bytes.bigEndian(UInt16.self, at: offset + 2))
        guard bytes.has(4 + length, at: offset) else { break }
        options.append(
          Option(
            code: OptionCode(bytes.bigEndian(UInt16.self, at: offset)),
            value: bytes.slice(from: offset + 4, count: length).copied()))
        offset += 4 + length
      }
      return options
    }

    /// The value of the first option of a code.
    public subscript(code: OptionCode) -> [UInt8]? { options.first { $0.code == code }?.value }

    /// The message that a relay agent carries; nil when it is none or malformed.
    public var relayed: Message? {
      guard let value = self[.relayMessage],
        let view = unsafe try? DHCPv6(decoding: value.span.bytes)
      else { return nil }
      return Message(view)
    }

    /// The identifier of the client (DUID).
    public var clientIdentifier: [UInt8]? { self[.clientIdentifier] }
    /// The identifier of the server (DUID).
    public var serverIdentifier: [UInt8]? { self[.serverIdentifier] }

    /// The addresses that are asked for or given (IA_NA), with their preferred and valid lifetimes in
    /// seconds.
    public var addresses: [(address: IPv6Address, preferred: UInt32, valid: UInt32)] {
      var found: [(IPv6Address, UInt32, UInt32)] = []
      for option in options where option.code == .addresses {
        let inner = unsafe Self.options(in: option.value.span.bytes, from: 12)
        for option in inner where option.code == .address {
          let bytes = unsafe option.value.span.bytes
          guard bytes.byteCount >= 24 else { continue }
          found.append(
            (
              IPv6Address(bytes, at: 0), bytes.bigEndian(UInt32.self, at: 16),
              bytes.bigEndian(UInt32.self, at: 20)
            ))
        }
      }
      return found
    }

    public var domainNameServers: [IPv6Address] {
      let value = self[.domainNameServers] ?? []
      return stride(from: 0, through: value.count - 16, by: 16).map {
        unsafe IPv6Address(value.span.bytes, at: $0)
      }
    }
  }
}
