public import PacketCore

extension ARP.Message: PacketLayer {
  public static var announcements: [Binding] { ARP.bindings }

  public init(
    _ operation: ARP.Operation, senderMAC: MACAddress, senderIP: IPv4Address,
    targetMAC: MACAddress = MACAddress(rawValue: 0), targetIP: IPv4Address
  ) {
    self.init(
      operation: operation, senderMAC: senderMAC, senderIP: senderIP, targetMAC: targetMAC,
      targetIP: targetIP)
  }

  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    writer.append(1 as UInt16)
    writer.append(0x0800 as UInt16)
    writer.append(0x0604 as UInt16)
    writer.append(operation.rawValue)
    writer.append(senderMAC)
    writer.append(senderIP.rawValue)
    writer.append(targetMAC)
    writer.append(targetIP.rawValue)
  }
}
