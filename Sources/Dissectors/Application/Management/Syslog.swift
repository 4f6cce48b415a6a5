public import PacketCore

/// A line of a system's log, in the form of BSD
/// ([RFC 3164](https://www.rfc-editor.org/rfc/rfc3164) §4.1) or the newer one
/// ([RFC 5424](https://www.rfc-editor.org/rfc/rfc5424) §6): `<165>…`.
public struct Syslog: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "syslog"
  public static var title: String { "Syslog message" }
  public static var bindings: [Binding] { [.udpPort(514)] }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let message = Syslog(unchecked: payload)
      return message.priorityEnd != nil || payload.byteCount < 5 ? .possible : .refused
    }
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if there is no priority.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard Syslog(unchecked: bytes).priorityEnd != nil else {
      throw bytes.byteCount < 5
        ? .truncated(Self.id, needed: 5, available: bytes.byteCount)
        : .malformed(Self.id, field: "PRI", at: 0)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Where the priority ends: one to three digits between angle brackets.
  private var priorityEnd: Int? {
    guard bytes.byte(at: 0) == UInt8(ascii: "<") else { return nil }
    for offset in 1..<5 {
      let byte = bytes.byte(at: offset)
      if byte == UInt8(ascii: ">") { return offset > 1 ? offset + 1 : nil }
      guard 48...57 ~= byte else { return nil }
    }
    return nil
  }

  /// Eight times the facility, and the severity.
  private var priority: UInt16 {
    var value: UInt16 = 0
    for offset in 1..<Swift.max((priorityEnd ?? 1) - 1, 1) {
      value = value * 10 + UInt16(bytes.byte(at: offset) &- 48)
    }
    return value
  }

  /// What part of the system it is about: 0 kernel, 3 daemons, 4 security, 16 to 23 for local use.
  public var facility: UInt8 { UInt8(truncatingIfNeeded: priority >> 3) }
  /// 0 emergency, 3 error, 6 information, 7 debugging.
  public var severity: UInt8 { UInt8(priority & 7) }

  /// Where the text after the priority stands.
  public var messageRange: Range<Int> { (priorityEnd ?? 0)..<bytes.byteCount }

  /// The text after the priority.
  public var text: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: messageRange.lowerBound) }
  }

  /// Whether the line is in the form of RFC 5424: a version and a space come first.
  public var isStructured: Bool {
    let start = messageRange.lowerBound
    return bytes.byte(at: start) == UInt8(ascii: "1") && bytes.byte(at: start + 1) == 32
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }

  /// The words of the line, between single spaces: the first `count`, and then the rest.
  private func words(_ count: Int) -> [Range<Int>]? {
    var places: [Range<Int>] = []
    var start = messageRange.lowerBound
    while places.count < count {
      var end = start
      while end < bytes.byteCount, bytes.byte(at: end) != 32 { end += 1 }
      guard end < bytes.byteCount else { return nil }
      places.append(start..<end)
      start = end + 1
    }
    places.append(start..<bytes.byteCount)
    return places
  }

  /// The parts of a line in the form of BSD: time, host, tag and the rest; nil when it has no time.
  private var traditionalParts: [Range<Int>]? {
    let start = messageRange.lowerBound
    guard !isStructured, hasTraditionalTime(at: start) else { return nil }
    let host = start + 16
    var hostEnd = host
    while hostEnd < bytes.byteCount, bytes.byte(at: hostEnd) != 32 { hostEnd += 1 }
    guard hostEnd < bytes.byteCount else { return nil }
    var tagEnd = hostEnd + 1
    while Self.isAlphanumeric(bytes.byte(at: tagEnd)) { tagEnd += 1 }
    return [
      start..<start + 15, host..<hostEnd, hostEnd + 1..<tagEnd, tagEnd..<bytes.byteCount,
    ]
  }

  /// `Sep 12 19:16:12 `.
  private func hasTraditionalTime(at start: Int) -> Bool {
    let form = Array("Aaa 00 00:00:00 ".utf8)
    guard bytes.has(form.count, at: start) else { return false }
    for (index, wanted) in form.enumerated() {
      let byte = bytes.byte(at: start + index)
      let isGood =
        switch wanted {
        case UInt8(ascii: "A"): 65...90 ~= byte
        case UInt8(ascii: "a"): 97...122 ~= byte
        case UInt8(ascii: "0"): 48...57 ~= byte || index == 4 && byte == 32
        default: byte == wanted
        }
      guard isGood else { return false }
    }
    return true
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
  }
}

