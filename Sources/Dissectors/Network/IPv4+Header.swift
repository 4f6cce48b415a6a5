public import PacketCore

extension IPv4 {
  /// An IPv4 header to keep: a value of its own, with names and units of ``IPv4``.
  public struct Header: Hashable, Codable, Sendable {
    /// Six bits.
    public var differentiatedServices: UInt8 = 0
    /// Two bits.
    public var congestionNotification: UInt8 = 0
    /// Size of header and payload, in bytes; 0 when it was left to the network card.
    public var totalLength: UInt16 = 0
    public var identification: UInt16 = 0
    public var reservedFlag = false
    public var dontFragment = false
    public var moreFragments = false
    /// In bytes, a multiple of eight.
    public var fragmentOffset = 0
    public var timeToLive: UInt8 = 64
    public var `protocol`: UInt8
    public var checksum: UInt16 = 0
    public var source: IPv4Address
    public var destination: IPv4Address
    /// The options as they stand in the header, padding included.
    public var options: [UInt8] = []

    public init(source: IPv4Address, destination: IPv4Address, protocol: UInt8) {
      self.source = source
      self.destination = destination
      self.protocol = `protocol`
    }

    /// Copies the header.
    public init(_ view: borrowing IPv4) {
      self.init(source: view.source, destination: view.destination, protocol: view.protocol)
      differentiatedServices = view.differentiatedServices
      congestionNotification = view.congestionNotification
      totalLength = view.totalLength
      identification = view.identification
      reservedFlag = view.reservedFlag
      dontFragment = view.dontFragment
      moreFragments = view.moreFragments
      fragmentOffset = view.fragmentOffset
      timeToLive = view.timeToLive
      checksum = view.checksum
      options = view.optionBytes.copied()
    }
  }
}
