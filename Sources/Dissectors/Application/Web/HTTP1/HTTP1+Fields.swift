public import PacketCore

extension HTTP1 {
  public static let fields: [Field<HTTP1>] =
    Field.only(where: { $0.hasHeader }, requestFields + responseFields + headerFields)
    + kindFields + bodyFields

  /// Whether the segment starts with a message or in the middle of its header.
  private var hasHeader: Bool {
    var places = messages
    guard let place = places.next() else { return false }
    return place.start != nil || !place.fields.isEmpty
  }

  private typealias Reader = @Sendable (borrowing HTTP1, Place, Field<HTTP1>.Emit) -> Void

  /// A field of each message.
  private static func each(
    _ name: String, _ label: String, _ type: FieldType = .text, hidden: Bool = false,
    _ read: @escaping Reader
  ) -> Field<HTTP1> {
    Field(name, label, type, hidden: hidden) { view, emit in
      var places = view.messages
      while let place = places.next() { read(view, place, emit) }
    }
  }

  /// A field of each message's first line.
  private static func startLine(
    _ name: String, _ label: String, ofRequest: Bool, _ type: FieldType = .text,
    _ read: @escaping @Sendable (borrowing HTTP1, StartLine, Field<HTTP1>.Emit) -> Void
  ) -> Field<HTTP1> {
    each(name, label, type) { view, place, emit in
      if let start = place.start, start.isRequest == ofRequest { read(view, start, emit) }
    }
  }

  private static let requestFields: [Field<HTTP1>] = [
    each("http.chat", "Formatted text", .heading) { _, place, emit in
      if let start = place.start { emit(.present, start.line.whole) }
    },
    startLine("http.request.method", "Request Method", ofRequest: true) { _, start, emit in
      emit(.text, start.first)
    },
    startLine("http.request.uri", "Request URI", ofRequest: true) { _, start, emit in
      emit(.text, start.second)
    },
    startLine("http.request.uri.path", "Request URI Path", ofRequest: true) { view, start, emit in
      guard let mark = view.bytes.offset(of: 63, in: start.second) else { return }
      emit(.text, start.second.lowerBound..<mark)
    },
    startLine("http.request.uri.query", "Request URI Query", ofRequest: true) { view, start, emit in
      guard let mark = view.bytes.offset(of: 63, in: start.second) else { return }
      emit(.text, mark + 1..<start.second.upperBound)
    },
    startLine("http.request.uri.query.parameter", "Request URI Query Parameter", ofRequest: true) {
      view, start, emit in
      guard let mark = view.bytes.offset(of: 63, in: start.second) else { return }
      view.bytes.forEachPart(of: mark + 1..<start.second.upperBound, between: 38) {
        emit(.text, $0)
      }
    },
    startLine("http.request.version", "Request Version", ofRequest: true) { _, start, emit in
      if !start.third.isEmpty { emit(.text, start.third) }
    },
  ]

  private static let responseFields: [Field<HTTP1>] = [
    startLine("http.response.version", "Response Version", ofRequest: false) { _, start, emit in
      emit(.text, start.first)
    },
    startLine("http.response.code", "Status Code", ofRequest: false, .decimal(16)) {
      view, start, emit in
      if let code = view.statusCode(start) { emit(.unsigned(UInt64(code)), start.second) }
    },
    startLine("http.response.code.desc", "Status Code Description", ofRequest: false) {
      view, start, emit in
      guard let code = view.statusCode(start) else { return }
      emit(.string(statusNames[UInt64(code)] ?? "Unknown (\(code))"), start.second)
    },
    startLine("http.response.phrase", "Response Phrase", ofRequest: false) { _, start, emit in
      if !start.third.isEmpty { emit(.text, start.third) }
    },
  ]

