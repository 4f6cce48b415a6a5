import PacketCore

extension TLSFormat where Self: ~Escapable {
  /// The fields of both protocols; they are called alike after the protocol's token.
  static var commonFields: [Field<Self>] {
    recordFields + alertFields + Field.only(where: { $0.mayHaveHandshake }, messageFields)
      + Field.only(
        where: has(.clientHello, .serverHello),
        helloFields + extensionFields + groupFields + nameFields + keyShareFields
          + otherExtensionFields)
      + Field.only(where: has(.serverKeyExchange, .clientKeyExchange), keyExchangeFields)
      + Field.only(
        where: has(
          .certificate, .certificateRequest, .certificateStatus, .certificateVerify, .finished),
        certificateFields)
      + Field.only(where: has(.newSessionTicket, .helloVerifyRequest, .keyUpdate), ticketFields)
      + Field.only(where: has(.certificate, .certificateRequest), x509Fields)
      + Field.only(where: has(.clientHello, .serverHello), fingerprintFields)
  }

  /// Whether there may be a message of one of these types.
  private static func has(
    _ kinds: TLS.HandshakeType...
  ) -> @Sendable (borrowing Self) -> Bool {
    { view in
      var isFound = false
      view.forEachMessage(limit: .max) { message, _ in
        if kinds.contains(message.kind) { isFound = true }
      }
      return isFound
    }
  }

  /// Whether there is a record of the handshake, encrypted or not, which most fields are about.
  private var mayHaveHandshake: Bool {
    if !Self.isDatagram, TLS.SSLHello(bytes) != nil { return true }
    var records = TLS.RecordCursor(isDatagram: Self.isDatagram)
    while let record = records.next(in: bytes, limit: .max) {
      if record.kind == .handshake { return true }
    }
    return false
  }

  private static var headerLength: Int { isDatagram ? 13 : 5 }

  private static var recordFields: [Field<Self>] {
    let all = records()
    return [
      heading("record", "Record Layer", in: all),
      field(
        "record.content_type", "Content Type", .decimal(8), at: 0, 1,
        in: records { !$0.isOpaque }
      ).named(TLS.contentTypeNames),
      field("record.version", "Version", .hex(16), at: 1, 2, in: all).named(TLS.versionNames),
      field("record.length", "Length", .decimal(16), at: headerLength - 2, 2, in: all),
      heading(
        "change_cipher_spec", "Change Cipher Spec Message", in: fragments(.changeCipherSpec)),
      field(
        "app_data", "Encrypted Application Data", .bytes, at: 0,
        in: fragments(.applicationData)),
    ]
  }

  private static var alertFields: [Field<Self>] {
    let plain = fragments(.alert, encrypted: false)
    let heartbeat = fragments(.heartbeat, encrypted: false)
    return [
      heading("alert_message", "Alert Message", in: fragments(.alert)),
      field("alert_message.level", "Level", .decimal(8), at: 0, 1, in: plain)
        .named(TLS.alertLevelNames),
      field("alert_message.desc", "Description", .decimal(8), at: 1, 1, in: plain)
        .named(TLS.alertNames),
      heading("heartbeat_message", "Heartbeat Message", in: fragments(.heartbeat)),
      field("heartbeat_message.type", "Type", .decimal(8), at: 0, 1, in: heartbeat)
        .named(TLS.heartbeatTypeNames),
      field(
        "heartbeat_message.payload_length", "Payload Length", .decimal(16), at: 1, 2,
        in: heartbeat),
      field(
        "heartbeat_message.payload", "Payload", .bytes, at: 0, in: vector(2, in: heartbeat, at: 1)),
      field(
        "heartbeat_message.padding", "Padding", .bytes, at: 0, in: after(2, in: heartbeat, at: 1)),
    ]
  }

  /// Messages, and the fragments of protected records.
  private static var messages: Parts {
    { view, context, part in
      var cursor = TLS.RecordCursor(isDatagram: isDatagram)
      let limit = limit(view, context)
      while let record = cursor.next(in: view.bytes, limit: limit) {
        guard record.kind == .handshake else { continue }
        if record.isEncrypted { part(record.fragment) }
        guard !record.isEncrypted else { continue }
        var messages = TLS.MessageCursor(record.fragment, isDatagram: isDatagram)
        while let message = messages.next(in: view.bytes) { part(message.range) }
      }
    }
  }

