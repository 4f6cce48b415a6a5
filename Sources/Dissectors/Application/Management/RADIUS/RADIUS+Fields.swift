public import PacketCore

extension RADIUS {
  public static let fields: [Field<RADIUS>] =
    headerFields + listFields + specialFields + attributeFields

  private static let headerFields: [Field<RADIUS>] = [
    Field("radius.code", "Code", .decimal(8), at: 0, 1) { $0.code.rawValue },
    Field("radius.id", "Identifier", .decimal(8), at: 1, 1) { $0.identifier },
    Field("radius.length", "Length", .decimal(16), at: 2, 2) { $0.length },
    Field("radius.authenticator", "Authenticator", .bytes, at: 4, 16) { _ in .bytes },
    Field("radius.req", "Request", .boolean, at: 0, 1, hidden: true) { view in
      view.code.isRequest ? .boolean(true) : nil
    },
    Field("radius.rsp", "Response", .boolean, at: 0, 1, hidden: true) { view in
      view.code.isResponse ? .boolean(true) : nil
    },
  ]

  /// The attributes of a type, of all types when none is given: type, length and value.
  static func attribute(_ type: UInt8? = nil) -> Field<RADIUS>.Parts {
    { view, part in
      var attributes = view.attributes
      while let attribute = attributes.next() {
        if type == nil || type == attribute.type.rawValue { part(attribute.range) }
      }
    }
  }

  /// The attributes of vendors in a vendor-specific one (RFC 2865 §5.26): type, length and value.
  private static let vendorAttributes: Field<RADIUS>.Parts = { view, part in
    attribute(26)(view) { range in
      var start = range.lowerBound + 6
      while start + 2 <= range.upperBound {
        let end = start + Int(view.bytes.byte(at: start + 1))
        guard end >= start + 2, end <= range.upperBound else { return }
        part(start..<end)
        start = end
      }
    }
  }

  private static let listFields: [Field<RADIUS>] = [
    Field("radius.avp", "AVP", .bytes, at: 0, in: attribute()),
    Field("radius.avp.type", "Type", .decimal(8), at: 0, 1, in: attribute()),
    Field("radius.avp.length", "Length", .decimal(8), at: 1, 1, in: attribute()),
    Field("radius.avp.vendor_id", "Vendor ID", .decimal(32), at: 2, 4, in: attribute(26)),
    Field("radius.avp.vendor_type", "Type", .decimal(8), at: 0, 1, in: vendorAttributes),
    Field("radius.avp.vendor_len", "Length", .decimal(8), at: 1, 1, in: vendorAttributes),
  ]

  private static let specialFields: [Field<RADIUS>] = [
    Field(
      "radius.User_Password_encrypted", "User-Password (encrypted)", .bytes, at: 2, in: attribute(2)
    ),
    Field("radius.CHAP_Ident", "CHAP Ident", .hex(8), at: 2, 1, in: attribute(3)),
    Field("radius.CHAP_String", "CHAP String", .bytes, at: 3, in: attribute(3)),
    Field(
      "radius.Tunnel_Password_encrypted", "Tunnel-Password (encrypted)", .bytes, at: 3,
      in: attribute(69)),
    Field("radius.Tunnel_Password.tag", "Tag", .hex(8), at: 2, 1, in: attribute(69)),
    Field("radius.eap_fragment", "EAP fragment", .bytes, at: 2, in: attribute(79)),
  ]

  static func text(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .text, at: 2, in: attribute(type))
  }

  static func bytes(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .bytes, at: 2, in: attribute(type))
  }

  /// A prefix of IPv6: a byte without meaning, a width, and as many bytes as it takes (RFC 3162 §2.3).
  static func prefix(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field(
      "radius.\(name)", label, .bytes, at: 2,
      in: { view, part in
        attribute(type)(view) { range in
          if 4...20 ~= range.count, view.bytes.byte(at: range.lowerBound + 3) <= 128 { part(range) }
        }
      })
  }

  /// The attributes of a type whose value has a size.
  private static func sized(_ type: UInt8, _ count: Int) -> Field<RADIUS>.Parts {
    { view, part in attribute(type)(view) { if $0.count == 2 + count { part($0) } } }
  }

  static func number(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .decimal(32), at: 2, 4, in: sized(type, 4))
  }

  static func ipv4(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .ipv4Address, at: 2, 4, in: sized(type, 4))
  }

  static func ipv6(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .ipv6Address, at: 2, 16, in: sized(type, 16))
  }

  static func time(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .absoluteTime) { view, emit in
      sized(type, 4)(view) { part in
        let seconds = Int64(view.bytes.bigEndian(UInt32.self, at: part.lowerBound + 2))
        emit(.time(Timestamp(seconds: seconds)), part.dropFirst(2))
      }
    }
  }

  /// A number of three bytes after a tag (RFC 2868 §3.1).
  static func taggedNumber(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .decimal(32), at: 3, 3, in: sized(type, 4))
  }

  /// A text after a tag, which is left out when it is no number under 32 (RFC 2868 §3.3).
  static func taggedText(_ type: UInt8, _ name: String, _ label: String) -> Field<RADIUS> {
    Field("radius.\(name)", label, .text) { view, emit in
      attribute(type)(view) { part in
        let hasTag = part.count > 2 && view.bytes.byte(at: part.lowerBound + 2) < 0x20
        emit(.text, part.dropFirst(hasTag ? 3 : 2))
      }
    }
  }

  static func tag(_ type: UInt8, _ name: String) -> Field<RADIUS> {
    Field(
      "radius.\(name)", "Tag", .hex(8), at: 2, 1,
      in: { view, part in
        attribute(type)(view) { range in
          if range.count > 2, view.bytes.byte(at: range.lowerBound + 2) < 0x20 { part(range) }
        }
      })
  }
}
