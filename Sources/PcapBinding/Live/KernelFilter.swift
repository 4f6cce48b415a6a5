import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A filter expression compiled for an open handle, ready for the kernel.
@safe
struct KernelFilter: ~Copyable {
  private var program: bpf_program

  /// Compiles `expression`; an empty one lets all packets through, up to the handle's snap length.
  init(_ expression: String, for pcap: OpaquePointer, _ name: String) throws(CaptureError) {
    var program = unsafe bpf_program()
    let netmask = IPv4Network(of: name)?.netmask.rawValue ?? PCAP_NETMASK_UNKNOWN
    guard unsafe pcap_compile(pcap, &program, expression, 1, netmask) == 0 else {
      throw CaptureError(.badFilter, unsafe String(cString: pcap_geterr(pcap)))
    }
    unsafe self.program = program
  }

  deinit {
    var program = unsafe program
    unsafe pcap_freecode(&program)
  }

  /// Has libpcap install it.
  func install(on pcap: OpaquePointer, _ name: String) throws(CaptureError) {
    var program = unsafe program
    guard unsafe pcap_setfilter(pcap, &program) == 0 else {
      throw CaptureError(.system, "\(name): \(unsafe String(cString: pcap_geterr(pcap)))")
    }
  }

  #if os(Linux)
    /// Makes it the filter of a socket; false if the kernel refuses, because it is too long for
    /// example.
    func attach(to descriptor: CInt) -> Bool {
      guard let count = unsafe UInt16(exactly: program.bf_len) else { return false }
      var filter = unsafe ring_filter(count: count, instructions: program.bf_insns)
      let size = unsafe socklen_t(MemoryLayout<ring_filter>.size)
      return unsafe setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &filter, size) == 0
    }
  #endif
}
