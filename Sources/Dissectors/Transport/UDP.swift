public import PacketCore

/// A User Datagram Protocol datagram
/// ([RFC 768](https://www.rfc-editor.org/rfc/rfc768)).
///
///      0      7 8     15 16    23 24    31
///     +--------+--------+--------+--------+
///     |   Source Port   | Destination Port|
///     +--------+--------+--------+--------+
///     |     Length      |    Checksum     |
///     +--------+--------+--------+--------+
@frozen
public struct UDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "udp"
  public static var title: String { "User Datagram Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(17)] }

  /// Size of the header, in bytes.
  @inlinable public static var headerLength: Int { 8 }

  /// The header and as much of the payload as was captured.
  public let bytes: RawSpan

  /// Views the datagram that starts at the first of `bytes`.
  ///
  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or if ``length`` is between 1 and 7.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let length = Int(bytes.bigEndian(UInt16.self, at: 4))
    switch length {
    case 0: self.bytes = bytes
    case ..<Self.headerLength: throw .malformed(Self.id, field: "Length", at: 4)
    default: self.bytes = bytes.slice(from: 0, count: length)
    }
  }

  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  @inlinable public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  @inlinable public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// Size of header and payload as sent, in bytes; 0 when the datagram is a jumbogram
  /// (RFC 2675 §4).
  @inlinable public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }

  /// 0 when the sender made none (allowed over IPv4).
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }

  /// Bytes after the header, clipped to what was captured.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let count = Int(length) &- Self.headerLength
      return bytes.slice(from: Self.headerLength, count: count >= 0 ? count : .max)
    }
  }

  public var wireByteCount: Int? { length == 0 ? nil : Int(length) }

  /// The lower port names the protocol before the higher does, as in Wireshark.
  public var next: NextLayer {
    .either(
      .udpPort(Swift.min(sourcePort, destinationPort)),
      .udpPort(Swift.max(sourcePort, destinationPort)))
  }

  public static let fields: [Field<UDP>] = [
    Field("udp.srcport", "Source Port", .port, at: 0, 2) { $0.sourcePort },
    Field("udp.dstport", "Destination Port", .port, at: 2, 2) { $0.destinationPort },
    Field("udp.port", "Source or Destination Port", .port, hidden: true) { view, emit in
      emit(.unsigned(UInt64(view.sourcePort)), 0..<2)
      emit(.unsigned(UInt64(view.destinationPort)), 2..<4)
    },
    Field("udp.length", "Length", .decimal(16), at: 4, 2) { $0.length },
    Field("udp.checksum", "Checksum", .hex(16), at: 6, 2) { $0.checksum },
    // 2: not verified. Wireshark's default, because senders leave it to the network card. 3: absent.
    Field("udp.checksum.status", "Checksum Status", .decimal(8), at: 6, 2) {
      UInt8($0.checksum == 0 ? 3 : 2)
    },
    Field("udp.payload", "Payload", .bytes) { view, emit in
      if view.bytes.byteCount > headerLength { emit(.bytes, headerLength..<view.bytes.byteCount) }
    },
  ]
}

extension UDP {
  /// A UDP header to keep: a value of its own, with names and units of ``UDP``.
  public struct Header: Hashable, Codable, Sendable {
    public var sourcePort: UInt16
    public var destinationPort: UInt16
    public var length: UInt16 = 0
    public var checksum: UInt16 = 0

    public init(sourcePort: UInt16, destinationPort: UInt16) {
      self.sourcePort = sourcePort
      self.destinationPort = destinationPort
    }

    /// Copies the header.
    public init(_ view: borrowing UDP) {
      self.init(sourcePort: view.sourcePort, destinationPort: view.destinationPort)
      length = view.length
      checksum = view.checksum
    }
  }
}

extension UDP {
  public static var summary: Summary<UDP>? {
    Summary(
      "UDP",
      inContext: { view, dissection, index, columns in
        columns.show(ports: view.sourcePort, view.destinationPort)
        let layer = dissection.path[index]
        let payload = layer.length + layer.missingByteCount - UDP.headerLength
        columns.info.append(" Len=")
        columns.info.append(decimal: max(payload, 0))
      })
  }
}
