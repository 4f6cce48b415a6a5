import PacketCore

/// Puts a block's body together in one byte order.
struct BlockBuilder {
  let byteOrder: CaptureFileFormat.ByteOrder
  private(set) var bytes: [UInt8] = []

  init(_ byteOrder: CaptureFileFormat.ByteOrder) { self.byteOrder = byteOrder }

  static func bytes<T: FixedWidthInteger>(
    _ value: T, _ byteOrder: CaptureFileFormat.ByteOrder
  ) -> [UInt8] {
    let count = MemoryLayout<T>.size
    return (0..<count).map { index in
      let place = byteOrder == .bigEndian ? count - 1 - index : index
      return UInt8(truncatingIfNeeded: value >> T(8 * place))
    }
  }

  mutating func append<T: FixedWidthInteger>(_ value: T) {
    bytes += Self.bytes(value, byteOrder)
  }

  /// A time: two words, the upper half first in either byte order.
  mutating func append(words value: UInt64) {
    append(UInt32(truncatingIfNeeded: value >> 32))
    append(UInt32(truncatingIfNeeded: value))
  }

  mutating func append(padded value: [UInt8]) {
    bytes += value
    bytes += [UInt8](repeating: 0, count: -value.count & 3)
  }

  mutating func append(_ options: PcapNGOptions) {
    for option in options {
      append(option.code)
      // A value never exceeds 16 bits of length: what is longer is cut.
      let value = [UInt8](option.value.prefix(Int(UInt16.max)))
      append(UInt16(truncatingIfNeeded: value.count))
      append(padded: value)
    }
    if let tail = options.tail {
      append(padded: tail)
    } else if !options.isEmpty {
      // opt_endofopt
      append(UInt32(0))
    }
  }
}
