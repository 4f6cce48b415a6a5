extension DHCPv6 {
  public static var specification: String { "RFC 8415" }
}