  /// The header fields' values, under the names of Wireshark, found in one walk.
  private static let namedFields: [Field<HTTP1>] = {
    let keys = names.map { $0.1.lowercased() }
    return Field.together(names.map { Field("http." + $0.0, $0.1, .text) }) { view, emit in
      var places = view.messages
      while let place = places.next() {
        view.forEachField(of: place) { field in
          guard field.hasColon else { return }
          for index in keys.indices
          where keys[index].utf8.count == field.name.count
            && view.bytes.equals(keys[index], in: field.name)
          {
            emit(index, .text, view.withTrailingBlanks(field.value))
          }
        }
      }
    }
  }()

  private static let names: [(String, String)] = [
    ("authorization", "Authorization"), ("proxy_authorization", "Proxy-Authorization"),
    ("proxy_authenticate", "Proxy-Authenticate"), ("www_authenticate", "WWW-Authenticate"),
    ("content_type", "Content-Type"), ("content_length_header", "Content-Length"),
    ("content_encoding", "Content-Encoding"), ("transfer_encoding", "Transfer-Encoding"),
    ("upgrade", "Upgrade"), ("user_agent", "User-Agent"), ("host", "Host"),
    ("connection", "Connection"), ("cookie", "Cookie"), ("accept", "Accept"),
    ("referer", "Referer"), ("accept_language", "Accept-Language"),
    ("accept_encoding", "Accept-Encoding"), ("date", "Date"), ("cache_control", "Cache-Control"),
    ("server", "Server"), ("location", "Location"),
    ("sec_websocket_accept", "Sec-WebSocket-Accept"),
    ("sec_websocket_extensions", "Sec-WebSocket-Extensions"),
    ("sec_websocket_key", "Sec-WebSocket-Key"),
    ("sec_websocket_protocol", "Sec-WebSocket-Protocol"),
    ("sec_websocket_version", "Sec-WebSocket-Version"), ("set_cookie", "Set-Cookie"),
    ("last_modified", "Last-Modified"), ("x_forwarded_for", "X-Forwarded-For"),
    ("http2_settings", "HTTP2-Settings"),
  ]

  private static let headerFields: [Field<HTTP1>] =
    [
      each("http.request.line", "Request line", hidden: true) { view, place, emit in
        if place.kind == .request { view.forEachField(of: place) { emit(.text, $0.whole) } }
      },
      each("http.response.line", "Response line", hidden: true) { view, place, emit in
        if place.kind == .response { view.forEachField(of: place) { emit(.text, $0.whole) } }
      },
    ] + namedFields + [
      Field("http.authbasic", "Credentials", .text) { view, emit in
        for name in ["authorization", "proxy-authorization"] {
          view.forEachValue(of: name) { value in
            guard view.bytes.starts(with: "basic ", in: value) else { return }
            let code = view.bytes.trimmed(value.lowerBound + 6..<value.upperBound)
            if let text = view.bytes.base64Text(in: code) { emit(.string(text), value) }
          }
        }
      },
      Field("http.content_length", "Content length", .decimal(64)) { view, emit in
        view.forEachValue(of: "content-length") { value in
          if let length = view.bytes.decimal(in: value) { emit(.unsigned(length), value) }
        }
      },
      Field("http.cookie_pair", "Cookie pair", .text) { view, emit in
        view.forEachValue(of: "cookie") { value in
          view.bytes.forEachPart(of: value, between: 59) { emit(.text, view.bytes.trimmed($0)) }
        }
      },
    ]

  private static let kindFields: [Field<HTTP1>] = [
    each("http.request.full_uri", "Full request URI") { view, place, emit in
      if !place.endsInName, let uri = view.fullURI(of: place) {
        emit(.string(uri), place.whole.lowerBound..<place.whole.lowerBound)
      }
    },
    each("http.request", "Request", .boolean, hidden: true) { _, place, emit in
      if place.kind == .request, !place.endsInName {
        emit(.boolean(true), place.whole.lowerBound..<place.whole.lowerBound)
      }
    },
    each("http.response", "Response", .boolean, hidden: true) { _, place, emit in
      if place.kind == .response, !place.endsInName {
        emit(.boolean(true), place.whole.lowerBound..<place.whole.lowerBound)
      }
    },
  ]

