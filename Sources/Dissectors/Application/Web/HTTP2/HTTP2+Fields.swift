public import PacketCore

extension HTTP2 {
  public static let fields: [Field<HTTP2>] =
    frameFields + flagFields + priorityFields + contentFields + settingsFields + controlFields
    + headerFields

  func forEachFrame(_ body: (Frame) -> Void) {
    var frames = frames
    while let frame = frames.next() { body(frame) }
  }

  /// The frames of some types, whole; of all without any.
  private static func frames(_ types: FrameType...) -> Field<HTTP2>.Parts {
    { view, part in
      view.forEachFrame { if types.isEmpty || types.contains($0.type) { part($0.range) } }
    }
  }

  private static let all = frames()

  private static let frameFields: [Field<HTTP2>] = [
    Field("http2.stream", "Stream", .heading) { view, emit in
      if view.hasPreface { emit(.present, 0..<24) }
      view.forEachFrame { emit(.present, $0.range) }
    },
    Field("http2.magic", "Magic", .text) { view, emit in
      if view.hasPreface { emit(.text, 0..<24) }
    },
    Field("http2.length", "Length", .decimal(24), at: 0, 3, in: all),
    Field("http2.type", "Type", .decimal(8), at: 3, 1, in: all).named([
      0: "DATA", 1: "HEADERS", 2: "PRIORITY", 3: "RST_STREAM", 4: "SETTINGS", 5: "PUSH_PROMISE",
      6: "PING", 7: "GOAWAY", 8: "WINDOW_UPDATE", 9: "CONTINUATION", 10: "ALTSVC", 11: "BLOCKED",
      12: "ORIGIN", 16: "PRIORITY_UPDATE",
    ]),
    Field("http2.flags", "Flags", .hex(8), at: 4, 1, in: all),
    Field("http2.r", "Reserved", .hex(32), at: 5, 4, mask: 0x8000_0000, in: all),
    Field(
      "http2.streamid", "Stream Identifier", .decimal(32), at: 5, 4, mask: 0x7fff_ffff, in: all),
  ]

  private static func unused(
    _ name: String, _ mask: UInt64, _ types: FrameType...
  ) -> Field<HTTP2> {
    Field(
      "http2.flags." + name, "Unused", .hex(8), at: 4, 1, mask: mask,
      in: { view, part in view.forEachFrame { if types.contains($0.type) { part($0.range) } } })
  }

  private static let flagFields: [Field<HTTP2>] = [
    unused("unused_data", 0xf6, .data), unused("unused_headers", 0xd2, .headers),
    unused("unused_settings", 0xfe, .settings), unused("unused_ping", 0xfe, .ping),
    unused("unused_push_promise", 0xf3, .pushPromise),
    unused("unused_continuation", 0xfb, .continuation),
    Field(
      "http2.flags.unused", "Unused", .hex(8), at: 4, 1, mask: 0xff,
      in: frames(.priority, .resetStream, .goAway, .windowUpdate)),
    Field("http2.flags.priority", "Priority", at: 4, 1, bit: 0x20, in: frames(.headers)),
    Field(
      "http2.flags.padded", "Padded", at: 4, 1, bit: 8, in: frames(.data, .headers, .pushPromise)),
    Field(
      "http2.flags.eh", "End Headers", at: 4, 1, bit: 4,
      in: frames(.headers, .pushPromise, .continuation)),
    Field(
      "http2.flags.end_stream", "End Stream", at: 4, 1, bit: 1, in: frames(.data, .headers)),
    Field("http2.flags.ack.settings", "ACK", at: 4, 1, bit: 1, in: frames(.settings)),
    Field("http2.flags.ack.ping", "ACK", at: 4, 1, bit: 1, in: frames(.ping)),
  ]

  /// The stream that a frame's stream depends on, and its weight (RFC 9113 §6.3).
  private static let priorities: Field<HTTP2>.Parts = { view, part in
    view.forEachFrame { frame in
      let start = frame.payload.lowerBound + (frame.isPadded ? 1 : 0)
      if frame.hasPriority, start + 5 <= frame.range.upperBound { part(start..<start + 5) }
    }
  }

