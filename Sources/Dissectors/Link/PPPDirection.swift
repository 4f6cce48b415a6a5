public import PacketCore

/// The byte before a PPP frame that tells which way it went
/// ([PPP_WITH_DIR](https://www.tcpdump.org/linktypes.html)).
public struct PPPDirection: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ppp.direction"
  public static var title: String { "PPP direction" }
  public static var bindings: [Binding] { [.linkType(.pppWithDirection)] }

  public static var headerLength: Int { 1 }

  /// The byte and the frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the capturing host sent the frame.
  public var isSent: Bool { bytes.byte(at: 0) != 0 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: 1) }
  }

  public var next: NextLayer { .named(PPP.id) }

  public static let fields: [Field<PPPDirection>] = [
    // Wireshark's numbers: 0 sent, 1 received.
    Field("ppp.direction", "Direction", .decimal(8), at: 0, 1) { view in
      .unsigned(view.isSent ? 0 : 1)
    }
  ]
}
