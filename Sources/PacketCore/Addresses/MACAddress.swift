/// A 48-bit address of the link layer (IEEE Std 802-2014 §8.2, EUI-48).
@frozen
public struct MACAddress: Hashable, Sendable, BitwiseCopyable {
  /// The address as a number, the first byte sent in bits 40 to 47; the upper 16 bits are zero.
  public let rawValue: UInt64

  /// The address in the low 48 bits of `rawValue`; what stands above is dropped.
  @inlinable @inline(__always)
  public init(rawValue: UInt64) { self.rawValue = rawValue & 0xffff_ffff_ffff }

  /// The address written `a:b:c:d:e:f`.
  @inlinable
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
    let upper = UInt64(a) << 40 | UInt64(b) << 32 | UInt64(c) << 24
    rawValue = upper | UInt64(d) << 16 | UInt64(e) << 8 | UInt64(f)
  }

  /// The six bytes at `offset`; all zero past the end.
  @inlinable @inline(__always)
  public init(_ bytes: RawSpan, at offset: Int) {
    guard bytes.has(6, at: offset) else {
      rawValue = 0
      return
    }
    rawValue =
      UInt64(bytes.bigEndian(UInt16.self, at: offset)) << 32
      | UInt64(bytes.bigEndian(UInt32.self, at: offset &+ 2))
  }

  /// The six bytes, in the order in which they are sent and written.
  public var octets: [UInt8] {
    [40, 32, 24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) }
  }

  /// `ff:ff:ff:ff:ff:ff`, all stations.
  @inlinable public static var broadcast: MACAddress { MACAddress(rawValue: 0xffff_ffff_ffff) }

  /// Whether it names a group of stations, all of them included (the I/G bit).
  @inlinable public var isMulticast: Bool { rawValue & 0x0100_0000_0000 != 0 }
  /// Whether it names all stations.
  @inlinable public var isBroadcast: Bool { rawValue == 0xffff_ffff_ffff }
  /// Whether it was not assigned by its maker, but chosen locally (the U/L bit).
  @inlinable public var isLocallyAdministered: Bool { rawValue & 0x0200_0000_0000 != 0 }
  /// The first 24 bits, which the IEEE assigns to a maker.
  @inlinable public var organization: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 24) }
}

extension MACAddress: Comparable {
  @inlinable
  public static func < (lhs: MACAddress, rhs: MACAddress) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension MACAddress: LosslessStringConvertible {
  /// The address that `text` spells, in hexadecimal digits of either case.
  ///
  /// Six numbers of two digits between colons or hyphens, or three of four digits between dots
  /// (`0000.5e00.53af`).
  public init?(_ text: String) {
    let separator: Unicode.Scalar
    let width: Int
    switch (text.utf8.count, text.utf8.dropFirst(2).first) {
    case (17, UInt8(ascii: ":")): (separator, width) = (":", 2)
    case (17, UInt8(ascii: "-")): (separator, width) = ("-", 2)
    case (14, _): (separator, width) = (".", 4)
    default: return nil
    }
    var scanner = TextScanner(text)
    var value: UInt64 = 0
    for index in 0..<12 {
      if index > 0, index % width == 0, !scanner.skip(separator) { return nil }
      guard let digit = scanner.hexadecimalDigit() else { return nil }
      value = value << 4 | UInt64(digit)
    }
    self.init(rawValue: value)
  }

  /// The form `00:00:5e:00:53:af`.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(17)
    for octet in octets {
      if !text.isEmpty { text.append(UInt8(ascii: ":")) }
      text.append(digits[Int(octet >> 4)])
      text.append(digits[Int(octet & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension MACAddress: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(MACAddress.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
