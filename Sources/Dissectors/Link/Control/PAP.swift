public import PacketCore

/// A Password Authentication Protocol packet of PPP
/// ([RFC 1334](https://www.rfc-editor.org/rfc/rfc1334) §2).
///
///     +---------------+---------------+-------------------------------+
///     |     Code      |  Identifier   |            Length             |
///     +---------------+---------------+-------------------------------+
///     | Name and password, or a message: each after a byte that counts it |
public struct PAP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "pap"
  public static var title: String { "PPP Password Authentication Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0xc023)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

extension PAP: PartedView {
  enum Part: Hashable { case content, name, password, message }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    let end = min(max(4, length), bytes.byteCount)
    if end > 4 { body(.content, 4..<end) }
    var start = 4
    for part in code.rawValue == 1 ? [Part.name, .password] : [.message] {
      guard start < end else { return }
      let next = start + 1 + Int(bytes.byte(at: start))
      body(part, start..<next)
      start = next
    }
  }

  private static func counted(
    _ name: String, _ label: String, _ parts: @escaping Field<PAP>.Parts
  ) -> [Field<PAP>] {
    [
      Field("pap.\(name).length", "\(label)-Length", .decimal(8), at: 0, 1, in: parts),
      Field("pap.\(name)", label, .text) { view, emit in
        parts(view) { emit(.text, $0.dropFirst()) }
      },
    ]
  }

  public static let fields: [Field<PAP>] =
    [
      Field("pap.code", "Code", .decimal(8), at: 0, 1) { $0.code.rawValue }.named([
        1: "Authenticate-Request", 2: "Authenticate-Ack", 3: "Authenticate-Nak",
      ]),
      Field("pap.identifier", "Identifier", .decimal(8), at: 1, 1) { $0.identifier },
      Field("pap.length", "Length", .decimal(16), at: 2, 2) { UInt16(clamping: $0.length) },
      Field("pap.data", "Data", .heading, at: 0, in: part(.content)),
    ] + counted("peer_id", "Peer-ID", part(.name))
    + counted("password", "Password", part(.password))
    + counted("message", "Message", part(.message))
}
