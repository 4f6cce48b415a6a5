public import PacketCore

extension RADIUS.Packet {
  /// Appends the packet; its length and those of the attributes are filled in, and the authenticator
  /// is written as it is given.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when the authenticator has not sixteen bytes, an attribute has more
  ///   than 253, or the packet more than 65,535.
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    let start = writer.count
    guard authenticator.count == 16 else {
      throw EncodeError(protocolID: RADIUS.id, field: "Authenticator")
    }
    writer.append(code.rawValue)
    writer.append(identifier)
    writer.append(0 as UInt16)
    writer.append(contentsOf: authenticator)
    for attribute in attributes {
      guard attribute.value.count <= 253 else {
        throw EncodeError(protocolID: RADIUS.id, field: "Attribute")
      }
      writer.append(attribute.type.rawValue)
      writer.append(UInt8(truncatingIfNeeded: attribute.value.count + 2))
      writer.append(contentsOf: attribute.value)
    }
    guard let length = UInt16(exactly: writer.count - start) else {
      throw EncodeError(protocolID: RADIUS.id, field: "Length")
    }
    writer.patch(length, at: start + 2)
  }
}
