import PacketCore

extension Field where View: ~Escapable {
  /// Finds the parts of a layer that a field stands in (options, chunks, records, or the message
  /// itself when it is of the right type), as ranges counted from the layer's start.
  typealias Parts = @Sendable (borrowing View, (Range<Int>) -> Void) -> Void

  /// A value at the same place in each of some parts of a layer, read as `type` says; left out of a
  /// part that is too short for it.
  ///
  /// - Parameters:
  ///   - offset: Distance of the value from the start of its part, in bytes.
  ///   - count: Bytes that the value takes a part of; the rest of the part when nil.
  ///   - mask: The bits of these bytes that are the value.
  @inline(never) @_disfavoredOverload
  init(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int? = nil,
    mask: UInt64? = nil, hidden: Bool = false, in parts: @escaping Parts
  ) {
    let field = Field(
      name, label, type, hidden: hidden,
      inContext: { view, _, emit in
        let bytes = view.bytes
        parts(view) { part in
          let start = part.lowerBound + offset
          let end = count.map { start + $0 } ?? part.upperBound
          guard start < end || count == 0, end <= part.upperBound else { return }
          emit(bytes.value(type, in: start..<end, mask: mask), start..<end)
        }
      })
    self = mask.map { field.bits($0) } ?? field
  }

  /// A flag in each of some parts of a layer.
  @inline(never) @_disfavoredOverload
  init(
    _ name: String, _ label: String, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts
  ) {
    self.init(name, label, .boolean, at: offset, count, mask: mask, in: parts)
  }

  /// A flag at a fixed place of the header.
  @inline(never) @_disfavoredOverload
  init(_ name: String, _ label: String, at offset: Int, _ count: Int, bit mask: UInt64) {
    let range = offset..<offset + count
    self = Field(
      name, label, .boolean,
      inContext: { view, _, emit in
        let bytes = view.bytes
        guard range.upperBound <= bytes.byteCount else { return }
        emit(.boolean(bytes.bits(in: range, mask: mask) != 0), range)
      }
    ).bits(mask)
  }
}

extension RawSpan {
  /// The value in `range`, as a field of `type` has it.
  func value(_ type: FieldType, in range: Range<Int>, mask: UInt64? = nil) -> FieldValue {
    switch type {
    case .unsigned: .unsigned(bits(in: range, mask: mask))
    case .signed:
      .signed(signExtended(bits(in: range, mask: mask), bitCount: range.count * 8))
    case .boolean: .boolean(bits(in: range, mask: mask) != 0)
    case .macAddress: .mac(MACAddress(self, at: range.lowerBound))
    case .ipv4Address: .ipv4(IPv4Address(self, at: range.lowerBound))
    case .ipv6Address: .ipv6(IPv6Address(self, at: range.lowerBound))
    case .text: .text
    case .heading: .present
    default: .bytes
    }
  }

  /// The masked bits of up to eight bytes in network byte order, shifted down to the mask's end.
  func bits(in range: Range<Int>, mask: UInt64? = nil) -> UInt64 {
    var number: UInt64 = 0
    switch range.count {
    case 1: number = UInt64(byte(at: range.lowerBound))
    case 2 where has(2, at: range.lowerBound):
      number = UInt64(bigEndian(UInt16.self, at: range.lowerBound))
    case 4 where has(4, at: range.lowerBound):
      number = UInt64(bigEndian(UInt32.self, at: range.lowerBound))
    default:
      for offset in range.prefix(8) { number = number << 8 | UInt64(byte(at: offset)) }
    }
    guard let mask, mask != 0 else { return number }
    return (number & mask) >> UInt64(mask.trailingZeroBitCount)
  }

  private func signExtended(_ number: UInt64, bitCount: Int) -> Int64 {
    let shift = UInt64(clamping: 64 - bitCount)
    return Int64(bitPattern: number << shift) >> Int64(shift)
  }
}
