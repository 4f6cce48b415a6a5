import CPcap
public import PacketCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LiveHandle {
  /// Lets only packets that match `expression` through from now on; nil for all.
  ///
  /// Where libpcap reads the packets (not on Linux's Ethernet), one that arrives in the very moment of
  /// the change may be lost, and not be counted.
  public func setFilter(_ expression: String?) throws(CaptureError) {
    unsafe try withPcap { (pcap, state) throws(CaptureError) in
      let filter = unsafe try KernelFilter(expression ?? "", for: pcap, name)
      #if os(Linux)
        if let ring = state.ring { return try ring.set(filter, expression ?? "", name) }
      #endif
      unsafe try filter.install(on: pcap, name)
    }
  }

  /// Captures only what goes in `direction` from now on.
  public func setDirection(_ direction: LiveConfiguration.Direction) throws(CaptureError) {
    unsafe try withPcap { (pcap, state) throws(CaptureError) in
      #if os(Linux)
        if let ring = state.ring {
          guard ring.set(direction) else {
            throw CaptureError(.system, "\(name): \(unsafe String(cString: strerror(errno)))")
          }
          return
        }
      #endif
      unsafe try PcapOpening.install(direction, on: pcap, name)
    }
  }

  /// Puts a packet on the wire, from its link-layer header on.
  ///
  /// - Throws: ``PacketCore/CaptureError`` with code `wouldBlock` when the system has no room for it now, or
  ///   `system` when it refuses it, for example because it is too long for the link.
  public func inject(_ bytes: [UInt8]) throws(CaptureError) { unsafe try inject(bytes.span.bytes) }

  /// Puts a packet on the wire, from its link-layer header on.
  public func inject(_ bytes: RawSpan) throws(CaptureError) {
    unsafe try withPcap { (pcap, state) throws(CaptureError) in
      let (sent, code) = unsafe bytes.withUnsafeBytes {
        errno = 0
        #if os(Linux)
          // Through the socket that reads, which so does not see it.
          if let ring = state.ring {
            let sent = unsafe send(ring.descriptor, $0.baseAddress, $0.count, 0)
            return (sent, errno)
          }
        #endif
        let sent = unsafe Int(pcap_inject(pcap, $0.baseAddress, $0.count))
        return (sent, errno)
      }
      guard sent < 0 else { return }
      let message = "\(name): send: \(unsafe String(cString: strerror(code)))"
      switch code {
      case EAGAIN, EWOULDBLOCK, ENOBUFS: throw CaptureError(.wouldBlock, message)
      case ENETDOWN, ENXIO, ENODEV: throw CaptureError(.interfaceGone, message)
      default: throw CaptureError(.system, message)
      }
    }
  }

  /// Received and lost packets since the capture was opened; still there after it was closed.
  public func statistics() -> CaptureStatistics {
    state.withLock { state in
      if let pcap = unsafe state.pcap { unsafe state.updateCounters(pcap) }
      return state.counters.statistics
    }
  }

  /// The kinds of header that packets of the interface can start with.
  public func linkTypes() throws(CaptureError) -> [LinkType] {
    unsafe try withPcap { (pcap, _) throws(CaptureError) in
      var list: UnsafeMutablePointer<CInt>?
      let count = unsafe pcap_list_datalinks(pcap, &list)
      guard count >= 0 else { throw unsafe .pcap(count, pcap, name) }
      defer { unsafe pcap_free_datalinks(list) }
      return unsafe UnsafeBufferPointer(start: list, count: Int(count)).map { LinkType(number: $0) }
    }
  }

  /// Some devices must be asked for packets at this interval, whatever ``descriptor`` says.
  public var requiredPollInterval: Duration? {
    let microseconds: Int64? = state.withLock { state in
      guard let pcap = unsafe state.pcap, let time = unsafe pcap_get_required_select_timeout(pcap)
      else { return nil }
      return unsafe Int64(time.pointee.tv_sec) * 1_000_000 + Int64(time.pointee.tv_usec)
    }
    return microseconds.map { .microseconds($0) }
  }
}
