#if os(Linux)
  import CPcap

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// The interface that a packet socket is bound to.
  enum PacketSocketAddress {
    enum HardwareType { case ethernet, loopback, other }

    /// Binds the socket to an interface and a protocol; with protocol 0 it receives nothing.
    static func bind(_ descriptor: CInt, _ index: CInt, protocol: UInt16) -> Bool {
      var address = sockaddr_ll()
      address.sll_family = UInt16(AF_PACKET)
      address.sll_ifindex = index
      address.sll_protocol = `protocol`.bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_ll>.size)
      return unsafe withUnsafePointer(to: &address) { address in
        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe Self.bind(descriptor, $0, size)
        }
      }
    }

    private static func bind(
      _ descriptor: CInt, _ address: UnsafePointer<sockaddr>, _ size: socklen_t
    ) -> Bool {
      #if canImport(Glibc)
        return unsafe Glibc.bind(descriptor, address, size) == 0
      #else
        return unsafe Musl.bind(descriptor, address, size) == 0
      #endif
    }

    /// What kind of interface the one with this index is; `descriptor` is bound to it, idle.
    static func hardwareType(of descriptor: CInt, _ index: CInt) -> HardwareType {
      guard bind(descriptor, index, protocol: 0) else { return .other }
      var address = sockaddr_ll()
      var size = socklen_t(MemoryLayout<sockaddr_ll>.size)
      let status = unsafe withUnsafeMutablePointer(to: &address) { address in
        unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe getsockname(descriptor, $0, &size)
        }
      }
      guard status == 0 else { return .other }
      switch CInt(address.sll_hatype) {
      case ARPHRD_ETHER: return .ethernet
      case ARPHRD_LOOPBACK: return .loopback
      default: return .other
      }
    }
  }
#endif
