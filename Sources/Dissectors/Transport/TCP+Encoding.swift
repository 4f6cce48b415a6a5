public import PacketCore

extension TCP.Header: PacketLayer {
  public static var announcements: [Binding] { TCP.bindings }

  /// Appends the header; its length is that of its options, which are padded.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when the options take more than 40 bytes.
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    let words = 5 + (options.count + 3) / 4
    guard words <= 15 else { throw EncodeError(protocolID: TCP.id, field: "Options") }
    let start = writer.count
    writer.append(sourcePort)
    writer.append(destinationPort)
    writer.append(sequenceNumber)
    writer.append(acknowledgmentNumber)
    writer.append(UInt16(words) << 12 | flags.rawValue & 0x0fff)
    writer.append(window)
    writer.append(checksum)
    writer.append(urgentPointer)
    writer.append(padding: options, to: 4, from: start)
  }

  public func fillInChecksum(_ writer: inout ByteWriter, _ place: LayerPlace) {
    writer.fillTransportChecksum(at: place.start + 16, place, protocol: 6)
  }
}
