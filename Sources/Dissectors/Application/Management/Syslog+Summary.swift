extension Syslog {
  public static var specification: String { "RFC 5424, RFC 3164" }
}
