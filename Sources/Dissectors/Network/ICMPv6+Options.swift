public import PacketCore

extension ICMPv6 {
  /// An option of a neighbour discovery message (RFC 4861 §4.6).
  public struct Option: ~Escapable {
    /// The whole option, as far as it was captured.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

    /// What follows type and length.
    public var value: RawSpan {
      @_lifetime(copy self)
      get { bytes.slice(from: 2) }
    }

    /// The address of a link-layer address option, on links whose addresses are MAC addresses.
    public var linkLayerAddress: MACAddress? {
      switch kind {
      case .sourceLinkLayerAddress, .targetLinkLayerAddress:
        bytes.has(6, at: 2) ? MACAddress(bytes, at: 2) : nil
      default: nil
      }
    }

    /// An option's type ([IANA](https://www.iana.org/assignments/icmpv6-parameters)).
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
      public var rawValue: UInt8
      public init(rawValue: UInt8) { self.rawValue = rawValue }

      public static let sourceLinkLayerAddress = Kind(rawValue: 1)
      public static let targetLinkLayerAddress = Kind(rawValue: 2)
      public static let prefixInformation = Kind(rawValue: 3)
      public static let redirectedHeader = Kind(rawValue: 4)
      public static let mtu = Kind(rawValue: 5)
      public static let advertisementInterval = Kind(rawValue: 7)
      public static let homeAgentInformation = Kind(rawValue: 8)
      public static let sourceAddressList = Kind(rawValue: 9)
      public static let targetAddressList = Kind(rawValue: 10)
      public static let timestamp = Kind(rawValue: 13)
      public static let nonce = Kind(rawValue: 14)
      public static let routeInformation = Kind(rawValue: 24)
      public static let recursiveDNSServer = Kind(rawValue: 25)
      public static let flagsExpansion = Kind(rawValue: 26)
      public static let dnsSearchList = Kind(rawValue: 31)
      public static let addressRegistration = Kind(rawValue: 33)
      public static let captivePortal = Kind(rawValue: 37)
      public static let pref64 = Kind(rawValue: 38)
    }
  }

  /// Goes through the options one by one, up to the first whose length is forbidden.
  public struct Options: ~Escapable {
    private let bytes: RawSpan
    private var cursor: Cursor

    @_lifetime(copy view)
    init(_ view: borrowing ICMPv6) {
      bytes = view.bytes
      cursor = Cursor(view)
    }

    /// The next option; nil when there is none left.
    @_lifetime(copy self)
    public mutating func next() -> Option? {
      guard let range = cursor.next(in: bytes) else { return nil }
      return Option(bytes.slice(from: range.lowerBound, count: range.count))
    }

    struct Cursor {
      private var offset: Int

      init(_ view: borrowing ICMPv6) { offset = view.optionStart ?? .max }

      /// A length is in units of eight bytes, and 0 is forbidden (RFC 4861 §4.6).
      mutating func next(in bytes: RawSpan) -> Range<Int>? {
        guard bytes.has(2, at: offset) else { return nil }
        let start = offset
        let length = Int(bytes.byte(at: start + 1)) * 8
        guard length > 0, length <= bytes.byteCount - start else {
          offset = .max
          return nil
        }
        offset += length
        return start..<offset
      }
    }
  }

  /// The options of a neighbour discovery message, to go through one by one; none for others.
  public var options: Options {
    @_lifetime(copy self)
    get { Options(self) }
  }

  /// Where the options start, of the messages that have them.
  private var optionStart: Int? {
    switch kind {
    case .routerSolicitation, .inverseNeighborSolicitation, .inverseNeighborAdvertisement: 8
    case .mobilePrefixAdvertisement: 8
    case .routerAdvertisement: 16
    case .neighborSolicitation, .neighborAdvertisement: 24
    case .redirect: 40
    default: nil
    }
  }

  /// The options of these types; of all types when none is given.
  static func option(_ kinds: Option.Kind...) -> Field<ICMPv6>.Parts {
    { view, part in
      var cursor = Options.Cursor(view)
      while let range = cursor.next(in: view.bytes) {
        let kind = Option.Kind(rawValue: view.bytes.byte(at: range.lowerBound))
        if kinds.isEmpty || kinds.contains(kind) { part(range) }
      }
    }
  }
}