extension Syslog {
  public static let fields: [Field<Syslog>] = [
    Field("syslog.facility", "Facility", .decimal(8)) { view, emit in
      emit(.unsigned(UInt64(view.facility)), 0..<view.messageRange.lowerBound)
    },
    Field("syslog.level", "Level", .decimal(8)) { view, emit in
      emit(.unsigned(UInt64(view.severity)), 0..<view.messageRange.lowerBound)
    },
    Field("syslog.msg", "Message", .text) { view, emit in emit(.text, view.messageRange) },
    part("version", "Syslog version", structured: 0),
    Field("syslog.timestamp", "Syslog timestamp", .absoluteTime) { view, emit in
      guard view.isStructured, let words = view.words(5) else { return }
      if let time = Timestamp(view.string(words[1])) { emit(.time(time), words[1]) }
    },
    part("timestamp_rfc3164", "Syslog timestamp (RFC3164)", traditional: 0),
    part("hostname", "Syslog hostname", structured: 2, traditional: 1),
    part("appname", "Syslog app name", structured: 3),
    part("procid", "Syslog process id", structured: 4, traditional: 2),
    // What follows, as tshark has it: the message's identifier and all the rest.
    part("msgid", "Syslog message id", structured: 5, traditional: 3),
  ]

  private static func part(
    _ name: String, _ label: String, structured: Int? = nil, traditional: Int? = nil
  ) -> Field<Syslog> {
    Field("syslog.\(name)", label, .text) { view, emit in
      if let structured, view.isStructured, let words = view.words(5) {
        emit(.text, words[structured])
      } else if let traditional, let parts = view.traditionalParts {
        emit(.text, parts[traditional])
      }
    }
  }

  private func string(_ range: Range<Int>) -> String {
    String(
      decoding: bytes.slice(from: range.lowerBound, count: range.count).copied(), as: UTF8.self)
  }

  /// A log line to keep.
  public struct Message: Hashable, Codable, Sendable {
    /// 0 kernel, 3 daemons, 4 security, 16 to 23 for local use (RFC 5424 table 1).
    public var facility: UInt8
    /// 0 emergency, 3 error, 6 information, 7 debugging (RFC 5424 table 2).
    public var severity: UInt8
    /// 1 for a line of RFC 5424, nil for one of BSD.
    public var version: Int?
    /// As written: RFC 3339, or BSD's form that has no year and no zone.
    public var timestamp: String?
    public var hostName: String?
    /// The program, BSD's tag.
    public var applicationName: String?
    public var processIdentifier: String?
    public var messageIdentifier: String?
    /// Elements in square brackets, as written (RFC 5424 §6.3).
    public var structuredData: String?
    public var text: String

    /// The moment of ``timestamp``; nil for BSD's form, which lacks the year.
    public var time: Timestamp? { timestamp.flatMap { Timestamp($0) } }

    public init(facility: UInt8, severity: UInt8, text: String) {
      self.facility = facility
      self.severity = severity
      self.text = text
    }

    /// Reads a line.
    public init(_ view: borrowing Syslog) {
      self.init(
        facility: view.facility, severity: view.severity, text: view.string(view.messageRange))
      if view.isStructured, let words = view.words(6) {
        readStructured(view, words)
      } else if let parts = view.traditionalParts {
        timestamp = view.string(parts[0])
        hostName = view.string(parts[1])
        readTag(view.string(parts[2]), view.string(parts[3]))
      }
    }

    /// A dash stands for a part that is not given.
    private mutating func readStructured(_ view: borrowing Syslog, _ words: [Range<Int>]) {
      let texts = words.map { view.string($0) }
      func given(_ index: Int) -> String? { texts[index] == "-" ? nil : texts[index] }
      version = 1
      timestamp = given(1)
      hostName = given(2)
      applicationName = given(3)
      processIdentifier = given(4)
      messageIdentifier = given(5)
      let end = Self.structuredDataEnd(texts[6])
      let data = String(texts[6][..<end])
      structuredData = data == "-" || data.isEmpty ? nil : data
      text = String(texts[6][end...].drop { $0 == " " || $0 == "\u{feff}" })
    }

    /// Where the elements in brackets end; within quotes a bracket is text, unless it follows a
    /// backslash.
    private static func structuredDataEnd(_ text: String) -> String.Index {
      if text.hasPrefix("-") { return text.index(after: text.startIndex) }
      var isQuoted = false
      var isEscaped = false
      var isOpen = false
      for index in text.indices {
        switch text[index] {
        case _ where isEscaped: isEscaped = false
        case "\\" where isQuoted: isEscaped = true
        case "\"" where isOpen: isQuoted.toggle()
        case "[" where !isQuoted: isOpen = true
        case "]" where !isQuoted: isOpen = false
        default: if !isOpen { return index }
        }
      }
      return text.endIndex
    }

    /// `name[process]: text`.
    private mutating func readTag(_ tag: String, _ rest: String) {
      applicationName = tag.isEmpty ? nil : tag
      var rest = rest[...]
      if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
        processIdentifier = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      }
      if rest.hasPrefix(":") { rest = rest.dropFirst() }
      text = String(rest.drop { $0 == " " })
    }
  }
}
