public import PacketCore

/// A message of Cisco's Serial Line Address Resolution Protocol: the other end's address, or that it
/// is alive (RFC 1547 §4.3.1).
public struct SLARP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "slarp"
  public static var title: String { "Cisco SLARP" }
  public static var bindings: [Binding] { [Binding(.hdlcProtocol, 0x8035)] }

  /// Size of the smallest message, in bytes.
  public static var minimumLength: Int { 14 }

  /// The message.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the message is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.minimumLength else {
      throw .truncated(Self.id, needed: Self.minimumLength, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0 asks for an address, 1 answers, 2 keeps alive.
  public var kind: UInt32 { bytes.bigEndian(UInt32.self, at: 0) }
  public var address: IPv4Address? { kind < 2 ? IPv4Address(bytes, at: 4) : nil }
  public var netmask: IPv4Address? { kind < 2 ? IPv4Address(bytes, at: 8) : nil }
  public var sentSequenceNumber: UInt32? {
    kind == 2 ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }
  public var receivedSequenceNumber: UInt32? {
    kind == 2 ? bytes.bigEndian(UInt32.self, at: 8) : nil
  }

  public static let fields: [Field<SLARP>] = [
    Field("slarp.ptype", "Packet type", .decimal(32), at: 0, 4) { $0.kind },
    Field("slarp.address", "Address", .ipv4Address, at: 4, 4) { $0.address.map { .ipv4($0) } },
    Field("slarp.netmask", "Netmask", .ipv4Address, at: 8, 4) { $0.netmask.map { .ipv4($0) } },
    Field("slarp.mysequence", "Outgoing sequence number", .decimal(32), at: 4, 4) { view in
      view.sentSequenceNumber.map { .unsigned(UInt64($0)) }
    },
    Field("slarp.yoursequence", "Returned sequence number", .decimal(32), at: 8, 4) { view in
      view.receivedSequenceNumber.map { .unsigned(UInt64($0)) }
    },
    Field("slarp.reliability", "Reliability", .hex(16), at: 12, 2) { view in
      view.kind == 2 ? .unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 12))) : nil
    },
  ]
}
