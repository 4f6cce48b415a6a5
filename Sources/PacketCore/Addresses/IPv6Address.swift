/// An IPv6 address ([RFC 4291](https://www.rfc-editor.org/rfc/rfc4291)).
@frozen
public struct IPv6Address: Hashable, Sendable, BitwiseCopyable {
  /// The first eight bytes as a number, on every machine the same.
  public var high: UInt64
  /// The last eight bytes as a number; of most addresses, the interface identifier.
  public var low: UInt64

  @inlinable @inline(__always)
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The address written `a:b:c:d:e:f:g:h`.
  @inlinable
  public init(
    _ a: UInt16, _ b: UInt16, _ c: UInt16, _ d: UInt16,
    _ e: UInt16, _ f: UInt16, _ g: UInt16, _ h: UInt16
  ) {
    high = UInt64(a) << 48 | UInt64(b) << 32 | UInt64(c) << 16 | UInt64(d)
    low = UInt64(e) << 48 | UInt64(f) << 32 | UInt64(g) << 16 | UInt64(h)
  }

  /// The sixteen bytes at `offset`; `::` past the end.
  @inlinable @inline(__always)
  public init(_ bytes: RawSpan, at offset: Int) {
    guard bytes.has(16, at: offset) else {
      (high, low) = (0, 0)
      return
    }
    high = bytes.bigEndian(UInt64.self, at: offset)
    low = bytes.bigEndian(UInt64.self, at: offset &+ 8)
  }

  /// The sixteen bytes, in the order in which they are sent.
  public var octets: [UInt8] {
    groups.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  /// The eight 16-bit numbers between the colons, in the order in which they are written.
  public var groups: [UInt16] {
    [high, low].flatMap { half in
      [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> $0) }
    }
  }
}

extension IPv6Address: Comparable {
  @inlinable
  public static func < (lhs: IPv6Address, rhs: IPv6Address) -> Bool {
    lhs.high != rhs.high ? lhs.high < rhs.high : lhs.low < rhs.low
  }
}

extension IPv6Address: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPv6Address.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
