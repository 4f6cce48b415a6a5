import PacketCore

/// Fields whose numbers are sent least significant byte first (SMB, DCE/RPC, MySQL, DNP3, …).
extension Field where View: ~Escapable {
  /// As ``init(_:_:_:at:_:mask:hidden:in:)``, the number read from its last byte to its first.
  @inline(never) @_disfavoredOverload
  static func little(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil, hidden: Bool = false, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, type, hidden: hidden) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + count <= part.upperBound else { return }
        let range = start..<start + count
        emit(type.littleEndian(bytes.littleBits(in: range, mask: mask), byteCount: count), range)
      }
    }
  }

  /// A flag in a number that is sent least significant byte first.
  @inline(never) @_disfavoredOverload
  static func little(
    _ name: String, _ label: String, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts
  ) -> Field {
    little(name, label, .boolean, at: offset, count, mask: mask, in: parts)
  }

  /// A heading over each of some parts of a layer, also over one without bytes.
  @inline(never)
  static func heading(_ name: String, _ label: String, in parts: @escaping Parts) -> Field {
    Field(name, label, .heading) { view, emit in parts(view) { emit(.present, $0) } }
  }

  /// Text of two bytes a character in each of some parts of a layer, up to their ends.
  @inline(never)
  static func utf16(_ name: String, _ label: String, in parts: @escaping Parts) -> Field {
    Field(name, label, .text) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        guard part.upperBound <= bytes.byteCount else { return }
        emit(.string(bytes.utf16(in: part)), part)
      }
    }
  }

  /// A universally unique identifier (RFC 9562) whose first three numbers are sent least significant
  /// byte first, in each of some parts of a layer.
  @inline(never)
  static func guid(
    _ name: String, _ label: String, at offset: Int, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, .text) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + 16 <= part.upperBound, bytes.has(16, at: start) else { return }
        emit(.string(bytes.guid(at: start)), start..<start + 16)
      }
    }
  }

  /// A moment in units of 100 ns since 1601 (MS-DTYP §2.3.3), in each of some parts of a layer.
  @inline(never)
  static func fileTime(
    _ name: String, _ label: String, at offset: Int, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, .absoluteTime) { view, emit in
      let bytes = view.bytes
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + 8 <= part.upperBound else { return }
        emit(.time(bytes.fileTime(at: start)), start..<start + 8)
      }
    }
  }
}

extension FieldType {
  /// A number as the value of a field of this type.
  fileprivate func littleEndian(_ number: UInt64, byteCount: Int) -> FieldValue {
    switch self {
    case .boolean: .boolean(number != 0)
    case .signed:
      switch byteCount {
      case 1: .signed(Int64(Int8(truncatingIfNeeded: number)))
      case 2: .signed(Int64(Int16(truncatingIfNeeded: number)))
      case 4: .signed(Int64(Int32(truncatingIfNeeded: number)))
      default: .signed(Int64(truncatingIfNeeded: number))
      }
    default: .unsigned(number)
    }
  }
}

extension RawSpan {
  /// The masked bits of up to eight bytes, least significant first, shifted down to the mask's end.
  func littleBits(in range: Range<Int>, mask: UInt64? = nil) -> UInt64 {
    var number: UInt64 = 0
    for offset in range.prefix(8).reversed() { number = number << 8 | UInt64(byte(at: offset)) }
    guard let mask, mask != 0 else { return number }
    return (number & mask) >> UInt64(mask.trailingZeroBitCount)
  }

  /// Text of two bytes a character, least significant first, up to its first zero.
  func utf16(in range: Range<Int>) -> String {
    var units: [UInt16] = []
    var offset = range.lowerBound
    while offset + 2 <= Swift.min(range.upperBound, byteCount) {
      let unit = littleEndian(UInt16.self, at: offset)
      if unit == 0 { break }
      units.append(unit)
      offset += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Where text ends that stops at a zero character of two bytes: behind that, or at `limit`.
  func utf16End(from start: Int, limit: Int) -> Int {
    var offset = start
    while offset + 2 <= Swift.min(limit, byteCount) {
      offset += 2
      if littleEndian(UInt16.self, at: offset - 2) == 0 { return offset }
    }
    return Swift.min(limit, byteCount)
  }

  /// Where text ends that stops at a zero byte: behind that, or at `limit`.
  func textEnd(from start: Int, limit: Int) -> Int {
    var offset = start
    while offset < Swift.min(limit, byteCount) {
      offset += 1
      if byte(at: offset - 1) == 0 { return offset }
    }
    return Swift.min(limit, byteCount)
  }

  /// `6bffd098-a112-3610-9833-46c3f87e345a`, its first three numbers least significant byte first.
  func guid(at offset: Int, isLittleEndian: Bool = true) -> String {
    var text: [UInt8] = []
    let order = isLittleEndian ? [3, 2, 1, 0, 5, 4, 7, 6] : [0, 1, 2, 3, 4, 5, 6, 7]
    for (index, place) in (order + [8, 9, 10, 11, 12, 13, 14, 15]).enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(hex: UInt64(byte(at: offset + place)), width: 2)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A moment in units of 100 ns since 1601, held in the range of a time.
  func fileTime(at offset: Int) -> Timestamp {
    let ticks = Int64(clamping: littleEndian(UInt64.self, at: offset))
    // No time; Wireshark's fields say 1970.
    if ticks == 0 { return Timestamp(seconds: 0, nanoseconds: 0) }
    // 369 years with 89 leap days.
    let seconds = ticks / 10_000_000 - 11_644_473_600
    return Timestamp(seconds: seconds, nanoseconds: UInt32(ticks % 10_000_000) * 100)
  }
}
