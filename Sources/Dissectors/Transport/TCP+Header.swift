import PacketCore

extension TCP {
  /// A TCP header to keep: a value of its own, with names and units of ``TCP``.
  public struct Header: Hashable, Codable, Sendable {
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    public var sequenceNumber: UInt32 = 0
    public var acknowledgmentNumber: UInt32 = 0
    public var flags: Flags = []
    public var window: UInt16 = 0
    public var checksum: UInt16 = 0
    public var urgentPointer: UInt16 = 0
    /// The options as they stand in the header, padding included.
    public var options: [UInt8] = []

    public init(sourcePort: UInt16, destinationPort: UInt16) {
      self.sourcePort = sourcePort
      self.destinationPort = destinationPort
    }

    /// Copies the header.
    public init(_ view: borrowing TCP) {
      self.init(sourcePort: view.sourcePort, destinationPort: view.destinationPort)
      sequenceNumber = view.sequenceNumber
      acknowledgmentNumber = view.acknowledgmentNumber
      flags = view.flags
      window = view.window
      checksum = view.checksum
      urgentPointer = view.urgentPointer
      options = view.optionBytes.copied()
    }
  }
}

extension TCP.Flags: Codable {}
