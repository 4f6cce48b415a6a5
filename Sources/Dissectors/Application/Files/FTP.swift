public import PacketCore

/// A command or reply of the File Transfer Protocol
/// ([RFC 959](https://www.rfc-editor.org/rfc/rfc959) §4, §5; extended addresses:
/// [RFC 2428](https://www.rfc-editor.org/rfc/rfc2428)).
///
/// As in Wireshark, the first line of a segment has fields; further lines of a reply are text.
public struct FTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ftp"
  public static var title: String { "File Transfer Protocol (FTP)" }
  public static var specification: String { "RFC 959" }
  public static var bindings: [Binding] { [.tcpPort(21)] }
  /// Refuses what has other than text in its first bytes. No command or reply proves FTP: mail has
  /// the like.
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      for offset in 0..<min(payload.byteCount, 4) {
        let byte = payload.byte(at: offset)
        guard byte.isPrintable || byte == 13 || byte == 10 || byte >= 0xf0 else { return .refused }
      }
      return .possible
    }
  }

  static let ports: [UInt16] = [21]

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The first line without its end.
  var line: Range<Int> {
    var lines = LineCursor(bytes)
    return lines.next()?.text ?? 0..<0
  }

  /// The code of a reply (RFC 959 §4.2), when the line starts with three digits.
  public var replyCode: UInt16? {
    let line = line
    guard line.count >= 3, let code = bytes.decimal(in: 0..<3) else { return nil }
    return UInt16(exactly: code)
  }

  /// Whether the segment starts with a command, going by its letters.
  public var isCommand: Bool { bytes.byte(at: 0).isASCIILetter }

  /// The command's name, as sent; empty in a reply.
  public var command: String { isCommand ? bytes.string(in: commandRange) : "" }

  /// What follows the command, or the reply's code.
  public var argument: String { bytes.string(in: argumentRange(isCommand: isCommand)) }

  var commandRange: Range<Int> {
    let line = line
    return bytes.word(after: 0, in: line) ?? line
  }

  func argumentRange(isCommand: Bool) -> Range<Int> {
    let line = line
    var start = replyCode == nil ? 0 : 4
    if isCommand {
      start = commandRange.upperBound
      while start < line.upperBound, bytes.byte(at: start) == 32 { start += 1 }
    }
    return min(start, line.upperBound)..<line.upperBound
  }
}

extension FTP {
  /// An address that a data connection goes to.
  struct Endpoint {
    var ip: IPv4Address
    var port: UInt16
    var range: Range<Int>
    /// The part of ``range`` with the port.
    var portRange: Range<Int>
  }

  /// `h1,h2,h3,h4,p1,p2` (RFC 959 §4.1.2), wherever in `range` it starts.
  func endpoint(in range: Range<Int>) -> Endpoint? {
    var start = range.lowerBound
    while start < range.upperBound {
      if bytes.byte(at: start).isASCIIDigit {
        if let endpoint = endpoint(at: start, in: range) { return endpoint }
        while start < range.upperBound, bytes.byte(at: start).isASCIIDigit { start += 1 }
      } else {
        start += 1
      }
    }
    return nil
  }

  private func endpoint(at start: Int, in range: Range<Int>) -> Endpoint? {
    var (numbers, offset, portStart): (UInt64, Int, Int) = (0, start, start)
    for index in 0..<6 {
      if index == 4 { portStart = offset }
      let first = offset
      while offset < range.upperBound, bytes.byte(at: offset).isASCIIDigit { offset += 1 }
      guard let number = bytes.decimal(in: first..<offset), number < 256 else { return nil }
      numbers = numbers << 8 | number
      if index < 5 {
        guard offset < range.upperBound, bytes.byte(at: offset) == 44 else { return nil }
        offset += 1
      }
    }
    return Endpoint(
      ip: IPv4Address(rawValue: UInt32(truncatingIfNeeded: numbers >> 16)),
      port: UInt16(truncatingIfNeeded: numbers), range: start..<offset,
      portRange: portStart..<offset)
  }

  /// The parts of `|1|192.0.2.1|21|` or `|||21|` between its bars, whatever character they are
  /// (RFC 2428 §2, §3); nil when there are not three.
  func extendedParts(in range: Range<Int>) -> (Range<Int>, Range<Int>, Range<Int>)? {
    guard let first = range.first else { return nil }
    let bar = bytes.byte(at: first)
    guard bar >= 33,
      let second = bytes.offset(of: bar, in: first + 1..<range.upperBound),
      let third = bytes.offset(of: bar, in: second + 1..<range.upperBound),
      let fourth = bytes.offset(of: bar, in: third + 1..<range.upperBound)
    else { return nil }
    return (first + 1..<second, second + 1..<third, third + 1..<fourth)
  }
}

/// Bytes of a file that FTP carries in a connection of their own (RFC 959 §3.2), on its usual port.
public struct FTPData: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ftp-data"
  public static var title: String { "FTP Data" }
  public static var specification: String { "RFC 959 §3.2" }
  public static var bindings: [Binding] { [.tcpPort(20)] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: isText ? 0 : bytes.byteCount) }
  }

  public var next: NextLayer { isText ? .named(TextMedia.id) : .none }

  /// Whether all of it is text.
  private var isText: Bool {
    for offset in 0..<bytes.byteCount {
      let byte = bytes.byte(at: offset)
      guard byte.isPrintable || byte == 13 || byte == 10 else { return false }
    }
    return true
  }

  /// What the connection is for, its control connection knows; the bytes are data.
  public static let fields: [Field<FTPData>] = []
}
