public import PacketCore

extension SSH {
  public static var fields: [Field<SSH>] {
    lineFields + packetFields + listFields + hashFields + exchangeFields + hostKeyFields
      + signatureFields
  }

  private static func each(_ kinds: MessageType...) -> Field<SSH>.Parts {
    { view, part in
      var packets = view.packets
      while let packet = packets.next(in: view.bytes) {
        if kinds.isEmpty || kinds.contains(packet.kind) { part(packet.content) }
      }
    }
  }

  private static let packets: Field<SSH>.Parts = { view, part in
    var packets = view.packets
    while let packet = packets.next(in: view.bytes) { part(packet.range) }
  }

  /// Whether the layer's segment goes to the client.
  static func isFromServer(_ context: borrowing FieldContext) -> Bool {
    let source = context.packet.bigEndian(UInt16.self, at: context.enclosing.offset)
    let destination = context.packet.bigEndian(UInt16.self, at: context.enclosing.offset + 2)
    if destination == 22 { return false }
    return source == 22 || source < destination
  }

  private static var lineFields: [Field<SSH>] {
    [
      Field("ssh.protocol", "Protocol", .text) { view, emit in
        if let line = view.identification { emit(.text, line) }
      },
      Field(
        "ssh.direction", "Direction", .boolean,
        inContext: { view, context, emit in
          emit(.boolean(isFromServer(context)), 0..<0)
        }),
    ]
  }

  private static var packetFields: [Field<SSH>] {
    [
      Field("ssh.packet_length", "Packet Length", .decimal(32), at: 0, 4, in: packets),
      Field("ssh.padding_length", "Padding Length", .decimal(8), at: 4, 1, in: packets),
      Field("ssh.message_code", "Message Code", .decimal(8), at: 5, 1, in: packets)
        .named(messageNames),
      Field("ssh.padding_string", "Padding String", .bytes) { view, emit in
        var packets = view.packets
        while let packet = packets.next(in: view.bytes) { emit(.bytes, packet.padding) }
      },
    ]
  }

  /// The lists of names, in their order (RFC 4253 §7.1).
  static let listNames: [String] = [
    "kex_algorithms", "server_host_key_algorithms", "encryption_algorithms_client_to_server",
    "encryption_algorithms_server_to_client", "mac_algorithms_client_to_server",
    "mac_algorithms_server_to_client", "compression_algorithms_client_to_server",
    "compression_algorithms_server_to_client", "languages_client_to_server",
    "languages_server_to_client",
  ]

  /// Where the list of an index stands in a key exchange's opening, with its length.
  static func list(_ index: Int, in bytes: RawSpan, _ content: Range<Int>) -> Range<Int>? {
    var offset = content.lowerBound + 16
    for _ in 0..<index {
      guard let before = string(in: bytes, at: offset, limit: content.upperBound) else {
        return nil
      }
      offset = before.upperBound
    }
    return string(in: bytes, at: offset, limit: content.upperBound)
  }

  private static func lists(_ index: Int) -> Field<SSH>.Parts {
    let openings = each(.keyExchangeInit)
    return { view, part in
      openings(view) { if let list = list(index, in: view.bytes, $0) { part(list) } }
    }
  }

  private static var listFields: [Field<SSH>] {
    let opening = each(.keyExchangeInit)
    let afterLists: Field<SSH>.Parts = { view, part in
      opening(view) { content in
        if let last = list(9, in: view.bytes, content) {
          part(last.upperBound..<content.upperBound)
        }
      }
    }
    return [Field("ssh.cookie", "Cookie", .bytes, at: 0, 16, in: opening)]
      + listNames.enumerated().flatMap { index, name -> [Field<SSH>] in
        [
          Field("ssh.\(name)_length", "\(name) length", .decimal(32), at: 0, 4, in: lists(index)),
          text("ssh.\(name)", "\(name) string", in: lists(index)),
        ]
      } + [
        Field(
          "ssh.first_kex_packet_follows", "First KEX Packet Follows", .decimal(8), at: 0, 1,
          in: afterLists),
        Field("ssh.kex.reserved", "Reserved", .bytes, at: 1, 4, in: afterLists),
        fingerprint("ssh.kex.hassh_algorithms", "hasshAlgorithms", fromServer: false),
        fingerprint("ssh.kex.hasshserver_algorithms", "hasshServerAlgorithms", fromServer: true),
      ]
  }

  /// The text of strings.
  static func text(
    _ name: String, _ label: String, in parts: @escaping Field<SSH>.Parts
  ) -> Field<SSH> {
    Field(name, label, .text) { view, emit in
      parts(view) { emit(.text, $0.lowerBound + 4..<$0.upperBound) }
    }
  }

  /// What HASSH makes its hash of: the lists of one direction with semicolons between.
  private static func fingerprint(
    _ name: String, _ label: String, fromServer: Bool,
    _ made: @escaping @Sendable (String) -> String = { $0 }
  ) -> Field<SSH> {
    let opening = each(.keyExchangeInit)
    return Field(
      name, label, .text,
      inContext: { view, context, emit in
        guard isFromServer(context) == fromServer else { return }
        opening(view) { content in
          if let text = fingerprintText(view.bytes, content, fromServer: fromServer) {
            emit(.string(made(text)), content.lowerBound..<content.lowerBound)
          }
        }
      })
  }

  /// The hashes.
  private static var hashFields: [Field<SSH>] {
    [
      fingerprint("ssh.kex.hassh", "hassh", fromServer: false) { KeyExchangeInit.hash($0) },
      fingerprint("ssh.kex.hasshserver", "hasshServer", fromServer: true) {
        KeyExchangeInit.hash($0)
      },
    ]
  }

  static func fingerprintText(
    _ bytes: RawSpan, _ content: Range<Int>, fromServer: Bool
  ) -> String? {
    let lists = (fromServer ? [0, 3, 5, 7] : [0, 2, 4, 6]).compactMap {
      list($0, in: bytes, content)
    }
    guard lists.count == 4, list(9, in: bytes, content) != nil else { return nil }
    return lists.map { String(decoding: bytes.copied($0.dropFirst(4)), as: UTF8.self) }
      .joined(separator: ";")
  }
}
