/// A field of any protocol, as a table knows it.
public struct AnyField: Sendable {
  public let name: String
  public let label: String
  public let type: FieldType
  public let isHidden: Bool
  /// What its numbers are called.
  public let names: ValueNames?
  /// The bits of its bytes that are its value, for a field that takes less than all of them.
  public let mask: UInt64?
  /// Whether the fields that stand in its bytes are its parts.
  public let hasParts: Bool
  /// Whether it follows from other fields.
  public let isGenerated: Bool
  public let protocolID: ProtocolID
  /// Reads its values. Who prints many packets keeps this beside what else it needs of the field,
  /// whose names would be retained with each look at it.
  public let reader: FieldReader
  /// What the layer must have for the field to be there; nil when it is to be read to know.
  @usableFromInline package let condition: AnyFieldCondition?
  /// The fields that are found with it.
  @usableFromInline package let group: AnyFieldGroup?

  /// Takes a value and where its bytes stand, counted from the start of the packet.
  public typealias Emit = (FieldValue, Range<Int>) -> Void

  @inlinable @inline(never)
  init<View: ProtocolView & ~Escapable>(_ field: Field<View>) {
    name = field.name
    label = field.label
    type = field.type
    isHidden = field.isHidden
    names = field.names
    mask = field.mask
    hasParts = field.hasParts
    isGenerated = field.isGenerated
    protocolID = View.id
    condition = AnyFieldCondition(field)
    group = AnyFieldGroup(field)
    let inner = field.read
    reader = FieldReader { bytes, context, emit in inner(View(unchecked: bytes), context, emit) }
  }

  /// Calls `emit` with each value of the field in the layer at `index` of a packet's path.
  ///
  /// Of a layer that is cut short or at fault, only with the values before the cut or fault.
  public func forEachValue(
    in packet: RawSpan, path: borrowing LayerPath, at index: Int, _ emit: Emit
  ) {
    LayerFields(in: packet, path: path, at: index).forEachValue(of: self, emit)
  }
}

/// What reads the values of a field.
public struct FieldReader: Sendable {
  @usableFromInline let read: @Sendable (RawSpan, borrowing FieldContext, AnyField.Emit) -> Void

  @usableFromInline
  init(_ read: @escaping @Sendable (RawSpan, borrowing FieldContext, AnyField.Emit) -> Void) {
    self.read = read
  }
}

/// A layer of a packet, to read the values of its fields from.
///
/// Who reads many fields of a layer makes this once.
public struct LayerFields: ~Escapable {
  @usableFromInline let bytes: RawSpan
  @usableFromInline let context: FieldContext
  @usableFromInline let faultLimit: Int
  @usableFromInline let offset: Int

  /// - Parameter index: Position of the layer in the path.
  @_lifetime(copy packet)
  public init(in packet: RawSpan, path: borrowing LayerPath, at index: Int) {
    let layer = path[index]
    var outer = index - 1
    while outer >= 0, !path[outer].flags.contains(.network) { outer -= 1 }
    let network = outer >= 0 ? path[outer] : nil
    context = FieldContext(
      packet: packet, layer: layer, enclosing: path[Swift.max(index - 1, 0)], network: network)
    faultLimit = layer.flags.contains(.malformed) ? layer.headerLength : .max
    bytes = packet.slice(from: layer.offset, count: layer.length)
    offset = layer.offset
  }

  /// Calls `emit` with each value of the field, and with where its bytes stand in the packet.
  ///
  /// Of a layer that is cut short or at fault, only with the values before the cut or fault.
  public func forEachValue(of field: AnyField, _ emit: AnyField.Emit) {
    forEachValue(of: field.reader, emit)
  }

  /// The same, of what reads a field.
  @inlinable @inline(__always)
  public func forEachValue(of reader: FieldReader, _ emit: AnyField.Emit) {
    let count = bytes.byteCount
    reader.read(bytes, context) { value, range in
      if range.upperBound <= count, range.lowerBound <= faultLimit {
        emit(value, range.lowerBound + offset..<range.upperBound + offset)
      }
    }
  }

  /// Calls `emit` with each value of the fields of a group, as for those of one.
  package func forEachValue(of group: AnyFieldGroup, _ emit: FieldGroupEmit) {
    let count = bytes.byteCount
    group.read(bytes) { index, value, range in
      if range.upperBound <= count, range.lowerBound <= faultLimit {
        emit(index, value, range.lowerBound + offset..<range.upperBound + offset)
      }
    }
  }

  /// Whether fields that share a condition may be there.
  package func hold(_ condition: AnyFieldCondition) -> Bool { condition.holds(bytes) }
}
