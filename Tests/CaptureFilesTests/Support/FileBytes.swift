@testable import CaptureFiles

/// Puts capture files together byte by byte, right or wrong.
struct FileBytes {
  var isBigEndian = false
  var bytes: [UInt8] = []

  mutating func u16(_ value: UInt16) {
    bytes += BlockBuilder.bytes(value, isBigEndian ? .bigEndian : .littleEndian)
  }
  mutating func u32(_ values: UInt32...) {
    for value in values {
      bytes += BlockBuilder.bytes(value, isBigEndian ? .bigEndian : .littleEndian)
    }
  }
  mutating func u64(_ value: UInt64) {
    bytes += BlockBuilder.bytes(value, isBigEndian ? .bigEndian : .littleEndian)
  }

  /// A pcap file's header.
  static func pcap(
    magic: UInt32 = 0xa1b2_c3d4, isBigEndian: Bool = false, version: (UInt16, UInt16) = (2, 4),
    snapLength: UInt32 = 65_535, network: UInt32 = 1
  ) -> FileBytes {
    var file = FileBytes(isBigEndian: isBigEndian)
    file.u32(magic)
    file.u16(version.0)
    file.u16(version.1)
    file.u32(0, 0, snapLength, network)
    return file
  }

  mutating func record(_ words: UInt32..., data: [UInt8]) {
    for word in words { u32(word) }
    bytes += data
  }

  /// A pcapng block.
  mutating func block(_ type: UInt32, _ body: (inout FileBytes) -> Void) {
    var inner = FileBytes(isBigEndian: isBigEndian)
    body(&inner)
    inner.bytes += [UInt8](repeating: 0, count: -inner.bytes.count & 3)
    let length = UInt32(inner.bytes.count + 12)
    u32(type, length)
    bytes += inner.bytes
    u32(length)
  }

  mutating func option(_ code: UInt16, _ value: [UInt8]) {
    u16(code)
    u16(UInt16(value.count))
    bytes += value + [UInt8](repeating: 0, count: -value.count & 3)
  }

  mutating func section(length: Int64 = -1, _ options: (inout FileBytes) -> Void = { _ in }) {
    block(0x0a0d_0d0a) {
      $0.u32(0x1a2b_3c4d)
      $0.u16(1)
      $0.u16(0)
      $0.u64(UInt64(bitPattern: length))
      options(&$0)
    }
  }

  mutating func interface(
    link: UInt16 = 1, snapLength: UInt32 = 0, _ options: (inout FileBytes) -> Void = { _ in }
  ) {
    block(1) {
      $0.u16(link)
      $0.u16(0)
      $0.u32(snapLength)
      options(&$0)
    }
  }

  mutating func packet(
    interface: UInt32 = 0, time: UInt64 = 0, _ data: [UInt8], original: UInt32? = nil,
    _ options: (inout FileBytes) -> Void = { _ in }
  ) {
    block(6) {
      $0.u32(interface, UInt32(time >> 32), UInt32(truncatingIfNeeded: time))
      $0.u32(UInt32(data.count), original ?? UInt32(data.count))
      $0.bytes += data + [UInt8](repeating: 0, count: -data.count & 3)
      options(&$0)
    }
  }
}