  /// Messages that can be read; fragments of messages too.
  private static var plainMessages: Parts {
    { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, _ in
        if message.isWhole || isDatagram { part(message.range) }
      }
    }
  }

  private static var messageFields: [Field<Self>] {
    let plain = plainMessages
    return [
      heading("handshake", "Handshake Protocol", in: messages),
      field("handshake.type", "Handshake Type", .decimal(8), at: 0, 1, in: plain)
        .named(TLS.handshakeTypeNames),
      field("handshake.length", "Length", .decimal(24), at: 1, 3, in: plain),
    ]
  }

  private static var helloFields: [Field<Self>] {
    let random = hello { $0.random }
    let dated = datedRandom
    let suites = hello(client: true) { $0.cipherSuites }
    let methods = hello(client: true) { $0.compressionMethods }
    let sessionID = hello { $0.sessionID.isEmpty ? nil : $0.sessionID }
    return [
      field("handshake.version", "Version", .hex(16), at: 0, 2, in: hello { $0.version })
        .named(TLS.versionNames),
      field("handshake.random", "Random", .bytes, at: 0, in: random),
      Field(
        "\(id).handshake.random_time", "GMT Unix Time", .absoluteTime,
        inContext: { view, context, emit in
          let bytes = view.bytes
          dated(view, context) { part in
            let range = part.lowerBound..<part.lowerBound + 4
            let seconds = bytes.bigEndian(UInt32.self, at: range.lowerBound)
            emit(.time(Timestamp(seconds: Int64(seconds))), range)
          }
        }),
      field("handshake.random_bytes", "Random Bytes", .bytes, at: 4, in: dated),
    ]
      + lengthAndValue(
        1, "handshake.session_id_length", "Session ID Length", "handshake.session_id",
        "Session ID", in: sessionID)
      + (isDatagram
        ? lengthAndValue(
          1, "handshake.cookie_length", "Cookie Length", "handshake.cookie", "Cookie",
          in: hello(client: true) { $0.cookie }) : [])
      + [
        field(
          "handshake.cipher_suites_length", "Cipher Suites Length", .decimal(16), at: 0, 2,
          in: suites),
        heading("handshake.ciphersuites", "Cipher Suites", in: vector(2, in: suites)),
        field("handshake.ciphersuite", "Cipher Suite", .hex(16), at: 0, 2, in: eachSuite)
          .named(TLS.cipherSuiteNames),
        field(
          "handshake.comp_methods_length", "Compression Methods Length", .decimal(8), at: 0, 1,
          in: methods),
        heading("handshake.comp_methods", "Compression Methods", in: vector(1, in: methods)),
        field("handshake.comp_method", "Compression Method", .decimal(8), at: 0, 1, in: eachMethod)
          .named(TLS.compressionNames),
      ]
  }

  /// The randoms that start with a time: TLS 1.3 has given that up (RFC 8446 §4.1.3).
  private static var datedRandom: Parts {
    { view, context, part in
      forEachHello(view, context) { hello, _ in
        if hello.isClient || !hello.choosesThirteen(in: view.bytes) { part(hello.random) }
      }
    }
  }

  /// Each suite that a client offers, and the one that a server takes.
  private static var eachSuite: Parts {
    let offered = elements(2, of: vector(2, in: hello(client: true) { $0.cipherSuites }))
    let chosen = hello(client: false) { $0.cipherSuites }
    return { view, context, part in
      offered(view, context, part)
      chosen(view, context, part)
    }
  }

  private static var eachMethod: Parts {
    let offered = elements(1, of: vector(1, in: hello(client: true) { $0.compressionMethods }))
    let chosen = hello(client: false) { $0.compressionMethods }
    return { view, context, part in
      offered(view, context, part)
      chosen(view, context, part)
    }
  }

  private static var extensionFields: [Field<Self>] {
    let vectors = hello { $0.extensions.isEmpty ? nil : $0.extensions }
    let all = extensions { _ in true }
    return [
      field(
        "handshake.extensions_length", "Extensions Length", .decimal(16), at: 0, 2, in: vectors),
      field("handshake.extension.type", "Type", .decimal(16), at: 0, 2, in: all)
        .named(TLS.extensionNames),
      field("handshake.extension.len", "Length", .decimal(16), at: 2, 2, in: all),
      field(
        "handshake.extension.data", "Data", .bytes, at: 4,
        in: extensions { !TLS.isRead($0, isDatagram) }),
    ]
  }
}

extension TLS {
  /// Whether an extension's data has fields of its own, or is always empty.
  static func isRead(_ kind: ExtensionType, _ isDatagram: Bool) -> Bool {
    switch kind.rawValue {
    case 0, 1, 5, 9...13, 15...23, 27, 28, 34, 40...45, 47...51, 53, 54, 57: true
    case 13172, 17513, 0xff01, 0xffa5, 0xffce: true
    case 14: isDatagram
    default: false
    }
  }
}
