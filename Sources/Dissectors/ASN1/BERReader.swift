import PacketCore

/// Walks the elements of the Basic Encoding Rules
/// ([X.690](https://www.itu.int/rec/T-REC-X.690) §8) in place, one after the other.
///
/// Total on whatever it is given: every step takes at least two bytes, lengths are compared with what
/// is there, nesting ends at ``depthLimit``, and nothing is allocated. Where an element makes no
/// sense, ``next()`` returns nil and ``hasFailed`` says so.
///
///     var reader = BERReader(bytes)
///     if let message = reader.next(.sequence) {
///       var parts = reader.contents(of: message)
///       let version = parts.next(.integer)
///     }
public struct BERReader: ~Escapable {
  /// How deep elements may nest.
  public static var depthLimit: Int { 32 }

  /// Which encodings are taken.
  public enum Rules: Sendable, BitwiseCopyable {
    case basic
    /// Lengths are definite and of the shortest form (X.690 §10.1).
    case distinguished
  }

  /// What is read; the ranges of elements are counted from its start.
  public let bytes: RawSpan
  /// Where the next element begins.
  public private(set) var offset: Int
  /// Where reading ends.
  public let end: Int
  public let rules: Rules
  /// Whether the end is where the capture ends, and not where the specification says: then an element
  /// may go on beyond it.
  public let isCut: Bool
  public let depth: Int
  /// Whether something was found that is no element.
  public private(set) var hasFailed = false

  /// - Parameters:
  ///   - range: What to read, clipped to `bytes`.
  ///   - isCut: Whether an element may say a length beyond the end, as the last one does in a segment
  ///     of a message that goes on, or in a packet that the snap length has cut.
  @_lifetime(copy bytes)
  public init(
    _ bytes: RawSpan, _ range: Range<Int>? = nil, rules: Rules = .basic, isCut: Bool = false
  ) {
    let range = range ?? 0..<bytes.byteCount
    let end = min(max(range.upperBound, 0), bytes.byteCount)
    self.init(
      bytes, offset: min(max(range.lowerBound, 0), end), end: end, rules: rules,
      isCut: isCut || end < range.upperBound, depth: 0)
  }

  @_lifetime(copy bytes)
  private init(
    _ bytes: RawSpan, offset: Int, end: Int, rules: Rules, isCut: Bool, depth: Int
  ) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
    self.rules = rules
    self.isCut = isCut
    self.depth = depth
  }

  public var isAtEnd: Bool { offset >= end }

  /// The next element; nil at the end, and where there is none.
  @_lifetime(self: copy self)
  public mutating func next() -> BERElement? {
    guard offset < end, !hasFailed else { return nil }
    guard let element = header(at: offset) else {
      hasFailed = true
      return nil
    }
    offset = element.end
    return element
  }

  /// The next element if it has this tag; else nil, and the reader stays before it.
  ///
  /// Whether it is constructed does not count for a string, which BER lets come in pieces.
  @_lifetime(self: copy self)
  public mutating func next(_ tag: BERTag) -> BERElement? {
    guard let element = peek(), element.tag.tagClass == tag.tagClass,
      element.tag.number == tag.number, element.tag.isConstructed || !tag.isConstructed
    else { return nil }
    offset = element.end
    return element
  }

  /// The next element, without stepping over it.
  public func peek() -> BERElement? {
    guard offset < end, !hasFailed else { return nil }
    return header(at: offset)
  }

  /// A reader of what is in an element; of nothing when the element is primitive or too deep.
  @_lifetime(copy self)
  public func contents(of element: BERElement) -> BERReader {
    element.tag.isConstructed ? encapsulated(in: element) : empty(at: element.contents.upperBound)
  }

  /// A reader of elements in an octet or bit string, or behind a tag that is not constructed.
  ///
  /// - Parameter skipping: Bytes of the contents before the first element: 1 in a bit string.
  @_lifetime(copy self)
  public func encapsulated(in element: BERElement, skipping count: Int = 0) -> BERReader {
    guard element.depth < Self.depthLimit else { return empty(at: element.contents.upperBound) }
    let end = min(element.contents.upperBound, bytes.byteCount)
    return BERReader(
      bytes, offset: min(element.contents.lowerBound + min(max(count, 0), 8), end), end: end,
      rules: rules, isCut: element.isCut, depth: element.depth + 1)
  }

  @_lifetime(copy self)
  private func empty(at offset: Int) -> BERReader {
    BERReader(bytes, offset: offset, end: offset, rules: rules, isCut: false, depth: depth)
  }
}

