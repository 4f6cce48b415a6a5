public import PacketCore

extension SMTP {
  /// Calls `body` with the lines of a segment, if it is of commands; else not at all.
  ///
  /// A segment to the server that does not start with a command is a mail, or an answer to AUTH.
  private static func command(
    _ name: String, _ label: String, _ type: FieldType, hidden: Bool = false,
    _ read: @escaping @Sendable (borrowing SMTP, TextLine, Field<SMTP>.Emit) -> Void
  ) -> Field<SMTP> {
    Field(
      name, label, type, hidden: hidden,
      inContext: { view, context, emit in
        guard context.isSent(to: ports) ?? view.isCommand, !view.isMessage else { return }
        var lines = view.lines
        while let line = lines.next() { read(view, line, emit) }
      })
  }

  /// A field of replies: of each line, or only of the first of a reply's lines.
  private static func reply(
    _ name: String, _ label: String, _ type: FieldType, ofFirst: Bool = true,
    _ read: @escaping @Sendable (borrowing SMTP, TextLine, Field<SMTP>.Emit) -> Void
  ) -> Field<SMTP> {
    Field(
      name, label, type,
      inContext: { view, context, emit in
        if context.isSent(to: ports) ?? view.isCommand { return }
        var lines = view.lines
        var isFirst = true
        while let line = lines.next() {
          if isFirst || !ofFirst { read(view, line, emit) }
          // A hyphen after the code says that another line follows (RFC 5321 §4.2.1).
          isFirst = view.bytes.byte(at: line.text.lowerBound + 3) != 45
        }
      })
  }

  public static let fields: [Field<SMTP>] = [
    command("smtp.req", "Request", .boolean, hidden: true) { _, line, emit in
      emit(.boolean(true), line.text.lowerBound..<line.text.lowerBound)
    },
    Field(
      "smtp.rsp", "Response", .boolean, hidden: true,
      inContext: { view, context, emit in
        if !(context.isSent(to: ports) ?? (view.isCommand || view.isMessage)) {
          emit(.boolean(true), 0..<0)
        }
      }),
    command("smtp.command_line", "Command Line", .text) { view, line, emit in
      if !view.isCredential(line) { emit(.text, line.whole) }
    },
    command("smtp.req.command", "Command", .text) { view, line, emit in
      if line.text.count >= 4, !view.isCredential(line) { emit(.text, line.text.prefix(4)) }
    },
    command("smtp.req.parameter", "Request parameter", .text) { view, line, emit in
      guard line.text.count > 4, !view.isCredential(line) else { return }
      let skipped = view.bytes.byte(at: line.text.lowerBound + 4) == 32 ? 5 : 4
      let range = line.text.dropFirst(skipped)
      if !range.isEmpty { emit(.text, range.startIndex..<range.endIndex) }
    },
    reply("smtp.response", "Response", .text) { _, line, emit in emit(.text, line.whole) },
    reply("smtp.response.code", "Response code", .decimal(32)) { view, line, emit in
      guard let code = view.replyCode(of: line) else { return }
      emit(.unsigned(UInt64(code)), line.text.lowerBound..<line.text.lowerBound + 3)
    }.named(replyNames),
    reply("smtp.rsp.parameter", "Response parameter", .text, ofFirst: false) { view, line, emit in
      guard view.replyCode(of: line) != nil, line.text.count > 4 else { return }
      emit(.text, line.text.lowerBound + 4..<line.text.upperBound)
    },
  ]

  public static var summary: Summary<SMTP>? {
    Summary("SMTP") { view, columns in
      var lines = view.lines
      guard let line = lines.next() else { return }
      if view.isCommand {
        columns.info.append("C: ")
        columns.info.append(text: view.bytes, in: line.text)
      } else if view.replyCode(of: line) != nil {
        columns.info.append("S: ")
        columns.info.append(text: view.bytes, in: line.text)
      } else {
        columns.info.append("C: DATA fragment, ")
        columns.info.append(decimal: view.bytes.byteCount)
        columns.info.append(" bytes")
      }
    }
  }

  /// RFC 5321 §4.2.3, as Wireshark calls them.
  private static let replyNames: ValueNames = [
    211: "System status, or system help reply", 214: "Help message",
    220: "<domain> Service ready", 221: "<domain> Service closing transmission channel",
    235: "Authentication successful", 250: "Requested mail action okay, completed",
    251: "User not local; will forward to <forward-path>", 252: "Cannot VRFY user",
    334: "AUTH input", 354: "Start mail input; end with <CRLF>.<CRLF>",
    421: "<domain> Service not available, closing transmission channel",
    432: "A password transition is needed",
    450: "Requested mail action not taken: mailbox unavailable",
    451: "Requested action aborted: local error in processing",
    452: "Requested action not taken: insufficient system storage",
    454: "Temporary authenticaion failed", 500: "Syntax error, command unrecognized",
    501: "Syntax error in parameters or arguments", 502: "Command not implemented",
    503: "Bad sequence of commands", 504: "Command parameter not implemented",
    530: "Authentication required", 534: "Authentication mechanism is too weak",
    535: "Authentication credentials invalid",
    538: "Encryption required for requested authentication mechanism",
    550: "Requested action not taken: mailbox unavailable",
    551: "User not local; please try <forward-path>",
    552: "Requested mail action aborted: exceeded storage allocation",
    553: "Requested action not taken: mailbox name not allowed", 554: "Transaction failed",
  ]
}
