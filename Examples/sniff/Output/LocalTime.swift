import Packets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The machine's time zone, or the one that the environment variable `TZ` names.
enum LocalTime {
  @Sendable
  static func offset(at time: Timestamp) -> (secondsFromUTC: Int, zone: String) {
    var seconds = time_t(time.seconds)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return (0, "UTC") }
    return (parts.tm_gmtoff, parts.tm_zone.map { String(cString: $0) } ?? "UTC")
  }
}
