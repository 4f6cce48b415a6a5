public import PacketCore

/// A control message of the GPRS Tunnelling Protocol, version 2
/// ([3GPP TS 29.274](https://www.3gpp.org/dynareport/29274.htm) §5).
///
///     +-----+-+-+-+---+---------------+-------------------------------+
///     | Ver |P|T|M|   |    Message    |            Length             |
///     |      Tunnel endpoint identifier (if T)                        |
///     |               Sequence number                 |     Spare     |
///     | Information elements: type, length, instance, value           |
public struct GTPv2: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "gtpv2"
  public static var title: String { "GPRS Tunneling Protocol V2" }
  public static var bindings: [Binding] { [] }

  /// Size of the smaller header, in bytes.
  public static var headerLength: Int { 8 }

  /// The message as captured; a second one may follow the first (P).
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 5 }
  /// Whether another message follows.
  public var isPiggybacked: Bool { bytes.byte(at: 0) & 0x10 != 0 }
  public var hasTunnelEndpoint: Bool { bytes.byte(at: 0) & 0x08 != 0 }
  public var messageType: UInt8 { bytes.byte(at: 1) }
  /// Bytes after the first four.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }

  /// TEID: which tunnel, as its receiver numbers them.
  public var tunnelEndpoint: UInt32? {
    hasTunnelEndpoint ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }

  private var sequenceOffset: Int { hasTunnelEndpoint ? 8 : 4 }

  /// Matches responses to requests: 24 bits.
  public var sequenceNumber: UInt32 { bytes.bigEndian(UInt32.self, at: sequenceOffset) >> 8 }
}

extension GTPv2: PartedView {
  enum Part: Hashable {
    case header, sequence, anyElement
    /// An element's value by type.
    case value(UInt8)
    /// The parts of a user's location.
    case area, cell
  }

  /// Elements that hold elements.
  private static let grouped: Set<UInt8> = [93, 109, 180, 181, 191, 195]

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    body(.header, 0..<4)
    body(.sequence, sequenceOffset..<sequenceOffset + 4)
    let end = min(4 + length, bytes.byteCount)
    forEachElement(sequenceOffset + 4..<max(sequenceOffset + 4, end), depth: 0, body)
  }

  private func forEachElement(
    _ range: Range<Int>, depth: Int, _ body: (Part, Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let type = bytes.byte(at: start)
      let end = start + 4 + Int(bytes.bigEndian(UInt16.self, at: start + 1))
      body(.anyElement, start..<end)
      guard end <= range.upperBound else { return }
      let value = start + 4..<end
      body(.value(type), value)
      if type == 86 { forLocation(value, body) }
      if Self.grouped.contains(type), depth < 4 { forEachElement(value, depth: depth + 1, body) }
      start = end
    }
  }

  /// Which parts stand in a location, and in this order, is told by flags (§8.21).
  private func forLocation(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    let flags = bytes.byte(at: range.lowerBound)
    var start = range.lowerBound + 1
    for (bit, size) in [(0x01, 7), (0x02, 7), (0x04, 7), (0x08, 5), (0x10, 7)] {
      guard flags & UInt8(bit) != 0 else { continue }
      guard start + size <= range.upperBound else { return }
      if bit == 0x08 { body(.area, start..<start + size) }
      if bit == 0x10 { body(.cell, start..<start + size) }
      start += size
    }
  }

  public static let fields: [Field<GTPv2>] =
    headerFields + elementFields + identityFields + bearerFields + locationFields + indicationFields

  private static let header = part(.header)
  static func value(_ type: UInt8) -> Field<GTPv2>.Parts { part(.value(type)) }

  private static let headerFields: [Field<GTPv2>] = [
    Field("gtpv2.flags", "Flags", .hex(8), at: 0, 1, in: header),
    Field("gtpv2.version", "Version", .decimal(8), at: 0, 1, mask: 0xe0, in: header),
    Field("gtpv2.p", "Piggybacking flag (P)", .decimal(8), at: 0, 1, mask: 0x10, in: header),
    Field("gtpv2.t", "TEID flag (T)", .decimal(8), at: 0, 1, mask: 0x08, in: header),
    Field("gtpv2.mp", "Message Priority(MP)", .decimal(8)) { view, emit in
      view.emitNumber(0..<4, at: 0, 1, mask: 0x04, emit)
      if view.hasTunnelEndpoint, view.bytes.byte(at: 0) & 0x04 != 0 {
        view.emitNumber(8..<12, at: 3, 1, mask: 0xf0, emit)
      }
    },
    Field("gtpv2.message_type", "Message Type", .decimal(8), at: 1, 1, in: header).named([
      1: "Echo Request", 2: "Echo Response", 3: "Version Not Supported Indication",
      32: "Create Session Request", 33: "Create Session Response", 34: "Modify Bearer Request",
      35: "Modify Bearer Response", 36: "Delete Session Request", 37: "Delete Session Response",
      95: "Create Bearer Request", 96: "Create Bearer Response", 97: "Update Bearer Request",
      98: "Update Bearer Response", 99: "Delete Bearer Request", 100: "Delete Bearer Response",
      170: "Release Access Bearers Request", 171: "Release Access Bearers Response",
      176: "Downlink Data Notification", 177: "Downlink Data Notification Acknowledgement",
    ]),
    Field("gtpv2.msg_length", "Message Length", .decimal(16), at: 2, 2, in: header),
    Field("gtpv2.teid", "Tunnel Endpoint Identifier", .hex(32), at: 4, 4) { view in
      view.tunnelEndpoint.map { .unsigned(UInt64($0)) }
    },
    Field("gtpv2.seq", "Sequence Number", .hex(24), at: 0, 3, in: part(.sequence)),
    Field("gtpv2.spare", "Spare", .decimal(16)) { view, emit in
      part(.sequence)(view) {
        view.emitNumber($0, at: 3, 1, mask: view.hasTunnelEndpoint ? 15 : nil, emit)
      }
    },
    Field("gtpv2.ie_type", "IE Type", .decimal(8), at: 0, 1, in: part(.anyElement)),
    Field("gtpv2.ie_len", "IE Length", .decimal(16)) { view, emit in
      part(.anyElement)(view) { view.emitNumber($0, at: 1, 2, emit) }
    },
    Field("gtpv2.cr", "CR flag", .decimal(8), at: 3, 1, mask: 0xf0, in: part(.anyElement)),
    Field("gtpv2.instance", "Instance", .decimal(8), at: 3, 1, mask: 0x0f, in: part(.anyElement)),
  ]
}
