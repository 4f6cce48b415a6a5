public import PacketCore

extension NTP.Packet {
  /// Appends the message; of leap indicator, version and mode the bits that there are.
  public func encode(into writer: inout ByteWriter) {
    writer.append(leapIndicator << 6 | (version & 7) << 3 | mode.rawValue & 7)
    writer.append(stratum)
    writer.append(poll)
    writer.append(precision)
    writer.append(rootDelay.rawValue)
    writer.append(rootDispersion.rawValue)
    writer.append(referenceIdentifier)
    for time in [referenceTime, originTime, receiveTime, transmitTime] {
      writer.append(time.rawValue)
    }
    writer.append(contentsOf: trailer)
  }
}
