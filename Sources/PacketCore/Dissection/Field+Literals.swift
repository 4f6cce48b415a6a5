/// The initializers whose names are literals, as nearly all are: ``Swift/StaticString`` is three numbers,
/// while the compiler takes milliseconds to make a `String` out of each literal.
extension Field where View: ~Escapable {
  @inlinable @inline(never)
  public init(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, hidden: Bool = false,
    inContext read: @escaping @Sendable (borrowing View, borrowing FieldContext, Emit) -> Void
  ) {
    self.init(name.description, label.description, type, hidden: hidden, inContext: read)
  }

  @inlinable @inline(never)
  public init(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, hidden: Bool = false,
    each read: @escaping @Sendable (borrowing View, Emit) -> Void
  ) {
    self.init(name.description, label.description, type, hidden: hidden, each: read)
  }

  @inlinable @inline(never)
  public init(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, at offset: Int, _ count: Int,
    hidden: Bool = false, value: @escaping @Sendable (borrowing View) -> FieldValue?
  ) {
    self.init(
      name.description, label.description, type, at: offset, count, hidden: hidden, value: value)
  }

  @inlinable @inline(never)
  public init<Number: FixedWidthInteger & UnsignedInteger & SendableMetatype>(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, at offset: Int, _ count: Int,
    hidden: Bool = false, number: @escaping @Sendable (borrowing View) -> Number
  ) {
    self.init(
      name.description, label.description, type, at: offset, count, hidden: hidden, number: number)
  }

  @inlinable @inline(never)
  public init(
    _ name: StaticString, _ label: StaticString, at offset: Int, _ count: Int,
    flag: @escaping @Sendable (borrowing View) -> Bool
  ) {
    self.init(name.description, label.description, at: offset, count, flag: flag)
  }
}
