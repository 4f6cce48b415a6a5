public import PacketCore

extension SNMP.Message {
  /// Appends the message, with lengths in as few bytes as they take.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when a message of version 3 has no header, or a trap of version 1 no
  ///   trap.
  public func encode(into writer: inout ByteWriter) throws(EncodeError) {
    try writer.appendElement(.sequence) { writer throws(EncodeError) in
      writer.appendElement(.integer, integer: Int64(version.rawValue))
      if version == .v3 {
        guard let header else { throw EncodeError(protocolID: SNMP.id, field: "msgGlobalData") }
        try header.encode(body, into: &writer)
      } else if case .plain(let pdu) = body {
        writer.appendElement(.octetString, contents: community)
        try pdu.encode(into: &writer)
      }
    }
  }
}

extension SNMP.Header {
  fileprivate func encode(
    _ body: SNMP.Message.Body, into writer: inout ByteWriter
  ) throws(EncodeError) {
    try writer.appendElement(.sequence) { writer throws(EncodeError) in
      writer.appendElement(.integer, integer: Int64(messageIdentifier))
      writer.appendElement(.integer, integer: Int64(maximumSize))
      writer.appendElement(.octetString, contents: [flags])
      writer.appendElement(.integer, integer: Int64(securityModel))
    }
    try writer.appendElement(.octetString) { writer throws(EncodeError) in
      try writer.appendElement(.sequence) { writer throws(EncodeError) in
        writer.appendElement(.octetString, contents: engineIdentifier)
        writer.appendElement(.integer, integer: Int64(engineBoots))
        writer.appendElement(.integer, integer: Int64(engineTime))
        writer.appendElement(.octetString, contents: userName)
        writer.appendElement(.octetString, contents: authentication)
        writer.appendElement(.octetString, contents: privacy)
      }
    }
    switch body {
    case .encrypted(let bytes): writer.appendElement(.octetString, contents: bytes)
    case .plain(let pdu):
      try writer.appendElement(.sequence) { writer throws(EncodeError) in
        writer.appendElement(.octetString, contents: contextEngineIdentifier)
        writer.appendElement(.octetString, contents: contextName)
        try pdu.encode(into: &writer)
      }
    }
  }
}

extension SNMP.PDU {
  fileprivate func encode(into writer: inout ByteWriter) throws(EncodeError) {
    try writer.appendElement(.context(UInt32(kind.rawValue))) { writer throws(EncodeError) in
      if kind == .trap {
        guard let trap else { throw EncodeError(protocolID: SNMP.id, field: "trap") }
        trap.encode(into: &writer)
      } else {
        writer.appendElement(.integer, integer: Int64(requestIdentifier))
        writer.appendElement(.integer, integer: Int64(errorStatus))
        writer.appendElement(.integer, integer: Int64(errorIndex))
      }
      try writer.appendElement(.sequence) { writer throws(EncodeError) in
        for binding in bindings {
          try writer.appendElement(.sequence) { writer throws(EncodeError) in
            writer.appendElement(.objectIdentifier, contents: binding.name.encoded)
            binding.value.encode(into: &writer)
          }
        }
      }
    }
  }
}

extension SNMP.Trap {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.appendElement(.objectIdentifier, contents: enterprise.encoded)
    SNMP.Value.ipv4(agent).encode(into: &writer)
    writer.appendElement(.integer, integer: Int64(generic))
    writer.appendElement(.integer, integer: Int64(specific))
    SNMP.Value.timeTicks(time).encode(into: &writer)
  }
}

extension SNMP.Value {
  fileprivate func encode(into writer: inout ByteWriter) {
    switch self {
    case .integer(let number): writer.appendElement(.integer, integer: Int64(number))
    case .octets(let bytes): writer.appendElement(.octetString, contents: bytes)
    case .objectIdentifier(let name):
      writer.appendElement(.objectIdentifier, contents: name.encoded)
    case .null: writer.appendElement(.null, contents: [])
    case .ipv4(let address):
      var bytes = ByteWriter()
      bytes.append(address.rawValue)
      writer.appendElement(.application(0, isConstructed: false), contents: bytes.bytes)
    case .counter32(let number): Self.append(1, UInt64(number), to: &writer)
    case .gauge32(let number): Self.append(2, UInt64(number), to: &writer)
    case .timeTicks(let number): Self.append(3, UInt64(number), to: &writer)
    case .opaque(let bytes):
      writer.appendElement(.application(4, isConstructed: false), contents: bytes)
    case .counter64(let number): Self.append(6, number, to: &writer)
    case .noSuchObject: writer.appendElement(.context(0, isConstructed: false), contents: [])
    case .noSuchInstance: writer.appendElement(.context(1, isConstructed: false), contents: [])
    case .endOfMIBView: writer.appendElement(.context(2, isConstructed: false), contents: [])
    }
  }

  private static func append(_ tag: UInt32, _ number: UInt64, to writer: inout ByteWriter) {
    writer.appendElement(.application(tag, isConstructed: false), unsigned: number)
  }
}
