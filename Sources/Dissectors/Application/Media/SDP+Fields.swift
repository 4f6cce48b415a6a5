public import PacketCore

extension SDP {
  public static let fields: [Field<SDP>] =
    [line("sdp.version", "Session Description Protocol Version (v)", "v")] + ownerFields
    + sessionFields + connectionFields + timeFields + mediaFields + attributeFields

  private static func line(
    _ name: String, _ label: String, _ letter: Character, ofMedium: Bool? = nil
  ) -> Field<SDP> {
    let type = letter.asciiValue ?? 0
    return Field(name, label, .text) { view, emit in
      view.forEachLine { line in
        if line.type == type, ofMedium ?? line.isOfMedium == line.isOfMedium {
          emit(.text, line.value)
        }
      }
    }
  }

  /// A word of each line of a type.
  private static func word(
    _ name: String, _ label: String, _ letter: Character, _ index: Int
  ) -> Field<SDP> {
    let type = letter.asciiValue ?? 0
    return Field(name, label, .text) { view, emit in
      view.forEachLine { line in
        if line.type == type, let word = view.word(index, in: line.value) { emit(.text, word) }
      }
    }
  }

  private static let ownerFields: [Field<SDP>] = [
    line("sdp.owner", "Owner/Creator, Session Id (o)", "o"),
    word("sdp.owner.username", "Owner Username", "o", 0),
    word("sdp.owner.sessionid", "Session ID", "o", 1),
    word("sdp.owner.version", "Session Version", "o", 2),
    word("sdp.owner.network_type", "Owner Network Type", "o", 3),
    word("sdp.owner.address_type", "Owner Address Type", "o", 4),
    word("sdp.owner.address", "Owner Address", "o", 5),
  ]

  private static let sessionFields: [Field<SDP>] = [
    line("sdp.session_name", "Session Name (s)", "s"),
    line("sdp.session_info", "Session Information (i)", "i", ofMedium: false),
    line("sdp.media_title", "Media Title (i)", "i", ofMedium: true),
    line("sdp.uri", "URI of Description (u)", "u"),
    line("sdp.email", "E-mail Address (e)", "e"),
    line("sdp.phone", "Phone Number (p)", "p"),
    line("sdp.bandwidth", "Bandwidth Information (b)", "b"),
    pair("sdp.bandwidth.modifier", "Bandwidth Modifier", "b", isFirst: true),
    pair("sdp.bandwidth.value", "Bandwidth Value", "b", isFirst: false),
    line("sdp.encryption_key", "Encryption Key (k)", "k"),
  ]

  private static let connectionFields: [Field<SDP>] = [
    line("sdp.connection_info", "Connection Information (c)", "c"),
    word("sdp.connection_info.network_type", "Connection Network Type", "c", 0),
    word("sdp.connection_info.address_type", "Connection Address Type", "c", 1),
    Field("sdp.connection_info.address", "Connection Address", .text) { view, emit in
      view.forEachAddress { emit(.text, $0.lowerBound..<($1 ?? $0.upperBound)) }
    },
    Field("sdp.connection_info.ttl", "Connection TTL", .text) { view, emit in
      view.forEachAddress { if let slash = $1 { emit(.text, slash + 1..<$0.upperBound) } }
    },
  ]

  /// The address of each connection line, and the slash in it.
  private func forEachAddress(_ body: (Range<Int>, Int?) -> Void) {
    forEachLine { line in
      guard line.type == UInt8(ascii: "c"), let word = word(2, in: line.value) else { return }
      body(word, bytes.offset(of: 47, in: word))
    }
  }

  private static let timeFields: [Field<SDP>] = [
    line("sdp.time", "Time Description, active time (t)", "t"),
    word("sdp.time.start", "Session Start Time", "t", 0),
    word("sdp.time.stop", "Session Stop Time", "t", 1),
    line("sdp.repeat_time", "Repeat Time (r)", "r"),
    word("sdp.repeat_time.interval", "Repeat Interval", "r", 0),
    word("sdp.repeat_time.duration", "Repeat Duration", "r", 1),
    Field("sdp.repeat_time.offset", "Repeat Offset", .text) { view, emit in
      view.forEachLine { line in
        guard line.type == UInt8(ascii: "r"), let first = view.word(1, in: line.value) else {
          return
        }
        view.bytes.forEachPart(of: first.upperBound..<line.value.upperBound, between: 32) {
          emit(.text, $0)
        }
      }
    },
    line("sdp.timezone", "Time Zone Adjustments (z)", "z"),
  ]

  /// A part of a medium's line.
  private static func medium(
    _ name: String, _ label: String, _ type: FieldType = .text, hidden: Bool = false,
    _ read: @escaping @Sendable (borrowing SDP, Line, Field<SDP>.Emit) -> Void
  ) -> Field<SDP> {
    Field(name, label, type, hidden: hidden) { view, emit in
      view.forEachLine { if $0.type == UInt8(ascii: "m") { read(view, $0, emit) } }
    }
  }

  /// The port of a medium: all of the word, or up to the count of ports.
  private func port(of line: Line) -> (port: Range<Int>, count: Range<Int>?)? {
    guard let word = word(1, in: line.value) else { return nil }
    guard let slash = bytes.offset(of: 47, in: word) else { return (word, nil) }
    return (word.lowerBound..<slash, slash + 1..<word.upperBound)
  }