  private static let priorityFields: [Field<HTTP2>] = [
    Field("http2.padding", "Pad Length", .hex(8)) { view, emit in
      view.forEachFrame { frame in
        guard frame.isPadded, let first = frame.payload.first else { return }
        emit(.unsigned(UInt64(view.bytes.byte(at: first))), first..<first + 1)
      }
    },
    Field("http2.pad_length", "Pad Length", .decimal(16)) { view, emit in
      view.forEachFrame { frame in
        guard [.data, .headers, .pushPromise].contains(frame.type) else { return }
        let start = frame.payload.lowerBound
        guard frame.isPadded else { return emit(.unsigned(0), start..<start) }
        emit(.unsigned(UInt64(view.bytes.byte(at: start))), start..<start + 1)
      }
    },
    Field("http2.exclusive", "Exclusive", at: 0, 4, bit: 0x8000_0000, in: priorities),
    Field(
      "http2.stream_dependency", "Stream Dependency", .decimal(32), at: 0, 4, mask: 0x7fff_ffff,
      in: priorities),
    Field("http2.headers.weight", "Weight", .decimal(8), at: 4, 1, in: priorities),
    Field("http2.headers.weight_real", "Weight real", .decimal(8)) { view, emit in
      priorities(view) { part in
        let weight = UInt64(view.bytes.byte(at: part.lowerBound + 4)) + 1
        emit(.unsigned(weight & 0xff), part.lowerBound + 4..<part.upperBound)
      }
    },
  ]

  /// What a frame holds between its fixed fields and its padding: data or a header block.
  func content(of frame: Frame) -> Range<Int> {
    var start = frame.payload.lowerBound
    var end = frame.range.upperBound
    if frame.isPadded {
      let padding = Int(bytes.byte(at: start))
      start += 1
      if frame.range.count == frame.length + 9 { end -= padding }
    }
    if frame.type == .headers, frame.hasPriority { start += 5 }
    if frame.type == .pushPromise { start += 4 }
    start = min(start, frame.range.upperBound)
    return start..<max(start, end)
  }

  private static func content(
    _ name: String, _ label: String, _ type: FrameType, _ valueType: FieldType = .bytes
  ) -> Field<HTTP2> {
    Field(name, label, valueType) { view, emit in
      view.forEachFrame { frame in
        let content = view.content(of: frame)
        guard frame.type == type, !content.isEmpty else { return }
        emit(valueType == .text ? .text : .bytes, content)
      }
    }
  }

  private static func padding(_ name: String, _ type: FrameType) -> Field<HTTP2> {
    Field(name, "Padding", .bytes) { view, emit in
      view.forEachFrame { frame in
        let end = view.content(of: frame).upperBound
        if frame.type == type, end < frame.range.upperBound {
          emit(.bytes, end..<frame.range.upperBound)
        }
      }
    }
  }

  private static let contentFields: [Field<HTTP2>] = [
    content("http2.data.data", "Data", .data), padding("http2.data.padding", .data),
    content("http2.headers", "Header Block Fragment", .headers),
    padding("http2.headers.padding", .headers),
    content("http2.push_promise.header", "Header Block Fragment", .pushPromise),
    padding("http2.push_promise.padding", .pushPromise),
    content("http2.continuation.header", "Continuation Header", .continuation, .text),
  ]

  /// The parameters of SETTINGS (RFC 9113 §6.5.1), or those with an identifier.
  private static func settings(_ identifier: UInt16? = nil) -> Field<HTTP2>.Parts {
    { view, part in
      view.forEachFrame { frame in
        guard frame.type == .settings else { return }
        var start = frame.payload.lowerBound
        while start + 6 <= frame.range.upperBound {
          let number = view.bytes.bigEndian(UInt16.self, at: start)
          if identifier ?? number == number { part(start..<start + 6) }
          start += 6
        }
      }
    }
  }

  private static func setting(
    _ name: String, _ label: String, _ identifier: UInt16
  ) -> Field<HTTP2> {
    Field("http2.settings." + name, label, .decimal(32), at: 2, 4, in: settings(identifier))
  }

