public import PacketCore

/// Messages of the NetBIOS session service
/// ([RFC 1002](https://www.rfc-editor.org/rfc/rfc1002) §4.3), each with four bytes in front; on port
/// 445 SMB has kept these four (MS-SMB2 §2.1), with a length of 24 bits.
///
///     +-------+-------+---------------+
///     | Type  | Flags |    Length     |
///     +-------+-------+---------------+
public struct NBSS: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "nbss"
  public static var title: String { "NetBIOS Session Service" }
  public static var bindings: [Binding] { [.tcpPort(139), .tcpPort(445)] }
  public static var headerLength: Int { 4 }

  /// All messages of a segment.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// The type of the first message.
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }
  /// Size of the first message after its four bytes, in bytes.
  public var length: Int { Self.length(bytes, at: 0) }

  /// Whether the segment starts within a message: no type has such a length (RFC 1002 §4.3).
  public var isContinuation: Bool {
    switch kind {
    // Flags that are none are a part of the length, which only SMB has so long.
    case .message:
      length == 0 || bytes.byte(at: 1) > 1 && !Self.isSMB(bytes.slice(from: 4))
    case .request: !(2...256 ~= length)
    case .positiveResponse, .keepAlive: length != 0
    case .negativeResponse: length != 1
    case .retargetResponse: length != 6
    default: true
    }
  }

  /// What the first message carries.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard kind == .message, !isContinuation else { return bytes.slice(from: bytes.byteCount) }
      return bytes.slice(from: 4, count: length)
    }
  }

  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    guard Self.isSMB(payload) else { return .data }
    return payload.byte(at: 0) == 0xff ? .named(SMB1.id) : .named(SMB2.id)
  }

  /// Whether a message of SMB starts there, in the clear, encrypted or compressed.
  private static func isSMB(_ bytes: RawSpan) -> Bool {
    let magic = bytes.bigEndian(UInt32.self, at: 0)
    return magic >= 0xfc53_4d42 && magic & 0xff_ffff == 0x53_4d42
  }

  /// A message's type (RFC 1002 §4.3.1).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var message: Kind { Kind(rawValue: 0x00) }
    public static var request: Kind { Kind(rawValue: 0x81) }
    public static var positiveResponse: Kind { Kind(rawValue: 0x82) }
    public static var negativeResponse: Kind { Kind(rawValue: 0x83) }
    public static var retargetResponse: Kind { Kind(rawValue: 0x84) }
    public static var keepAlive: Kind { Kind(rawValue: 0x85) }

    static let names: ValueNames = [
      0x00: "Session message", 0x81: "Session request", 0x82: "Positive session response",
      0x83: "Negative session response", 0x84: "Retarget session response",
      0x85: "Session keep-alive",
    ]
  }

  private static func length(_ bytes: RawSpan, at offset: Int) -> Int {
    Int(bytes.bigEndian(UInt32.self, at: offset) & 0xff_ffff)
  }

  /// Calls `body` with the place of each message; the last may end beyond the segment.
  func forEachMessage(_ body: (Range<Int>) -> Void) {
    if isContinuation { return }
    var start = 0
    while start + 4 <= bytes.byteCount {
      let end = start + 4 + Self.length(bytes, at: start)
      body(start..<end)
      start = end
    }
  }
}

extension NBSS {
  private static let messages: Field<NBSS>.Parts = { view, part in view.forEachMessage(part) }

  private static func message(_ kind: Kind) -> Field<NBSS>.Parts {
    { view, part in
      view.forEachMessage { place in
        if view.bytes.byte(at: place.lowerBound) == kind.rawValue { part(place) }
      }
    }
  }

  public static let fields: [Field<NBSS>] = [
    Field("nbss.type", "Message Type", .hex(8), at: 0, 1, in: messages).named(Kind.names),
    Field("nbss.flags", "Flags", .hex(8)) { view, emit in
      if view.isDirect { return }
      messages(view) { place in
        let offset = place.lowerBound + 1
        emit(.unsigned(UInt64(view.bytes.byte(at: offset))), offset..<offset + 1)
      }
    },
    Field("nbss.flags.e", "Extend", .boolean) { view, emit in
      if view.isDirect { return }
      messages(view) { place in
        let offset = place.lowerBound + 1
        emit(.boolean(view.bytes.byte(at: offset) & 1 != 0), offset..<offset + 1)
      }
    },
    Field("nbss.length", "Length", .decimal(24)) { view, emit in
      let isDirect = view.isDirect
      messages(view) { place in
        let start = place.lowerBound
        emit(.unsigned(UInt64(place.count - 4)), start + (isDirect ? 1 : 2)..<start + 4)
      }
    },
    Field("nbss.called_name", "Called name", .text) { view, emit in
      emitNames(view, second: false, emit)
    },
    Field("nbss.calling_name", "Calling name", .text) { view, emit in
      emitNames(view, second: true, emit)
    },
    Field("nbss.error_code", "Error code", .hex(8), at: 4, 1, in: message(.negativeResponse))
      .named([
        0x80: "Not listening on called name", 0x81: "Not listening for called name",
        0x82: "Called name not present", 0x83: "Called name present, but insufficient resources",
        0x8f: "Unspecified error",
      ]),
    Field(
      "nbss.retarget_ip_address", "Retarget IP address", .ipv4Address, at: 4, 4,
      in: message(.retargetResponse)),
    Field(
      "nbss.retarget_port", "Retarget port", .decimal(16), at: 8, 2, in: message(.retargetResponse)),
    Field("nbss.continuation_data", "Continuation data", .bytes) { view, emit in
      if view.isContinuation { emit(.bytes, 0..<view.bytes.byteCount) }
    },
  ]

  /// Whether the flags are a part of the length: before SMB on port 445, and as Wireshark has it on
  /// any other.
  private var isDirect: Bool { kind == .message && Self.isSMB(payload) }

  /// The names of a session request: the one that is called, then the one that calls.
  private static func emitNames(
    _ view: borrowing NBSS, second: Bool, _ emit: Field<NBSS>.Emit
  ) {
    message(.request)(view) { place in
      let names = NBNS(unchecked: view.bytes)
      var start = place.lowerBound + 4
      if second {
        guard let end = DNS.nameEnd(in: view.bytes, at: start) else { return }
        start = end
      }
      guard let end = DNS.nameEnd(in: view.bytes, at: start), let text = names.nameText(at: start)
      else { return }
      emit(.string(text), start..<end)
    }
  }
}
