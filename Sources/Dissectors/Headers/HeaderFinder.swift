public import PacketCore

/// The pass that finds a packet's headers, and what it has found so far.
@frozen @usableFromInline
struct HeaderFinder {
  // Words as in the layout, since a word that is read after its bytes were written one by one stalls
  // the processor for longer than all the rest takes.
  @usableFromInline var kinds: UInt64 = 0
  @usableFromInline var headers: UInt64 = 0
  @usableFromInline var rest: UInt64 = 0

  @inlinable @inline(__always) init() {}

  @inlinable @inline(__always)
  mutating func findEthernet(_ bytes: RawSpan) {
    guard bytes.byteCount >= 14 else { return }
    var type = unsafe bytes.uncheckedBigEndian(UInt16.self, at: 12)
    var offset = 14
    while type == 0x8100 || type == 0x88a8 || type == 0x9100 {
      guard bytes.byteCount &- offset >= 4 else { return }
      guard tagCount < 3 else { break }
      type = unsafe bytes.uncheckedBigEndian(UInt16.self, at: offset &+ 2)
      offset &+= 4
      tagCount &+= 1
    }
    if type == 0x0800 {
      findIPv4(bytes, at: offset)
    } else if type == 0x86dd {
      findIPv6(bytes, at: offset)
    } else {
      self = Self.found(in: bytes, .ethernet)
    }
  }

  @inlinable @inline(__always)
  mutating func findIPv4(_ bytes: RawSpan, at offset: Int) {
    let available = bytes.byteCount &- offset
    guard available >= 20 else { return }
    let first = unsafe bytes.uncheckedByte(at: offset)
    let headerLength = Int(first & 15) &* 4
    guard first >> 4 == 4, headerLength >= 20, available >= headerLength else { return }
    let totalLength = Int(unsafe bytes.uncheckedBigEndian(UInt16.self, at: offset &+ 2))
    var length = available
    if totalLength >= headerLength {
      if totalLength <= available { length = totalLength } else { flags.insert(.clipped) }
    } else if totalLength != 0 {
      return
    }
    network = .ipv4
    networkOffset = UInt32(truncatingIfNeeded: offset)
    end = UInt32(truncatingIfNeeded: offset &+ length)
    ipProtocol = unsafe bytes.uncheckedByte(at: offset &+ 9)
    let fragment = unsafe bytes.uncheckedBigEndian(UInt16.self, at: offset &+ 6)
    if fragment & 0x3fff != 0 {
      if fragment & 0x1fff != 0 {
        flags.insert(.laterFragment)
        payloadOffset = UInt32(truncatingIfNeeded: offset &+ headerLength)
        return
      }
      flags.insert(.firstFragment)
    }
    findTransport(bytes, at: offset &+ headerLength, end: offset &+ length)
  }

  @inlinable @inline(__always)
  mutating func findIPv6(_ bytes: RawSpan, at offset: Int) {
    let available = bytes.byteCount &- offset
    guard available >= 40, unsafe bytes.uncheckedByte(at: offset) >> 4 == 6 else { return }
    let payloadLength = Int(unsafe bytes.uncheckedBigEndian(UInt16.self, at: offset &+ 4))
    var length = available
    if payloadLength > 0 {
      if payloadLength <= available &- 40 {
        length = 40 &+ payloadLength
      } else {
        flags.insert(.clipped)
      }
    }
    network = .ipv6
    networkOffset = UInt32(truncatingIfNeeded: offset)
    end = UInt32(truncatingIfNeeded: offset &+ length)
    ipProtocol = unsafe bytes.uncheckedByte(at: offset &+ 6)
    var next = offset &+ 40
    if Self.isExtensionHeader(ipProtocol) {
      let chain = Self.skipExtensionHeaders(bytes, at: next, end: offset &+ length, ipProtocol)
      ipProtocol = chain.ipProtocol
      flags.formUnion(chain.flags)
      next = chain.offset
      guard chain.isComplete else {
        payloadOffset = UInt32(truncatingIfNeeded: next)
        return
      }
    }
    findTransport(bytes, at: next, end: offset &+ length)
  }

  @inlinable @inline(__always)
  static func isExtensionHeader(_ number: UInt8) -> Bool {
    switch number {
    case 0, 43, 44, 51, 60, 135, 139, 140: true
    default: false
    }
  }

  /// What a chain of IPv6 extension headers leads to (RFC 8200 §4).
  @usableFromInline
  struct Chain {
    @usableFromInline var ipProtocol: UInt8
    @usableFromInline var offset: Int
    @usableFromInline var flags: HeaderLayout.Flags = .extensionHeaders
    /// Whether a transport header follows at ``offset``.
    @usableFromInline var isComplete = false
  }

