public import PacketCore

/// A Frame Relay header with the encapsulation of
/// [RFC 2427](https://www.rfc-editor.org/rfc/rfc2427), or Cisco's older one.
///
///     +------------+-+-+  +--------+-+-+--+-+  +-----------------------+
///     | DLCI, high |C|E|  | DLCI   |F|B|DE|E|  | more, to an octet with |
///     |            |R|A|  |        | | |  |A|  | the last bit set       |
///     +------------+-+-+  +--------+-+-+--+-+  +-----------------------+
///     | Control, 0x03 | NLPID | …          or an EtherType              |
public struct FrameRelay: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "fr"
  public static var title: String { "Frame Relay" }
  public static var bindings: [Binding] { [.linkType(.frameRelay), .greProtocol(0x6559)] }

  /// The frame.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = Swift.max(2, FrameRelay(unchecked: bytes).headerLength)
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Octets of the address: to the first with its lowest bit set.
  public var addressLength: Int {
    var count = 1
    while count <= bytes.byteCount, bytes.byte(at: count - 1) & 1 == 0 { count += 1 }
    return count
  }

  private var lastOctet: UInt8 { bytes.byte(at: addressLength - 1) }
  /// Whether the last octet of a long address is not a part of it (the D/C bit).
  private var endsWithControl: Bool { lastOctet & 2 != 0 }

  /// Data-link connection identifier, of 10, 16 or 23 bits.
  public var connection: UInt32 {
    var number = UInt32(bytes.byte(at: 0) >> 2)
    if addressLength >= 2 { number = number << 4 | UInt32(bytes.byte(at: 1) >> 4) }
    if addressLength >= 4 { number = number << 7 | UInt32(bytes.byte(at: 2) >> 1) }
    if addressLength >= 3, !endsWithControl { number = number << 6 | UInt32(lastOctet >> 2) }
    return number
  }

  public var forwardCongestion: Bool { bytes.byte(at: 1) & 8 != 0 }
  public var backwardCongestion: Bool { bytes.byte(at: 1) & 4 != 0 }
  public var isDiscardEligible: Bool { bytes.byte(at: 1) & 2 != 0 }

  /// What stands after the address.
  public enum Encapsulation: Hashable, Sendable {
    /// A control byte and a network layer protocol identifier.
    case identifier
    /// A control field of one or two bytes that is not that of unnumbered information.
    case numbered
    /// An EtherType, as Cisco had it first.
    case etherType
    /// An Ethernet frame.
    case frame
    /// None of these.
    case unknown
  }

  /// Nothing says which it is: what the bytes would name, decides.
  public var encapsulation: Encapsulation {
    let start = addressLength
    let control = bytes.byte(at: start)
    if control == 0x03 { return .identifier }
    if connection == 0 || control == Self.exchange { return .numbered }
    if Self.isCiscoType(bytes.bigEndian(UInt16.self, at: start)) { return .etherType }
    if Self.isIdentifier(bytes.byte(at: start + controlLength)) { return .numbered }
    return EtherPayload.looksLikeFrame(bytes.slice(from: start)) ? .frame : .unknown
  }

  /// The control field of an exchange of identifications (XID).
  private static var exchange: UInt8 { 0xaf }

  /// Bytes of the control field: one in unnumbered frames (Q.922 §3.5).
  var controlLength: Int { bytes.byte(at: addressLength) & 3 == 3 ? 1 : 2 }

  /// Types of Cisco's HDLC that have a protocol.
  private static func isCiscoType(_ type: UInt16) -> Bool {
    switch type {
    case 0x0800, 0x0806, 0x2000, 0x4242, 0x8035, 0x8137, 0x86dd, 0x8847, 0x8848, 0xfefe: true
    default: false
    }
  }

  private static func isIdentifier(_ identifier: UInt8) -> Bool {
    switch identifier {
    case 0x08, 0x09, 0x80...0x83, 0x8e, 0xb0, 0xcc, 0xcf: true
    default: false
    }
  }

  private var identifierOffset: Int? {
    let start = addressLength
    switch encapsulation {
    case .identifier: break
    case .numbered:
      if connection == 0 || bytes.byte(at: start) == Self.exchange { return nil }
    default: return nil
    }
    let offset = start + controlLength
    // A byte of padding may come first (RFC 2427 §4.1).
    return bytes.byte(at: offset) == 0 ? offset + 1 : offset
  }

  /// NLPID (ISO/IEC TR 9577): 0x80 SNAP, 0xcc IPv4, 0x8e IPv6.
  public var networkProtocol: UInt8? { identifierOffset.map { bytes.byte(at: $0) } }

  /// Identifiers that are the first byte of the packet too.
  private static func isPartOfPacket(_ identifier: UInt8) -> Bool {
    [0x08, 0x81, 0x82, 0x83].contains(identifier)
  }

  /// Size of the header, in bytes.
  public var headerLength: Int {
    switch encapsulation {
    case .frame, .unknown: return addressLength
    case .etherType: return addressLength + 2
    default:
      guard let identifierOffset, let networkProtocol else { return addressLength }
      if Self.isPartOfPacket(networkProtocol) { return identifierOffset }
      return identifierOffset + (networkProtocol == 0x80 ? 6 : 1)
    }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    switch encapsulation {
    case .frame: return .named(Ethernet.id)
    case .unknown: return .data
    case .etherType:
      let type = bytes.bigEndian(UInt16.self, at: addressLength)
      return .either(Binding(.hdlcProtocol, UInt32(type)), .etherType(type))
    default:
      guard let identifierOffset, let networkProtocol else { return .data }
      guard networkProtocol == 0x80 else {
        return .bound(Binding(.networkProtocol, UInt32(networkProtocol)))
      }
      let organization = bytes.bigEndian(UInt32.self, at: identifierOffset) & 0xff_ffff
      let number = bytes.bigEndian(UInt16.self, at: identifierOffset + 4)
      switch organization {
      case 0: return .either(.etherType(number), .etherType(number))
      case 0x0080c2: return .bound(Binding(.bridgedProtocol, UInt32(number)))
      default: return .data
      }
    }
  }
}

extension Binding.Register {
  /// Network layer protocol identifiers (ISO/IEC TR 9577).
  public static let networkProtocol = Binding.Register("nlpid")
}
