public import PacketCore

/// Lines of the Internet Message Access Protocol
/// ([RFC 9051](https://www.rfc-editor.org/rfc/rfc9051), [RFC 3501](https://www.rfc-editor.org/rfc/rfc3501)).
public struct IMAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "imap"
  public static var title: String { "Internet Message Access Protocol" }
  public static var specification: String { "RFC 9051" }
  public static var bindings: [Binding] { [.tcpPort(143)] }
  /// Refuses TLS records, which follow STARTTLS (RFC 9051 §6.2.1).
  public static var probe: ContentProbe? {
    ContentProbe { $0.looksLikeTLS ? .refused : .possible }
  }

  static let ports: [UInt16] = [143]

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  var lines: LineCursor {
    @_lifetime(copy self)
    get { LineCursor(bytes) }
  }

  /// Whether the segment is of commands, going by its first line: responses start with `*`, `+`, or a
  /// tag and a status.
  public var isRequest: Bool {
    var lines = lines
    guard let line = lines.next() else { return false }
    let first = bytes.byte(at: line.text.lowerBound)
    return first != 42 && first != 43 && status(of: line) == nil
  }

  /// The first word of a line: a tag, `*` or `+`.
  func tag(of line: TextLine) -> Range<Int>? {
    bytes.word(after: line.text.lowerBound, in: line.text)
  }

  /// The word at a position of a line.
  func word(_ index: Int, of line: TextLine) -> Range<Int>? {
    var offset = line.text.lowerBound
    for position in 0...max(index, 0) {
      guard let word = bytes.word(after: offset, in: line.text) else { return nil }
      if position == index { return word }
      offset = word.upperBound
    }
    return nil
  }

  /// The status of a tagged response (RFC 9051 §7.1).
  func status(of line: TextLine) -> Range<Int>? {
    guard let word = word(1, of: line) else { return nil }
    return ["ok", "no", "bad", "bye", "preauth"].contains { bytes.equals($0, in: word) }
      ? word : nil
  }
}

extension IMAP {
  /// A field of each line, and whether it is one of a command.
  private static func each(
    _ name: String, _ label: String, hidden: Bool = false, ofRequest: Bool? = nil,
    _ read: @escaping @Sendable (borrowing IMAP, TextLine, Field<IMAP>.Emit) -> Void
  ) -> Field<IMAP> {
    Field(
      name, label, .text, hidden: hidden,
      inContext: { view, context, emit in
        let isRequest = context.isSent(to: ports) ?? view.isRequest
        if let ofRequest, ofRequest != isRequest { return }
        var lines = view.lines
        while let line = lines.next() {
          // Untagged lines have no fields but the line.
          let first = view.bytes.byte(at: line.text.lowerBound)
          if name != "imap.line", line.text.isEmpty || (!isRequest && (first == 42 || first == 43))
          {
            continue
          }
          read(view, line, emit)
        }
      })
  }

  /// The word at a position of each line.
  private static func word(
    _ index: Int, _ name: String, _ label: String, hidden: Bool = false, ofRequest: Bool? = nil
  ) -> Field<IMAP> {
    each(name, label, hidden: hidden, ofRequest: ofRequest) { view, line, emit in
      if let word = view.word(index, of: line) { emit(.text, word) }
    }
  }

  public static let fields: [Field<IMAP>] = [
    Field(
      "imap.isrequest", "Request", .boolean, hidden: true,
      inContext: { view, context, emit in
        emit(.boolean(context.isSent(to: ports) ?? view.isRequest), 0..<0)
      }),
    each("imap.line", "Line") { _, line, emit in emit(.text, line.whole) },
    each("imap.request", "Request", ofRequest: true) { _, line, emit in emit(.text, line.text) },
    each("imap.response", "Response", ofRequest: false) { _, line, emit in emit(.text, line.text) },
    word(0, "imap.request_tag", "Request Tag", ofRequest: true),
    word(0, "imap.response_tag", "Response Tag", ofRequest: false),
    word(0, "imap.tag", "Tag", hidden: true),
    word(1, "imap.response.status", "Response Status", ofRequest: false),
    each("imap.request.command.uid", "Request isUID", ofRequest: true) { view, line, emit in
      if let word = view.word(1, of: line), view.bytes.equals("uid", in: word) {
        emit(.boolean(true), word)
      }
    },
    each("imap.request.command", "Request Command", ofRequest: true) { view, line, emit in
      if let word = view.commandWord(of: line) { emit(.text, word) }
    },
    word(2, "imap.response.command", "Response Command", ofRequest: false),
    each("imap.request.username", "Request Username", ofRequest: true) { view, line, emit in
      guard let command = view.commandWord(of: line), view.bytes.equals("login", in: command),
        let word = view.word(2, of: line)
      else { return }
      emit(.text, word)
    },
    each("imap.request.password", "Request Password", ofRequest: true) { view, line, emit in
      guard let command = view.commandWord(of: line), view.bytes.equals("login", in: command),
        let word = view.word(3, of: line)
      else { return }
      emit(.text, word)
    },
    each("imap.request.folder", "Request Folder", ofRequest: true) { view, line, emit in
      guard let command = view.commandWord(of: line),
        [
          "select", "examine", "create", "delete", "rename", "subscribe", "unsubscribe", "status",
          "append", "search",
        ].contains(where: { view.bytes.equals($0, in: command) }),
        let word = view.bytes.word(after: command.upperBound, in: line.text)
      else { return }
      emit(.text, word)
    },
    each("imap.command", "Command", hidden: true) { view, line, emit in
      let word = view.status(of: line) != nil ? view.word(2, of: line) : view.word(1, of: line)
      if let word { emit(.text, word) }
    },
  ]

  /// The command of a line: what follows the tag, and UID.
  private func commandWord(of line: TextLine) -> Range<Int>? {
    guard let first = word(1, of: line) else { return nil }
    return bytes.equals("uid", in: first) ? word(2, of: line) : first
  }

  public static var summary: Summary<IMAP>? {
    Summary("IMAP") { view, columns in
      var lines = view.lines
      guard let line = lines.next() else { return }
      columns.info.append(view.isRequest ? "Request: " : "Response: ")
      columns.info.append(text: view.bytes, in: line.text)
    }
  }
}
