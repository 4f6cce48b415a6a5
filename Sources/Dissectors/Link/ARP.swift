public import PacketCore

/// An Address Resolution Protocol message ([RFC 826](https://www.rfc-editor.org/rfc/rfc826)), also
/// reverse (RFC 903) and inverse (RFC 2390).
///
///     +-------------------------------+-------------------------------+
///     |         Hardware type         |         Protocol type         |
///     +---------------+---------------+-------------------------------+
///     | Hardware size | Protocol size |           Operation           |
///     +---------------+---------------+-------------------------------+
///     | Sender hardware, sender protocol address                      |
///     | Target hardware, target protocol address                      |
public struct ARP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "arp"
  public static var title: String { "Address Resolution Protocol" }
  /// 0x8035 is reverse ARP.
  public static var bindings: [Binding] { [.etherType(0x0806), .etherType(0x8035)] }

  /// Size of the part before the addresses, in bytes.
  public static var fixedLength: Int { 8 }

  /// The message, without padding.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the message is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.fixedLength else {
      throw .truncated(Self.id, needed: Self.fixedLength, available: bytes.byteCount)
    }
    let length = ARP(unchecked: bytes).messageLength
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes.slice(from: 0, count: length)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// [IANA hardware types](https://www.iana.org/assignments/arp-parameters); 1 is Ethernet.
  public var hardwareType: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// The EtherType of the protocol whose addresses are resolved.
  public var protocolType: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  /// Size of a hardware address, in bytes.
  public var hardwareSize: Int { Int(bytes.byte(at: 4)) }
  /// Size of a protocol address, in bytes.
  public var protocolSize: Int { Int(bytes.byte(at: 5)) }
  public var operation: Operation { Operation(rawValue: bytes.bigEndian(UInt16.self, at: 6)) }

  /// Size of the message, in bytes.
  public var messageLength: Int { Self.fixedLength + 2 * (hardwareSize + protocolSize) }

  var senderHardwareRange: Range<Int> { 8..<8 + hardwareSize }
  var senderProtocolRange: Range<Int> { range(after: senderHardwareRange, count: protocolSize) }
  var targetHardwareRange: Range<Int> { range(after: senderProtocolRange, count: hardwareSize) }
  var targetProtocolRange: Range<Int> { range(after: targetHardwareRange, count: protocolSize) }

  private func range(after range: Range<Int>, count: Int) -> Range<Int> {
    range.upperBound..<range.upperBound + count
  }

  /// Whether hardware addresses are those of Ethernet or of an IEEE 802 network.
  public var hasMACAddresses: Bool {
    hardwareSize == 6 && (hardwareType == 1 || hardwareType == 6)
  }
  public var hasIPv4Addresses: Bool { protocolType == 0x0800 && protocolSize == 4 }

  public var senderMAC: MACAddress? { mac(at: senderHardwareRange) }
  public var senderIP: IPv4Address? { ip(at: senderProtocolRange) }
  public var targetMAC: MACAddress? { mac(at: targetHardwareRange) }
  public var targetIP: IPv4Address? { ip(at: targetProtocolRange) }

  private func mac(at range: Range<Int>) -> MACAddress? {
    hasMACAddresses ? MACAddress(bytes, at: range.lowerBound) : nil
  }

  private func ip(at range: Range<Int>) -> IPv4Address? {
    hasIPv4Addresses ? IPv4Address(bytes, at: range.lowerBound) : nil
  }

  /// Whether it resolves the sender's own address, to tell others of it (RFC 5227 §3).
  public var isGratuitous: Bool {
    slice(senderProtocolRange).equals(slice(targetProtocolRange)) && protocolSize > 0
      && (operation == .request || operation == .reply)
  }

  /// Whether it asks if an address is in use, before taking it (RFC 5227 §1.1).
  public var isProbe: Bool {
    operation == .request && senderIP == IPv4Address(rawValue: 0) && !isGratuitous
  }

  /// Whether it claims an address (RFC 5227 §1.1).
  public var isAnnouncement: Bool { operation == .request && isGratuitous }

  @_lifetime(copy self)
  private func slice(_ range: Range<Int>) -> RawSpan {
    bytes.slice(from: range.lowerBound, count: range.count)
  }

  public var wireByteCount: Int? { messageLength }

  /// [IANA operation codes](https://www.iana.org/assignments/arp-parameters).
  public struct Operation: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var request: Operation { Operation(rawValue: 1) }
    public static var reply: Operation { Operation(rawValue: 2) }
    public static var reverseRequest: Operation { Operation(rawValue: 3) }
    public static var reverseReply: Operation { Operation(rawValue: 4) }
    public static var inverseRequest: Operation { Operation(rawValue: 8) }
    public static var inverseReply: Operation { Operation(rawValue: 9) }
  }
}

extension ARP {
  /// The message's values, for keeping; nil unless it resolves IPv4 to Ethernet addresses.
  public var message: Message? {
    guard let senderMAC, let senderIP, let targetMAC, let targetIP else { return nil }
    return Message(
      operation: operation, senderMAC: senderMAC, senderIP: senderIP, targetMAC: targetMAC,
      targetIP: targetIP)
  }

  /// An ARP message over Ethernet and IPv4 that outlives its packet.
  public struct Message: Hashable, Codable, Sendable {
    public var operation: Operation
    public var senderMAC: MACAddress
    public var senderIP: IPv4Address
    public var targetMAC: MACAddress
    public var targetIP: IPv4Address
  }
}
