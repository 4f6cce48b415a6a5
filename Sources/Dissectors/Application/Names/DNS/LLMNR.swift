public import PacketCore

/// A message of link-local multicast name resolution
/// ([RFC 4795](https://www.rfc-editor.org/rfc/rfc4795) §2.1): DNS's format, with the flags "conflict"
/// and "tentative" in place of "authoritative" and "recursion desired".
public struct LLMNR: DNSFormat, ~Escapable {
  public static let id: ProtocolID = "llmnr"
  public static var title: String { "Link-local Multicast Name Resolution" }
  public static var bindings: [Binding] { [.udpPort(5355)] }
  public static var probe: ContentProbe? { DNS.refusal }
  public static var dialect: DNS.Dialect { .linkLocal }

  public static var headerLength: Int { DNS.MessageView.headerLength }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public static var fields: [Field<LLMNR>] { allFields }
}
