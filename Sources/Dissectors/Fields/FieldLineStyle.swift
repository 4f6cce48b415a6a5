public import PacketCore

/// How a line of field values is laid out: tshark's `-E` options.
public struct FieldLineStyle: Sendable {
  /// Between the columns.
  public var separator = UInt8(ascii: "\t")
  /// Between several values of one column.
  public var aggregator = UInt8(ascii: ",")
  /// Around each column that is not empty.
  public var quote: UInt8?
  public var occurrence = Occurrence.all
  public var values = FieldStyle()

  /// Which of several values of a field in one packet.
  public enum Occurrence: Sendable { case first, last, all }

  public init() {}
}
