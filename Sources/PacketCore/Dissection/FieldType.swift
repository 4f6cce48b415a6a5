/// What a field's values are, and how Wireshark prints them.
public enum FieldType: Hashable, Sendable {
  /// A whole number of this many bits.
  case unsigned(bits: Int, base: Base = .decimal)
  case signed(bits: Int)
  case boolean
  case macAddress
  case ipv4Address
  case ipv6Address
  case bytes
  case text
  case double
  case absoluteTime
  case relativeTime
  /// A heading: present or not.
  case heading

  public enum Base: Hashable, Sendable { case decimal, hexadecimal, octal }

  public static var port: FieldType { .unsigned(bits: 16) }
  public static func decimal(_ bits: Int) -> FieldType { .unsigned(bits: bits, base: .decimal) }
  public static func hex(_ bits: Int) -> FieldType { .unsigned(bits: bits, base: .hexadecimal) }
}
