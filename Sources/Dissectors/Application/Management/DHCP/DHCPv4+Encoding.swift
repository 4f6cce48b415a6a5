public import PacketCore

extension DHCPv4.Message {
  /// Appends the message: its header, the cookie, the options and their end.
  ///
  /// Without options it is one of BOOTP, with an area of zeros for the vendor. An option of more than
  /// 255 bytes is split (RFC 3396 §4).
  ///
  /// - Parameter minimumLength: Bytes to fill up to with padding; some relay agents drop messages of
  ///   fewer than 300 (RFC 1542 §2.1).
  /// - Throws: ``PacketCore/EncodeError`` when the hardware address has more than 16 bytes, or a name does not
  ///   fit its field.
  public func encode(into writer: inout ByteWriter, minimumLength: Int = 0) throws(EncodeError) {
    let start = writer.count
    guard hardwareAddress.count <= 16 else {
      throw EncodeError(protocolID: DHCPv4.id, field: "chaddr")
    }
    writer.append(operation.rawValue)
    writer.append(hardwareType)
    writer.append(UInt8(truncatingIfNeeded: hardwareAddress.count))
    writer.append(hops)
    writer.append(transactionIdentifier)
    writer.append(seconds)
    writer.append(flags)
    for address in [clientAddress, yourAddress, serverAddress, relayAddress] {
      writer.append(address.rawValue)
    }
    writer.append(contentsOf: hardwareAddress)
    writer.append(zeros: 16 - hardwareAddress.count)
    try Self.append(serverName, width: 64, "sname", to: &writer)
    try Self.append(bootFile, width: 128, "file", to: &writer)
    if options.isEmpty {
      writer.append(zeros: 64)
    } else {
      appendOptions(to: &writer)
    }
    writer.append(zeros: minimumLength - (writer.count - start))
  }

  private static func append(
    _ text: String, width: Int, _ field: FieldName, to writer: inout ByteWriter
  ) throws(EncodeError) {
    let count = text.utf8.count
    guard count < width else { throw EncodeError(protocolID: DHCPv4.id, field: field) }
    writer.append(contentsOf: text.utf8)
    writer.append(zeros: width - count)
  }

  private func appendOptions(to writer: inout ByteWriter) {
    writer.append(DHCPv4.cookie)
    for option in options where option.code != .pad && option.code != .end {
      var rest = option.value[...]
      repeat {
        let part = rest.prefix(255)
        writer.append(option.code.rawValue)
        writer.append(UInt8(truncatingIfNeeded: part.count))
        writer.append(contentsOf: part)
        rest = rest.dropFirst(255)
      } while !rest.isEmpty
    }
    writer.append(DHCPv4.OptionCode.end.rawValue)
  }
}
