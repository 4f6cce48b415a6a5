public import PacketCore

/// The Remote Desktop Protocol as far as it is in the clear
/// ([MS-RDPBCGR](https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr)): the negotiation
/// of security at a connection's opening (§2.2.1.1, §2.2.1.2), and the short form of input and output
/// (§2.2.8.1.2, §2.2.9.1.2).
public struct RDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "rdp"
  public static var title: String { "Remote Desktop Protocol" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether this is the short form, and not a negotiation.
  public var isFastPath: Bool {
    bytes.byte(at: 0) & 3 == 0 && Self.fastPathLength(bytes) == bytes.byteCount
  }

  /// The name that the client wants to be routed by (§2.2.1.1): `Cookie: mstshash=…`.
  public var cookie: String? {
    guard let place = cookiePlace else { return nil }
    return String(
      decoding: bytes.slice(from: place.lowerBound, count: place.count).copied(), as: UTF8.self)
  }

  private var cookiePlace: Range<Int>? {
    guard !isFastPath, bytes.bigEndian(UInt32.self, at: 0) == 0x436f_6f6b else { return nil }
    var end = 0
    while end + 1 < bytes.byteCount, bytes.bigEndian(UInt16.self, at: end) != 0x0d0a { end += 1 }
    return end + 1 < bytes.byteCount ? 0..<end : nil
  }

  /// Size of a packet of the short form by its own word, in bytes; zero when it is none.
  static func fastPathLength(_ bytes: RawSpan) -> Int {
    guard bytes.byteCount > 2, bytes.byte(at: 0) & 3 == 0 else { return 0 }
    let first = Int(bytes.byte(at: 1))
    return first < 0x80 ? first : (first & 0x7f) << 8 | Int(bytes.byte(at: 2))
  }
}

extension RDP {
  public static var fields: [Field<RDP>] {
    [
      Field("rdp.rt_cookie", "Routing Token/Cookie", .text) { view, emit in
        if let place = view.cookiePlace { emit(.text, place) }
      }
    ] + negotiationFields + fastPathFields + lengthFields + eventFields
  }

  private static let lengthFields: [Field<RDP>] = [
    Field("rdp.fastpath.numevents", "numEvents", .decimal(8)) { view, context, emit in
      if view.isFastPath, isFromClient(context) {
        emit(.unsigned(UInt64(view.bytes.byte(at: 0) >> 2 & 15)), 0..<1)
      }
    },
    Field("rdp.fastpath.reserved", "Reserved", .hex(8)) { view, context, emit in
      if view.isFastPath, !isFromClient(context) {
        emit(.unsigned(UInt64(view.bytes.byte(at: 0) >> 2 & 15)), 0..<1)
      }
    },
    Field("rdp.fastpathPDULength", "fastpathPDULength", .decimal(16)) { view, emit in
      if view.isFastPath {
        emit(.unsigned(UInt64(fastPathLength(view.bytes))), 1..<view.lengthEnd)
      }
    },
  ]

  var lengthEnd: Int { bytes.byte(at: 1) < 0x80 ? 2 : 3 }

  /// Whether the segment goes to port 3389.
  static func isFromClient(_ context: borrowing FieldContext) -> Bool {
    guard let network = context.network else { return false }
    let segment = TCP(unchecked: context.packet.slice(from: network.offset + network.headerLength))
    return segment.destinationPort == 3389
  }

  /// A request or an answer about security: eight bytes, after the cookie if there is one.
  static let negotiation: Field<RDP>.Parts = { view, part in
    if view.isFastPath { return }
    let start = view.cookiePlace.map { $0.upperBound + 2 } ?? 0
    guard view.bytes.has(8, at: start), 1...3 ~= view.bytes.byte(at: start) else { return }
    part(start..<start + 8)
  }

  static func negotiation(_ kind: UInt8) -> Field<RDP>.Parts {
    { view, part in
      negotiation(view) { if view.bytes.byte(at: $0.lowerBound) == kind { part($0) } }
    }
  }

  static let fastPath: Field<RDP>.Parts = { view, part in
    if view.isFastPath { part(0..<view.bytes.byteCount) }
  }
}
