/// Builds a packet from its front: what is encoded is appended, and lengths and checksums are patched
/// in when they are known.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  public var count: Int { bytes.count }

  /// Appends an integer in network byte order.
  public mutating func append<T: FixedWidthInteger>(_ integer: T) {
    var shift = T.bitWidth
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: integer >> shift))
    }
  }

  public mutating func append(contentsOf more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }

  /// Appends zeros.
  public mutating func append(zeros count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: Swift.max(count, 0)))
  }

  /// Writes an integer in network byte order over bytes that have been appended before; over those
  /// of its bytes that have not, nothing is written.
  public mutating func patch<T: FixedWidthInteger>(_ integer: T, at offset: Int) {
    var shift = T.bitWidth
    var place = offset
    while shift > 0 {
      shift -= 8
      if bytes.indices.contains(place) {
        bytes[place] = UInt8(truncatingIfNeeded: integer >> shift)
      }
      place += 1
    }
  }

  /// Appends a length of `type` and then what `body` appends, whose bytes it counts.
  ///
  /// - Throws: What `body` throws, or `EncodeError` when the length does not fit its type.
  public mutating func appendCounted<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type, _ protocolID: ProtocolID, _ field: FieldName,
    _ body: (inout ByteWriter) throws(EncodeError) -> Void
  ) throws(EncodeError) {
    let start = count
    append(T.zero)
    try body(&self)
    guard let length = T(exactly: count - start - MemoryLayout<T>.size) else {
      throw EncodeError(protocolID: protocolID, field: field)
    }
    patch(length, at: start)
  }
}

/// A value is too large for the field that it is to be encoded in.
public struct EncodeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var protocolID: ProtocolID
  /// The field that cannot hold it, or its length.
  public var field: FieldName

  public init(protocolID: ProtocolID, field: FieldName) {
    self.protocolID = protocolID
    self.field = field
  }

  public var description: String { "\(protocolID): \(field) is too large to be encoded" }
}

extension ByteWriter {
  /// Reads what has been written so far.
  public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    unsafe body(bytes.span.bytes)
  }
}
