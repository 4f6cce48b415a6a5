import PacketCore

extension DNS {
  /// A domain name to keep: a list of labels, from the host to the root (RFC 1035 §3.1).
  ///
  /// Names that differ in the case of ASCII letters alone are equal (RFC 4343), and their spelling is
  /// kept.
  public struct Name: Sendable {
    /// The labels, each after its length in a byte, without the root's.
    let labels: [UInt8]

    init(labels: [UInt8]) { self.labels = labels }

    /// The name of no labels.
    public static var root: Name { Name(labels: []) }

    public var isRoot: Bool { labels.isEmpty }

    /// The text of each label, from the left to the right.
    public var labelTexts: [String] {
      var texts: [String] = []
      forEachLabel { texts.append(String(decoding: labels[$0], as: UTF8.self)) }
      return texts
    }

    /// Size in a message that does not compress it, in bytes: at most 255.
    public var encodedLength: Int { labels.count + 1 }

    func forEachLabel(_ body: (Range<Int>) -> Void) {
      var offset = 0
      while offset < labels.count {
        let end = min(offset + 1 + Int(labels[offset]), labels.count)
        body(offset + 1..<end)
        offset = end
      }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte + 32 : byte
    }
  }
}

extension DNS.Name: Hashable {
  public static func == (lhs: DNS.Name, rhs: DNS.Name) -> Bool {
    lhs.labels.count == rhs.labels.count
      && zip(lhs.labels, rhs.labels).allSatisfy { lowercased($0) == lowercased($1) }
  }

  public func hash(into hasher: inout Hasher) {
    for byte in labels { hasher.combine(Self.lowercased(byte)) }
  }
}

extension DNS.Name: LosslessStringConvertible, Codable {
  /// The form of RFC 1035 §5.1: labels joined by points, no point at the end but for the root (`.`);
  /// a point or backslash within a label after a backslash, other bytes that are no visible ASCII as
  /// three decimal digits after one.
  public var description: String {
    if labels.isEmpty { return "." }
    var text: [UInt8] = []
    forEachLabel { range in
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      for byte in labels[range] {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "\\"):
          text.append(UInt8(ascii: "\\"))
          text.append(byte)
        case 0x21...0x7e: text.append(byte)
        default:
          text.append(UInt8(ascii: "\\"))
          text.append(decimal: byte, width: 3)
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads the form of ``description``, with a final point or without.
  ///
  /// - Returns: Nil when a label is empty or longer than 63 bytes, or the name longer than 255.
  public init?(_ text: String) {
    guard text != "." else {
      self = .root
      return
    }
    var wire: [UInt8] = []
    var label: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "."):
        guard Self.close(&label, &wire) else { return nil }
      case UInt8(ascii: "\\"):
        guard let escaped = Self.escaped(&rest) else { return nil }
        label.append(escaped)
      default: label.append(byte)
      }
    }
    guard label.isEmpty ? !wire.isEmpty : Self.close(&label, &wire), wire.count < 255 else {
      return nil
    }
    labels = wire
  }

  private static func close(_ label: inout [UInt8], _ wire: inout [UInt8]) -> Bool {
    guard let length = UInt8(exactly: label.count), 1...63 ~= length else { return false }
    wire.append(length)
    wire += label
    label = []
    return true
  }

  /// The byte that is meant by what follows a backslash.
  private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let first = rest.popFirst() else { return nil }
    guard 48...57 ~= first else { return first }
    guard let second = rest.popFirst(), let third = rest.popFirst(), 48...57 ~= second,
      48...57 ~= third
    else { return nil }
    return UInt8(exactly: Int(first - 48) * 100 + Int(second - 48) * 10 + Int(third - 48))
  }

  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let name = DNS.Name(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is no domain name")
    }
    self = name
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension DNS.Name: ExpressibleByStringLiteral {
  /// A name written in the source; the root if it is none.
  public init(stringLiteral text: String) { self = DNS.Name(text) ?? .root }
}
