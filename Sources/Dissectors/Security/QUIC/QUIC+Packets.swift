import PacketCore

extension QUIC {
  /// Where a packet stands, in bytes from the start of the layer.
  public struct PacketPlace: Hashable, Sendable {
    public var kind: PacketKind
    public var range: Range<Int>
    /// Of a short header ``Version/one``: it has none.
    public var version: Version
    /// Without its length. A short header does not tell its own: it is that of the packet before it in
    /// the datagram, and empty where there is none.
    public var destinationID: Range<Int>
    public var sourceID: Range<Int>
    /// Of an Initial, or a Retry's.
    public var token: Range<Int>
    /// The number that stands before the payload: how many bytes of packet follow.
    var lengthField: Range<Int>
    /// The protected packet number and payload; the versions of a negotiation; a Retry's tag.
    public var payload: Range<Int>

    public var isLong: Bool { kind != .short }

    /// Nil when the header is cut short, or an identifier is too long.
    init?(_ bytes: RawSpan, at start: Int) {
      guard bytes.has(1, at: start) else { return nil }
      guard bytes.byte(at: start) & 0x80 != 0 else {
        self.init(kind: .short, version: .one, at: start, end: bytes.byteCount)
        return
      }
      guard bytes.has(7, at: start) else { return nil }
      let version = Version(rawValue: bytes.bigEndian(UInt32.self, at: start + 1))
      self.init(
        kind: Self.kind(bytes.byte(at: start), version), version: version, at: start,
        end: bytes.byteCount)
      guard let destination = Self.identifier(bytes, at: start + 5),
        let source = Self.identifier(bytes, at: destination.upperBound)
      else { return nil }
      destinationID = destination
      sourceID = source
      let isComplete = readRest(bytes, from: source.upperBound)
      if !isComplete { return nil }
    }

    private init(kind: PacketKind, version: Version, at start: Int, end: Int) {
      self.kind = kind
      self.version = version
      range = start..<end
      destinationID = start + 1..<start + 1
      sourceID = destinationID
      token = destinationID
      lengthField = destinationID
      payload = start + 1..<end
    }

    private static func kind(_ first: UInt8, _ version: Version) -> PacketKind {
      if version == .negotiation { return .versionNegotiation }
      let kinds: [PacketKind] =
        version.isTwo
        ? [.retry, .initial, .zeroRTT, .handshake] : [.initial, .zeroRTT, .handshake, .retry]
      return kinds[Int(first >> 4 & 3)]
    }

    private static func identifier(_ bytes: RawSpan, at offset: Int) -> Range<Int>? {
      let length = Int(bytes.byte(at: offset))
      guard length <= QUIC.longestIdentifier, bytes.has(1 + length, at: offset) else { return nil }
      return offset + 1..<offset + 1 + length
    }

    private mutating func readRest(_ bytes: RawSpan, from offset: Int) -> Bool {
      switch kind {
      case .versionNegotiation, .short: payload = offset..<bytes.byteCount
      case .retry:
        let end = max(offset, bytes.byteCount - 16)
        token = offset..<end
        payload = end..<bytes.byteCount
      case .initial, .handshake, .zeroRTT:
        var offset = offset
        if kind == .initial {
          guard let length = QUIC.variable(bytes, at: offset),
            length.value <= UInt64(bytes.byteCount)
          else { return false }
          token = length.end..<length.end + Int(length.value)
          offset = token.upperBound
        }
        guard let length = QUIC.variable(bytes, at: offset), length.value < 1 << 16 else {
          return false
        }
        lengthField = offset..<length.end
        payload = length.end..<length.end + Int(length.value)
        range = range.lowerBound..<payload.upperBound
      }
      return true
    }
  }

  /// A number of one, two, four or eight bytes (RFC 9000 §16), and where it ends; nil when it is cut
  /// short.
  static func variable(_ bytes: RawSpan, at offset: Int) -> (value: UInt64, end: Int)? {
    let count = 1 << Int(bytes.byte(at: offset) >> 6)
    guard bytes.has(count, at: offset) else { return nil }
    let value = bytes.bits(in: offset..<offset + count)
    return (value & ~(3 << UInt64(count * 8 - 2)), offset + count)
  }

  /// Calls `body` with each packet: those after the first are for the same connection, else the bytes
  /// are padding (RFC 9000 §12.2).
  public func forEachPacket(_ body: (PacketPlace) -> Void) {
    guard let first = PacketPlace(bytes, at: 0) else { return }
    body(first)
    var offset = first.range.upperBound
    while offset < bytes.byteCount, var packet = PacketPlace(bytes, at: offset) {
      if packet.isLong {
        guard packet.version == first.version,
          sameIdentifier(first, at: packet.destinationID.lowerBound),
          packet.destinationID.count == first.destinationID.count
        else { return }
      } else {
        guard bytes.byte(at: offset) & 0x40 != 0, sameIdentifier(first, at: offset + 1) else {
          return
        }
        let end = offset + 1 + first.destinationID.count
        packet.destinationID = offset + 1..<end
        packet.payload = end..<max(end, packet.payload.upperBound)
      }
      body(packet)
      guard packet.range.upperBound > offset else { return }
      offset = packet.range.upperBound
    }
  }

  private func sameIdentifier(_ first: PacketPlace, at offset: Int) -> Bool {
    let count = first.destinationID.count
    return bytes.slice(from: first.destinationID.lowerBound, count: count)
      .equals(bytes.slice(from: offset, count: count))
  }

  /// The first packet; nil when its header is cut short.
  public var first: PacketPlace? { PacketPlace(bytes, at: 0) }
}
