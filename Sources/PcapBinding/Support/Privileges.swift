import CPcap

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the process needs to capture, and how it gets it.
enum Privileges {
  /// The names of the capabilities that a capture needs and that this process does not have.
  static func missing(forPromiscuous: Bool) -> [String] {
    #if os(Linux)
      guard let held = effectiveCapabilities() else { return [] }
      let needed: [(String, bit: UInt64)] =
        [("CAP_NET_RAW", 13)] + (forPromiscuous ? [("CAP_NET_ADMIN", 12)] : [])
      return needed.filter { held & (1 << $0.bit) == 0 }.map(\.0)
    #else
      return []
    #endif
  }

  /// The command that grants it to this very executable.
  static var advice: String {
    #if os(Linux)
      let path = executablePath() ?? "/path/of/this/program"
      return "Grant it with: sudo setcap cap_net_raw,cap_net_admin=eip \(quoted(path))"
    #else
      return "Run as root, or grant it with: sudo chown $(whoami) /dev/bpf*"
    #endif
  }

  #if os(Linux)
    /// The mask of effective capabilities that the kernel reports.
    static func effectiveCapabilities() -> UInt64? {
      guard let status = contents(of: "/proc/self/status") else { return nil }
      for line in status.split(separator: "\n") where line.hasPrefix("CapEff:") {
        let digits = line.dropFirst("CapEff:".count).drop { $0 == "\t" || $0 == " " }
        return UInt64(digits, radix: 16)
      }
      return nil
    }

    static func executablePath() -> String? {
      var path = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = unsafe readlink("/proc/self/exe", &path, path.count)
      guard count > 0 else { return nil }
      return String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func contents(of path: String) -> String? {
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 16 << 10)
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
  #endif

  /// `path` as a shell takes it.
  static func quoted(_ path: String) -> String {
    let plain = path.utf8.allSatisfy {
      ($0 >= 0x2b && $0 <= 0x39) || ($0 >= 0x40 && $0 <= 0x5a) || ($0 >= 0x61 && $0 <= 0x7a)
        || $0 == 0x5f || $0 > 0x7f
    }
    return plain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
  }
}