  /// The parts of a chunked body.
  private static func chunk(
    _ name: String, _ label: String, _ type: FieldType,
    _ read: @escaping @Sendable (borrowing HTTP1, ChunkCursor.Chunk, Field<HTTP1>.Emit) -> Void
  ) -> Field<HTTP1> {
    each(name, label, type) { view, place, emit in
      guard place.isChunked else { return }
      var chunks = ChunkCursor(view.bytes, place.body)
      while let chunk = chunks.next() { if chunk.isWhole { read(view, chunk, emit) } }
    }
  }

  private static let bodyFields: [Field<HTTP1>] = [
    chunk("http.chunk_size", "Chunk size", .decimal(32)) { _, chunk, emit in
      emit(.unsigned(UInt64(chunk.count)), chunk.size.text)
    },
    chunk("http.chunk_data", "Chunk data", .bytes) { _, chunk, emit in
      if !chunk.data.isEmpty { emit(.bytes, chunk.data) }
    },
    chunk("http.chunk_boundary", "Chunk boundary", .bytes) { _, chunk, emit in
      if chunk.boundary.count == 2 { emit(.bytes, chunk.boundary) }
    },
    chunk("http.chunked_trailer_part", "trailer-part", .text) { view, chunk, emit in
      if !chunk.trailer.isEmpty { emit(.text, chunk.trailer) }
    },
    each("http.file_data", "File Data") { view, place, emit in
      guard place.isText, !place.endsInChunk, !place.body.isEmpty, !view.isCompressed(place),
        place.kind != .continuation || view.upgradedLayer(place.body) == nil
      else { return }
      if !place.isChunked, view.bytes.isASCII(place.body) { return emit(.text, place.body) }
      let body = view.content(of: place)
      if !body.isEmpty { emit(.string(asciiText(body)), place.body) }
    },
  ]
}

extension HTTP1 {
  /// A value with the blanks after it, which tshark prints.
  private func withTrailingBlanks(_ value: Range<Int>) -> Range<Int> {
    var end = value.upperBound
    while bytes.byte(at: end) == 32 || bytes.byte(at: end) == 9 { end += 1 }
    return value.lowerBound..<end
  }

  func statusCode(_ start: StartLine) -> UInt16? {
    bytes.decimal(in: start.second).flatMap { UInt16(exactly: $0) }
  }

  /// A copy of a message's body, out of its chunks.
  func content(of place: Place) -> [UInt8] {
    guard place.isChunked else {
      return bytes.slice(from: place.body.lowerBound, count: place.body.count).copied()
    }
    var body: [UInt8] = []
    var chunks = ChunkCursor(bytes, place.body)
    while let chunk = chunks.next() {
      body += bytes.slice(from: chunk.data.lowerBound, count: chunk.data.count).copied()
    }
    return body
  }

  /// `scheme://host/target`, or the target alone if it has a scheme; nil without a host.
  func fullURI(of place: Place) -> String? {
    guard let start = place.start, start.isRequest, let host = value(of: "host", in: place) else {
      return nil
    }
    let target = bytes.string(in: start.second)
    if bytes.starts(with: "http://", in: start.second)
      || bytes.starts(with: "https://", in: start.second)
      || bytes.equals("connect", in: start.first)
    {
      return target
    }
    return "http://" + bytes.string(in: host) + target
  }
}

/// Text up to its first zero, as ASCII: each byte beyond is replaced.
func asciiText(_ bytes: [UInt8]) -> String {
  var text = ""
  for byte in bytes {
    if byte == 0 { break }
    text.unicodeScalars.append(byte < 0x80 ? UnicodeScalar(byte) : "\u{fffd}")
  }
  return text
}
