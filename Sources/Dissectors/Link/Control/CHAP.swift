public import PacketCore

/// A Challenge Handshake Authentication Protocol packet of PPP
/// ([RFC 1994](https://www.rfc-editor.org/rfc/rfc1994) §4).
///
///     +---------------+---------------+-------------------------------+
///     |     Code      |  Identifier   |            Length             |
///     +---------------+---------------+-------------------------------+
///     |  Value size   | Value, then the sender's name; or a message   |
public struct CHAP: PPPControl, ~Escapable {
  public static let id: ProtocolID = "chap"
  public static var title: String { "PPP Challenge Handshake Authentication Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0xc223)] }

  /// The packet, without padding.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

extension CHAP: PartedView {
  enum Part: Hashable { case content, valueSize, value, name, message }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    let end = min(max(4, length), bytes.byteCount)
    guard end > 4 else { return }
    body(.content, 4..<end)
    guard code.rawValue == 1 || code.rawValue == 2 else { return body(.message, 4..<end) }
    body(.valueSize, 4..<5)
    let value = 5 + Int(bytes.byte(at: 4))
    if value > 5 { body(.value, 5..<value) }
    if value < end { body(.name, value..<end) }
  }

  public static let fields: [Field<CHAP>] = [
    Field("chap.code", "Code", .decimal(8), at: 0, 1) { $0.code.rawValue }
      .named([1: "Challenge", 2: "Response", 3: "Success", 4: "Failure"]),
    Field("chap.identifier", "Identifier", .decimal(8), at: 1, 1) { $0.identifier },
    Field("chap.length", "Length", .decimal(16), at: 2, 2) { UInt16(clamping: $0.length) },
    Field("chap.data", "Data", .heading, at: 0, in: part(.content)),
    Field("chap.value_size", "Value Size", .decimal(8), at: 0, 1, in: part(.valueSize)),
    Field("chap.value", "Value", .bytes, at: 0, in: part(.value)),
    Field("chap.name", "Name", .text, at: 0, in: part(.name)),
    Field("chap.message", "Message", .text, at: 0, in: part(.message)),
  ]
}
