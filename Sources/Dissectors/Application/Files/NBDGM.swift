public import PacketCore

/// A datagram of the NetBIOS datagram service
/// ([RFC 1002](https://www.rfc-editor.org/rfc/rfc1002) §4.4).
///
///     +-------+-------+---------------+
///     | Type  | Flags |  Datagram ID  |
///     |           Source IP           |
///     |  Source Port  | Length        |
///     | Packet offset | names, data   |
public struct NBDGM: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "nbdgm"
  public static var title: String { "NetBIOS Datagram Service" }
  public static var bindings: [Binding] { [.udpPort(138)] }
  public static var headerLength: Int { 10 }
  public static var probe: ContentProbe? {
    ContentProbe { 0x10...0x16 ~= $0.byte(at: 0) ? .possible : .refused }
  }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }
  public var flags: UInt8 { bytes.byte(at: 1) }
  public var id: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  public var source: IPv4Address { IPv4Address(bytes, at: 4) }
  public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 8) }
  /// Size of names and data, in bytes; for ``Kind/directUnique``, ``Kind/directGroup`` and
  /// ``Kind/broadcast`` only.
  public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 10) }
  /// Where this fragment's data stands in the whole, in bytes.
  public var packetOffset: UInt16 { bytes.bigEndian(UInt16.self, at: 12) }

  /// The name that sends; nil when the datagram has none, or a broken one.
  public var sourceName: NBNS.Name? { isDatagram ? NBNS(unchecked: bytes).name(at: 14) : nil }
  public var destinationName: NBNS.Name? {
    guard isDatagram, let start = DNS.nameEnd(in: bytes, at: 14) else { return nil }
    return NBNS(unchecked: bytes).name(at: start)
  }

  private var isDatagram: Bool { 0x10...0x12 ~= kind.rawValue }

  /// What follows the names.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard isDatagram, let middle = DNS.nameEnd(in: bytes, at: 14),
        let end = DNS.nameEnd(in: bytes, at: middle)
      else { return bytes.slice(from: bytes.byteCount) }
      return bytes.slice(from: end)
    }
  }

  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    return payload.bigEndian(UInt32.self, at: 0) == 0xff53_4d42 ? .named(SMB1.id) : .data
  }

  /// A datagram's type (RFC 1002 §4.4.1).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var directUnique: Kind { Kind(rawValue: 0x10) }
    public static var directGroup: Kind { Kind(rawValue: 0x11) }
    public static var broadcast: Kind { Kind(rawValue: 0x12) }
    public static var error: Kind { Kind(rawValue: 0x13) }
    public static var queryRequest: Kind { Kind(rawValue: 0x14) }
    public static var positiveResponse: Kind { Kind(rawValue: 0x15) }
    public static var negativeResponse: Kind { Kind(rawValue: 0x16) }

    static let names: ValueNames = [
      0x10: "Direct_unique datagram", 0x11: "Direct_group datagram", 0x12: "Broadcast datagram",
      0x13: "Datagram error", 0x14: "Datagram query request",
      0x15: "Datagram positive query response", 0x16: "Datagram negative query response",
    ]
  }
}

extension NBDGM {
  private static let header: Field<NBDGM>.Parts = { view, part in part(0..<10) }
  private static let datagram: Field<NBDGM>.Parts = { view, part in
    if view.isDatagram { part(0..<14) }
  }

  public static let fields: [Field<NBDGM>] = [
    Field("nbdgm.type", "Message Type", .decimal(8), at: 0, 1, in: header).named(Kind.names),
    Field("nbdgm.flags", "Flags", .hex(8), at: 1, 1, in: header),
    Field("nbdgm.next", "More fragments follow", at: 1, 1, bit: 1, in: header),
    Field("nbdgm.first", "This is first fragment", at: 1, 1, bit: 2, in: header),
    Field("nbdgm.node_type", "Node Type", .decimal(8), at: 1, 1, mask: 0x0c, in: header)
      .named([0: "B node", 1: "P node", 2: "M node", 3: "NBDD"]),
    Field("nbdgm.dgram_id", "Datagram ID", .hex(16), at: 2, 2, in: header),
    Field("nbdgm.src.ip", "Source IP", .ipv4Address, at: 4, 4, in: header),
    Field("nbdgm.src.port", "Source Port", .decimal(16), at: 8, 2, in: header),
    Field("nbdgm.dgram_len", "Datagram length", .decimal(16), at: 10, 2, in: datagram),
    Field("nbdgm.pkt_offset", "Packet offset", .decimal(16), at: 12, 2, in: datagram),
    Field(
      "nbdgm.error_code", "Error code", .hex(8), at: 10, 1,
      in: { view, part in if view.kind == .error { part(0..<11) } }
    ).named([
      0x82: "Destination name not present", 0x83: "Invalid source name format",
      0x84: "Invalid destination name format",
    ]),
    Field("nbdgm.source_name", "Source name", .text) { view, emit in
      if view.isDatagram { emitName(view, at: 14, emit) }
    },
    Field("nbdgm.destination_name", "Destination name", .text) { view, emit in
      if view.isDatagram {
        if let start = DNS.nameEnd(in: view.bytes, at: 14) { emitName(view, at: start, emit) }
      } else if view.kind.rawValue >= Kind.queryRequest.rawValue {
        emitName(view, at: 10, emit)
      }
    },
  ]

  private static func emitName(
    _ view: borrowing NBDGM, at start: Int, _ emit: Field<NBDGM>.Emit
  ) {
    guard let end = DNS.nameEnd(in: view.bytes, at: start),
      let text = NBNS(unchecked: view.bytes).nameText(at: start)
    else { return }
    emit(.string(text), start..<end)
  }
}
