import PacketCore

extension TCP {
  /// An option of the header (RFC 9293 §3.2).
  public struct Option: ~Escapable {
    /// The whole option, as far as it was captured.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

    /// What follows kind and length.
    public var value: RawSpan {
      @_lifetime(copy self)
      get { bytes.slice(from: 2) }
    }

    /// Blocks of a selective acknowledgment (RFC 2018 §3); 0 for other options.
    public var blockCount: Int { kind == .sack ? value.byteCount / 8 : 0 }

    /// The first sequence number of a block, and the one after its last.
    ///
    /// - Parameter index: Below ``blockCount``; both are 0 beyond it.
    public func block(at index: Int) -> (left: UInt32, right: UInt32) {
      guard index >= 0, index < blockCount else { return (0, 0) }
      return (
        value.bigEndian(UInt32.self, at: 8 * index),
        value.bigEndian(UInt32.self, at: 8 * index + 4)
      )
    }

    /// What a Multipath TCP option is about (RFC 8684 §3); nil for other options.
    public var multipathSubtype: UInt8? { kind == .multipath ? bytes.byte(at: 2) >> 4 : nil }

    /// An option's kind ([IANA](https://www.iana.org/assignments/tcp-parameters)).
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
      public var rawValue: UInt8
      public init(rawValue: UInt8) { self.rawValue = rawValue }

      public static let endOfOptions = Kind(rawValue: 0)
      public static let noOperation = Kind(rawValue: 1)
      public static let maximumSegmentSize = Kind(rawValue: 2)
      public static let windowScale = Kind(rawValue: 3)
      public static let sackPermitted = Kind(rawValue: 4)
      public static let sack = Kind(rawValue: 5)
      public static let echo = Kind(rawValue: 6)
      public static let echoReply = Kind(rawValue: 7)
      public static let timestamps = Kind(rawValue: 8)
      public static let connectionCount = Kind(rawValue: 11)
      public static let connectionCountNew = Kind(rawValue: 12)
      public static let connectionCountEcho = Kind(rawValue: 13)
      public static let md5Signature = Kind(rawValue: 19)
      public static let spaceCapabilities = Kind(rawValue: 20)
      public static let selectiveNegativeAcknowledgment = Kind(rawValue: 21)
      public static let quickStartResponse = Kind(rawValue: 27)
      public static let userTimeout = Kind(rawValue: 28)
      public static let authentication = Kind(rawValue: 29)
      public static let multipath = Kind(rawValue: 30)
      public static let fastOpen = Kind(rawValue: 34)
      public static let accurateECN0 = Kind(rawValue: 172)
      public static let accurateECN1 = Kind(rawValue: 174)
      public static let experiment1 = Kind(rawValue: 253)
      public static let experiment2 = Kind(rawValue: 254)
    }
  }

  /// Goes through the options one by one, up to the first whose length is forbidden.
  public struct Options: ~Escapable {
    private let bytes: RawSpan
    private var cursor: OptionCursor

    @_lifetime(copy view)
    init(_ view: borrowing TCP) {
      bytes = view.bytes
      cursor = OptionCursor(view.optionRange)
    }

    /// The next option; nil when there is none left.
    @_lifetime(copy self)
    public mutating func next() -> Option? {
      guard let range = cursor.next(in: bytes) else { return nil }
      return Option(bytes.slice(from: range.lowerBound, count: range.count))
    }
  }

  var optionRange: Range<Int> {
    Self.minimumHeaderLength..<max(Self.minimumHeaderLength, headerLength)
  }

  /// The options as they stand in the header, padding included.
  public var optionBytes: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: optionRange.lowerBound, count: optionRange.count) }
  }

  /// The options, to go through one by one.
  public var options: Options {
    @_lifetime(copy self)
    get { Options(self) }
  }

  /// The value of the first option of a kind; nil when there is none.
  @_lifetime(copy self)
  public func option(_ kind: Option.Kind) -> Option? {
    var cursor = OptionCursor(optionRange)
    while let range = cursor.next(in: bytes) {
      guard bytes.byte(at: range.lowerBound) == kind.rawValue else { continue }
      return Option(bytes.slice(from: range.lowerBound, count: range.count))
    }
    return nil
  }

  /// The most bytes of payload that the sender takes in a segment (RFC 9293 §3.7.1).
  public var maximumSegmentSize: UInt16? {
    guard let option = option(.maximumSegmentSize), option.bytes.byteCount == 4 else { return nil }
    return option.bytes.bigEndian(UInt16.self, at: 2)
  }

  /// By how many bits the sender's windows are to be shifted (RFC 7323 §2.2); at most 14 counts.
  public var windowScale: UInt8? {
    guard let option = option(.windowScale), option.bytes.byteCount == 3 else { return nil }
    return option.bytes.byte(at: 2)
  }

  /// The sender's clock and the latest value it had from its peer (RFC 7323 §3.2).
  public var timestamps: (value: UInt32, echo: UInt32)? {
    guard let option = option(.timestamps), option.bytes.byteCount == 10 else { return nil }
    return (
      option.bytes.bigEndian(UInt32.self, at: 2), option.bytes.bigEndian(UInt32.self, at: 6)
    )
  }
}
