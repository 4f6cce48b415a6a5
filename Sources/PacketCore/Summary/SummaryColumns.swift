/// The columns of one packet, in buffers that the next one uses again.
///
/// Filled from the outermost layer in: each protocol that has a ``Summary`` writes over what the one
/// around it wrote.
public struct SummaryColumns: Sendable {
  /// The packet's number, counted from 1.
  public package(set) var number: UInt64 = 0
  /// Bytes of the packet on the wire.
  public package(set) var length = 0
  package var time: [UInt8] = []
  /// UTF-8, as are the next three.
  public var source: [UInt8] = []
  public var destination: [UInt8] = []
  public var protocolName: [UInt8] = []
  /// What the packet is about.
  public var info: [UInt8] = []
  /// What is kept from packet to packet.
  package var state = SummaryState()

  package init() {}

  package mutating func clear() {
    time.removeAll(keepingCapacity: true)
    source.removeAll(keepingCapacity: true)
    destination.removeAll(keepingCapacity: true)
    protocolName.removeAll(keepingCapacity: true)
    info.removeAll(keepingCapacity: true)
  }

  /// Names the protocol, in place of the one around it, whose information goes.
  public mutating func show(protocol name: String) {
    protocolName.removeAll(keepingCapacity: true)
    protocolName.append(name)
    info.removeAll(keepingCapacity: true)
  }

  public mutating func show(_ source: MACAddress, _ destination: MACAddress) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  public mutating func show(_ source: IPv4Address, _ destination: IPv4Address) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  public mutating func show(_ source: IPv6Address, _ destination: IPv6Address) {
    clearAddresses()
    self.source.append(source)
    self.destination.append(destination)
  }

  private mutating func clearAddresses() {
    source.removeAll(keepingCapacity: true)
    destination.removeAll(keepingCapacity: true)
  }
}
