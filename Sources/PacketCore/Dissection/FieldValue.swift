/// The value of a field.
///
/// Bytes and text stay where they are: their case says how to read the range of bytes that comes
/// with the value, so nothing is copied before somebody wants to keep it.
@frozen
public enum FieldValue: Hashable, Sendable {
  case unsigned(UInt64)
  case signed(Int64)
  case boolean(Bool)
  case mac(MACAddress)
  case ipv4(IPv4Address)
  case ipv6(IPv6Address)
  case double(Double)
  case time(Timestamp)
  case duration(Duration)
  /// The bytes of the field's range.
  case bytes
  /// The bytes of the field's range, as UTF-8; what is not is replaced.
  case text
  /// A text that does not stand in the packet as such.
  case string(String)
  /// The field is there and has no value of its own: a heading.
  case present
}
