/// How a protocol is known by its first bytes.
///
/// A port only suggests: a payload that cannot be the port's protocol is refused there, and one that
/// can be nothing else is found on any port.
public struct ContentProbe: Sendable {
  /// What the first bytes of a payload say.
  public enum Verdict: Sendable {
    /// This is not the protocol.
    case refused
    /// It may be the protocol: enough on its port.
    case possible
    /// It is the protocol, on whatever port.
    case certain
  }

  /// Where the protocol is looked for on any port: ``Binding/Register/tcpPort``,
  /// ``Binding/Register/udpPort``. Empty for a probe that only refuses.
  public let registers: [Binding.Register]
  /// What the first byte of a payload can be that ``test`` calls certain.
  public let firstBytes: ClosedRange<UInt8>
  /// Looks at a payload, which is never empty; takes some nanoseconds and no memory.
  public let test: @Sendable (RawSpan) -> Verdict

  public init(
    on registers: [Binding.Register] = [], firstBytes: ClosedRange<UInt8> = 0...255,
    test: @escaping @Sendable (RawSpan) -> Verdict
  ) {
    self.registers = registers
    self.firstBytes = firstBytes
    self.test = test
  }
}

/// The probes of one register: for each first byte, the protocols to ask.
///
/// A bit for each first byte and probe, in one array: an array for each byte would be counted with
/// every payload.
struct ProbeTable: Sendable {
  /// The protocol of each probe.
  private var protocols: [Int] = []
  private var bits: [UInt64] = []
  /// Words that a first byte has in ``bits``.
  private var width = 0

  mutating func add(_ probe: ContentProbe, _ index: Int) {
    let number = protocols.count
    if number == width * 64 { widen() }
    protocols.append(index)
    for byte in probe.firstBytes {
      bits[Int(byte) * width + number / 64] |= 1 << UInt64(number % 64)
    }
  }

  mutating func remove(_ index: Int) {
    for number in protocols.indices where protocols[number] == index {
      for byte in 0..<256 { bits[byte * width + number / 64] &= ~(1 << UInt64(number % 64)) }
    }
  }

  private mutating func widen() {
    var wider: [UInt64] = []
    wider.reserveCapacity(256 * (width + 1))
    for byte in 0..<256 { wider += bits[byte * width..<(byte + 1) * width] + [0] }
    bits = wider
    width += 1
  }

  /// The first protocol to be asked about a first byte that `isRight` takes.
  @inline(__always)
  func first(_ byte: UInt8, where isRight: (Int) -> Bool) -> Int? {
    for place in 0..<width {
      var left = bits[Int(byte) * width + place]
      while left != 0 {
        let index = protocols[place * 64 + left.trailingZeroBitCount]
        if isRight(index) { return index }
        left &= left - 1
      }
    }
    return nil
  }
}
