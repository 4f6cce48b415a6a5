public import PacketCore

extension SIP {
  public static let fields: [Field<SIP>] =
    startFields + viaFields + addressFields("from", "From", "f") + addressFields("to", "To", "t")
    + tagFields + contactFields + sequenceFields + headerFields + authenticationFields

  private typealias LineReader = @Sendable (borrowing SIP, StartLine, Field<SIP>.Emit) -> Void

  private static func start(
    _ name: String, _ label: String, _ type: FieldType = .text, ofRequest: Bool? = nil,
    _ read: @escaping LineReader
  ) -> Field<SIP> {
    Field(name, label, type) { view, emit in
      guard let start = view.startLine, ofRequest ?? start.isRequest == start.isRequest else {
        return
      }
      read(view, start, emit)
    }
  }

  private static let startFields: [Field<SIP>] =
    [
      start("sip.Request-Line", "Request-Line", ofRequest: true) { _, start, emit in
        emit(.text, start.line.text)
      },
      start("sip.Method", "Method", ofRequest: true) { _, start, emit in
        emit(.text, start.first)
      },
      start("sip.r-uri", "Request-URI", ofRequest: true) { _, start, emit in
        emit(.text, start.second)
      },
    ]
    + uriFields("sip.r-uri", "Request-URI") { view, body in
      if let start = view.startLine, start.isRequest { body(view.uri(in: start.second)) }
    } + [
      start("sip.Status-Line", "Status-Line", ofRequest: false) { _, start, emit in
        emit(.text, start.line.text)
      },
      start("sip.Status-Code", "Status-Code", .decimal(32), ofRequest: false) {
        view, start, emit in
        if let code = view.statusCode { emit(.unsigned(UInt64(code)), start.second) }
      },
      Field("sip.msg_hdr", "Message Header", .text) { view, emit in
        if !view.header.isEmpty { emit(.text, view.header) }
      },
    ]

  /// User, host, port and parameters of a URI.
  private static func uriFields(
    _ prefix: String, _ label: String, parameter: String = "param",
    _ find: @escaping @Sendable (borrowing SIP, (URI) -> Void) -> Void
  ) -> [Field<SIP>] {
    [
      Field(prefix + ".user", label + " User Part", .text) { view, emit in
        find(view) { if let user = $0.user { emit(.text, user) } }
      },
      Field(prefix + ".host", label + " Host Part", .text) { view, emit in
        find(view) { if !$0.host.isEmpty { emit(.text, $0.host) } }
      },
      Field(prefix + ".port", label + " Host Port", .text) { view, emit in
        find(view) { if let port = $0.port { emit(.text, port) } }
      },
      Field("\(prefix).\(parameter)", label + " parameter", .text) { view, emit in
        find(view) { uri in
          view.bytes.forEachPart(of: uri.parameters, between: 59) { emit(.text, $0) }
        }
      },
    ]
  }

  private static func via(
    _ name: String, _ label: String, _ type: FieldType = .text,
    _ read: @escaping @Sendable (borrowing SIP, Via, Field<SIP>.Emit) -> Void
  ) -> Field<SIP> {
    Field(name, label, type) { view, emit in
      view.forEachField("via", "v") { field in
        if let via = view.via(in: field.value) { read(view, via, emit) }
      }
    }
  }

  private static func viaParameter(
    _ name: String, _ label: String, _ type: FieldType = .text
  ) -> Field<SIP> {
    via("sip.Via." + name, label, type) { view, via, emit in
      guard let value = view.parameter(name, in: via.parameters) else { return }
      // A parameter without a value stands for itself.
      let count = name.utf8.count
      emit(.text, value.isEmpty ? value.lowerBound - count..<value.upperBound : value)
    }
  }

  private static let viaFields: [Field<SIP>] = [
    Field("sip.Via", "Via", .text) { view, emit in
      view.forEachField("via", "v") { emit(.text, $0.value) }
    },
    via("sip.Via.transport", "Transport") { _, via, emit in emit(.text, via.transport) },
    via("sip.Via.sent-by.address", "Sent-by Address") { _, via, emit in emit(.text, via.host) },
    via("sip.Via.sent-by.port", "Sent-by port", .port) { view, via, emit in
      if let port = via.port, let number = view.bytes.decimal(in: port) {
        emit(.unsigned(number), port)
      }
    },
    viaParameter("branch", "Branch"), viaParameter("maddr", "Maddr"),
    viaParameter("rport", "RPort"), viaParameter("received", "Received"),
    viaParameter("ttl", "TTL"), viaParameter("comp", "Comp"),
  ]

  private static func addressFields(
    _ key: String, _ name: String, _ short: String
  ) -> [Field<SIP>] {
    let prefix = "sip." + key
    let find: @Sendable (borrowing SIP, (Address) -> Void) -> Void = { view, body in
      view.forEachField(key, short) { field in
        if let address = view.address(in: field.value) { body(address) }
      }
    }
    return [
      Field("sip." + name, name, .text) { view, emit in
        view.forEachField(key, short) { emit(.text, $0.value) }
      },
      Field(prefix + ".display.info", "SIP \(key) display info", .text) { view, emit in
        find(view) { if let name = $0.displayName { emit(.text, name) } }
      },
      Field(prefix + ".addr", "SIP \(key) address", .text) { view, emit in
        find(view) { emit(.text, $0.uri.whole) }
      },
    ]
      + uriFields(prefix, "SIP \(key) address") { view, body in find(view) { body($0.uri) } }
      + [
        Field(prefix + ".tag", "SIP \(key) tag", .text) { view, emit in
          find(view) {
            if let tag = view.parameter("tag", in: $0.parameters) { emit(.text, tag) }
          }
        }
      ]
  }

