import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// libpcap's counters of a handle, widened: it counts in 32 bits, which wrap within the hour on a
/// fast link.
struct Counters {
  private var last = pcap_stat()
  private var received: UInt64 = 0
  private var dropped: UInt64 = 0
  private var droppedByInterface: UInt64 = 0

  #if os(Linux)
    /// Asks the kernel for what has arrived at a socket, and what it has dropped, since it was last
    /// asked.
    ///
    /// libpcap's own question also opens and reads two files, which costs more than a chunk of
    /// packets does. Each answer tells only what came since the last one, whoever asked, so these and
    /// libpcap's add up. False if the kernel has no answer.
    mutating func update(socket descriptor: CInt) -> Bool {
      var counts = ring_statistics()
      var size = socklen_t(MemoryLayout<ring_statistics>.size)
      guard
        unsafe getsockopt(
          descriptor, SOL_PACKET, CInt(ring_option_statistics), &counts, &size)
          == 0
      else { return false }
      received += UInt64(counts.packets)
      dropped += UInt64(counts.drops)
      return true
    }
  #endif

  mutating func update(_ pcap: OpaquePointer) {
    var now = pcap_stat()
    guard unsafe pcap_stats(pcap, &now) == 0 else { return }
    received += UInt64(now.ps_recv &- last.ps_recv)
    dropped += UInt64(now.ps_drop &- last.ps_drop)
    updateInterface(now)
  }

  /// Asks only for what the interface has lost.
  mutating func updateInterface(_ pcap: OpaquePointer) {
    var now = pcap_stat()
    if unsafe pcap_stats(pcap, &now) == 0 { updateInterface(now) }
  }

  private mutating func updateInterface(_ now: pcap_stat) {
    // Runs backwards when the interface, whose counter it is, has gone.
    let lost = Int32(truncatingIfNeeded: now.ps_ifdrop &- last.ps_ifdrop)
    if lost > 0 { droppedByInterface += UInt64(lost) }
    last = now
  }

  var statistics: CaptureStatistics {
    // What Linux calls received includes what it then had no room for.
    #if os(Linux)
      let kept = received > dropped ? received - dropped : 0
    #else
      let kept = received
    #endif
    return CaptureStatistics(
      received: kept, droppedByKernel: dropped, droppedByInterface: droppedByInterface)
  }
}
