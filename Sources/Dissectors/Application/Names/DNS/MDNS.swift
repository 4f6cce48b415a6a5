public import PacketCore

/// A multicast DNS message ([RFC 6762](https://www.rfc-editor.org/rfc/rfc6762)): DNS's format, with
/// the uppermost bit of a question's class asking for a unicast response, and that of a record's class
/// telling caches to flush.
public struct MDNS: DNSFormat, ~Escapable {
  public static let id: ProtocolID = "mdns"
  public static var title: String { "Multicast Domain Name System" }
  public static var bindings: [Binding] { [.udpPort(5353)] }
  public static var probe: ContentProbe? { DNS.refusal }
  public static var dialect: DNS.Dialect { .multicast }

  public static var headerLength: Int { DNS.MessageView.headerLength }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static var fields: [Field<MDNS>] { allFields }
}