  private static let settingsFields: [Field<HTTP2>] = [
    Field("http2.settings", "Settings", .heading, at: 0, 6, in: settings()),
    Field("http2.settings.id", "Settings Identifier", .decimal(16), at: 0, 2, in: settings())
      .named([
        1: "Header table size", 2: "Enable PUSH", 3: "Max concurrent streams",
        4: "Initial Windows size", 5: "Max frame size", 6: "Max header list size",
        8: "Extended CONNECT",
      ]),
    setting("header_table_size", "Header table size", 1), setting("enable_push", "Enable PUSH", 2),
    setting("max_concurrent_streams", "Max concurrent streams", 3),
    setting("initial_window_size", "Initial Windows Size", 4),
    setting("max_frame_size", "Max frame size", 5),
    setting("max_header_list_size", "Max header list size", 6),
    setting("extended_connect", "Extended CONNECT", 8),
  ]

  private static let pings: Field<HTTP2>.Parts = { view, part in
    view.forEachFrame { if $0.type == .ping, $0.flags & 1 == 0 { part($0.payload) } }
  }
  private static let pongs: Field<HTTP2>.Parts = { view, part in
    view.forEachFrame { if $0.type == .ping, $0.flags & 1 != 0 { part($0.payload) } }
  }
  private static let promises: Field<HTTP2>.Parts = { view, part in
    view.forEachFrame { frame in
      let start = frame.payload.lowerBound + (frame.isPadded ? 1 : 0)
      if frame.type == .pushPromise, start < frame.range.upperBound {
        part(start..<frame.range.upperBound)
      }
    }
  }

  private static let controlFields: [Field<HTTP2>] = [
    Field(
      "http2.rst_stream.error", "Error", .decimal(32), at: 9, 4, in: frames(.resetStream)
    ).named(errorNames),
    Field(
      "http2.push_promise.r", "Reserved", .hex(32), at: 0, 4, mask: 0x8000_0000, in: promises),
    Field(
      "http2.push_promise.promised_stream_id", "Promised-Stream-ID", .decimal(32), at: 0, 4,
      mask: 0x7fff_ffff, in: promises),
    Field("http2.ping", "Ping", .bytes, at: 0, 8, in: pings),
    Field("http2.pong", "Pong", .bytes, at: 0, 8, in: pongs),
    Field(
      "http2.goway.r", "Reserved", .hex(32), at: 9, 4, mask: 0x8000_0000, in: frames(.goAway)),
    Field(
      "http2.goaway.last_stream_id", "Last-Stream-ID", .decimal(32), at: 9, 4, mask: 0x7fff_ffff,
      in: frames(.goAway)),
    Field("http2.goaway.error", "Error", .decimal(32), at: 13, 4, in: frames(.goAway))
      .named(errorNames),
    Field("http2.goaway.addata", "Additional Debug Data", .bytes, at: 17, in: frames(.goAway)),
    Field(
      "http2.window_update.r", "Reserved", .hex(32), at: 9, 4, mask: 0x8000_0000,
      in: frames(.windowUpdate)),
    Field(
      "http2.window_update.window_size_increment", "Window Size Increment", .decimal(32), at: 9, 4,
      mask: 0x7fff_ffff, in: frames(.windowUpdate)),
  ]

  /// RFC 9113 §7.
  private static let errorNames: ValueNames = [
    0: "NO_ERROR", 1: "PROTOCOL_ERROR", 2: "INTERNAL_ERROR", 3: "FLOW_CONTROL_ERROR",
    4: "SETTINGS_TIMEOUT", 5: "STREAM_CLOSED", 6: "FRAME_SIZE_ERROR", 7: "REFUSED_STREAM",
    8: "CANCEL", 9: "COMPRESSION_ERROR", 10: "CONNECT_ERROR", 11: "ENHANCE_YOUR_CALM",
    12: "INADEQUATE_SECURITY", 13: "HTTP_1_1_REQUIRED",
  ]
}