  @usableFromInline
  static func skipExtensionHeaders(
    _ bytes: RawSpan, at start: Int, end: Int, _ first: UInt8
  ) -> Chain {
    var chain = Chain(ipProtocol: first, offset: start)
    while isExtensionHeader(chain.ipProtocol) {
      guard chain.offset + 8 <= end else {
        chain.offset = min(chain.offset, end)
        return chain
      }
      let header = chain.ipProtocol
      chain.ipProtocol = bytes.byte(at: chain.offset)
      let units = Int(bytes.byte(at: chain.offset + 1))
      switch header {
      case 44:
        let fragment = bytes.bigEndian(UInt16.self, at: chain.offset + 2)
        chain.offset += 8
        if fragment & 0xfff8 != 0 {
          chain.flags.insert(.laterFragment)
          return chain
        }
        if fragment & 1 != 0 { chain.flags.insert(.firstFragment) }
      case 51: chain.offset += (units + 2) * 4
      default: chain.offset += (units + 1) * 8
      }
    }
    chain.isComplete = chain.offset <= end
    chain.offset = min(chain.offset, end)
    return chain
  }

  @inlinable @inline(__always)
  mutating func findTransport(_ bytes: RawSpan, at offset: Int, end: Int) {
    let available = end &- offset
    transportOffset = UInt32(truncatingIfNeeded: offset)
    payloadOffset = transportOffset
    switch ipProtocol {
    case 6:
      guard available >= 20 else { return }
      let length = Int(unsafe bytes.uncheckedByte(at: offset &+ 12) >> 4) &* 4
      guard length >= 20, length <= available else { return }
      transport = .tcp
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ length)
    case 17:
      guard available >= 8 else { return }
      transport = .udp
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ 8)
    case 1:
      guard available >= 4 else { return }
      transport = .icmpv4
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ 4)
    case 58:
      guard available >= 4 else { return }
      transport = .icmpv6
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ 4)
    case 4, 41, 47:
      flags.insert(.tunnel)
    case 132:
      guard available >= 12 else { return }
      transport = .sctp
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ 12)
    case 136:
      guard available >= 8 else { return }
      transport = .udpLite
      payloadOffset = UInt32(truncatingIfNeeded: offset &+ 8)
    default:
      break
    }
  }
}

extension HeaderFinder {
  @inlinable @inline(__always)
  mutating func setKind(_ index: UInt64, _ value: UInt8) {
    kinds = kinds & ~(0xff << (8 &* index)) | UInt64(value) << (8 &* index)
  }

  @inlinable @inline(__always)
  func kind(_ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: kinds >> (8 &* index)) }

  @inlinable var network: HeaderLayout.Network {
    @inline(__always) get { HeaderLayout.Network(rawValue: kind(0)) ?? .none }
    @inline(__always) set { setKind(0, newValue.rawValue) }
  }
  @inlinable var transport: HeaderLayout.Transport {
    @inline(__always) get { HeaderLayout.Transport(rawValue: kind(1)) ?? .none }
    @inline(__always) set { setKind(1, newValue.rawValue) }
  }
  @inlinable var flags: HeaderLayout.Flags {
    @inline(__always) get { HeaderLayout.Flags(rawValue: kind(2)) }
    @inline(__always) set { setKind(2, newValue.rawValue) }
  }
  @inlinable var ipProtocol: UInt8 {
    @inline(__always) get { kind(3) }
    @inline(__always) set { setKind(3, newValue) }
  }
  @inlinable var tagCount: UInt8 {
    @inline(__always) get { kind(4) }
    @inline(__always) set { setKind(4, newValue) }
  }
  @inlinable var networkOffset: UInt32 {
    @inline(__always) get { UInt32(truncatingIfNeeded: headers) }
    @inline(__always) set { headers = headers & ~0xffff_ffff | UInt64(newValue) }
  }
  @inlinable var transportOffset: UInt32 {
    @inline(__always) get { UInt32(truncatingIfNeeded: headers >> 32) }
    @inline(__always) set { headers = headers & 0xffff_ffff | UInt64(newValue) << 32 }
  }
  @inlinable var payloadOffset: UInt32 {
    @inline(__always) get { UInt32(truncatingIfNeeded: rest) }
    @inline(__always) set { rest = rest & ~0xffff_ffff | UInt64(newValue) }
  }
  @inlinable var end: UInt32 {
    @inline(__always) get { UInt32(truncatingIfNeeded: rest >> 32) }
    @inline(__always) set { rest = rest & 0xffff_ffff | UInt64(newValue) << 32 }
  }
}
