public import PacketCore

/// Text and commands of the Telnet protocol
/// ([RFC 854](https://www.rfc-editor.org/rfc/rfc854); options:
/// [RFC 855](https://www.rfc-editor.org/rfc/rfc855)).
public struct Telnet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "telnet"
  public static var title: String { "Telnet" }
  public static var specification: String { "RFC 854" }
  public static var bindings: [Binding] { [.tcpPort(23)] }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// What stands after "interpret as command", 255.
  public struct Command: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var subnegotiationEnd: Command { Command(rawValue: 240) }
    public static var subnegotiation: Command { Command(rawValue: 250) }
    public static var will: Command { Command(rawValue: 251) }
    public static var wont: Command { Command(rawValue: 252) }
    public static var `do`: Command { Command(rawValue: 253) }
    public static var dont: Command { Command(rawValue: 254) }

    /// Whether an option's number follows.
    public var hasOption: Bool { 250...254 ~= rawValue }
  }

  /// A part of the stream, by its place in ``bytes``.
  public enum Item: Hashable, Sendable {
    /// A line of text with its end, or what there is of it.
    case text(Range<Int>)
    /// A command without an option, or one whose option was not captured.
    case command(Command, Range<Int>)
    /// WILL, WONT, DO or DONT.
    case negotiation(Command, option: UInt8, Range<Int>)
    /// SB with an option's parameters, up to the SE after it.
    case subnegotiation(option: UInt8, parameters: Range<Int>, Range<Int>)
  }

  /// The parts of the segment.
  public var items: ItemCursor {
    @_lifetime(copy self)
    get { ItemCursor(bytes) }
  }

  /// Reads a segment's parts, one after the other.
  public struct ItemCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    @_lifetime(self: copy self)
    public mutating func next() -> Item? {
      guard offset < bytes.byteCount else { return nil }
      let start = offset
      guard bytes.byte(at: start) == 255, bytes.byte(at: start + 1) != 255 else {
        return .text(text(from: start))
      }
      let command = Command(rawValue: bytes.byte(at: start + 1))
      guard command.hasOption, bytes.has(3, at: start) else {
        offset = min(start + 2, bytes.byteCount)
        return .command(command, start..<offset)
      }
      offset = start + 3
      let option = bytes.byte(at: start + 2)
      guard command == .subnegotiation else {
        return .negotiation(command, option: option, start..<offset)
      }
      offset = commandStart(from: offset)
      return .subnegotiation(option: option, parameters: start + 3..<offset, start..<offset)
    }

    /// A line; two bytes 255 in it are one of data.
    @_lifetime(self: copy self)
    private mutating func text(from start: Int) -> Range<Int> {
      let end = commandStart(from: start)
      offset = bytes.offset(of: 10, in: start..<end).map { $0 + 1 } ?? end
      return start..<offset
    }

    private func commandStart(from start: Int) -> Int {
      var offset = start
      while let place = bytes.offset(of: 255, in: offset..<bytes.byteCount) {
        if bytes.byte(at: place + 1) != 255 || !bytes.has(2, at: place) { return place }
        offset = place + 2
      }
      return bytes.byteCount
    }
  }
}
