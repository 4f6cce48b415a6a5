import CPcap
import Foundation
import PacketCore
import PcapBinding

/// The loop that a program without this library would write: dispatch, and poll when there is
/// nothing.
enum RawReceiver {
  static func run(
    _ name: String, _ configuration: LiveConfiguration, seconds: Double
  ) throws -> (HeaderSum, dropped: UInt64) {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let pcap = pcap_create(name, &message)
    defer { pcap_close(pcap) }
    pcap_set_snaplen(pcap, CInt(configuration.snapLength))
    pcap_set_promisc(pcap, 1)
    pcap_set_timeout(pcap, 100)
    pcap_set_buffer_size(pcap, CInt(configuration.bufferSize))
    guard pcap_activate(pcap) >= 0 else {
      throw CaptureError(.system, String(cString: pcap_geterr(pcap)))
    }
    pcap_setnonblock(pcap, 1, &message)
    var entry = pollfd(fd: pcap_get_selectable_fd(pcap), events: Int16(POLLIN), revents: 0)
    var sum = HeaderSum()
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      let status = withUnsafeMutablePointer(to: &sum) { sum in
        pcap_dispatch(
          pcap, -1,
          { context, header, bytes in
            guard let context, let header, let bytes else { return }
            let sum = UnsafeMutableRawPointer(context).assumingMemoryBound(to: HeaderSum.self)
            let span = RawSpan(_unsafeStart: bytes, byteCount: Int(header.pointee.caplen))
            sum.pointee.add(span, linkType: .ethernet)
          }, UnsafeMutableRawPointer(sum).assumingMemoryBound(to: UInt8.self))
      }
      if status == 0 { poll(&entry, 1, 50) }
    }
    var counters = pcap_stat()
    pcap_stats(pcap, &counters)
    return (sum, UInt64(counters.ps_drop))
  }
}
