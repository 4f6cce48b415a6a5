import CPcap

/// Where libpcap writes an error's words when there is no handle to ask.
struct MessageBuffer {
  private var bytes = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))

  mutating func withPointer<Result>(_ body: (UnsafeMutablePointer<CChar>?) -> Result) -> Result {
    unsafe bytes.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
  }

  var text: String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
