public import PacketCore

/// An announcement of a session
/// ([RFC 2974](https://www.rfc-editor.org/rfc/rfc2974) §6), with the description that it announces.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///     | V=1 |A|R|T|E|C|   auth len    |         msg id hash           |
///     |                originating source (32 or 128 bits)            |
///     |                    optional authentication data               |
///     |                      optional payload type                    |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
public struct SAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "sap"
  public static var title: String { "Session Announcement Protocol" }
  public static var specification: String { "RFC 2974" }
  public static var bindings: [Binding] { [.udpPort(9875)] }
  public static var headerLength: Int { 8 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if source or authentication data are cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = max(SAP(unchecked: bytes).typeOffset, Self.headerLength)
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) >> 5 }
  public var hasIPv6Source: Bool { bytes.byte(at: 0) & 0x10 != 0 }
  /// Whether the session is called off, and not announced.
  public var isDeletion: Bool { bytes.byte(at: 0) & 0x04 != 0 }
  public var isEncrypted: Bool { bytes.byte(at: 0) & 0x02 != 0 }
  public var isCompressed: Bool { bytes.byte(at: 0) & 0x01 != 0 }
  /// Size of the authentication data, in words of four bytes.
  public var authenticationLength: UInt8 { bytes.byte(at: 1) }
  public var messageIdentifierHash: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  private var sourceEnd: Int { hasIPv6Source ? 20 : 8 }
  private var typeOffset: Int { sourceEnd + 4 * Int(authenticationLength) }

  /// The media type of what is announced; nil when the payload starts at once.
  var payloadType: Range<Int>? {
    guard !isEncrypted, !isCompressed, !bytes.has("v=0", at: typeOffset) else { return nil }
    let start = min(typeOffset, bytes.byteCount)
    return bytes.offset(of: 0, in: start..<bytes.byteCount).map { start..<$0 }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: payloadType.map { $0.upperBound + 1 } ?? typeOffset) }
  }

  public var next: NextLayer {
    guard !isEncrypted, !isCompressed else { return .data }
    guard let type = payloadType else { return .named(SDP.id) }
    return bytes.equals("application/sdp", in: type) ? .named(SDP.id) : .data
  }

  public static let fields: [Field<SAP>] = [
    Field("sap.flags", "Flags", .hex(8), at: 0, 1) { $0.bytes.byte(at: 0) },
    Field("sap.flags.v", "Version Number", .decimal(8), at: 0, 1) { $0.version },
    Field("sap.flags.a", "Address Type", at: 0, 1, bit: 0x10),
    Field("sap.flags.r", "Reserved", at: 0, 1, bit: 0x08),
    Field("sap.flags.t", "Message Type", at: 0, 1, bit: 0x04),
    Field("sap.flags.e", "Encryption Bit", at: 0, 1, bit: 0x02),
    Field("sap.flags.c", "Compression Bit", at: 0, 1, bit: 0x01),
    Field("sap.auth.len", "Authentication Length", .decimal(8), at: 1, 1) {
      $0.authenticationLength
    },
    Field("sap.message_identifier_hash", "Message Identifier Hash", .hex(16), at: 2, 2) {
      $0.messageIdentifierHash
    },
    Field("sap.originating_source", "Originating Source", .ipv4Address, at: 4, 4) { view in
      view.hasIPv6Source ? nil : .ipv4(IPv4Address(view.bytes, at: 4))
    },
    Field("sap.originating_source.ipv6", "Originating Source", .ipv6Address, at: 4, 16) { view in
      view.hasIPv6Source ? .ipv6(IPv6Address(view.bytes, at: 4)) : nil
    },
    Field("sap.payload_type", "Payload type", .text) { view, emit in
      if let type = view.payloadType { emit(.text, type) }
    },
  ]

  public static var summary: Summary<SAP>? {
    Summary("SAP") { view, columns in
      columns.info.append(view.isDeletion ? "Deletion" : "Announcement")
      columns.info.append(" (v")
      columns.info.append(decimal: view.version)
      columns.info.append(")")
    }
  }
}
