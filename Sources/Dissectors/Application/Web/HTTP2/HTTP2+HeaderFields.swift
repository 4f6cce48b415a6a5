public import PacketCore

extension HTTP2 {
  /// Calls `body` with each representation in the segment's header blocks, and once after each block
  /// with nil.
  ///
  /// The dynamic table starts empty: what earlier segments put into it is not known here.
  private func forEachItem(_ body: (HPACK.Item?, Frame) -> Void) {
    var decoder = HPACK.Decoder(limit: 1 << 16)
    var frames = frames
    while let frame = frames.next() {
      guard frame.type == .headers || frame.type == .pushPromise, frame.flags & 4 != 0 else {
        continue
      }
      decoder.forEachItem(in: bytes, content(of: frame)) { body($0, frame) }
      body(nil, frame)
    }
  }

  private static func item(
    _ name: String, _ label: String, _ type: FieldType = .text,
    _ read: @escaping @Sendable (HPACK.Item) -> FieldValue?
  ) -> Field<HTTP2> {
    Field(name, label, type) { view, emit in
      view.forEachItem { item, _ in
        guard let item, item.representation != .sizeUpdate, let value = read(item) else { return }
        emit(value, item.range)
      }
    }
  }

  /// Sizes and numbers of a whole block.
  private static func block(
    _ name: String, _ label: String, _ measure: @escaping @Sendable (HPACK.Item) -> Int
  ) -> Field<HTTP2> {
    Field(name, label, .decimal(32)) { view, emit in
      var total = 0
      view.forEachItem { item, frame in
        if let item {
          total += measure(item)
        } else {
          emit(.unsigned(UInt64(total)), frame.payload)
          total = 0
        }
      }
    }
  }

  private static func named(_ header: String) -> Field<HTTP2> {
    let isNumber = ["content-length", "age", "max-forwards", ":status"].contains(header)
    var name = header.split(separator: "-").joined(separator: "_")
    if name.first == ":" { name.removeFirst() }
    let type: FieldType = isNumber ? .decimal(header == ":status" ? 16 : 64) : .text
    return item("http2.headers." + name, header, type) { item in
      guard item.name == header, let value = item.value else { return nil }
      return isNumber ? UInt64(value).map { .unsigned($0) } : .string(value)
    }
  }

  static let headerFields: [Field<HTTP2>] =
    [
      block("http2.header.length", "Header Length") { item in
        item.representation == .sizeUpdate
          ? 0 : 8 + (item.name?.utf8.count ?? 0) + (item.value?.utf8.count ?? 0)
      },
      block("http2.header.count", "Header Count") { _ in 1 },
      item("http2.header", "Header", .heading) { _ in .present },
      item("http2.header.name.length", "Name Length", .decimal(32)) { item in
        item.name.map { .unsigned(UInt64($0.utf8.count)) }
      },
      item("http2.header.name", "Name") { $0.name.map { .string($0) } },
      item("http2.header.value.length", "Value Length", .decimal(32)) { item in
        item.value.map { .unsigned(UInt64($0.utf8.count)) }
      },
      item("http2.header.value", "Value") { $0.value.map { .string($0) } },
      item("http2.header.unescaped", "Unescaped") { item in
        item.value.map { .string(unescaped($0)) }
      },
      item("http2.header.repr", "Representation") { .string(representation($0)) },
      item("http2.header.index", "Index", .decimal(32)) {
        $0.index > 0 ? .unsigned($0.index) : nil
      },
      Field(
        "http2.header_table_size_update.header_table_size", "Header table size", .decimal(32)
      ) { view, emit in
        view.forEachItem { item, _ in
          if let item, item.representation == .sizeUpdate {
            emit(.unsigned(item.index), item.range)
          }
        }
      },
      Field("http2.request.full_uri", "Full request URI", .text) { view, emit in
        var parts: [String: String] = [:]
        view.forEachItem { item, frame in
          guard let item else {
            if let scheme = parts[":scheme"], let host = parts[":authority"],
              let path = parts[":path"]
            {
              emit(.string("\(scheme)://\(host)\(path)"), frame.payload)
            }
            parts = [:]
            return
          }
          if let name = item.name, name.first == ":" { parts[name] = item.value }
        }
      },
    ]
    + [
      ":authority", ":status", ":path", ":method", ":scheme", "accept", "accept-charset",
      "accept-encoding", "accept-language", "accept-ranges", "access-control-allow-origin", "age",
      "allow", "authorization", "cache-control", "content-disposition", "content-encoding",
      "content-language", "content-length", "content-location", "content-range", "content-type",
      "cookie", "date", "etag", "expect", "expires", "from", "if-match", "if-modified-since",
      "if-none-match", "if-range", "if-unmodified-since", "last-modified", "link", "location",
      "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh",
      "retry-after", "server", "set-cookie", "strict-transport-security", "user-agent", "vary",
      "via", "www-authenticate",
    ].map { named($0) }

  private static func representation(_ item: HPACK.Item) -> String {
    let name = item.index > 0 ? "Indexed Name" : "New Name"
    switch item.representation {
    case .indexed: return "Indexed Header Field"
    case .incremental: return "Literal Header Field with Incremental Indexing - \(name)"
    case .plain: return "Literal Header Field without Indexing - \(name)"
    case .neverIndexed: return "Literal Header Field never Indexed - \(name)"
    case .sizeUpdate: return "Maximum Dynamic Table Size Change"
    }
  }

  /// The text behind percent signs.
  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(37) else { return text }
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == 37, offset + 2 < bytes.count, let high = bytes[offset + 1].digit,
        let low = bytes[offset + 2].digit
      {
        output.append(UInt8(truncatingIfNeeded: high << 4 | low))
        offset += 3
      } else {
        output.append(bytes[offset])
        offset += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

extension HTTP2 {
  public static var summary: Summary<HTTP2>? {
    Summary("HTTP2") { view, columns in
      var isFirst = true
      if view.hasPreface {
        columns.info.append("Magic")
        isFirst = false
      }
      view.forEachFrame { frame in
        if !isFirst { columns.info.append(", ") }
        isFirst = false
        columns.info.append(name(of: frame.type))
        columns.info.append("[")
        columns.info.append(decimal: frame.streamID)
        columns.info.append("]")
      }
    }
  }

  private static func name(of type: FrameType) -> String {
    let names = [
      "DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING", "GOAWAY",
      "WINDOW_UPDATE", "CONTINUATION",
    ]
    return Int(type.rawValue) < names.count ? names[Int(type.rawValue)] : "UNKNOWN"
  }
}
