import CPcap
import PacketCore

/// libpcap's counters of a handle, widened: it counts in 32 bits, which wrap within the hour on a
/// fast link.
struct Counters {
  private var last = pcap_stat()
  private var received: UInt64 = 0
  private var dropped: UInt64 = 0
  private var droppedByInterface: UInt64 = 0

  mutating func update(_ pcap: OpaquePointer) {
    var now = pcap_stat()
    guard unsafe pcap_stats(pcap, &now) == 0 else { return }
    received += UInt64(now.ps_recv &- last.ps_recv)
    dropped += UInt64(now.ps_drop &- last.ps_drop)
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
