public import PacketCore

/// A radiotap header: what the radio that captured an 802.11 frame says of it
/// ([radiotap.org](https://www.radiotap.org)).
///
///     +---------+---------+-------------------+---------------------------+
///     | Version |   Pad   | Length, 2, little | Present: words of 32 bits |
///     +---------+---------+-------------------+---------------------------+
///     | The fields whose bits are set, in the bits' order, each aligned   |
///
/// All numbers have their least significant byte first.
public struct Radiotap: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "radiotap"
  public static var title: String { "IEEE 802.11 Radiotap Capture header" }
  public static var bindings: [Binding] { [.linkType(.ieee802_11Radiotap)] }

  /// Size of the smallest header, in bytes.
  public static var headerLength: Int { 8 }

  /// The header and the frame.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or tells a length below the
  ///   smallest.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let view = Radiotap(unchecked: bytes)
    guard view.length >= Self.headerLength else {
      throw .malformed(Self.id, field: "Length", at: 2)
    }
    guard bytes.byteCount >= view.length else {
      throw .truncated(Self.id, needed: view.length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Always 0.
  public var version: UInt8 { bytes.byte(at: 0) }
  /// Size of the whole header, in bytes.
  public var length: Int { Int(bytes.littleEndian(UInt16.self, at: 2)) }

  /// What the radio did with the frame; nil when it does not tell.
  public var flags: UInt8? { range(of: .flags).map { bytes.byte(at: $0.lowerBound) } }
  /// The channel's frequency, in MHz.
  public var frequency: UInt16? {
    range(of: .channel).map { bytes.littleEndian(UInt16.self, at: $0.lowerBound) }
  }
  /// Strength of the signal at the antenna, in dBm.
  public var antennaSignal: Int8? {
    range(of: .antennaSignal).map { Int8(bitPattern: bytes.byte(at: $0.lowerBound)) }
  }
  /// Rate of a frame of 802.11a, b or g, in units of 500 kbit/s.
  public var rate: UInt8? { range(of: .rate).map { bytes.byte(at: $0.lowerBound) } }

  /// Whether the frame's check sequence follows it.
  public var hasCheckSequence: Bool { (flags ?? 0) & 0x10 != 0 }

  /// Whether bytes stand between the 802.11 header and its payload, up to a full word.
  public var hasPadding: Bool { (flags ?? 0) & 0x20 != 0 }

  /// Where the first field of a kind stands; nil when there is none, or its end was not captured.
  func range(of item: Item) -> Range<Int>? {
    var found: Range<Int>?
    forEachItem { kind, range in
      if kind == item, found == nil, range.upperBound <= bytes.byteCount { found = range }
    }
    return found
  }

  /// The frame, without its check sequence.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let rest = bytes.byteCount - length
      return bytes.slice(from: length, count: hasCheckSequence && rest >= 4 ? rest - 4 : rest)
    }
  }

  public var next: NextLayer { .named(WirelessRadio.id) }

  /// A field's number: its bit in the present words.
  public struct Item: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let timer = Item(rawValue: 0)
    public static let flags = Item(rawValue: 1)
    public static let rate = Item(rawValue: 2)
    public static let channel = Item(rawValue: 3)
    public static let hopping = Item(rawValue: 4)
    public static let antennaSignal = Item(rawValue: 5)
    public static let antennaNoise = Item(rawValue: 6)
    public static let lockQuality = Item(rawValue: 7)
    public static let antenna = Item(rawValue: 11)
    public static let antennaSignalDecibels = Item(rawValue: 12)
    public static let receiveFlags = Item(rawValue: 14)
    public static let extendedChannel = Item(rawValue: 18)
    public static let modulation = Item(rawValue: 19)
    public static let aggregate = Item(rawValue: 20)
    public static let veryHighThroughput = Item(rawValue: 21)
    public static let timestamp = Item(rawValue: 22)
    public static let highEfficiency = Item(rawValue: 23)
  }

  /// Size and alignment of the fields, in bytes, by their bits; zero where none is defined.
  private static let layouts: [(size: Int, alignment: Int)] = [
    (8, 8), (1, 1), (1, 1), (4, 2), (2, 2), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (1, 1), (1, 1),
    (1, 1), (1, 1), (2, 2), (2, 2), (1, 1), (1, 1), (8, 4), (3, 1), (8, 4), (12, 2), (12, 8),
    (12, 2), (12, 2), (6, 2), (1, 1), (4, 2), (0, 1),
  ]

  /// Calls `body` with the place of each present word.
  func forEachPresentWord(_ body: (Range<Int>) -> Void) {
    var offset = 4
    let end = min(length, bytes.byteCount)
    while offset + 4 <= end {
      body(offset..<offset + 4)
      guard bytes.littleEndian(UInt32.self, at: offset) & 0x8000_0000 != 0 else { return }
      offset += 4
    }
  }

  /// Calls `body` with the present words whose bits are radiotap's, each with the number of its first
  /// bit: a word goes on where the one before it ends, unless that says whose the next bits are.
  private func forEachSpace(_ body: (Range<Int>, _ first: Int?) -> Void) {
    var first: Int? = 0
    forEachPresentWord { word in
      body(word, first)
      let bits = bytes.littleEndian(UInt32.self, at: word.lowerBound)
      if bits & 0x2000_0000 != 0 {
        first = 0
      } else if bits & 0x4000_0000 != 0 {
        first = nil
      } else {
        first = first.map { $0 + 32 }
      }
    }
  }

  /// Calls `body` with each field, up to the first of unknown size. Fields of a vendor are stepped
  /// over.
  func forEachItem(_ body: (Item, Range<Int>) -> Void) {
    var start = 4
    forEachPresentWord { start = $0.upperBound }
    let end = length
    var isStopped = false
    forEachSpace { word, first in
      guard !isStopped else { return }
      let bits = bytes.littleEndian(UInt32.self, at: word.lowerBound)
      if let first {
        for bit in 0..<29 where bits & 1 << UInt32(bit) != 0 {
          let (size, alignment) = first == 0 ? Self.layouts[bit] : (0, 1)
          start = (start + alignment - 1) / alignment * alignment
          guard size > 0, start + size <= end else {
            isStopped = true
            return
          }
          body(Item(rawValue: bit), start..<start + size)
          start += size
        }
      }
      if bits & 0x4000_0000 != 0 {
        start = (start + 1) & ~1
        start += 6 + Int(bytes.littleEndian(UInt16.self, at: start + 4))
      }
    }
  }
}

extension Radiotap: PartedView {
  enum Part: Hashable { case word, firstWord, item(Int), checkSequence, user(Int) }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    forEachSpace { word, first in
      body(.word, word)
      if first == 0 { body(.firstWord, word) }
    }
    forEachItem { item, range in
      body(.item(item.rawValue), range)
      if item == .veryHighThroughput { forEachUser(range, body) }
    }
    if hasCheckSequence, bytes.byteCount - length >= 4 {
      body(.checkSequence, bytes.byteCount - 4..<bytes.byteCount)
    }
  }

  /// The up to four users of a VHT frame: those with spatial streams.
  private func forEachUser(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    for user in 0..<4 {
      let place = range.lowerBound + 4 + user
      if bytes.byte(at: place) & 15 != 0 { body(.user(user), place..<range.upperBound) }
    }
  }
}
