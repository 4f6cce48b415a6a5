public import PacketCore

/// A message of the Simple Network Management Protocol: version 1
/// ([RFC 1157](https://www.rfc-editor.org/rfc/rfc1157)), 2c
/// ([RFC 3416](https://www.rfc-editor.org/rfc/rfc3416)) and 3
/// ([RFC 3412](https://www.rfc-editor.org/rfc/rfc3412) §6).
///
///     SEQUENCE { version, community, PDU }                            1 and 2c
///     SEQUENCE { version, global data, security parameters, PDU }     3
public struct SNMP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "snmp"
  public static var title: String { "Simple Network Management Protocol" }
  public static var bindings: [Binding] {
    [.udpPort(161), .udpPort(162), .tcpPort(161), .tcpPort(162)]
  }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      // A sequence with a version in it; only its start may be there.
      payload.byte(at: 0) == 0x30 ? .possible : .refused
    }
  }

  /// Size of the smallest start that shows a version, in bytes.
  public static var headerLength: Int { 5 }

  /// The message, without what follows it.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the message is no sequence that begins with a number, or that start
  ///   is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    var reader = BERReader(bytes, isCut: true)
    guard let message = reader.next(.sequence) else {
      throw .malformed(Self.id, field: "Message", at: 0)
    }
    var parts = reader.contents(of: message)
    guard parts.next(.integer) != nil else {
      throw .malformed(Self.id, field: "version", at: message.contents.lowerBound)
    }
    self.bytes = bytes.slice(from: 0, count: message.end)
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// As the message says it: 0 for version 1, 1 for 2c, 3 for 3.
  public var version: Version {
    var reader = BERReader(bytes, isCut: true)
    guard let message = reader.next(.sequence) else { return .v1 }
    var parts = reader.contents(of: message)
    let number = parts.next(.integer).flatMap { parts.integer($0) } ?? 0
    return Version(rawValue: Int32(clamping: number))
  }

  /// Bytes of the message on the wire, also where it was cut; nil where its length makes no sense.
  public var wireByteCount: Int? {
    // The reader clips what is cut; the length itself stands in the first bytes.
    let first = bytes.byte(at: 1)
    guard first > 0x80 else { return first == 0x80 ? nil : Int(first) + 2 }
    let count = Int(first & 0x7f)
    guard count <= 4, bytes.has(count, at: 2) else { return nil }
    return Int(bytes.bits(in: 2..<2 + count)) + 2 + count
  }
}
