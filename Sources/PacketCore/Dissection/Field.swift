/// A named, typed value of a protocol: what the tree, the JSON, a filter and tshark call by one name.
public struct Field<View: ProtocolView & ~Escapable>: Sendable {
  /// Takes a value and where its bytes stand, counted from the start of the layer.
  public typealias Emit = (FieldValue, Range<Int>) -> Void

  /// Wireshark's name: `udp.srcport`.
  public let name: String
  /// The field's name in its specification: `Source Port`.
  public let label: String
  public let type: FieldType
  /// Whether the field repeats others, and so stands in no tree.
  public let isHidden: Bool
  /// What its numbers are called.
  public private(set) var names: ValueNames?
  /// The bits of its bytes that are its value, for a field that takes less than all of them.
  public private(set) var mask: UInt64?
  /// Whether the fields that stand in its bytes are its parts: so for each heading.
  public var hasParts: Bool { opensParts || type == .heading }
  private var opensParts = false
  /// Whether it stands in no byte, but follows from others: Wireshark prints it in brackets.
  public private(set) var isGenerated = false
  @usableFromInline package internal(set) var read:
    @Sendable (borrowing View, borrowing FieldContext, Emit) -> Void
  /// What the layer must have; see ``only(where:_:)``.
  @usableFromInline var condition: FieldCondition<View>?
  /// The fields that are found with it; see ``together(_:_:)``.
  @usableFromInline var group: FieldGroup<View>?

  /// A field that needs to know where its layer stands: a length of what was not captured, a checksum
  /// over a pseudo-header.
  @inlinable @inline(never) @_disfavoredOverload
  public init(
    _ name: String, _ label: String, _ type: FieldType, hidden: Bool = false,
    inContext read: @escaping @Sendable (borrowing View, borrowing FieldContext, Emit) -> Void
  ) {
    self.name = name
    self.label = label
    self.type = type
    self.isHidden = hidden
    self.read = read
  }

  /// A field that may be there several times or not at all.
  @inlinable @inline(never) @_disfavoredOverload
  public init(
    _ name: String, _ label: String, _ type: FieldType, hidden: Bool = false,
    each read: @escaping @Sendable (borrowing View, Emit) -> Void
  ) {
    self.init(name, label, type, hidden: hidden, inContext: { view, _, emit in read(view, emit) })
  }

  /// A field with one value, or none when `value` returns nil.
  ///
  /// - Parameters:
  ///   - offset: Distance of the field from the start of the layer, in bytes.
  ///   - count: Bytes that the field takes a part of.
  @inlinable @inline(never) @_disfavoredOverload
  public init(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    hidden: Bool = false, value: @escaping @Sendable (borrowing View) -> FieldValue?
  ) {
    self.init(name, label, type, hidden: hidden) { view, emit in
      if let value = value(view) { emit(value, offset..<offset + count) }
    }
  }

  /// A number of one value.
  @inlinable @inline(never) @_disfavoredOverload
  public init<Number: FixedWidthInteger & UnsignedInteger & SendableMetatype>(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    hidden: Bool = false, number: @escaping @Sendable (borrowing View) -> Number
  ) {
    self.init(name, label, type, hidden: hidden) { view, emit in
      emit(.unsigned(UInt64(truncatingIfNeeded: number(view))), offset..<offset + count)
    }
  }

  /// A flag.
  @inlinable @inline(never) @_disfavoredOverload
  public init(
    _ name: String, _ label: String, at offset: Int, _ count: Int,
    flag: @escaping @Sendable (borrowing View) -> Bool
  ) {
    self.init(name, label, .boolean) { view, emit in
      emit(.boolean(flag(view)), offset..<offset + count)
    }
  }
}

extension Field where View: ~Escapable {
  /// The same field, with names for its numbers: `Field(…).named([1: "Request", 2: "Reply"])`.
  public func named(_ names: ValueNames) -> Field {
    var field = self
    field.names = names
    return field
  }

  /// The same field, read in another way.
  package func rereading(
    _ read: @escaping @Sendable (borrowing View, borrowing FieldContext, Emit) -> Void
  ) -> Field {
    var field = self
    field.read = read
    field.group = nil
    return field
  }

  /// The same field, as a part of the bits of its bytes: `Field(…).bits(0xc000)`.
  public func bits(_ mask: UInt64) -> Field {
    var field = self
    field.mask = mask
    return field
  }

  /// The same field, with the fields that stand in its bytes under it in the tree.
  ///
  /// A heading needs no such word, nor does a field whose name begins the others': `ip.flags` is above
  /// `ip.flags.df` anyway.
  public func withParts() -> Field {
    var field = self
    field.opensParts = true
    return field
  }

  /// The same field, marked as one that follows from others: `[Checksum Status: Unverified]`.
  public func generated() -> Field {
    var field = self
    field.isGenerated = true
    return field
  }
}

/// Where the layer stands whose field is read.
public struct FieldContext: ~Escapable {
  /// The whole packet.
  public let packet: RawSpan
  public let layer: Layer
  /// The layer around this one; the layer itself when it is the outermost.
  public let enclosing: Layer
  /// The innermost IP packet that the layer stands in, if it stands in one.
  public let network: Layer?

  @_lifetime(copy packet)
  init(packet: RawSpan, layer: Layer, enclosing: Layer, network: Layer?) {
    self.packet = packet
    self.layer = layer
    self.enclosing = enclosing
    self.network = network
  }
}
