public import PacketCore

/// A packet of Novell's Internetwork Packet Exchange (IPX Router Specification, Novell 107-000029-001,
/// §2), with the names of NetBIOS over IPX between it and a message of SMB.
///
///     +-----------+-----------+-------+-------+------------------------------------------+
///     | Checksum  |  Length   | Hops  | Type  | Destination network, 4 B, node 6, socket 2|
///     +-----------+-----------+-------+-------+------------------------------------------+
///     | Source network, 4 B, node 6, socket 2 | payload
public struct IPX: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ipx"
  public static var title: String { "Internetwork Packet eXchange" }
  public static var specification: String { "Novell 107-000029-001" }
  public static var bindings: [Binding] {
    [.etherType(0x8137), .llcSAP(0xe0), .pppProtocol(0x002b)]
  }
  /// Size of the header, in bytes.
  public static var headerLength: Int { 30 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0xffff: none.
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// Size of header and payload, in bytes.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var hopCount: UInt8 { bytes.byte(at: 4) }
  public var packetType: UInt8 { bytes.byte(at: 5) }
  public var destination: Address { Address(bytes, at: 6) }
  public var source: Address { Address(bytes, at: 18) }

  /// A socket of a node in a network.
  public struct Address: Hashable, Codable, Sendable {
    public var network: UInt32
    public var node: MACAddress
    public var socket: UInt16

    init(_ bytes: RawSpan, at offset: Int) {
      network = bytes.bigEndian(UInt32.self, at: offset)
      node = MACAddress(bytes, at: offset + 4)
      socket = bytes.bigEndian(UInt16.self, at: offset + 10)
    }
  }

  public var wireByteCount: Int? { length >= 30 ? Int(length) : nil }

  /// Where a message of SMB starts in a datagram of NetBIOS: behind a control byte, a type and two names; on
  /// Microsoft's own socket behind eight networks, four bytes and two names.
  private var messageStart: Int? {
    let start = destination.socket == 0x0455 ? 64 : destination.socket == 0x0553 ? 98 : nil
    guard let start, bytes.bigEndian(UInt32.self, at: start) == 0xff53_4d42 else { return nil }
    return start
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: messageStart ?? Self.headerLength) }
  }

  /// What Novell's own services have for payload is left alone.
  public var next: NextLayer {
    if messageStart != nil { return .named(SMB1.id) }
    return destination.socket == 0x0553 || 0x0451...0x0457 ~= destination.socket
      || 0x9001...0x9086 ~= destination.socket
      ? .none : .data
  }
}

extension IPX {
  public static let fields: [Field<IPX>] = [
    Field("ipx.addr", "Src/Dst Address", .text, hidden: true) { view, emit in
      emitAddress(view, at: 18, emit)
      emitAddress(view, at: 6, emit)
    },
    Field("ipx.checksum", "Checksum", .hex(16), at: 0, 2) { $0.checksum },
    Field("ipx.len", "Length", .decimal(16), at: 2, 2) { $0.length },
    Field("ipx.hops", "Transport Control (Hops)", .decimal(8), at: 4, 1) { $0.hopCount },
    Field("ipx.packet_type", "Packet Type", .hex(8), at: 5, 1) { $0.packetType }
      .named([0: "IPX", 1: "RIP", 2: "Echo", 3: "Error", 4: "PEP", 5: "SPX", 17: "NCP"]),
    Field("ipx.dst", "Destination Address", .text, hidden: true) { view, emit in
      emitAddress(view, at: 6, emit)
    },
    Field("ipx.dst.net", "Destination Network", .hex(32), at: 0, 4, in: destination),
    Field("ipx.dst.node", "Destination Node", .macAddress, at: 4, 6, in: destination),
    Field("ipx.dst.socket", "Destination Socket", .hex(16), at: 10, 2, in: destination),
    Field("ipx.src", "Source Address", .text, hidden: true) { view, emit in
      emitAddress(view, at: 18, emit)
    },
    Field("ipx.src.net", "Source Network", .hex(32), at: 0, 4, in: source),
    Field("ipx.src.node", "Source Node", .macAddress, at: 4, 6, in: source),
    Field("ipx.src.socket", "Source Socket", .hex(16), at: 10, 2, in: source),
    Field("ipx.net", "Source or Destination Network", .hex(32), at: 0, 4, hidden: true, in: both),
    Field("ipx.node", "Source or Destination Node", .macAddress, at: 4, 6, hidden: true, in: both),
    Field(
      "ipx.socket", "Source or Destination Socket", .hex(16), at: 10, 2, hidden: true, in: both),
  ]

  private static let destination: Field<IPX>.Parts = { _, part in part(6..<18) }
  private static let source: Field<IPX>.Parts = { _, part in part(18..<30) }
  private static let both: Field<IPX>.Parts = { _, part in
    part(6..<18)
    part(18..<30)
  }

  /// Network and node, in hexadecimal.
  private static func emitAddress(
    _ view: borrowing IPX, at offset: Int, _ emit: Field<IPX>.Emit
  ) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for place in offset..<offset + 10 {
      if place == offset + 4 { text.append(46) }
      let byte = view.bytes.byte(at: place)
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    emit(.string(String(decoding: text, as: UTF8.self)), offset..<offset + 10)
  }
}
