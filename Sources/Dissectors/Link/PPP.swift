public import PacketCore

/// A Point-to-Point Protocol frame ([RFC 1661](https://www.rfc-editor.org/rfc/rfc1661) §2), with or
/// without the address and control fields of HDLC-like framing (RFC 1662 §3.1) and with the protocol
/// field whole or compressed.
///
///     +----------+----------+---------------------+
///     | Address  | Control  | Protocol, 1 or 2    |
///     |   0xff   |   0x03   | the last one is odd |
///     +----------+----------+---------------------+
///
/// A serial line's capture may hold Cisco's HDLC instead: it begins with 0x0f or 0x8f.
public struct PPP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ppp"
  public static var title: String { "Point-to-Point Protocol" }
  public static var bindings: [Binding] {
    [.linkType(.ppp), .linkType(.pppSerial), .linkType(.pppPPPD), .greProtocol(0x880b)]
  }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = PPP(unchecked: bytes).headerLength
    guard bytes.byteCount >= Swift.max(needed, 1) else {
      throw .truncated(Self.id, needed: Swift.max(needed, 1), available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the frame is Cisco's HDLC, and this header empty.
  public var isCiscoHDLC: Bool { bytes.byte(at: 0) & 0x7f == 0x0f }

  /// Whether address and control come before the protocol. Linux's `pppd` writes the direction in
  /// place of the address.
  public var hasAddressAndControl: Bool {
    let address = bytes.byte(at: 0)
    return address == 0xff
      || address <= 1 && bytes.byte(at: 1) == 0x03 && bytes.byteCount > 2
        && bytes.byte(at: 2) != 0xff
  }

  public var address: UInt8? { hasAddressAndControl ? bytes.byte(at: 0) : nil }
  public var control: UInt8? { hasAddressAndControl ? bytes.byte(at: 1) : nil }

  var protocolRange: Range<Int> {
    let start = hasAddressAndControl ? 2 : 0
    return start..<start + (bytes.byte(at: start) & 1 == 0 ? 2 : 1)
  }

  /// Size of the header, in bytes.
  public var headerLength: Int { isCiscoHDLC ? 0 : protocolRange.upperBound }

  /// [IANA PPP numbers](https://www.iana.org/assignments/ppp-numbers); nil in Cisco's HDLC.
  public var `protocol`: UInt16? {
    if isCiscoHDLC { return nil }
    let range = protocolRange
    return range.count == 1
      ? UInt16(bytes.byte(at: range.lowerBound))
      : bytes.bigEndian(UInt16.self, at: range.lowerBound)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    if let number = self.protocol { .bound(.pppProtocol(number)) } else { .named(CiscoHDLC.id) }
  }

  public static let fields: [Field<PPP>] = [
    Field("ppp.address", "Address", .hex(8), at: 0, 1) { view in
      view.address.map { .unsigned(UInt64($0)) }
    },
    Field("ppp.control", "Control", .hex(8), at: 1, 1) { view in
      view.control.map { .unsigned(UInt64($0)) }
    },
    Field("ppp.protocol", "Protocol", .hex(16)) { view, emit in
      if let number = view.protocol { emit(.unsigned(UInt64(number)), view.protocolRange) }
    },
  ]
}
