import CPcap
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a filter is compiled from.
struct FilterRecipe: Sendable {
  var expression: String
  var snapLength: Int
  var netmask: IPv4Address?
  var optimizes: Bool
  var origin: PacketFilter.Origin
}

extension FilterRecipe {
  /// The instructions for packets of `linkType`, which the caller deallocates.
  func compile(
    for linkType: LinkType
  ) throws(CaptureError) -> UnsafeMutableBufferPointer<bpf_insn> {
    guard !expression.utf8.contains(0) else {
      throw CaptureError(.badFilter, "the expression holds a zero byte")
    }
    guard let pcap = unsafe open(linkType) else {
      throw CaptureError(.badFilter, "there are no filters for \(linkType)")
    }
    defer { unsafe pcap_close(pcap) }
    let mask = netmask?.rawValue ?? PCAP_NETMASK_UNKNOWN
    var program = unsafe bpf_program()
    guard unsafe pcap_compile(pcap, &program, expression, optimizes ? 1 : 0, mask) == 0 else {
      throw CaptureError(.badFilter, unsafe String(cString: pcap_geterr(pcap)))
    }
    defer { unsafe pcap_freecode(&program) }
    let made = unsafe UnsafeBufferPointer(start: program.bf_insns, count: Int(program.bf_len))
    let code = UnsafeMutableBufferPointer<bpf_insn>.allocate(capacity: made.count)
    _ = unsafe code.initialize(from: made)
    return unsafe code
  }

  /// A handle that only compiles.
  private func open(_ linkType: LinkType) -> OpaquePointer? {
    let snapLength = CInt(clamping: snapLength)
    guard origin != .machine else {
      return unsafe pcap_open_dead(linkType.dataLinkType, snapLength)
    }
    // libpcap takes packets to be from a file only if it reads one: this is the header of an empty
    // one. Its version, 2.4, is two words of 16 bits.
    #if _endian(little)
      let version: UInt32 = 0x0004_0002
    #else
      let version: UInt32 = 0x0002_0004
    #endif
    var header: [UInt32] = [
      0xa1b2_c3d4, version, 0, 0, UInt32(bitPattern: snapLength), UInt32(linkType.rawValue),
    ]
    if origin == .swappedFile {
      header = header.map(\.byteSwapped)
      // Swapped word by word, not as a whole.
      header[1] = header[1] << 16 | header[1] >> 16
    }
    return unsafe header.withUnsafeMutableBytes { bytes in
      var message = MessageBuffer()
      guard let file = unsafe fmemopen(bytes.baseAddress, bytes.count, "r") else { return nil }
      // The handle reads no further, and closes the file when it is closed.
      if let pcap = unsafe message.withPointer({ unsafe pcap_fopen_offline(file, $0) }) {
        return unsafe pcap
      }
      unsafe fclose(file)
      return nil
    }
  }
}
