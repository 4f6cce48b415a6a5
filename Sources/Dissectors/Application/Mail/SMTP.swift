public import PacketCore

/// Commands and replies of the Simple Mail Transfer Protocol
/// ([RFC 5321](https://www.rfc-editor.org/rfc/rfc5321)), as many as a segment has.
///
/// What a client sends is a command where it looks like one: whether it is part of a mail, the
/// connection knows and not the packet.
public struct SMTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "smtp"
  public static var title: String { "Simple Mail Transfer Protocol" }
  public static var specification: String { "RFC 5321" }
  public static var bindings: [Binding] { [.tcpPort(25), .tcpPort(587)] }
  /// Refuses TLS records, which follow STARTTLS (RFC 3207).
  public static var probe: ContentProbe? {
    ContentProbe { $0.looksLikeTLS ? .refused : .possible }
  }

  static let ports: [UInt16] = [25, 587]

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the segment has commands, going by its first line.
  public var isCommand: Bool {
    var lines = lines
    guard let line = lines.next() else { return false }
    return isCommand(line)
  }

  var lines: LineCursor {
    @_lifetime(copy self)
    get { LineCursor(bytes) }
  }

  /// Whether a line starts with a command's name (RFC 5321 §4.1.1 and its extensions).
  func isCommand(_ line: TextLine) -> Bool {
    guard line.text.count >= 4 else { return false }
    let verb = line.text.lowerBound..<line.text.lowerBound + 4
    let after = bytes.byte(at: verb.upperBound)
    return Self.verbs.contains { bytes.equals($0, in: verb) }
      && (line.text.count == 4 || after == 32 || bytes.equals("star", in: verb)
        || bytes.equals("xcli", in: verb))
  }

  /// The code of a reply (RFC 5321 §4.2), when a line starts with three digits.
  func replyCode(of line: TextLine) -> UInt16? {
    guard line.text.count >= 3,
      let code = bytes.decimal(in: line.text.lowerBound..<line.text.lowerBound + 3)
    else { return nil }
    return UInt16(exactly: code)
  }

  /// Whether a line is what AUTH asks for: base64 and nothing else (RFC 4954 §4).
  func isCredential(_ line: TextLine) -> Bool {
    guard line.text.count >= 4, line.text.count % 4 == 0, !isCommand(line) else { return false }
    for offset in line.text {
      let byte = bytes.byte(at: offset)
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == 43 || byte == 47 || byte == 61 else {
        return false
      }
    }
    return true
  }

  /// Whether the segment is of a mail: its first line is no command, no reply, no answer to AUTH.
  var isMessage: Bool {
    var lines = lines
    guard let line = lines.next() else { return false }
    // Of 76 characters are the lines of an attachment (RFC 2045 §6.8).
    let isAnswer = isCredential(line) && line.text.count != 76 && line.isComplete
    return !isCommand(line) && replyCode(of: line) == nil
      && !(isAnswer && line.end == bytes.byteCount)
  }

  private static let verbs = [
    "ehlo", "helo", "lhlo", "mail", "rcpt", "data", "rset", "noop", "quit", "vrfy", "expn", "help",
    "auth", "bdat", "star", "etrn", "turn", "send", "soml", "saml", "xcli", "xfor",
  ]
}

extension RawSpan {
  /// Whether a record of TLS starts here (RFC 8446 §5.1).
  var looksLikeTLS: Bool { 20...24 ~= byte(at: 0) && byte(at: 1) == 3 && byte(at: 2) < 5 }
}
