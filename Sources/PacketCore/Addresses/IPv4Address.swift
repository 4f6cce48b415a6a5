/// An IPv4 address ([RFC 791](https://www.rfc-editor.org/rfc/rfc791)).
@frozen
public struct IPv4Address: Hashable, Sendable, BitwiseCopyable {
  /// The address as a number: 10.0.0.1 is 0x0a000001 on every machine.
  public var rawValue: UInt32

  @inlinable @inline(__always)
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The address written `a.b.c.d`.
  @inlinable
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// The four bytes at `offset`, in network byte order; 0.0.0.0 past the end.
  @inlinable @inline(__always)
  public init(_ bytes: RawSpan, at offset: Int) {
    rawValue = bytes.bigEndian(UInt32.self, at: offset)
  }

  /// The four bytes, in the order in which they are sent and written.
  public var octets: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) }
  }
}

extension IPv4Address: Comparable {
  @inlinable
  public static func < (lhs: IPv4Address, rhs: IPv4Address) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension IPv4Address: LosslessStringConvertible {
  /// The address that `text` spells: four decimal numbers of 0 to 255 without leading zeros.
  ///
  /// This is the strict form of RFC 6943 §3.1.1; `127.1`, `0x7f.0.0.1` and `010.0.0.1` are nil.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let address = IPv4Address(&scanner), scanner.isAtEnd else { return nil }
    self = address
  }

  /// Reads an address and stops behind it.
  init?(_ scanner: inout TextScanner) {
    var value: UInt32 = 0
    for index in 0..<4 {
      if index > 0, !scanner.skip(".") { return nil }
      guard let octet = scanner.decimal(limit: 255) else { return nil }
      value = value << 8 | UInt32(octet)
    }
    rawValue = value
  }

  public var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 0xff).\(rawValue >> 8 & 0xff).\(rawValue & 0xff)"
  }
}

extension IPv4Address: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(IPv4Address.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
