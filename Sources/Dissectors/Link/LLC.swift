public import PacketCore

/// A Logical Link Control header (IEEE Std 802.2-1998 §3), and the SNAP header that follows it for
/// service access point 0xaa (IEEE Std 802-2014 §9.4).
///
///     +--------+--------+-----------------+-------------------+-----------------+
///     |  DSAP  |  SSAP  | Control, 1 or 2 | Organization, 3 B | Protocol, 2 B   |
///     +--------+--------+-----------------+-------------------+-----------------+
public struct LLC: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "llc"
  public static var title: String { "Logical-Link Control" }
  public static var bindings: [Binding] { [Binding(.linuxProtocol, 4), .greProtocol(0x0001)] }

  /// The service access point that announces a SNAP header.
  public static var snap: UInt8 { 0xaa }

  /// The header and its payload.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = LLC(unchecked: bytes)
    let needed = bytes.byteCount < 3 ? 3 : view.headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the header, with SNAP's where there is one, in bytes.
  public var headerLength: Int { snapOffset + (hasSNAP ? 5 : 0) }

  public var destinationSAP: UInt8 { bytes.byte(at: 0) }
  public var sourceSAP: UInt8 { bytes.byte(at: 1) }
  /// Whether it answers a command.
  public var isResponse: Bool { sourceSAP & 1 != 0 }

  /// What the control field says the frame is.
  public var kind: Kind {
    let control = bytes.byte(at: 2)
    return control & 1 == 0 ? .information : control & 3 == 1 ? .supervisory : .unnumbered
  }

  /// The control field: one byte in unnumbered frames, else two, the first in the low bits.
  public var control: UInt16 {
    kind == .unnumbered ? UInt16(bytes.byte(at: 2)) : bytes.littleEndian(UInt16.self, at: 2)
  }

  public enum Kind: Hashable, Sendable { case information, supervisory, unnumbered }

  var snapOffset: Int { kind == .unnumbered ? 3 : 4 }

  /// Whether a payload follows the header, and not information on the link itself.
  var hasPayload: Bool { kind == .information || kind == .unnumbered && control & 0xef == 0x03 }

  public var hasSNAP: Bool { destinationSAP == Self.snap && hasPayload }

  /// The organization that defines ``protocolID``, 24 bits; nil without a SNAP header.
  public var organization: UInt32? {
    hasSNAP ? bytes.bigEndian(UInt32.self, at: snapOffset) >> 8 : nil
  }

  /// SNAP's protocol: an EtherType for organization 0; nil without a SNAP header.
  public var protocolID: UInt16? {
    hasSNAP ? bytes.bigEndian(UInt16.self, at: snapOffset + 3) : nil
  }

  /// Whether ``protocolID`` is an EtherType: organizations 0 and 0x0000f8 (RFC 1042, 802.1H).
  var namesEtherType: Bool { organization == 0 || organization == 0x0000f8 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    guard hasPayload else { return .none }
    guard let organization, let protocolID else { return .bound(.llcSAP(destinationSAP)) }
    // Both alike: what a SNAP header names is not marked as found by an EtherType.
    if namesEtherType { return .either(.etherType(protocolID), .etherType(protocolID)) }
    return Self.next(organization, protocolID)
  }

  private static func next(_ organization: UInt32, _ protocolID: UInt16) -> NextLayer {
    switch organization {
    case 0x00000c: .bound(Binding(.ciscoProtocol, UInt32(protocolID)))
    case 0x0080c2: .bound(Binding(.bridgedProtocol, UInt32(protocolID)))
    case 0x080007:
      .either(
        Binding(.appleProtocol, UInt32(protocolID)), .etherType(protocolID))
    default: .data
    }
  }

  /// What a frame holds that tells a length: LLC, or Novell's IPX without it, whose checksum field of
  /// all ones stands where the service access points would.
  static func next(startingWith payload: RawSpan) -> NextLayer {
    payload.bigEndian(UInt16.self, at: 0) == 0xffff ? .named("ipx") : .named(LLC.id)
  }
}

extension Binding.Register {
  /// SNAP protocol numbers of Cisco, organization 0x00000c.
  public static let ciscoProtocol = Binding.Register("llc.cisco_pid")
  /// SNAP protocol numbers of IEEE 802.1, organization 0x0080c2 (RFC 2684 §5.2).
  public static let bridgedProtocol = Binding.Register("llc.pid")
  /// SNAP protocol numbers of Apple, organization 0x080007.
  public static let appleProtocol = Binding.Register("llc.apple_pid")
}
