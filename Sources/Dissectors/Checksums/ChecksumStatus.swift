/// What a packet's checksum says.
public enum ChecksumStatus: Hashable, Sendable {
  /// It is what the bytes add up to.
  case correct
  /// It is not; this is what it should be.
  case wrong(expected: UInt32)
  /// The sender made none.
  case absent
  /// The packet was captured on its sender before the network card filled the checksum in: it holds
  /// the pseudo-header's sum, or nothing.
  case offloaded
  /// Bytes that it covers were not captured, or are in other fragments.
  case unverifiable

  /// Wireshark's number: 0 bad, 1 good, 2 unverified, 3 not present.
  var number: UInt8 {
    switch self {
    case .correct: 1
    case .wrong, .offloaded: 0
    case .unverifiable: 2
    case .absent: 3
    }
  }
}
