import PacketCore

extension QUIC {
  /// A frame of an Initial packet (RFC 9000 §12.4, §17.2.2), in bytes from the start of the frames.
  enum InitialFrame {
    /// A run of zeros.
    case padding(Range<Int>)
    case ping(Int)
    case acknowledgment(type: UInt64, numbers: [UInt64])
    case crypto(offset: Int, data: Range<Int>)
    case close(type: UInt64)

    var type: UInt64 {
      switch self {
      case .padding: 0
      case .ping: 1
      case .acknowledgment(let type, _): type
      case .crypto: 6
      case .close(let type): type
      }
    }

    /// RFC 9000 §12.4, as tshark abbreviates it.
    var name: String {
      switch self {
      case .padding: "PADDING"
      case .ping: "PING"
      case .acknowledgment(let type, _): type == 2 ? "ACK" : "ACK_ECN"
      case .crypto: "CRYPTO"
      case .close: "CC"
      }
    }
  }

  /// The frames of an Initial packet, up to the first that it may not have.
  static func initialFrames(_ payload: RawSpan) -> [InitialFrame] {
    var frames: [InitialFrame] = []
    var offset = 0
    while offset < payload.byteCount, let frame = frame(payload, &offset) { frames.append(frame) }
    return frames
  }

  private static func frame(_ payload: RawSpan, _ offset: inout Int) -> InitialFrame? {
    let start = offset
    func number() -> UInt64? {
      guard let number = variable(payload, at: offset) else { return nil }
      offset = number.end
      return number.value
    }
    guard let type = number() else { return nil }
    switch type {
    case 0:
      while offset < payload.byteCount, payload.byte(at: offset) == 0 { offset += 1 }
      return .padding(start..<offset)
    case 1: return .ping(start)
    case 2, 3:
      var numbers: [UInt64] = []
      for _ in 0..<4 {
        guard let value = number() else { return nil }
        numbers.append(value)
      }
      // Gap and range, as often as the third number says; then the counts of ECN.
      var left = numbers[2] > 512 ? 0 : numbers[2] * 2 + (type == 3 ? 3 : 0)
      while left > 0 {
        guard let value = number() else { return nil }
        numbers.append(value)
        left -= 1
      }
      return .acknowledgment(type: type, numbers: numbers)
    case 6:
      guard let place = number(), let length = number(), place < 1 << 20,
        length <= UInt64(payload.byteCount - offset)
      else { return nil }
      let data = offset..<offset + Int(length)
      offset = data.upperBound
      return .crypto(offset: Int(place), data: data)
    case 0x1c, 0x1d:
      offset = payload.byteCount
      return .close(type: type)
    default: return nil
    }
  }

  /// Puts a handshake's bytes together from CRYPTO frames, which may come in any order and in several
  /// datagrams (RFC 9000 §7.5, §19.6).
  public struct HandshakeAssembler: Sendable {
    /// Most bytes that are kept.
    public static var limit: Int { 1 << 16 }

    private var fragments: [(offset: Int, bytes: [UInt8])] = []
    private var count = 0

    public init() {}

    /// Adds a frame's data; what does not fit under ``limit`` is left out.
    public mutating func add(_ bytes: [UInt8], at offset: Int) {
      guard offset >= 0, !bytes.isEmpty, offset + bytes.count <= Self.limit,
        count + bytes.count <= Self.limit
      else { return }
      count += bytes.count
      fragments.append((offset, bytes))
    }

    /// The bytes from the start on, up to the first that is missing.
    public var bytes: [UInt8] {
      var bytes: [UInt8] = []
      for fragment in fragments.sorted(by: { $0.offset < $1.offset }) {
        guard fragment.offset <= bytes.count else { break }
        let known = bytes.count - fragment.offset
        if known < fragment.bytes.count { bytes += fragment.bytes[known...] }
      }
      return bytes
    }

    /// The message of the handshake at the start, if it is whole: its four bytes of type and length,
    /// and its body.
    public var message: [UInt8]? {
      let bytes = bytes
      guard bytes.count >= 4 else { return nil }
      let length = 4 + Int(bytes[1]) << 16 + Int(bytes.number(at: 2))
      return length <= bytes.count ? Array(bytes.prefix(length)) : nil
    }
  }
}
