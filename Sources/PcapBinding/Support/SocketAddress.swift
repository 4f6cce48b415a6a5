import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the addresses that the system hands out as `sockaddr`.
enum SocketAddress {
  /// The IP address at `pointer`; nil for another family.
  static func ip(_ pointer: UnsafePointer<sockaddr>?) -> IPAddress? {
    guard let pointer = unsafe UnsafeRawPointer(pointer) else { return nil }
    switch unsafe family(pointer) {
    case AF_INET:
      let value = unsafe pointer.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
      return .v4(IPv4Address(rawValue: UInt32(bigEndian: value)))
    case AF_INET6:
      let value = unsafe pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return unsafe withUnsafeBytes(of: value) { bytes in
        let high = unsafe bytes.loadUnaligned(as: UInt64.self)
        let low = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        return .v6(IPv6Address(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low)))
      }
    default: return nil
    }
  }

  static func ip(_ pointer: UnsafeMutablePointer<sockaddr>?) -> IPAddress? {
    unsafe ip(UnsafePointer(pointer))
  }

  /// The link-layer address at `pointer`, if it has 6 bytes.
  static func mac(_ pointer: UnsafeMutablePointer<sockaddr>?) -> MACAddress? {
    guard let pointer = UnsafeRawPointer(pointer) else { return nil }
    #if os(Linux)
      guard unsafe family(pointer) == AF_PACKET else { return nil }
      let link = unsafe pointer.loadUnaligned(as: sockaddr_ll.self)
      guard link.sll_halen == 6 else { return nil }
      return unsafe withUnsafeBytes(of: link.sll_addr) { unsafe address($0) }
    #else
      guard unsafe family(pointer) == AF_LINK else { return nil }
      let link = unsafe pointer.loadUnaligned(as: sockaddr_dl.self)
      let room = MemoryLayout.size(ofValue: link.sdl_data)
      let start = Int(link.sdl_nlen)
      guard link.sdl_alen == 6, start + 6 <= room else { return nil }
      return unsafe withUnsafeBytes(of: link.sdl_data) {
        unsafe address(UnsafeRawBufferPointer(rebasing: $0[start..<start + 6]))
      }
    #endif
  }

  private static func family(_ pointer: UnsafeRawPointer) -> CInt {
    unsafe CInt(pointer.loadUnaligned(as: sockaddr.self).sa_family)
  }

  private static func address(_ bytes: UnsafeRawBufferPointer) -> MACAddress {
    unsafe MACAddress(rawValue: bytes.prefix(6).reduce(0) { $0 << 8 | UInt64($1) })
  }
}
