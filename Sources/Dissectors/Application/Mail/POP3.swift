public import PacketCore

/// A command or response of the Post Office Protocol, version 3
/// ([RFC 1939](https://www.rfc-editor.org/rfc/rfc1939)).
///
/// As in Wireshark, the first line of a segment has fields; further lines are a mail or a list.
public struct POP3: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pop"
  public static var title: String { "Post Office Protocol" }
  public static var specification: String { "RFC 1939" }
  public static var bindings: [Binding] { [.tcpPort(110)] }
  /// Refuses TLS records, which follow STLS (RFC 2595).
  public static var probe: ContentProbe? {
    ContentProbe { $0.looksLikeTLS ? .refused : .possible }
  }

  static let ports: [UInt16] = [110]

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the segment starts with `+OK` or `-ERR` (RFC 1939 §3).
  public var isResponse: Bool { bytes.has("+OK") || bytes.has("-ERR") }

  /// The first line without its end.
  var line: Range<Int> {
    var lines = LineCursor(bytes)
    return lines.next()?.text ?? 0..<0
  }

  /// The command or indicator.
  var keyword: Range<Int> {
    let line = line
    return bytes.word(after: 0, in: line) ?? line
  }

  /// What follows the command or indicator.
  var rest: Range<Int> {
    let line = line
    var start = keyword.upperBound
    while start < line.upperBound, bytes.byte(at: start) == 32 { start += 1 }
    return start..<line.upperBound
  }

  private static func directed(
    _ name: String, _ label: String, ofRequest: Bool, hidden: Bool = false,
    _ read: @escaping @Sendable (borrowing POP3, Field<POP3>.Emit) -> Void
  ) -> Field<POP3> {
    Field(
      name, label, .text, hidden: hidden,
      inContext: { view, context, emit in
        if (context.isSent(to: ports) ?? !view.isResponse) == ofRequest { read(view, emit) }
      })
  }

  public static let fields: [Field<POP3>] = [
    directed("pop.response.indicator", "Response indicator", ofRequest: false) { view, emit in
      if view.isResponse { emit(.text, view.keyword) }
    },
    directed("pop.response.description", "Response description", ofRequest: false) { view, emit in
      guard view.isResponse, !view.rest.isEmpty else { return }
      // ASCII: no sequence of other bytes is a character.
      var text = ""
      for offset in view.rest {
        let byte = view.bytes.byte(at: offset)
        text.unicodeScalars.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{fffd}")
      }
      emit(.string(text), view.rest)
    },
    directed("pop.request.command", "Request command", ofRequest: true) { view, emit in
      if !view.keyword.isEmpty { emit(.text, view.keyword) }
    },
    directed("pop.request.parameter", "Request parameter", ofRequest: true) { view, emit in
      if !view.rest.isEmpty { emit(.text, view.rest) }
    },
  ]

  public static var summary: Summary<POP3>? {
    Summary("POP") { view, columns in
      columns.info.append(view.isResponse ? "S: " : "C: ")
      columns.info.append(text: view.bytes, in: view.line)
    }
  }
}
