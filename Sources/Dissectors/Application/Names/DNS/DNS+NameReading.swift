import PacketCore

/// Names in a message: labels after their lengths, and pointers to names before
/// (RFC 1035 §4.1.4).
extension DNS {
  /// Where the name that starts at `offset` ends in place: after its last label, or a pointer.
  ///
  /// - Returns: Nil when the bytes end before, or a label is of no known type.
  static func nameEnd(in bytes: RawSpan, at offset: Int) -> Int? {
    var offset = offset
    while bytes.has(1, at: offset) {
      let length = Int(bytes.byte(at: offset))
      switch length {
      case 0: return offset + 1
      case 1..<64: offset += 1 + length
      case 0xc0...: return bytes.has(2, at: offset) ? offset + 2 : nil
      default: return nil
      }
    }
    return nil
  }

  /// The labels of a name, with pointers followed.
  ///
  /// A pointer leads to before the labels it follows, so that no message leads in a circle; and a name
  /// has no more than 255 bytes (RFC 1035 §2.3.4).
  struct LabelCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset: Int
    /// Where the present run of labels starts.
    private var start: Int
    private var size = 1
    /// Whether the name is not what the RFC allows, or not there to its end.
    private(set) var hasFailed = false

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, at offset: Int) {
      self.bytes = bytes
      self.offset = offset
      start = offset
    }

    /// The place of the next label's text.
    @_lifetime(self: copy self)
    mutating func next() -> Range<Int>? {
      while bytes.has(1, at: offset) {
        let length = Int(bytes.byte(at: offset))
        switch length {
        case 0: return nil
        case 1..<64:
          size += length + 1
          guard size <= 255, bytes.has(length + 1, at: offset) else { return fail() }
          let label = offset + 1..<offset + 1 + length
          offset = label.upperBound
          return label
        case 0xc0...:
          let target = Int(bytes.bigEndian(UInt16.self, at: offset) & 0x3fff)
          guard bytes.has(2, at: offset), target < start else { return fail() }
          offset = target
          start = target
        default: return fail()
        }
      }
      return fail()
    }

    @_lifetime(self: copy self)
    private mutating func fail() -> Range<Int>? {
      hasFailed = true
      return nil
    }
  }
}

extension DNS.MessageView {
  /// The name at `offset` as tshark writes it, without a final point; nil when it is malformed.
  func nameText(at offset: Int) -> String? {
    var text: [UInt8] = []
    var labels = DNS.LabelCursor(bytes, at: offset)
    while let label = labels.next() {
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      for place in label { text.append(printable: bytes.byte(at: place)) }
    }
    if labels.hasFailed { return nil }
    return text.isEmpty ? "<Root>" : String(decoding: text, as: UTF8.self)
  }

  /// How many characters ``nameText(at:)`` has, counting each byte of a label as one.
  func nameTextLength(at offset: Int) -> Int? {
    var labels = DNS.LabelCursor(bytes, at: offset)
    var count = 0
    while let label = labels.next() { count += label.count + 1 }
    if labels.hasFailed { return nil }
    return count == 0 ? "<Root>".utf8.count : count - 1
  }

  /// How many labels the name at `offset` has.
  func labelCount(at offset: Int) -> Int? {
    var labels = DNS.LabelCursor(bytes, at: offset)
    var count = 0
    while labels.next() != nil { count += 1 }
    return labels.hasFailed ? nil : count
  }

  /// The name at `offset`, to keep; nil when it is malformed.
  public func name(at offset: Int) -> DNS.Name? {
    var wire: [UInt8] = []
    var labels = DNS.LabelCursor(bytes, at: offset)
    while let label = labels.next() {
      wire.append(UInt8(truncatingIfNeeded: label.count))
      for place in label { wire.append(bytes.byte(at: place)) }
    }
    return labels.hasFailed ? nil : DNS.Name(labels: wire)
  }
}

extension [UInt8] {
  /// A character of a name; what is no visible one, as its number.
  mutating func append(printable byte: UInt8) {
    switch byte {
    case 0x20...0x7e, 0x80...: append(byte)
    case 7: append("\\a")
    case 8: append("\\b")
    case 9: append("\\t")
    case 10: append("\\n")
    case 11: append("\\v")
    case 12: append("\\f")
    case 13: append("\\r")
    default:
      append(UInt8(ascii: "\\"))
      append(48 + (byte >> 6))
      append(48 + (byte >> 3) & 7)
      append(48 + byte & 7)
    }
  }
}
