public import PacketCore

/// A message of the NetBIOS name service
/// ([RFC 1002](https://www.rfc-editor.org/rfc/rfc1002) §4.2): DNS's format, with names of sixteen bytes
/// whose halves are spelled as letters.
public struct NBNS: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "nbns"
  public static var title: String { "NetBIOS Name Service" }
  public static var bindings: [Binding] { [.udpPort(137)] }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let opcode = payload.byte(at: 2) >> 3 & 15
      return opcode < 10 ? .possible : .refused
    }
  }

  public static var headerLength: Int { DNS.MessageView.headerLength }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The message as one of DNS; its names are not readable as such.
  public var message: DNS.MessageView {
    @_lifetime(copy self)
    get { DNS.MessageView(unchecked: bytes) }
  }

  public var id: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  public var isResponse: Bool { bytes.byte(at: 2) & 0x80 != 0 }
  public var opcode: Opcode { Opcode(rawValue: bytes.byte(at: 2) >> 3 & 15) }

  /// What a message asks for (RFC 1002 §4.2.1.1).
  public struct Opcode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var query: Opcode { Opcode(rawValue: 0) }
    public static var registration: Opcode { Opcode(rawValue: 5) }
    public static var release: Opcode { Opcode(rawValue: 6) }
    /// Wait for acknowledgement.
    public static var wait: Opcode { Opcode(rawValue: 7) }
    public static var refresh: Opcode { Opcode(rawValue: 8) }
  }
}

extension NBNS {
  /// A NetBIOS name to keep: fifteen characters, and what service of the host it names.
  public struct Name: Hashable, Codable, Sendable {
    /// Sixteen bytes: the name, filled up with spaces, and its last byte the service.
    public var bytes: [UInt8]
    /// The labels after the name, joined by points (RFC 1002 §4.1); empty in most networks.
    public var scope: String

    public init(bytes: [UInt8], scope: String = "") {
      self.bytes = bytes
      self.scope = scope
    }

    /// The name without the spaces at its end.
    public var text: String {
      let name = bytes.prefix(15)
      let end = name.lastIndex { $0 != 32 }.map { $0 + 1 } ?? 0
      return String(decoding: name.prefix(end), as: UTF8.self)
    }

    /// 0x00 workstation, 0x1c domain controllers, 0x20 server, …
    public var service: UInt8 { bytes.count > 15 ? bytes[15] : 0 }
  }

  /// The name at an offset of the message; nil when it is not one.
  public func name(at offset: Int) -> Name? {
    var labels = DNS.LabelCursor(bytes, at: offset)
    guard let first = labels.next(), first.count == 32 else { return nil }
    var name: [UInt8] = []
    for place in stride(from: first.lowerBound, to: first.upperBound, by: 2) {
      let high = bytes.byte(at: place) &- 65
      let low = bytes.byte(at: place + 1) &- 65
      guard high < 16, low < 16 else { return nil }
      name.append(high << 4 | low)
    }
    var scope: [UInt8] = []
    while let label = labels.next() {
      if !scope.isEmpty { scope.append(UInt8(ascii: ".")) }
      for place in label { scope.append(bytes.byte(at: place)) }
    }
    if labels.hasFailed { return nil }
    return Name(bytes: name, scope: String(decoding: scope, as: UTF8.self))
  }

  /// The name at an offset as tshark writes it; nil when the message ends before it.
  func nameText(at offset: Int) -> String? {
    var labels = DNS.LabelCursor(bytes, at: offset)
    guard let first = labels.next() else { return nil }
    var name: [UInt8] = []
    for place in stride(from: first.lowerBound, to: first.upperBound - 1, by: 2) {
      let high = bytes.byte(at: place)
      let low = bytes.byte(at: place + 1)
      guard 65...90 ~= high else { return Self.illegal("1st") }
      guard 65...90 ~= low else { return Self.illegal("2nd") }
      name.append((high - 65) << 4 | (low - 65) & 15)
    }
    guard let service = name.popLast() else { return nil }
    while name.last == 32 { name.removeLast() }
    var text: [UInt8] = []
    for byte in name { Self.write(byte, into: &text) }
    Self.write(service, asNumber: true, into: &text)
    while let label = labels.next() {
      text.append(UInt8(ascii: "."))
      for place in label { text.append(bytes.byte(at: place)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func illegal(_ which: String) -> String {
    "Illegal NetBIOS name (\(which) character not between A and Z in first-level encoding)"
  }

  private static func write(_ byte: UInt8, asNumber: Bool = false, into text: inout [UInt8]) {
    if !asNumber, 0x20...0x7e ~= byte { return text.append(byte) }
    text.append(UInt8(ascii: "<"))
    text.append(hex: UInt64(byte), width: 2)
    text.append(UInt8(ascii: ">"))
  }
}

extension NBNS {
  public static var specification: String { "RFC 1002" }
}