extension BERReader {
  /// The element that begins at an offset under ``end``; nil when its identifier or length is cut
  /// short or forbidden, or its end is beyond what holds it.
  private func header(at start: Int) -> BERElement? {
    guard let (tag, lengthOffset) = identifier(at: start), lengthOffset < end else { return nil }
    let first = bytes.byte(at: lengthOffset)
    var offset = lengthOffset + 1
    var length = Int(first)
    if first == 0x80 {
      return indefinite(tag, start: start, contents: offset)
    } else if first > 0x80 {
      guard let long = longLength(Int(first & 0x7f), at: &offset) else { return nil }
      length = long
    }
    guard length <= self.end - offset else {
      guard isCut else { return nil }
      return BERElement(
        tag: tag, start: start, contents: offset..<end, end: end, isCut: true, depth: depth)
    }
    return BERElement(
      tag: tag, start: start, contents: offset..<offset + length, end: offset + length,
      isCut: false, depth: depth)
  }

  /// A tag, in as many bytes as its number takes (X.690 §8.1.2.4), at most five, and what follows it.
  private func identifier(at start: Int) -> (BERTag, next: Int)? {
    let first = bytes.byte(at: start)
    let tagClass = BERTag.Class(rawValue: first >> 6) ?? .universal
    var tag = BERTag(tagClass, UInt32(first & 31), isConstructed: first & 0x20 != 0)
    guard first & 31 == 31 else { return (tag, start + 1) }
    var offset = start + 1
    tag.number = 0
    while offset < end, tag.number < 1 << 25 {
      let byte = bytes.byte(at: offset)
      tag.number = tag.number << 7 | UInt32(byte & 0x7f)
      offset += 1
      if byte < 0x80 { return (tag, offset) }
    }
    return nil
  }

  /// A length of `count` bytes; nil when they are not there, or it takes more than seven of them.
  private func longLength(_ count: Int, at offset: inout Int) -> Int? {
    guard count < 127, count <= end - offset else { return nil }
    var length = 0
    for place in offset..<offset + count {
      guard length < 1 << 47 else { return nil }
      length = length << 8 | Int(bytes.byte(at: place))
    }
    if rules == .distinguished {
      guard length >= 0x80, bytes.byte(at: offset) != 0 else { return nil }
    }
    offset += count
    return length
  }

  /// An element of the indefinite form: its elements are stepped over, those of them that have no
  /// length either opened in turn, until as many end marks are found (X.690 §8.1.3.6).
  private func indefinite(_ tag: BERTag, start: Int, contents: Int) -> BERElement? {
    guard rules == .basic, tag.isConstructed else { return nil }
    var offset = contents
    var open = 1
    while offset < end {
      if bytes.byte(at: offset) == 0, offset + 1 < end, bytes.byte(at: offset + 1) == 0 {
        open -= 1
        offset += 2
        guard open > 0 else {
          return BERElement(
            tag: tag, start: start, contents: contents..<offset - 2, end: offset, isCut: false,
            depth: depth)
        }
      } else {
        guard let (inner, lengthOffset) = identifier(at: offset), lengthOffset < end else { break }
        let first = bytes.byte(at: lengthOffset)
        offset = lengthOffset + 1
        if first == 0x80 {
          open += 1
          guard inner.isConstructed, open + depth <= Self.depthLimit else { return nil }
          continue
        }
        var length = Int(first)
        if first > 0x80 {
          guard let long = longLength(Int(first & 0x7f), at: &offset) else { return nil }
          length = long
        }
        guard length <= end - offset else { break }
        offset += length
      }
    }
    guard isCut else { return nil }
    return BERElement(
      tag: tag, start: start, contents: contents..<end, end: end, isCut: true, depth: depth)
  }
}
