import PacketCore

/// Fields of the options that tell who the client is: its identifier, its name, its class.
extension DHCPv4 {
  /// Calls `body` with the values of client identifiers that look like a hardware type and address.
  func forEachHardwareIdentifier(_ body: (Range<Int>) -> Void) {
    forEachOption(.clientIdentifier) { option in
      if option.length == 7, 1..<48 ~= bytes.byte(at: option.value.lowerBound) {
        body(option.value)
      }
    }
  }

  /// Client identifiers that start with an association's number and a unique identifier
  /// (RFC 4361 §6.1): the identifier's type and what follows.
  private static func unique(_ type: UInt16? = nil) -> Field<DHCPv4>.Parts {
    { view, part in
      values(61)(view) { value in
        guard value.count > 7, view.bytes.byte(at: value.lowerBound) == 255 else { return }
        let start = value.lowerBound + 5
        if type == nil || type == view.bytes.bigEndian(UInt16.self, at: start) {
          part(start..<value.upperBound)
        }
      }
    }
  }

  /// Client identifiers of no hardware type.
  private static let untyped: Field<DHCPv4>.Parts = { view, part in
    values(61)(view) { value in
      if value.count > 1, value.count != 17, view.bytes.byte(at: value.lowerBound) == 0 {
        part(value)
      }
    }
  }

  private static func hexadecimal(
    _ name: String, _ label: String, separator: UInt8? = nil,
    in parts: @escaping Field<DHCPv4>.Parts
  ) -> Field<DHCPv4> {
    Field("dhcp.client_id.\(name)", label, .text) { view, emit in
      parts(view) { part in
        var text: [UInt8] = []
        text.append(
          hex: view.bytes.slice(from: part.lowerBound, count: part.count), separator: separator)
        emit(.string(String(decoding: text, as: UTF8.self)), part)
      }
    }
  }

  static let clientIdentifierFields: [Field<DHCPv4>] = [
    hexadecimal(
      "iaid", "IAID",
      in: { view, part in unique()(view) { part($0.lowerBound - 4..<$0.lowerBound) } }),
    Field("dhcp.client_id.duid_type", "DUID Type", .decimal(16), at: 0, 2, in: unique()),
    Field(
      "dhcp.client_id.duid_llt_hw_type", "Hardware type", .decimal(16), at: 2, 2, in: unique(1)),
    Field("dhcp.client_id.time", "Time", .decimal(32), at: 4, 4, in: unique(1)),
    Field("dhcp.client_id.duid_ll_hw_type", "Hardware type", .decimal(16), at: 2, 2, in: unique(3)),
    Field(
      "dhcp.client_id.enterprise_num", "Enterprise-number", .decimal(32), at: 2, 4, in: unique(2)),
    Field("dhcp.client_id", "Identifier", .bytes, at: 6, in: unique(2)),
    hexadecimal(
      "link_layer_address", "Link layer address", separator: UInt8(ascii: ":"),
      in: { view, part in
        unique(1)(view) { if $0.count > 8 { part($0.dropFirst(8)) } }
        unique(3)(view) { if $0.count > 4 { part($0.dropFirst(4)) } }
      }),
    Field("dhcp.client_id.type", "Type", .decimal(8), at: 0, 1, in: untyped),
    Field("dhcp.client_id.undef", "Client Identifier", .text, at: 1, in: untyped),
  ]

  static let clientNameFields: [Field<DHCPv4>] = [
    Field("dhcp.fqdn.flags", "Flags", .hex(8), at: 0, 1, in: values(81)),
    Field("dhcp.fqdn.mbz", "Reserved flags", .hex(8), at: 0, 1, mask: 0xf0, in: values(81)),
    Field("dhcp.fqdn.n", "Server DDNS", at: 0, 1, bit: 8, in: values(81)),
    Field("dhcp.fqdn.e", "Encoding", at: 0, 1, bit: 4, in: values(81)),
    Field("dhcp.fqdn.o", "Server overrides", at: 0, 1, bit: 2, in: values(81)),
    Field("dhcp.fqdn.s", "Server", at: 0, 1, bit: 1, in: values(81)),
    Field("dhcp.fqdn.rcode1", "A-RR result", .decimal(8), at: 1, 1, in: values(81)),
    Field("dhcp.fqdn.rcode2", "PTR-RR result", .decimal(8), at: 2, 1, in: values(81)),
    // In DNS's form, or as text (RFC 4702 §2.3.1).
    Field("dhcp.fqdn.name", "Client name", .text) { view, emit in
      values(81)(view) { value in
        guard value.count > 3 else { return }
        let name = value.dropFirst(3)
        guard view.bytes.byte(at: value.lowerBound) & 4 != 0 else { return emit(.text, name) }
        let message = DNS.MessageView(unchecked: view.bytes.slice(from: 0, count: value.upperBound))
        if let text = message.nameText(at: name.lowerBound) { emit(.string(text), name) }
      }
    },
  ]

  /// The user classes of RFC 3004 §4, each after its length; nothing where the lengths do not fit.
  private static let userClasses: Field<DHCPv4>.Parts = { view, part in
    values(77)(view) { value in
      var end = value.lowerBound
      while end < value.upperBound { end += 1 + Int(view.bytes.byte(at: end)) }
      guard end == value.upperBound, view.bytes.byte(at: value.lowerBound) > 0 else { return }
      var start = value.lowerBound
      while start < value.upperBound {
        let end = start + 1 + Int(view.bytes.byte(at: start))
        part(start..<end)
        start = end
      }
    }
  }

  static let classFields: [Field<DHCPv4>] = [
    Field("dhcp.option.user_class", "Instance of User Class", .decimal(8)) { view, emit in
      var index: UInt64 = 0
      userClasses(view) { part in
        emit(.unsigned(index), part)
        index += 1
      }
    },
    Field(
      "dhcp.option.user_class.length", "User Class Length", .decimal(8), at: 0, 1, in: userClasses),
    Field("dhcp.option.user_class.data", "User Class Data", .bytes, at: 1, in: userClasses),
    Field("dhcp.client_network_id_major", "Major Version", .decimal(8), at: 1, 1, in: values(94)),
    Field("dhcp.client_network_id_minor", "Minor Version", .decimal(8), at: 2, 1, in: values(94)),
  ]
}
