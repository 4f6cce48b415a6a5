public import PacketCore

/// A Cisco Discovery Protocol message: what a device tells its neighbour of itself
/// (Cisco, "Cisco Discovery Protocol", as known from its open implementations).
///
///     +---------+----------------+--------------+------------------------------+
///     | Version | Time to live   | Checksum, 2  | Values: type, length, value  |
///     +---------+----------------+--------------+------------------------------+
public struct CDP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "cdp"
  public static var title: String { "Cisco Discovery Protocol" }
  public static var bindings: [Binding] {
    [Binding(.ciscoProtocol, 0x2000), .etherType(0x2000), .pppProtocol(0x0207)]
  }

  /// Size of the header before the values, in bytes.
  public static var headerLength: Int { 4 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var version: UInt8 { bytes.byte(at: 0) }
  /// Seconds for which the neighbour keeps what it is told.
  public var timeToLive: UInt8 { bytes.byte(at: 1) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// What the device calls itself; nil when it does not tell.
  public var deviceIdentifier: String? { text(of: .deviceIdentifier) }
  /// Name of the port that the message left by; nil when it does not tell.
  public var portIdentifier: String? { text(of: .portIdentifier) }
  public var platform: String? { text(of: .platform) }

  private func text(of kind: Kind) -> String? {
    var cursor = cursor
    while let value = cursor.next(in: bytes) {
      if value.type == UInt64(kind.rawValue) {
        let start = value.range.lowerBound + 4
        return String(
          decoding: bytes.slice(from: start, count: value.range.upperBound - start).copied(),
          as: UTF8.self)
      }
    }
    return nil
  }

  private var cursor: TLVCursor {
    TLVCursor(typeWidth: 2, lengthWidth: 2, countsHeader: true, 4..<max(4, bytes.byteCount))
  }

  /// Type of a value.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let deviceIdentifier = Kind(rawValue: 0x0001)
    public static let addresses = Kind(rawValue: 0x0002)
    public static let portIdentifier = Kind(rawValue: 0x0003)
    public static let capabilities = Kind(rawValue: 0x0004)
    public static let softwareVersion = Kind(rawValue: 0x0005)
    public static let platform = Kind(rawValue: 0x0006)
    public static let prefixes = Kind(rawValue: 0x0007)
    public static let hello = Kind(rawValue: 0x0008)
    public static let managementAddresses = Kind(rawValue: 0x0016)
  }

  /// Whether the checksum fits. Of an odd number of bytes, Cisco's devices add the last as a signed
  /// number.
  public var checksumStatus: ChecksumStatus {
    var sum = InternetChecksum()
    let even = bytes.byteCount & ~1
    sum.add(bytes.slice(from: 0, count: even))
    if even < bytes.byteCount {
      sum.add(UInt32(UInt16(bitPattern: Int16(Int8(bitPattern: bytes.byte(at: even))))))
    }
    return sum.judge(checksum, pseudo: nil)
  }
}

extension CDP: PartedView {
  enum Part: Hashable {
    case any
    /// A value of a type, with type and length.
    case value(UInt16)
    /// An address list; one of its addresses; the address itself by its protocol.
    case addressList, address, ipv4, ipv6, otherAddress, addressProtocol
    case softwareLine, prefix, gateway, power
  }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    var cursor = cursor
    while let (type, range) = cursor.next(in: bytes) {
      body(.any, range)
      body(.value(UInt16(clamping: type)), range)
      let content = range.dropFirst(4)
      switch type {
      case 0x02, 0x16: forAddresses(content, body)
      case 0x05: forLines(content, body)
      case 0x07 where content.count == 4: body(.gateway, content)
      case 0x07: forEach(5, from: content.lowerBound, in: content) { body(.prefix, $0) }
      case 0x19, 0x1a: forEach(4, from: content.lowerBound + 4, in: content) { body(.power, $0) }
      default: break
      }
    }
  }

  private func forEach(
    _ width: Int, from start: Int, in range: Range<Int>, _ body: (Range<Int>) -> Void
  ) {
    var start = start
    while start + width <= range.upperBound {
      body(start..<start + width)
      start += width
    }
  }

  private func forLines(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    var start = range.lowerBound
    for offset in range where bytes.byte(at: offset) == 0x0a {
      body(.softwareLine, start..<offset)
      start = offset + 1
    }
    if start < range.upperBound { body(.softwareLine, start..<range.upperBound) }
  }

  private func forAddresses(_ range: Range<Int>, _ body: (Part, Range<Int>) -> Void) {
    guard range.count >= 4 else { return }
    body(.addressList, range)
    var left = bytes.bigEndian(UInt32.self, at: range.lowerBound)
    var start = range.lowerBound + 4
    while left > 0, start + 2 <= range.upperBound {
      left -= 1
      let protocolLength = Int(bytes.byte(at: start + 1))
      let length = start + 2 + protocolLength
      guard length + 2 <= range.upperBound else { return }
      let address = length + 2
      let end = address + Int(bytes.bigEndian(UInt16.self, at: length))
      guard end <= range.upperBound else { return }
      body(.address, start..<end)
      body(.addressProtocol, start + 2..<length)
      body(addressPart(start, protocolLength, end - address), length..<end)
      start = end
    }
  }

  private func addressPart(_ start: Int, _ protocolLength: Int, _ length: Int) -> Part {
    if protocolLength == 1, bytes.byte(at: start + 2) == 0xcc, length == 4 { return .ipv4 }
    // 802.2 with SNAP and IPv6's EtherType.
    if protocolLength == 8, bytes.bigEndian(UInt16.self, at: start + 8) == 0x86dd, length == 16 {
      return .ipv6
    }
    return .otherAddress
  }
}
