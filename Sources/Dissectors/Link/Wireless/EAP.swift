public import PacketCore

/// An Extensible Authentication Protocol packet
/// ([RFC 3748](https://www.rfc-editor.org/rfc/rfc3748) §4).
///
///     +---------+--------------+-------------+----------+------------------------+
///     |  Code   |  Identifier  |  Length, 2  |   Type   | Data of the type       |
///     +---------+--------------+-------------+----------+------------------------+
public struct EAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "eap"
  public static var title: String { "Extensible Authentication Protocol" }
  public static var bindings: [Binding] { [.pppProtocol(0xc227)] }

  /// Size of the header without the type, in bytes.
  public static var headerLength: Int { 4 }

  /// The packet, without padding.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or tells a length below its own.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let length = Int(bytes.bigEndian(UInt16.self, at: 2))
    guard length >= Self.headerLength else { throw .malformed(Self.id, field: "Length", at: 2) }
    self.bytes = bytes.slice(from: 0, count: length)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var code: Code { Code(rawValue: bytes.byte(at: 0)) }
  /// Matches responses to requests.
  public var identifier: UInt8 { bytes.byte(at: 1) }
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }
  public var wireByteCount: Int? { Swift.max(length, Self.headerLength) }

  /// The method of a request or response; nil in other packets.
  public var method: Method? {
    code.hasMethod && bytes.byteCount > 4 ? Method(rawValue: bytes.byte(at: 4)) : nil
  }

  /// Who the peer says it is, of a response with an identity.
  public var identity: String? {
    guard method == .identity, code == .response else { return nil }
    return String(decoding: bytes.slice(from: 5).copied(), as: UTF8.self)
  }

  /// What a packet does.
  public struct Code: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let request = Code(rawValue: 1)
    public static let response = Code(rawValue: 2)
    public static let success = Code(rawValue: 3)
    public static let failure = Code(rawValue: 4)
    /// Whether a type follows: requests and responses, and their kind to start again (RFC 6696).
    var hasMethod: Bool { [1, 2, 5, 6].contains(rawValue) }
  }

  /// A method ([IANA](https://www.iana.org/assignments/eap-numbers)).
  public struct Method: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let identity = Method(rawValue: 1)
    public static let notification = Method(rawValue: 2)
    public static let nak = Method(rawValue: 3)
    public static let md5Challenge = Method(rawValue: 4)
    public static let tls = Method(rawValue: 13)
    public static let ttls = Method(rawValue: 21)
    public static let peap = Method(rawValue: 25)
    public static let fast = Method(rawValue: 43)

    static let names: ValueNames = [
      1: "Identity", 2: "Notification", 3: "Legacy Nak (Response Only)", 4: "MD5-Challenge EAP",
      5: "One-Time Password EAP", 6: "Generic Token Card EAP", 13: "TLS EAP", 17: "Cisco LEAP",
      18: "EAP-SIM", 21: "Tunneled TLS EAP", 23: "EAP-AKA", 25: "Protected EAP", 26: "MS-EAP",
      29: "EAP-MSCHAP-V2", 43: "Flexible Authentication via Secure Tunneling EAP", 50: "EAP-AKA'",
      52: "EAP-pwd", 55: "TEAP", 254: "Expanded Type",
    ]
  }
}

extension EAP: PartedView {
  enum Part: Hashable {
    /// The data of a method; MD5's value; the flags of a method that carries TLS, and its length.
    case method(UInt8), challenge, tlsFlags, tlsLength
  }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard let method else { return }
    let end = min(length, bytes.byteCount)
    guard end > 5 else { return }
    body(.method(method.rawValue), 5..<end)
    switch method {
    case .md5Challenge:
      let count = Int(bytes.byte(at: 5))
      if count > 0, 6 + count <= end { body(.challenge, 6..<6 + count) }
    case .tls, .ttls, .peap, .fast:
      body(.tlsFlags, 5..<6)
      if bytes.byte(at: 5) & 0x80 != 0 { body(.tlsLength, 6..<10) }
    default: break
    }
  }

  public static let fields: [Field<EAP>] = [
    Field("eap.code", "Code", .decimal(8), at: 0, 1) { $0.code.rawValue }
      .named([1: "Request", 2: "Response", 3: "Success", 4: "Failure", 5: "Initiate", 6: "Finish"]),
    Field("eap.id", "Id", .decimal(8), at: 1, 1) { $0.identifier },
    Field("eap.len", "Length", .decimal(16), at: 2, 2) { UInt16(clamping: $0.length) },
    Field("eap.type", "Type", .decimal(8), at: 4, 1) { view in
      view.code.hasMethod && view.length > 4 ? .unsigned(UInt64(view.bytes.byte(at: 4))) : nil
    }.named(Method.names),
    Field("eap.identity", "Identity", .text, at: 0, in: part(.method(1))),
    Field("eap.notification", "Notification", .text, at: 0, in: part(.method(2))),
    Field(
      "eap.desired_type", "Desired Auth Type", .decimal(8), at: 0, 1,
      in: each(1, in: part(.method(3)))
    ).named(Method.names),
    Field("eap.md5.value_size", "EAP-MD5 Value-Size", .decimal(8), at: 0, 1, in: part(.method(4))),
    Field("eap.md5.value", "EAP-MD5 Value", .bytes, at: 0, in: part(.challenge)),
    Field("eap.md5.extra_data", "EAP-MD5 Extra Data", .bytes) { view, emit in
      part(.challenge)(view) { range in
        let end = Swift.min(view.length, view.bytes.byteCount)
        if range.upperBound < end { emit(.bytes, range.upperBound..<end) }
      }
    },
    Field("eap.tls.flags", "EAP-TLS Flags", .hex(8), at: 0, 1, in: part(.tlsFlags)),
    Field(
      "eap.tls.flags.len_included", "Length Included", at: 0, 1, bit: 0x80, in: part(.tlsFlags)),
    Field(
      "eap.tls.flags.more_fragments", "More Fragments", at: 0, 1, bit: 0x40, in: part(.tlsFlags)),
    Field("eap.tls.flags.start", "Start", at: 0, 1, bit: 0x20, in: part(.tlsFlags)),
    Field("eap.tls.flags.version", "Version", .decimal(8), at: 0, 1, mask: 0x07) { view, body in
      guard view.method != .tls else { return }
      part(.tlsFlags)(view, body)
    },
    Field("eap.tls.len", "EAP-TLS Length", .decimal(32), at: 0, 4, in: part(.tlsLength)),
  ]
}
