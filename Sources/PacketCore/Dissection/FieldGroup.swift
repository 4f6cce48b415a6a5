/// Fields that one walk over a layer finds together: the header fields of HTTP, each under its name.
///
/// Each of them can be read alone too, by the same walk, which then leaves out the others; who reads
/// all fields of a layer walks once.
@usableFromInline
final class FieldGroup<View: ProtocolView & ~Escapable>: Sendable {
  @usableFromInline let read: @Sendable (borrowing View, FieldGroupEmit) -> Void

  init(_ read: @escaping @Sendable (borrowing View, FieldGroupEmit) -> Void) { self.read = read }
}

/// Takes a field's position in its group, a value of it, and where its bytes stand, counted from the
/// start of the layer.
public typealias FieldGroupEmit = (Int, FieldValue, Range<Int>) -> Void

extension Field where View: ~Escapable {
  /// Fields that `read` finds together.
  ///
  /// - Parameter fields: Declared without values of their own: ``init(_:_:_:)``.
  public static func together(
    _ fields: [Field], _ read: @escaping @Sendable (borrowing View, FieldGroupEmit) -> Void
  ) -> [Field] {
    let group = FieldGroup<View>(read)
    return fields.enumerated().map { index, field in
      var field = field
      field.group = group
      field.read = { view, _, emit in
        read(view) { if $0 == index { emit($1, $2) } }
      }
      return field
    }
  }

  /// A field of a group; alone it has no value.
  public init(_ name: String, _ label: String, _ type: FieldType) {
    self.init(name, label, type, inContext: { _, _, _ in })
  }
}

/// A group of fields of any protocol.
@usableFromInline
package struct AnyFieldGroup: Sendable {
  /// The same for all fields of the group.
  @usableFromInline package let id: ObjectIdentifier
  @usableFromInline let read: @Sendable (RawSpan, FieldGroupEmit) -> Void

  @inlinable @inline(never)
  package init?<View: ProtocolView & ~Escapable>(_ field: Field<View>) {
    guard let group = field.group else { return nil }
    id = ObjectIdentifier(group)
    read = { group.read(View(unchecked: $0), $1) }
  }
}
