/// What a layer must have for any of some fields to be there: options, a body.
///
/// A condition only saves time: a field whose condition does not hold has no value anyway. Who reads
/// all fields of a layer asks once for those that share a condition, and the fields of what most
/// packets do not have then cost nothing.
@usableFromInline
final class FieldCondition<View: ProtocolView & ~Escapable>: Sendable {
  @usableFromInline let holds: @Sendable (borrowing View) -> Bool

  init(_ holds: @escaping @Sendable (borrowing View) -> Bool) { self.holds = holds }
}

extension Field where View: ~Escapable {
  /// Fields that are in a layer only where `condition` holds.
  ///
  /// - Parameter condition: Cheaper than a look for one of the fields.
  public static func only(
    where condition: @escaping @Sendable (borrowing View) -> Bool, _ fields: [Field]
  ) -> [Field] {
    let condition = FieldCondition<View>(condition)
    return fields.map { field in
      var field = field
      field.condition = condition
      return field
    }
  }
}

/// A condition of fields of any protocol.
@usableFromInline
package struct AnyFieldCondition: Sendable {
  /// The same for all fields that share the condition.
  @usableFromInline package let id: ObjectIdentifier
  @usableFromInline let holds: @Sendable (RawSpan) -> Bool

  @inlinable @inline(never)
  package init?<View: ProtocolView & ~Escapable>(_ field: Field<View>) {
    guard let condition = field.condition else { return nil }
    id = ObjectIdentifier(condition)
    holds = { condition.holds(View(unchecked: $0)) }
  }
}
