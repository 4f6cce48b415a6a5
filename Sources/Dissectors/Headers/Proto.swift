public import PacketCore

@frozen public struct IPv4: ~Escapable {
  public let bytes: RawSpan
  @inlinable @inline(__always) @_lifetime(copy bytes) init(checked bytes: RawSpan) {
    self.bytes = bytes
  }
  @inlinable public var source: UInt32 { bytes.bigEndian(UInt32.self, at: 12) }
  @inlinable public var destination: UInt32 { bytes.bigEndian(UInt32.self, at: 16) }
}
@frozen public struct IPv6: ~Escapable {
  public let bytes: RawSpan
  @inlinable @inline(__always) @_lifetime(copy bytes) init(checked bytes: RawSpan) {
    self.bytes = bytes
  }
  @inlinable public var source: (UInt64, UInt64) {
    (bytes.bigEndian(UInt64.self, at: 8), bytes.bigEndian(UInt64.self, at: 16))
  }
  @inlinable public var destination: (UInt64, UInt64) {
    (bytes.bigEndian(UInt64.self, at: 24), bytes.bigEndian(UInt64.self, at: 32))
  }
}
@frozen public struct TCP: ~Escapable {
  public let bytes: RawSpan
  @inlinable @inline(__always) @_lifetime(copy bytes) init(checked bytes: RawSpan) {
    self.bytes = bytes
  }
  @inlinable public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  @inlinable public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
  @inlinable public var flags: UInt8 { bytes.byte(at: 13) }
}
@frozen public struct UDP: ~Escapable {
  public let bytes: RawSpan
  @inlinable @inline(__always) @_lifetime(copy bytes) init(checked bytes: RawSpan) {
    self.bytes = bytes
  }
  @inlinable public var sourcePort: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  @inlinable public var destinationPort: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }
}
