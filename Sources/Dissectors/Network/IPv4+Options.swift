public import PacketCore

extension IPv4 {
  /// An option of the header (RFC 791 §3.1).
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

    /// Where the next address or timestamp goes, counted from 1 at the option's first byte; of the
    /// route and timestamp options.
    public var pointer: UInt8 { bytes.byte(at: 2) }

    /// The addresses of a route option, those still empty included.
    public var addressCount: Int { kind.isRoute ? max(0, bytes.byteCount - 3) / 4 : 0 }

    /// - Parameter index: Below ``addressCount``; 0.0.0.0 beyond it.
    public func address(at index: Int) -> IPv4Address {
      guard index >= 0, index < addressCount else { return IPv4Address(rawValue: 0) }
      return IPv4Address(bytes, at: 3 + 4 * index)
    }

    /// An option's type, with its copied flag and class
    /// ([IANA](https://www.iana.org/assignments/ip-parameters)).
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
      public var rawValue: UInt8
      public init(rawValue: UInt8) { self.rawValue = rawValue }

      public static let endOfOptions = Kind(rawValue: 0)
      public static let noOperation = Kind(rawValue: 1)
      public static let recordRoute = Kind(rawValue: 7)
      public static let mtuProbe = Kind(rawValue: 11)
      public static let mtuReply = Kind(rawValue: 12)
      public static let quickStart = Kind(rawValue: 25)
      public static let timestamp = Kind(rawValue: 68)
      public static let traceroute = Kind(rawValue: 82)
      public static let security = Kind(rawValue: 130)
      public static let looseSourceRoute = Kind(rawValue: 131)
      public static let extendedSecurity = Kind(rawValue: 133)
      public static let commercialSecurity = Kind(rawValue: 134)
      public static let streamID = Kind(rawValue: 136)
      public static let strictSourceRoute = Kind(rawValue: 137)
      public static let routerAlert = Kind(rawValue: 148)
      public static let selectiveBroadcast = Kind(rawValue: 149)

      /// Whether each fragment carries the option.
      public var isCopied: Bool { rawValue & 0x80 != 0 }
      /// 0 for control, 2 for debugging and measurement.
      public var optionClass: UInt8 { rawValue >> 5 & 3 }
      public var number: UInt8 { rawValue & 31 }
      /// Whether the value is a pointer and addresses.
      public var isRoute: Bool {
        self == .recordRoute || self == .looseSourceRoute || self == .strictSourceRoute
      }
    }
  }

  /// Goes through the options one by one, up to the first whose length is forbidden.
  public struct Options: ~Escapable {
    private let bytes: RawSpan
    private var cursor: OptionCursor

    @_lifetime(copy view)
    init(_ view: borrowing IPv4) {
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
}
