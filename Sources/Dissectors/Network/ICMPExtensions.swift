import PacketCore

/// What a router adds to an ICMP error behind the quoted packet
/// ([RFC 4884](https://www.rfc-editor.org/rfc/rfc4884) §7): a header of four bytes, then objects.
public struct ICMPExtensions: ~Escapable {
  /// The whole structure, as far as it was captured.
  public let bytes: RawSpan
  private var cursor: Cursor

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) {
    self.bytes = bytes
    cursor = Cursor(0..<bytes.byteCount)
  }

  /// 2.
  public var version: UInt8 { bytes.byte(at: 0) >> 4 }
  /// 0 when the router made none.
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// The next object; nil when there is none left, or its length is forbidden.
  @_lifetime(copy self)
  public mutating func next() -> Object? {
    guard let range = cursor.next(in: bytes) else { return nil }
    return Object(bytes.slice(from: range.lowerBound, count: range.count))
  }

  /// An object of the structure (RFC 4884 §7.1).
  public struct Object: ~Escapable {
    /// The whole object, as far as it was captured.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    public var kind: Kind { Kind(rawValue: bytes.byte(at: 2)) }

    /// The form within its class.
    public var classType: UInt8 { bytes.byte(at: 3) }

    public var payload: RawSpan {
      @_lifetime(copy self)
      get { bytes.slice(from: 4) }
    }

    /// Entries of an MPLS label stack (RFC 4950); 0 for other objects.
    public var labelCount: Int { kind == .labelStack ? payload.byteCount / 4 : 0 }

    /// The 20-bit label of an entry, from the top; 0 beyond ``labelCount``.
    public func label(at index: Int) -> UInt32 {
      index < labelCount ? payload.bigEndian(UInt32.self, at: 4 * index) >> 12 : 0
    }
  }

  /// An object's class ([IANA](https://www.iana.org/assignments/icmp-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// RFC 4950.
    public static let labelStack = Kind(rawValue: 1)
    /// RFC 5837.
    public static let interfaceInformation = Kind(rawValue: 2)
    /// RFC 8335.
    public static let interfaceIdentification = Kind(rawValue: 3)
  }

  /// Walks the objects of a structure.
  struct Cursor {
    private var offset: Int
    private let end: Int

    init(_ structure: Range<Int>) {
      offset = structure.lowerBound + 4
      end = structure.upperBound
    }

    mutating func next(in bytes: RawSpan) -> Range<Int>? {
      guard offset + 4 <= min(end, bytes.byteCount) else { return nil }
      let start = offset
      let length = Int(bytes.bigEndian(UInt16.self, at: start))
      guard length >= 4, length <= end - start else {
        offset = end
        return nil
      }
      offset += length
      return start..<offset
    }
  }
}

/// An ICMP error: it quotes a packet, and may have an extension structure behind it.
protocol ICMPError: ProtocolView, ~Escapable {
  /// Bytes of the message that hold the quoted packet and its padding, by the message's own length
  /// field; nil when it has none or the field is 0.
  var quotedLength: Int? { get }
  /// Whether the message's type may have extensions behind a quoted packet.
  var mayHaveExtensions: Bool { get }
  /// Whether an extension structure is all that follows the header (RFC 8335 §2).
  var isExtendedRequest: Bool { get }
}

extension ICMPError where Self: ~Escapable {
  /// Where the extension structure stands, if there is one.
  ///
  /// A message without a length may come from a router older than RFC 4884: then 128 bytes are quoted
  /// (§5.5), and what follows is a structure if it looks like one to its last byte.
  var extensionRange: Range<Int>? {
    if isExtendedRequest { return bytes.byteCount > 8 ? 8..<bytes.byteCount : nil }
    guard mayHaveExtensions else { return nil }
    let start = 8 + (quotedLength ?? 128)
    let end = bytes.byteCount
    guard start + 4 <= end, bytes.byte(at: start) >> 4 == 2 else { return nil }
    guard quotedLength == nil else { return start..<end }
    var cursor = ICMPExtensions.Cursor(start..<end)
    var reached = start
    while let object = cursor.next(in: bytes) { reached = object.upperBound }
    return reached == end && reached > start ? start..<end : nil
  }

  /// Where the quoted packet stands.
  var quotedRange: Range<Int> {
    let end = extensionRange?.lowerBound ?? bytes.byteCount
    return min(8, end)..<end
  }
}
