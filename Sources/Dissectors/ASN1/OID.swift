import PacketCore

/// An object identifier (X.660) to keep: `1.3.6.1.2.1.1.3.0`.
public struct OID: Hashable, Codable, Sendable, LosslessStringConvertible {
  /// The arcs from the root down.
  public private(set) var arcs: [UInt64]

  /// - Parameter arcs: At least two: 0, 1 or 2, and one that is under 40 after 0 and 1.
  public init?(arcs: [UInt64]) {
    guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40, arcs[1] <= .max - 80 else {
      return nil
    }
    self.arcs = arcs
  }

  /// Reads `1.3.6.1`.
  public init?(_ description: String) {
    var arcs: [UInt64] = []
    for part in description.split(separator: ".", omittingEmptySubsequences: false) {
      guard let arc = UInt64(part) else { return nil }
      arcs.append(arc)
    }
    self.init(arcs: arcs)
  }

  /// Reads the contents of an element (X.690 §8.19).
  ///
  /// Nil when there are none, the last arc is cut short, or one does not fit 64 bits.
  public init?(encoded bytes: RawSpan) {
    var reader = OIDReader(bytes)
    var arcs: [UInt64] = []
    while let arc = reader.next() { arcs.append(arc) }
    guard !reader.hasFailed, arcs.count >= 2 else { return nil }
    self.arcs = arcs
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let identifier = OID(text) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "no object identifier: \(text)"))
    }
    self = identifier
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var description: String { arcs.map(String.init).joined(separator: ".") }

  /// The contents of an element: arcs of seven bits a byte, the first two in one (X.690 §8.19).
  public var encoded: [UInt8] {
    guard arcs.count >= 2 else { return [] }
    var bytes: [UInt8] = []
    Self.append(arcs[0] * 40 + arcs[1], to: &bytes)
    for arc in arcs.dropFirst(2) { Self.append(arc, to: &bytes) }
    return bytes
  }

  private static func append(_ arc: UInt64, to bytes: inout [UInt8]) {
    var shift = max(0, (63 - arc.leadingZeroBitCount) / 7 * 7)
    while shift > 0 {
      bytes.append(UInt8(truncatingIfNeeded: arc >> UInt64(shift)) | 0x80)
      shift -= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: arc) & 0x7f)
  }
}

/// Reads the arcs of an encoded object identifier in place.
public struct OIDReader: ~Escapable {
  private let bytes: RawSpan
  private var offset = 0
  private var pending: UInt64?
  /// Whether an arc was cut short or does not fit 64 bits.
  public private(set) var hasFailed = false

  /// - Parameter bytes: The contents of an element.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// The next arc; nil after the last, and where there is none.
  @_lifetime(self: copy self)
  public mutating func next() -> UInt64? {
    if let arc = pending {
      pending = nil
      return arc
    }
    guard !hasFailed, offset < bytes.byteCount else { return nil }
    let isFirst = offset == 0
    var arc: UInt64 = 0
    while offset < bytes.byteCount, arc < 1 << 57 {
      let byte = bytes.byte(at: offset)
      offset += 1
      arc = arc << 7 | UInt64(byte & 0x7f)
      if byte < 0x80 {
        guard isFirst else { return arc }
        let root = min(arc / 40, 2)
        pending = arc - root * 40
        return root
      }
    }
    hasFailed = true
    return nil
  }
}

extension [UInt8] {
  /// Appends an encoded object identifier as `1.3.6.1`; what of it can be read.
  mutating func append(oid bytes: RawSpan) {
    var reader = OIDReader(bytes)
    var isFirst = true
    while let arc = reader.next() {
      if !isFirst { append(UInt8(ascii: ".")) }
      append(decimal: arc)
      isFirst = false
    }
  }
}
