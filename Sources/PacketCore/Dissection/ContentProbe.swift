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
struct ProbeTable: Sendable {
  private var candidates: [[UInt16]] = Array(repeating: [], count: 256)

  mutating func add(_ probe: ContentProbe, _ index: Int) {
    for byte in probe.firstBytes { candidates[Int(byte)].append(UInt16(clamping: index)) }
  }

  mutating func remove(_ index: Int) {
    for byte in candidates.indices { candidates[byte].removeAll { Int($0) == index } }
  }

  subscript(firstByte: UInt8) -> [UInt16] { candidates[Int(firstByte)] }
}
