public import PacketCore

/// Frames of the Distributed Network Protocol
/// (IEEE 1815-2012): link (§9), transport function (§8), application (§4), as many frames as a
/// segment has.
///
///     +-------+-------+-------+-------+---------------+---------------+---------------+
///     | 0x05  | 0x64  |Length |Control|  Destination  |    Source     |      CRC      |
///     +-------+-------+-------+-------+---------------+---------------+---------------+
///     up to 16 bytes of data and their CRC, again and again
public struct DNP3: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "dnp3"
  public static var title: String { "Distributed Network Protocol 3.0" }
  public static var bindings: [Binding] { [.tcpPort(20000), .udpPort(20000)] }
  /// Size of the link header with its CRC, in bytes.
  public static var headerLength: Int { 10 }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.tcpPort, .udpPort], firstBytes: 5...5) { payload in
      guard payload.bigEndian(UInt16.self, at: 0) == 0x0564, payload.byte(at: 2) >= 5 else {
        return .refused
      }
      return payload.has(10, at: 0) && checksum(payload, 0..<8) == checksum(in: payload, at: 8)
        ? .certain : .possible
    }
  }

  /// All frames of a segment.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the first header is cut short, does not start as one, or
  ///   tells a length below 5.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    guard bytes.bigEndian(UInt16.self, at: 0) == 0x0564 else {
      throw .malformed(Self.id, field: "Start Bytes", at: 0)
    }
    guard bytes.byte(at: 2) >= 5 else { throw .malformed(Self.id, field: "Length", at: 2) }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the first frame's control, addresses and data, without CRCs, in bytes.
  public var length: UInt8 { bytes.byte(at: 2) }
  public var control: UInt8 { bytes.byte(at: 3) }
  public var destination: UInt16 { bytes.littleEndian(UInt16.self, at: 4) }
  public var source: UInt16 { bytes.littleEndian(UInt16.self, at: 6) }
  /// What the first frame's application asks for or answers (§4.2.2.5); nil when the frame has no
  /// start of an application's message.
  public var function: UInt8? {
    let frame = frame(at: 0)
    return frame.hasApplication ? byte(frame, 2) : nil
  }

  /// Where a frame stands, and how its data is read over the CRCs in it.
  struct Frame {
    let start: Int
    /// Bytes of data, without CRCs.
    let count: Int
    let transport: UInt8
    var end: Int { start + DNP3.headerLength + count + (count + 15) / 16 * 2 }
    /// Whether a whole message of an application is in the frame: first and final.
    var isWhole: Bool { count > 2 && transport & 0xc0 == 0xc0 }
    var hasApplication: Bool { count > 2 && transport & 0x40 != 0 }

    /// Where a byte of the data stands.
    func place(_ index: Int) -> Int { start + DNP3.headerLength + index + index / 16 * 2 }

    /// Where bytes of the data stand, with a CRC between them if there is one.
    func places(_ index: Int, _ count: Int) -> Range<Int> {
      place(index)..<place(index + Swift.max(count, 1) - 1) + 1
    }
  }

  func frame(at start: Int) -> Frame {
    Frame(
      start: start, count: Swift.max(0, Int(bytes.byte(at: start + 2)) - 5),
      transport: bytes.byte(at: start + Self.headerLength))
  }

  func forEachFrame(_ body: (Frame) -> Void) {
    var start = 0
    while start < bytes.byteCount,
      bytes.bigEndian(UInt16.self, at: start) == 0x0564
        || start == 0
    {
      let frame = frame(at: start)
      body(frame)
      start = frame.end
    }
  }

  /// A byte of a frame's data.
  func byte(_ frame: Frame, _ index: Int) -> UInt8 { bytes.byte(at: frame.place(index)) }

  /// A number of a frame's data, least significant byte first.
  func number(_ frame: Frame, _ index: Int, _ count: Int) -> UInt64 {
    var number: UInt64 = 0
    for place in (index..<index + Swift.min(count, 8)).reversed() {
      number = number << 8 | UInt64(byte(frame, place))
    }
    return number
  }

  static func checksum(in bytes: RawSpan, at offset: Int) -> UInt16 {
    bytes.littleEndian(UInt16.self, at: offset)
  }

  /// The CRC of §9.2.6: x¹⁶+x¹³+x¹²+x¹¹+x¹⁰+x⁸+x⁶+x⁵+x²+1, inverted.
  static func checksum(_ bytes: RawSpan, _ range: Range<Int>) -> UInt16 {
    var crc: UInt16 = 0
    for offset in range {
      crc ^= UInt16(bytes.byte(at: offset))
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xa6bc : crc >> 1 }
    }
    return ~crc
  }
}
