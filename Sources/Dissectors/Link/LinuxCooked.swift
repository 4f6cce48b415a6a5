public import PacketCore

/// What Linux puts before packets of its "any" device instead of a link-layer header
/// ([LINUX_SLL](https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html), 16 bytes, and
/// [LINUX_SLL2](https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html), 20 bytes).
///
///     version 1                           version 2
///     | Packet type, 2    | ARPHRD, 2 |   | Protocol, 2       | Reserved, 2 |
///     | Address length, 2 | Address, 8|   | Interface index, 4              |
///     |                   | Protocol,2|   | ARPHRD, 2 | Type, 1 | Length, 1 |
///                                         | Address, 8                      |
public struct LinuxCooked: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "sll"
  public static var title: String { "Linux cooked-mode capture" }
  public static var bindings: [Binding] {
    [.linkType(.linuxSLL), .linkType(.linuxSLL2)]
  }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = LinuxCooked(unchecked: bytes).headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 1 or 2: the latter has zeros where the former has a hardware type, which is never zero, and a
  /// protocol where the former has a small packet type.
  public var version: Int { Self.version(of: bytes) }

  static func version(of bytes: RawSpan) -> Int {
    guard bytes.bigEndian(UInt16.self, at: 2) == 0 else { return 1 }
    return bytes.bigEndian(UInt16.self, at: 0) > 4 || hasTypesOfSecond(bytes) ? 2 : 1
  }

  /// Whether types and lengths stand where version 2 has them, behind one of Linux's own protocol
  /// numbers that could be a packet type as well.
  private static func hasTypesOfSecond(_ bytes: RawSpan) -> Bool {
    bytes.byte(at: 10) <= 4 && bytes.byte(at: 11) <= 8 && bytes.bigEndian(UInt16.self, at: 8) != 0
      && bytes.bigEndian(UInt16.self, at: 4) == 0
  }

  private var isSecond: Bool { version == 2 }

  /// Size of the header, in bytes.
  public var headerLength: Int { isSecond ? 20 : 16 }

  var packetTypeRange: Range<Int> { isSecond ? 10..<11 : 0..<2 }
  var hardwareTypeRange: Range<Int> { isSecond ? 8..<10 : 2..<4 }
  var addressLengthRange: Range<Int> { isSecond ? 11..<12 : 4..<6 }
  var addressOffset: Int { isSecond ? 12 : 6 }
  var protocolRange: Range<Int> { isSecond ? 0..<2 : 14..<16 }

  private func number(_ range: Range<Int>) -> UInt16 {
    range.count == 1
      ? UInt16(bytes.byte(at: range.lowerBound))
      : bytes.bigEndian(UInt16.self, at: range.lowerBound)
  }

  public var packetType: PacketType { PacketType(rawValue: number(packetTypeRange)) }

  /// The kind of the device, a Linux `ARPHRD_` number.
  public var hardwareType: UInt16 { number(hardwareTypeRange) }

  /// Bytes of the sender's address; of a longer one than 8, the first 8 are here.
  public var addressLength: Int { Int(number(addressLengthRange)) }

  /// The sender's link-layer address.
  public var address: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: addressOffset, count: min(addressLength, 8)) }
  }

  /// The sender's address, when it has six bytes.
  public var source: MACAddress? {
    addressLength == 6 ? MACAddress(bytes, at: addressOffset) : nil
  }

  /// An EtherType, or a smaller number of Linux's own.
  public var `protocol`: UInt16 { number(protocolRange) }

  /// The interface that the packet came in or out by; nil in version 1.
  public var interfaceIndex: UInt32? {
    isSecond ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  /// Devices that carry GRE's payload, without an address family of their own (`ARPHRD_IPGRE`).
  var isGRE: Bool { hardwareType == 778 }

  public var next: NextLayer {
    if isGRE { return .either(.greProtocol(self.protocol), .etherType(self.protocol)) }
    if self.protocol < 0x0600 { return .bound(Binding(.linuxProtocol, UInt32(self.protocol))) }
    return .bound(.etherType(self.protocol))
  }

  /// To whom a packet was sent.
  public struct PacketType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var toUs: PacketType { PacketType(rawValue: 0) }
    public static var broadcast: PacketType { PacketType(rawValue: 1) }
    public static var multicast: PacketType { PacketType(rawValue: 2) }
    public static var toAnother: PacketType { PacketType(rawValue: 3) }
    public static var fromUs: PacketType { PacketType(rawValue: 4) }
  }
}

extension Binding.Register {
  /// Protocol numbers below the EtherTypes, that Linux uses between its layers.
  public static let linuxProtocol = Binding.Register("sll.ltype")
}
