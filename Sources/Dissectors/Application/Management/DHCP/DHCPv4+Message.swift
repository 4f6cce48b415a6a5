public import PacketCore

extension DHCPv4 {
  /// A DHCP or BOOTP message to keep (RFC 2131 §2).
  public struct Message: Hashable, Codable, Sendable {
    public var operation: Operation
    public var hardwareType: UInt8 = 1
    public var hops: UInt8 = 0
    public var transactionIdentifier: UInt32
    /// Since the client began, in seconds.
    public var seconds: UInt16 = 0
    /// The uppermost bit asks for a broadcast reply.
    public var flags: UInt16 = 0
    public var clientAddress = IPv4Address(rawValue: 0)
    public var yourAddress = IPv4Address(rawValue: 0)
    public var serverAddress = IPv4Address(rawValue: 0)
    public var relayAddress = IPv4Address(rawValue: 0)
    /// At most 16 bytes.
    public var hardwareAddress: [UInt8] = []
    /// The fields for names as text to their first zero; empty where they hold options.
    public var serverName = ""
    public var bootFile = ""
    /// In their order, without padding and end, and without the split that RFC 3396 allows.
    public var options: [Option] = []

    public struct Option: Hashable, Codable, Sendable {
      public var code: OptionCode
      public var value: [UInt8]

      public init(code: OptionCode, value: [UInt8]) {
        self.code = code
        self.value = value
      }
    }

    public init(operation: Operation, transactionIdentifier: UInt32) {
      self.operation = operation
      self.transactionIdentifier = transactionIdentifier
    }

    /// Copies the message.
    public init(_ view: borrowing DHCPv4) {
      self.init(
        operation: view.operation, transactionIdentifier: view.transactionIdentifier)
      hardwareType = view.hardwareType
      hops = view.hops
      seconds = view.seconds
      flags = view.bytes.bigEndian(UInt16.self, at: 10)
      clientAddress = view.clientAddress
      yourAddress = view.yourAddress
      serverAddress = view.serverAddress
      relayAddress = view.relayAddress
      hardwareAddress = view.hardwareAddress.copied()
      readOptions(view)
      let overload = self[.overload]?.first ?? 0
      if overload & 2 == 0 { serverName = Self.text(view.bytes.slice(from: 44, count: 64)) }
      if overload & 1 == 0 { bootFile = Self.text(view.bytes.slice(from: 108, count: 128)) }
    }

    private mutating func readOptions(_ view: borrowing DHCPv4) {
      var options = view.options
      while let place = options.next() {
        guard place.hasLength else { continue }
        let value = view.bytes.slice(from: place.value.lowerBound, count: place.length).copied()
        // An option in several parts is one (RFC 3396 §5).
        if let index = self.options.firstIndex(where: { $0.code == place.code }) {
          self.options[index].value += value
        } else {
          self.options.append(Option(code: place.code, value: value))
        }
      }
    }

    private static func text(_ field: RawSpan) -> String {
      String(decoding: field.copied().prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The value of an option; nil when the message does not have it.
    public subscript(code: OptionCode) -> [UInt8]? {
      get { options.first { $0.code == code }?.value }
      set {
        guard let index = options.firstIndex(where: { $0.code == code }) else {
          if let newValue { options.append(Option(code: code, value: newValue)) }
          return
        }
        if let newValue {
          options[index].value = newValue
        } else {
          options.remove(at: index)
        }
      }
    }
  }
}

/// The options that are asked for most; each is nil or empty when it is not there.
extension DHCPv4.Message {
  /// Nil for a message of BOOTP.
  public var messageType: DHCPv4.MessageType? {
    self[.messageType]?.first.map { DHCPv4.MessageType(rawValue: $0) }
  }

  public var subnetMask: IPv4Address? { addresses(.subnetMask).first }
  public var routers: [IPv4Address] { addresses(.routers) }
  public var domainNameServers: [IPv4Address] { addresses(.domainNameServers) }
  public var requestedAddress: IPv4Address? { addresses(.requestedAddress).first }
  public var serverIdentifier: IPv4Address? { addresses(.serverIdentifier).first }
  public var hostName: String? { text(.hostName) }
  public var domainName: String? { text(.domainName) }
  public var vendorClass: String? { text(.vendorClass) }
  public var parameterRequestList: [DHCPv4.OptionCode] {
    (self[.parameterRequestList] ?? []).map { DHCPv4.OptionCode($0) }
  }
  /// Times of the lease.
  public var leaseTime: Duration? { time(.leaseTime) }
  public var renewalTime: Duration? { time(.renewalTime) }
  public var rebindingTime: Duration? { time(.rebindingTime) }

  /// The value of an option as a list of addresses.
  public func addresses(_ code: DHCPv4.OptionCode) -> [IPv4Address] {
    let value = self[code] ?? []
    return stride(from: 0, through: value.count - 4, by: 4).map { offset in
      IPv4Address(value[offset], value[offset + 1], value[offset + 2], value[offset + 3])
    }
  }

  /// The value of an option as text, to its first zero.
  public func text(_ code: DHCPv4.OptionCode) -> String? {
    self[code].map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private func time(_ code: DHCPv4.OptionCode) -> Duration? {
    guard let value = self[code], value.count == 4 else { return nil }
    return .seconds(Int64(value.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }))
  }
}
