public import PacketCore

/// Options for the destination
/// ([RFC 8200](https://www.rfc-editor.org/rfc/rfc8200) §4.6).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |  Next Header  | Length/8 - 1  |      Options, to eight bytes  |
public struct IPv6DestinationOptions: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipv6.dstopts"
  public static var title: String { "Destination Options for IPv6" }
  public static var bindings: [Binding] { [.ipProtocol(60)] }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    try Self.checked(bytes)
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var nextHeader: UInt8 { bytes.byte(at: 0) }

  /// Size of the header with its options, in bytes.
  public var headerLength: Int { wholeLength }

  /// The options, to go through one by one.
  public var options: IPv6Options {
    @_lifetime(copy self)
    get { IPv6Options(bytes, 2..<headerLength) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(nextHeader) }

  public static let fields: [Field<IPv6DestinationOptions>] =
    [
      Field("ipv6.dstopts.nxt", "Next Header", .decimal(8), at: 0, 1) { $0.nextHeader },
      Field("ipv6.dstopts.len", "Length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
      Field("ipv6.dstopts.len_oct", "Length", .decimal(16), at: 1, 1) { UInt64($0.headerLength) },
    ] + optionFields
}

extension IPv6DestinationOptions: IPv6OptionsHeader {}
