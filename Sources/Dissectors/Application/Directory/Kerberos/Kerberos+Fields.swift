public import PacketCore

extension Kerberos {
  public static let fields: [Field<Kerberos>] =
    markFields
    + schema.fields("kerberos.", except: ["addr_nb", "supported_entypes"], messages) + addressFields
    + supportedFields

  private static let marks: Field<Kerberos>.Parts = { view, part in
    guard view.isFramed else { return }
    view.forEachMessage { part($0.lowerBound - 4..<$0.lowerBound) }
  }

  /// The length before a message (RFC 4120 §7.2.2).
  private static let markFields: [Field<Kerberos>] = [
    Field("kerberos.rm.reserved", "Reserved", at: 0, 4, bit: 0x8000_0000, in: marks),
    Field(
      "kerberos.rm.length", "Record Length", .decimal(32), at: 0, 4, mask: 0x7fff_ffff, in: marks),
  ]

  private static let messages: ASN1Schema.Messages<Kerberos> = { view, body in
    let bytes = view.bytes
    view.forEachMessage { range in
      var reader = BERReader(bytes, range, isCut: true)
      if let element = reader.next() { body("Message", element, reader) }
    }
  }

  static func forFirstMessage(
    _ view: borrowing Kerberos, _ body: (String, BERElement, borrowing BERReader) -> Void
  ) {
    var isFirst = true
    messages(view) { name, element, reader in
      if isFirst { body(name, element, reader) }
      isFirst = false
    }
  }

  /// A NetBIOS name of fifteen bytes, filled up with spaces, and a byte that says its kind.
  private static let addressFields: [Field<Kerberos>] = [
    Field("kerberos.addr_nb", "NetBIOS Address", .text) { view, emit in
      schema.contents(of: "addr_nb", messages)(view) { range in
        var end = min(range.upperBound, range.lowerBound + 15)
        while end > range.lowerBound, view.bytes.byte(at: end - 1) == 0x20 { end -= 1 }
        emit(.text, range.lowerBound..<end)
      }
    }
  ]

  private static let supported: Field<Kerberos>.Parts = { view, part in
    schema.contents(of: "supported_entypes", messages)(view) { if $0.count == 4 { part($0) } }
  }

  /// A number of four bytes, least significant first ([MS-KILE] §2.2.8).
  private static let supportedFields: [Field<Kerberos>] =
    [
      Field("kerberos.supported_entypes", "SupportedEnctypes", .hex(32)) { view, emit in
        supported(view) { range in
          let number = view.bytes.littleEndian(UInt32.self, at: range.lowerBound)
          emit(.unsigned(UInt64(number)), range)
        }
      }
    ]
    + [
      (0, "des-cbc-crc"), (1, "des-cbc-md5"), (2, "rc4-hmac"), (3, "aes128-cts-hmac-sha1-96"),
      (4, "aes256-cts-hmac-sha1-96"), (16, "fast-supported"), (17, "compound-identity-supported"),
      (18, "claims-supported"), (19, "resource-sid-compression-disabled"),
    ].map { (bit: UInt32, name: String) in
      Field(
        "kerberos.supported_entypes.\(name)", name, at: 0, 4,
        bit: UInt64((UInt32(1) << bit).byteSwapped), in: supported)
    }
}
