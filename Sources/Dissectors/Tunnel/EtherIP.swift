public import PacketCore

/// An Ethernet frame in IP ([RFC 3378](https://www.rfc-editor.org/rfc/rfc3378) §3).
public struct EtherIP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "etherip"
  public static var title: String { "Ethernet over IP" }
  public static var bindings: [Binding] { [.ipProtocol(97)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 2 }

  /// The header and the frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 3 by the specification; what senders write varies.
  public var version: UInt8 { bytes.byte(at: 0) >> 4 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer { .named(Ethernet.id) }

  public static let fields: [Field<EtherIP>] = [
    Field("etherip.ver", "Version", .decimal(8), at: 0, 1) { $0.version }
  ]
}
