public import PacketCore

/// Messages that can stand in a packet that is made. UDP's ports do not follow from them: a header
/// names its own.
extension DNS.Message: PacketLayer {
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    try encode(into: &writer, isFramed: false)
  }
}

extension DHCPv4.Message: PacketLayer {
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    try encode(into: &writer, minimumLength: 0)
  }
}

extension NTP.Packet: PacketLayer {}
extension RADIUS.Packet: PacketLayer {}
extension SNMP.Message: PacketLayer {}
