import PacketCore

/// The Internet checksum ([RFC 1071](https://www.rfc-editor.org/rfc/rfc1071)): the complement of the
/// ones' complement sum of 16-bit words.
public struct InternetChecksum: Hashable, Sendable {
  /// The sum so far, not folded.
  private var sum: UInt64 = 0

  public init() {}

  /// Adds bytes; only the last ones that are added may be odd in number.
  public mutating func add(_ bytes: RawSpan) { sum &+= bytes.onesComplementSum }

  /// Adds a number as its 16-bit words.
  public mutating func add(_ number: UInt32) {
    sum &+= UInt64(number >> 16) &+ UInt64(number & 0xffff)
  }

  mutating func subtract(word: UInt16) { sum &+= UInt64(~word) }

  /// The sum in 16 bits, carries added in.
  public var folded: UInt16 {
    var sum = (sum >> 32) &+ (sum & 0xffff_ffff)
    while sum > 0xffff { sum = (sum >> 16) &+ (sum & 0xffff) }
    return UInt16(truncatingIfNeeded: sum)
  }

  /// What a checksum field holds for what was added.
  public var value: UInt16 { ~folded }

  /// Judges a checksum of which all covered bytes have been added, itself included.
  ///
  /// - Parameter pseudo: The pseudo-header's sum, if there is one; what a sender leaves in the field
  ///   for its network card.
  func judge(_ checksum: UInt16, pseudo: InternetChecksum?) -> ChecksumStatus {
    if folded == 0xffff { return .correct }
    var expected = self
    expected.subtract(word: checksum)
    if let pseudo, checksum == pseudo.folded || checksum == 0 { return .offloaded }
    return .wrong(expected: UInt32(expected.value))
  }
}

extension IPv4 {
  /// Whether the header's checksum fits its bytes (RFC 1071).
  public var isChecksumValid: Bool {
    checksumStatus == .correct
  }

  /// What the header's checksum says; a field of zero was left to the network card.
  public var checksumStatus: ChecksumStatus {
    guard bytes.byteCount >= headerLength else { return .unverifiable }
    var sum = InternetChecksum()
    sum.add(bytes.slice(from: 0, count: headerLength))
    let status = sum.judge(checksum, pseudo: nil)
    return status != .correct && checksum == 0 ? .offloaded : status
  }
}
