public import PacketCore

/// A description of a session
/// ([RFC 8866](https://www.rfc-editor.org/rfc/rfc8866)): lines of a letter, an equals sign and a value.
public struct SDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "sdp"
  public static var title: String { "Session Description Protocol" }
  public static var specification: String { "RFC 8866" }
  public static var bindings: [Binding] { [] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// A line of the description.
  struct Line {
    /// The letter before the equals sign.
    var type: UInt8
    var value: Range<Int>
    /// Whether the line belongs to a medium, and not to the session.
    var isOfMedium: Bool
    /// The protocol of the medium it belongs to.
    var proto: Range<Int>?
  }

  /// Calls `body` with each line.
  func forEachLine(_ body: (Line) -> Void) {
    var lines = LineCursor(bytes)
    var (isOfMedium, proto): (Bool, Range<Int>?) = (false, nil)
    while let line = lines.next() {
      let start = line.text.lowerBound
      guard line.text.count >= 2, bytes.byte(at: start + 1) == 61 else { continue }
      let type = bytes.byte(at: start)
      let value = bytes.trimmed(start + 2..<line.text.upperBound) { $0 == 32 }
      if type == UInt8(ascii: "m") {
        isOfMedium = true
        proto = word(2, in: value)
      }
      body(Line(type: type, value: value, isOfMedium: isOfMedium, proto: proto))
    }
  }

  /// A word of a value, counted from zero.
  func word(_ index: Int, in value: Range<Int>) -> Range<Int>? {
    var offset = value.lowerBound
    for position in 0...max(index, 0) {
      guard let word = bytes.word(after: offset, in: value) else { return nil }
      if position == index { return word }
      offset = word.upperBound
    }
    return nil
  }
}

extension SDP {
  /// A description to keep, line by line in its order.
  public struct Description: Hashable, Codable, Sendable {
    /// A line: its letter and its value.
    public struct Entry: Hashable, Codable, Sendable {
      public var type: Character { Character(UnicodeScalar(code)) }
      var code: UInt8
      public var value: String
    }
    /// A medium and the lines about it (RFC 8866 §5.14).
    public struct Medium: Hashable, Codable, Sendable {
      /// `audio 49170 RTP/AVP 0`.
      public var description: String
      public var entries: [Entry] = []
    }
    /// The lines before the first medium.
    public var session: [Entry] = []
    public var media: [Medium] = []

    /// Copies a description.
    public init(_ view: borrowing SDP) {
      var lines = LineCursor(view.bytes)
      while let line = lines.next() {
        let start = line.text.lowerBound
        guard line.text.count >= 2, view.bytes.byte(at: start + 1) == 61 else { continue }
        let code = view.bytes.byte(at: start)
        let value = view.bytes.string(in: start + 2..<line.text.upperBound)
        if code == UInt8(ascii: "m") {
          media.append(Medium(description: value))
        } else if media.isEmpty {
          session.append(Entry(code: code, value: value))
        } else {
          media[media.count - 1].entries.append(Entry(code: code, value: value))
        }
      }
    }
  }
}
