/// A field of any protocol, as a table knows it.
public struct AnyField: Sendable {
  public let name: String
  public let label: String
  public let type: FieldType
  public let isHidden: Bool
  /// What its numbers are called.
  public let names: ValueNames?
  public let protocolID: ProtocolID
  @usableFromInline let read: @Sendable (RawSpan, borrowing FieldContext, Emit) -> Void

  /// Takes a value and where its bytes stand, counted from the start of the packet.
  public typealias Emit = (FieldValue, Range<Int>) -> Void

  @inlinable
  init<View: ProtocolView & ~Escapable>(_ field: Field<View>) {
    name = field.name
    label = field.label
    type = field.type
    isHidden = field.isHidden
    names = field.names
    protocolID = View.id
    let inner = field.read
    read = { bytes, context, emit in inner(View(unchecked: bytes), context, emit) }
  }

  /// Calls `emit` with each value of the field in the layer at `index` of a packet's path.
  ///
  /// Of a layer that is cut short or at fault, only with the values before the cut or fault.
  public func forEachValue(
    in packet: RawSpan, path: borrowing LayerPath, at index: Int, _ emit: Emit
  ) {
    let layer = path[index]
    var outer = index - 1
    while outer >= 0, !path[outer].flags.contains(.network) { outer -= 1 }
    let network = outer >= 0 ? path[outer] : nil
    let context = FieldContext(
      packet: packet, layer: layer, enclosing: path[Swift.max(index - 1, 0)], network: network)
    let faultLimit = layer.flags.contains(.malformed) ? layer.headerLength : .max
    let bytes = packet.slice(from: layer.offset, count: layer.length)
    read(bytes, context) { value, range in
      if range.upperBound <= bytes.byteCount, range.lowerBound <= faultLimit {
        emit(value, range.lowerBound + layer.offset..<range.upperBound + layer.offset)
      }
    }
  }
}
