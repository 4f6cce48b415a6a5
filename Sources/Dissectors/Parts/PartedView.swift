import PacketCore

/// A layer of many kinds of parts (records, options, elements, one in another), all of which one
/// walk finds.
///
/// The walk knows the structure; the fields are then a table that says which part each is read from,
/// and where.
protocol PartedView: ProtocolView, ~Escapable {
  /// What parts there are.
  associatedtype Part: Hashable & Sendable

  /// Calls `body` with each part and its place, counted from the layer's start, in wire order.
  ///
  /// A place may reach beyond what was captured; it is where the part would stand.
  func forEachPart(_ body: (Part, Range<Int>) -> Void)
}

extension PartedView where Self: ~Escapable {
  /// The parts of these kinds.
  @inline(never)
  static func part(_ kinds: Part...) -> Field<Self>.Parts {
    { view, body in
      view.forEachPart { kind, range in
        if kinds.contains(kind) { body(range) }
      }
    }
  }

  /// Emits the number that stands in a part.
  func emitNumber(
    _ part: Range<Int>, at offset: Int, _ count: Int, mask: UInt64? = nil, _ emit: Field<Self>.Emit
  ) {
    let start = part.lowerBound + offset
    emit(.unsigned(bytes.bits(in: start..<start + count, mask: mask)), start..<start + count)
  }

  /// A part's bytes as numbers of `width` bytes in a row.
  @inline(never)
  static func each(_ width: Int, from offset: Int = 0, in parts: @escaping Field<Self>.Parts)
    -> Field<Self>.Parts
  {
    { view, body in
      parts(view) { part in
        var start = part.lowerBound + offset
        let end = min(part.upperBound, view.bytes.byteCount)
        while start + width <= end {
          body(start..<start + width)
          start += width
        }
      }
    }
  }
}

extension Field where View: ~Escapable {
  /// A number at the same place in each of some parts, made into a value by `value`; left out where
  /// that is nil.
  @inline(never) @_disfavoredOverload
  init(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil, hidden: Bool = false, in parts: @escaping Parts,
    value: @escaping @Sendable (UInt64) -> FieldValue?
  ) {
    self.init(name, label, type, hidden: hidden) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + count <= part.upperBound else { return }
        let number = bytes.bits(in: start..<start + count, mask: mask)
        if let value = value(number) { emit(value, start..<start + count) }
      }
    }
  }
}

/// Walks values that begin with a type and a length.
struct TLVCursor {
  /// Bytes of the type.
  let typeWidth: Int
  /// Bytes of the length.
  let lengthWidth: Int
  /// Whether the length counts type and length too.
  var countsHeader = false
  private(set) var offset: Int
  private let end: Int

  @inline(never) @_disfavoredOverload
  init(
    typeWidth: Int, lengthWidth: Int, countsHeader: Bool = false, _ range: Range<Int>
  ) {
    self.typeWidth = typeWidth
    self.lengthWidth = lengthWidth
    self.countsHeader = countsHeader
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next value with its type and length; nil at the end, and where a length makes no sense.
  ///
  /// One that reaches beyond the end ends there.
  mutating func next(in bytes: RawSpan) -> (type: UInt64, range: Range<Int>)? {
    let header = typeWidth + lengthWidth
    guard offset + header <= end, bytes.has(header, at: offset) else { return nil }
    let start = offset
    let type = bytes.bits(in: start..<start + typeWidth)
    let told = bytes.bits(in: start + typeWidth..<start + header)
    let length = Int(clamping: min(told, 0xff_ffff)) + (countsHeader ? 0 : header)
    guard length >= header else {
      offset = end
      return nil
    }
    offset = min(start + length, end)
    return (type, start..<offset)
  }
}

extension Field where View: ~Escapable {
  /// A text that ends at its first zero, or at the end of its bytes.
  ///
  /// - Parameters:
  ///   - offset: Distance of the text from the start of its part, in bytes.
  ///   - count: Bytes that it may take; the rest of the part when nil.
  @inline(never) @_disfavoredOverload
  init(
    _ name: String, _ label: String, _ type: FieldType, in parts: @escaping Parts,
    zeroPadded offset: Int, _ count: Int? = nil
  ) {
    self.init(name, label, type) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        let end = count.map { start + $0 } ?? part.upperBound
        guard start <= end, end <= part.upperBound, end <= bytes.byteCount else { return }
        var stop = start
        while stop < end, bytes.byte(at: stop) != 0 { stop += 1 }
        emit(.text, start..<stop)
      }
    }
  }
}

extension Field where View: ~Escapable {
  /// A value whose least significant byte comes first, at the same place in each of some parts.
  ///
  /// - Parameters:
  ///   - offset: Distance of the value from the start of its part, in bytes.
  ///   - mask: The bits that are the value.
  ///   - value: Makes the field's value of the number; nil leaves it out.
  @inline(never) @_disfavoredOverload
  init(
    little name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil, hidden: Bool = false,
    in parts: @escaping Parts = { view, part in part(0..<view.bytes.byteCount) },
    value: (@Sendable (UInt64) -> FieldValue?)? = nil
  ) {
    self.init(name, label, type, hidden: hidden) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        let range = start..<start + count
        guard range.upperBound <= part.upperBound else { return }
        let number = bytes.littleBits(in: range, mask: mask)
        if let value {
          if let value = value(number) { emit(value, range) }
        } else {
          emit(FieldValue(number, type), range)
        }
      }
    }
  }

  /// A flag in a number whose least significant byte comes first.
  @inline(never) @_disfavoredOverload
  init(
    little name: String, _ label: String, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts = { view, part in part(0..<view.bytes.byteCount) }
  ) {
    self.init(little: name, label, .boolean, at: offset, count, mask: mask, in: parts)
  }
}

extension FieldValue {
  /// A number as a value of `type`.
  init(_ number: UInt64, _ type: FieldType) {
    switch type {
    case .boolean: self = .boolean(number != 0)
    case .signed(let bits):
      let shift = UInt64(clamping: 64 - bits)
      self = .signed(Int64(bitPattern: number << shift) >> Int64(shift))
    default: self = .unsigned(number)
    }
  }
}
