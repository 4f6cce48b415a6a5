public import PacketCore

/// A Virtual Router Redundancy Protocol advertisement, version 2
/// ([RFC 3768](https://www.rfc-editor.org/rfc/rfc3768) §5) or 3
/// ([RFC 9568](https://www.rfc-editor.org/rfc/rfc9568) §5).
///
///     +-------+-------+---------------+---------------+---------------+
///     |Version| Type  |  Virtual ID   |   Priority    | Address count |
///     | 2: Auth type, interval        |           Checksum            |
///     | 3: Interval, 12 bits          |                               |
///     | Addresses; version 2: a password of 8 bytes                   |
public struct VRRP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "vrrp"
  public static var title: String { "Virtual Router Redundancy Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(112)] }

  /// Size of the header before the addresses, in bytes.
  public static var headerLength: Int { 8 }

  /// The advertisement as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  /// 1: an advertisement.
  public var kind: UInt8 { bytes.byte(at: 0) & 15 }
  public var virtualRouterIdentifier: UInt8 { bytes.byte(at: 1) }
  /// 255 for the owner of the addresses, 0 for one that leaves; 100 by default.
  public var priority: UInt8 { bytes.byte(at: 2) }
  public var addressCount: Int { Int(bytes.byte(at: 3)) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  /// Time between advertisements, in hundredths of a second.
  public var interval: Int {
    version < 3
      ? 100 * Int(bytes.byte(at: 5)) : Int(bytes.bigEndian(UInt16.self, at: 4) & 0xfff)
  }

  /// Nothing in the header tells the addresses' family; the packet around it does.
  private static func addresses(
    _ name: String, _ label: String, _ type: FieldType, width: Int
  ) -> Field<VRRP> {
    Field(
      name, label, type,
      inContext: { view, context, emit in
        guard let network = context.network else { return }
        let isSixth = context.packet.byte(at: network.offset) >> 4 == 6
        guard isSixth == (width == 16) else { return }
        var start = headerLength
        for _ in 0..<view.addressCount where view.bytes.has(width, at: start) {
          emit(view.bytes.value(type, in: start..<start + width), start..<start + width)
          start += width
        }
      })
  }

  public static let fields: [Field<VRRP>] = [
    Field("vrrp.typever", "Version, Packet type", .decimal(8), at: 0, 1) { $0.bytes.byte(at: 0) },
    Field("vrrp.version", "VRRP protocol version", .decimal(8), at: 0, 1) { $0.version },
    Field("vrrp.type", "VRRP packet type", .decimal(8), at: 0, 1) { $0.kind }
      .named([1: "Advertisement"]),
    Field("vrrp.virt_rtr_id", "Virtual Rtr ID", .decimal(8), at: 1, 1) {
      $0.virtualRouterIdentifier
    },
    Field("vrrp.prio", "Priority", .decimal(8), at: 2, 1) { $0.priority },
    Field("vrrp.addr_count", "Addr Count", .decimal(8), at: 3, 1) {
      UInt8(clamping: $0.addressCount)
    },
    Field("vrrp.auth_type", "Auth Type", .decimal(8), at: 4, 1) { view in
      view.version < 3 ? .unsigned(UInt64(view.bytes.byte(at: 4))) : nil
    }.named([
      0: "No Authentication", 1: "Simple Text Authentication", 2: "IP Authentication Header",
    ]),
    Field("vrrp.adver_int", "Adver Int", .decimal(8), at: 5, 1) { view in
      view.version < 3 ? .unsigned(UInt64(view.bytes.byte(at: 5))) : nil
    },
    Field("vrrp.reserved_mbz", "Reserved", .decimal(8), at: 4, 1) { view in
      view.version >= 3 ? .unsigned(UInt64(view.bytes.byte(at: 4) >> 4)) : nil
    },
    Field("vrrp.short_adver_int", "Adver Int", .decimal(16), at: 4, 2) { view in
      view.version >= 3 ? .unsigned(UInt64(view.interval)) : nil
    },
    Field("vrrp.checksum", "Checksum", .hex(16), at: 6, 2) { $0.checksum },
    Field(
      "vrrp.checksum.status", "Checksum Status", .decimal(8),
      inContext: { _, context, emit in
        emit(.unsigned(UInt64(context.checksumStatus(protocol: 112).number)), 6..<8)
      }),
    addresses("vrrp.ip_addr", "IP Address", .ipv4Address, width: 4),
    addresses("vrrp.ipv6_addr", "IPv6 Address", .ipv6Address, width: 16),
    Field("vrrp.auth_string", "Authentication String", .text) { view, emit in
      let start = headerLength + 4 * view.addressCount
      guard view.version < 3, view.bytes.byte(at: 4) == 1, view.bytes.has(8, at: start) else {
        return
      }
      var end = start
      while end < start + 8, view.bytes.byte(at: end) != 0 { end += 1 }
      emit(.text, start..<end)
    },
  ]
}