  /// What From and To have, in the order of the message.
  private static let tagFields: [Field<SIP>] = [
    Field("sip.tag", "SIP tag", .text, hidden: true) { view, emit in
      view.forEachPeer { address in
        if let tag = view.parameter("tag", in: address.parameters) { emit(.text, tag) }
      }
    },
    Field("sip.display.info", "SIP Display info", .text, hidden: true) { view, emit in
      view.forEachPeer { if let name = $0.displayName { emit(.text, name) } }
    },
  ]

  private func forEachPeer(_ body: (Address) -> Void) {
    guard let start = startLine else { return }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    while let field = fields.next() {
      guard isField(field, "from", "f") || isField(field, "to", "t"),
        let address = address(in: field.value)
      else { continue }
      body(address)
    }
  }

  private static let contactFields: [Field<SIP>] =
    [
      Field("sip.Contact", "Contact", .text) { view, emit in
        view.forEachField("contact", "m") { emit(.text, $0.value) }
      },
      Field("sip.contact.uri", "Contact URI", .text) { view, emit in
        view.forEachContact { emit(.text, $0.uri.whole) }
      },
    ]
    + uriFields("sip.contact", "Contact URI") { view, body in
      view.forEachContact { body($0.uri) }
    } + [
      Field("sip.contact.parameter", "Contact parameter", .text) { view, emit in
        view.forEachContact { address in
          view.bytes.forEachPart(of: address.parameters, between: 59) { emit(.text, $0) }
        }
      }
    ]

  private func forEachContact(_ body: (Address) -> Void) {
    forEachField("contact", "m") { field in
      if let address = address(in: field.value) { body(address) }
    }
  }

  private static let sequenceFields: [Field<SIP>] = [
    Field("sip.Call-ID", "Call-ID", .text) { view, emit in
      view.forEachField("call-id", "i") { emit(.text, $0.value) }
    },
    // Wireshark makes one where the message has none.
    Field("sip.call_id_generated", "Generated Call-ID", .text) { view, emit in
      view.forEachField("call-id", "i") { emit(.text, $0.value) }
    },
    Field("sip.CSeq", "CSeq", .text) { view, emit in
      view.forEachField("cseq") { emit(.text, $0.value) }
    },
    Field("sip.CSeq.seq", "Sequence Number", .decimal(32)) { view, emit in
      view.forEachField("cseq") { field in
        guard let word = view.bytes.word(after: field.value.lowerBound, in: field.value),
          let number = view.bytes.decimal(in: word)
        else { return }
        emit(.unsigned(number), word)
      }
    },
    Field("sip.CSeq.method", "Method", .text) { view, emit in
      view.forEachField("cseq") { field in
        guard let first = view.bytes.word(after: field.value.lowerBound, in: field.value),
          let word = view.bytes.word(after: first.upperBound, in: field.value)
        else { return }
        emit(.text, word)
      }
    },
  ]

  public static var summary: Summary<SIP>? {
    Summary("SIP") { view, columns in
      guard let start = view.startLine else { return columns.info.append("Continuation") }
      columns.info.append(start.isRequest ? "Request: " : "Status: ")
      let end = start.isRequest ? start.second.upperBound : start.line.text.upperBound
      let begin = start.isRequest ? 0 : start.second.lowerBound
      columns.info.append(text: view.bytes, in: begin..<end)
    }
  }
}

extension SIP {
  /// Where a message went through (RFC 3261 §20.42).
  struct Via {
    var transport: Range<Int>
    var host: Range<Int>
    var port: Range<Int>?
    var parameters: Range<Int>
  }

  /// The first hop in the value of a Via field.
  func via(in value: Range<Int>) -> Via? {
    guard let firstSlash = bytes.offset(of: 47, in: value),
      let slash = bytes.offset(of: 47, in: firstSlash + 1..<value.upperBound),
      let transport = bytes.word(after: slash + 1, in: value),
      let sentBy = bytes.word(after: transport.upperBound, in: value)
    else { return nil }
    // Another hop may follow after a comma.
    let end = bytes.offset(of: 44, in: sentBy.lowerBound..<value.upperBound) ?? value.upperBound
    let semicolon = bytes.offset(of: 59, in: sentBy.lowerBound..<end) ?? end
    let hop = bytes.trimmed(sentBy.lowerBound..<max(semicolon, sentBy.lowerBound))
    var colon = hop.upperBound
    // The colons of an IPv6 address stand in brackets.
    let closing = bytes.offset(of: 93, in: hop)
    let bracket = closing ?? hop.lowerBound
    if let found = bytes.offset(of: 58, in: bracket..<hop.upperBound) { colon = found }
    return Via(
      transport: transport,
      host: closing.map { hop.lowerBound + 1..<max($0, hop.lowerBound + 1) }
        ?? bytes.trimmed(hop.lowerBound..<colon),
      port: colon < hop.upperBound ? bytes.trimmed(colon + 1..<hop.upperBound) : nil,
      parameters: min(semicolon + 1, end)..<max(end, min(semicolon + 1, end)))
  }
}