  private static let mediaFields: [Field<SDP>] = [
    line("sdp.media", "Media Description, name and address (m)", "m"),
    word("sdp.media.media", "Media Type", "m", 0),
    medium("sdp.media.port_string", "Media Port", hidden: true) { view, line, emit in
      if let port = view.port(of: line)?.port { emit(.text, port) }
    },
    medium("sdp.media.port", "Media Port", .port) { view, line, emit in
      if let port = view.port(of: line)?.port, let number = view.bytes.decimal(in: port) {
        emit(.unsigned(number & 0xffff), port)
      }
    },
    medium("sdp.media.portcount", "Media Port Count", .text) { view, line, emit in
      if let count = view.port(of: line)?.count { emit(.text, count) }
    },
    word("sdp.media.proto", "Media Protocol", "m", 2),
    Field("sdp.media.format", "Media Format", .text) { view, emit in
      view.forEachLine { line in view.emitFormats(of: line, emit) }
    },
  ]

  /// The formats of a medium, with their names; and those that attributes are about.
  private func emitFormats(of line: Line, _ emit: Field<SDP>.Emit) {
    if line.type == UInt8(ascii: "m"), let proto = word(2, in: line.value) {
      let isRTP = bytes.starts(with: "rtp/", in: proto)
      bytes.forEachPart(of: proto.upperBound..<line.value.upperBound, between: 32) { word in
        guard isRTP, let number = bytes.decimal(in: word) else { return emit(.text, word) }
        emit(.string(RTP.payloadTypeNames[number] ?? "Unknown"), word)
      }
    } else if let attribute = attribute(line),
      bytes.equals("rtpmap", in: attribute.name) || bytes.equals("fmtp", in: attribute.name),
      let value = attribute.value, let word = bytes.word(after: value.lowerBound, in: value)
    {
      emit(.text, word)
    }
  }

  /// The two sides of the colon in a line.
  private static func pair(
    _ name: String, _ label: String, _ letter: Character, isFirst: Bool
  ) -> Field<SDP> {
    let type = letter.asciiValue ?? 0
    return Field(name, label, .text) { view, emit in
      view.forEachLine { line in
        guard line.type == type, let colon = view.bytes.offset(of: 58, in: line.value) else {
          return
        }
        emit(
          .text, isFirst ? line.value.lowerBound..<colon : colon + 1..<line.value.upperBound)
      }
    }
  }

  private func attribute(_ line: Line) -> (name: Range<Int>, value: Range<Int>?)? {
    guard line.type == UInt8(ascii: "a") else { return nil }
    guard let colon = bytes.offset(of: 58, in: line.value) else { return (line.value, nil) }
    return (line.value.lowerBound..<colon, colon + 1..<line.value.upperBound)
  }

  private static func attribute(
    _ name: String, _ label: String, ofMedium: Bool, _ type: FieldType = .text,
    _ read:
      @escaping @Sendable (
        borrowing SDP, _ name: Range<Int>, _ value: Range<Int>, Field<SDP>.Emit
      ) -> Void
  ) -> Field<SDP> {
    Field(name, label, type) { view, emit in
      view.forEachLine { line in
        guard line.isOfMedium == ofMedium, let attribute = view.attribute(line),
          let value = attribute.value
        else { return }
        read(view, attribute.name, value, emit)
      }
    }
  }

  /// What `rtpmap:96 opus/48000/2` says of a format (RFC 8866 §6.6).
  private func mapping(_ name: Range<Int>, _ value: Range<Int>) -> (Range<Int>, Range<Int>?)? {
    guard bytes.equals("rtpmap", in: name), let encoding = word(1, in: value) else { return nil }
    guard let slash = bytes.offset(of: 47, in: encoding) else { return (encoding, nil) }
    let end =
      bytes.offset(of: 47, in: slash + 1..<encoding.upperBound) ?? encoding.upperBound
    return (encoding.lowerBound..<slash, slash + 1..<end)
  }

  private static let attributeFields: [Field<SDP>] = [
    line("sdp.session_attr", "Session Attribute (a)", "a", ofMedium: false),
    attribute("sdp.session_attr.field", "Session Attribute Fieldname", ofMedium: false) {
      _, name, _, emit in emit(.text, name)
    },
    attribute("sdp.session_attr.value", "Session Attribute Value", ofMedium: false) {
      _, _, value, emit in emit(.text, value)
    },
    line("sdp.media_attr", "Media Attribute (a)", "a", ofMedium: true),
    attribute("sdp.media_attribute.field", "Media Attribute Fieldname", ofMedium: true) {
      _, name, _, emit in emit(.text, name)
    },
    attribute("sdp.media_attribute.value", "Media Attribute Value", ofMedium: true) {
      view, name, value, emit in
      if !["rtpmap", "fmtp"].contains(where: { view.bytes.equals($0, in: name) }) {
        emit(.text, value)
      }
    },
    attribute("sdp.mime.type", "MIME Type", ofMedium: true) { view, name, value, emit in
      if let type = view.mapping(name, value)?.0 { emit(.text, type) }
    },
    attribute("sdp.sample_rate", "Sample Rate", ofMedium: true) { view, name, value, emit in
      if let rate = view.mapping(name, value)?.1 { emit(.text, rate) }
    },
    attribute("sdp.fmtp.parameter", "Media format specific parameters", ofMedium: true) {
      view, name, value, emit in
      guard view.bytes.equals("fmtp", in: name), let format = view.word(0, in: value) else {
        return
      }
      view.bytes.forEachPart(of: format.upperBound..<value.upperBound, between: 59) { part in
        emit(.text, view.bytes.trimmed(part))
      }
    },
  ]
}
