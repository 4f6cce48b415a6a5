public import PacketCore

/// Messages of the Lightweight Directory Access Protocol
/// ([RFC 4511](https://www.rfc-editor.org/rfc/rfc4511)) in a segment, one after the other.
///
///     SEQUENCE { messageID, protocolOp, controls [0] OPTIONAL }
public struct LDAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ldap"
  public static var title: String { "Lightweight Directory Access Protocol" }
  public static var bindings: [Binding] { [.tcpPort(389), .tcpPort(3268)] }
  public static var probe: ContentProbe? { LDAPFormat.probe }
  public static var headerLength: Int { LDAPFormat.headerLength }
  public static let fields: [Field<LDAP>] = LDAPFormat.fields { view, body in
    LDAPFormat.forEachMessage(view.bytes, body)
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the bytes do not begin with a message, or its start is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    try LDAPFormat.check(bytes, Self.id)
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

/// A message of LDAP in a datagram, without a connection
/// ([RFC 1798](https://www.rfc-editor.org/rfc/rfc1798)); its fields are those of ``LDAP``.
public struct CLDAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "cldap"
  public static var title: String { "Connectionless Lightweight Directory Access Protocol" }
  public static var bindings: [Binding] { [.udpPort(389)] }
  public static var probe: ContentProbe? { LDAPFormat.probe }
  public static var headerLength: Int { LDAPFormat.headerLength }
  public static let fields: [Field<CLDAP>] = LDAPFormat.fields { view, body in
    LDAPFormat.forEachMessage(view.bytes, body)
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the bytes do not begin with a message, or its start is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    try LDAPFormat.check(bytes, Self.id)
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }
}

/// What LDAP over TCP and over UDP have in common.
enum LDAPFormat {
  /// A sequence and a message's number.
  static var headerLength: Int { 5 }

  static var probe: ContentProbe {
    ContentProbe { payload in
      guard payload.byte(at: 0) == 0x30 else { return .refused }
      guard payload.byteCount >= headerLength else { return .possible }
      var reader = BERReader(payload, isCut: true)
      guard let message = reader.next(.sequence) else { return .refused }
      var parts = reader.contents(of: message)
      guard let number = parts.next(.integer), number.contents.count <= 5 else { return .refused }
      // What is asked or answered is of the application class (RFC 4511 §4.1.1).
      guard let operation = parts.next() else { return .possible }
      return operation.tag.tagClass == .application ? .possible : .refused
    }
  }

  static func fields<View: ProtocolView & ~Escapable>(
    _ messages: @escaping ASN1Schema.Messages<View>
  ) -> [Field<View>] {
    schema.fields("ldap.", except: ["assertionValue", "AttributeValue"], messages)
      + valueFields(messages)
  }

  static func check(_ bytes: RawSpan, _ id: ProtocolID) throws(DecodeError) {
    guard bytes.byteCount >= headerLength else {
      throw .truncated(id, needed: headerLength, available: bytes.byteCount)
    }
    var reader = BERReader(bytes, isCut: true)
    guard let message = reader.next(.sequence) else {
      throw .malformed(id, field: "LDAPMessage", at: 0)
    }
    var parts = reader.contents(of: message)
    guard parts.next(.integer) != nil else {
      throw .malformed(id, field: "messageID", at: message.contents.lowerBound)
    }
  }

  /// Calls `body` with each message; the last may be cut short.
  static func forEachMessage(
    _ bytes: RawSpan, _ body: (String, BERElement, borrowing BERReader) -> Void
  ) {
    var reader = BERReader(bytes, isCut: true)
    while let message = reader.next(.sequence) { body("LDAPMessage", message, reader) }
  }
}
