public import PacketCore

/// IPsec packets in UDP ([RFC 3948](https://www.rfc-editor.org/rfc/rfc3948) §2): ESP, whose first four
/// bytes are never zero; key exchange after four zeros; or a single byte that keeps a NAT's mapping.
public struct UDPEncapsulation: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "udpencap"
  public static var title: String { "UDP Encapsulation of IPsec Packets" }
  public static var bindings: [Binding] { [.udpPort(4500)] }

  /// Size of the smallest packet, in bytes.
  public static var headerLength: Int { 1 }

  /// The marker, if there is one, and the packet.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the packet only keeps a mapping.
  public var isKeepalive: Bool { bytes.byteCount == 1 && bytes.byte(at: 0) == 0xff }
  /// Whether the packet is of the key exchange.
  public var isKeyExchange: Bool {
    bytes.byteCount >= 4 && bytes.bigEndian(UInt32.self, at: 0) == 0
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: isKeepalive ? 1 : isKeyExchange ? 4 : 0) }
  }

  public var next: NextLayer {
    isKeepalive ? .none : .named(isKeyExchange ? ISAKMP.id : ESP.id)
  }

  public static let fields: [Field<UDPEncapsulation>] = [
    Field("udpencap.nat_keepalive", "NAT-keepalive packet", .heading, at: 0, 1) { view in
      view.isKeepalive ? .present : nil
    },
    Field("udpencap.non_esp_marker", "Non-ESP Marker", .heading, at: 0, 4) { view in
      view.isKeyExchange ? .present : nil
    },
  ]
}
