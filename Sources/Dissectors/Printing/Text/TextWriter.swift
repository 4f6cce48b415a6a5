import PacketCore

/// Writes text into room that was made for it beforehand.
///
/// What is printed of each of many fields goes this way: a piece costs one comparison, and no array is
/// looked at. Once the room has run out nothing more is written, and the text is to be made again in
/// more room: see `Array.append(room:_:)`.
@safe
struct TextWriter: ~Copyable {
  var place: UnsafeMutablePointer<UInt8>
  /// Where no piece may begin that is longer than ``slack``; before the start once the room has run out.
  private var end: UnsafeMutablePointer<UInt8>

  /// Bytes at the end of the room, so that short pieces need not be measured.
  fileprivate static let slack = 96

  fileprivate init(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) {
    unsafe place = start
    unsafe end = start + (count - Self.slack)
  }

  /// Whether all that was to be written had room.
  var hasRoom: Bool { unsafe place <= end }

  /// Whether there is room for `count` bytes and a short piece.
  @inline(__always)
  mutating func hasRoom(_ count: Int) -> Bool {
    if unsafe end - place >= count { return true }
    unsafe end = place - 1
    return false
  }

  fileprivate func count(from start: UnsafeMutablePointer<UInt8>) -> Int { unsafe place - start }
}

extension [UInt8] {
  /// Appends what `body` writes, which is called again with more room when there was too little.
  ///
  /// - Parameter room: Bytes that are probably enough.
  mutating func append(room: Int, _ body: (inout TextWriter) -> Void) {
    var room = room + TextWriter.slack
    var isWritten = false
    while !isWritten {
      if capacity - count < room { reserveCapacity(Swift.max(count + room, 2 * capacity)) }
      append(addingCapacity: room) { output in
        unsafe output.withUnsafeMutableBufferPointer { buffer, count in
          guard let start = buffer.baseAddress else { return }
          var writer = unsafe TextWriter(start, room)
          body(&writer)
          isWritten = writer.hasRoom
          count = isWritten ? unsafe writer.count(from: start) : 0
        }
      }
      room *= 2
    }
  }
}

// MARK: Pieces

extension TextWriter {
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard hasRoom(0) else { return }
    unsafe place.pointee = byte
    unsafe place += 1
  }

  /// Takes back the last byte, which must have been written before.
  mutating func replaceLast(by byte: UInt8) {
    if hasRoom(0) { unsafe (place - 1).pointee = byte }
  }

  mutating func append(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return }
    unsafe append(text.utf8Start, text.utf8CodeUnitCount)
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if let start = bytes.baseAddress { unsafe append(start, bytes.count) }
    }
  }

  mutating func append(copying bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { unsafe append(start, bytes.count) }
    }
  }

  mutating func append(copying bytes: Span<UInt8>) {
    unsafe append(copying: bytes.bytes)
  }

  @inline(__always)
  private mutating func append(_ source: UnsafeRawPointer, _ count: Int) {
    guard hasRoom(count) else { return }
    unsafe UnsafeMutableRawPointer(place).copyMemory(from: source, byteCount: count)
    unsafe place += count
  }

  /// A part of a text, sixteen bytes at once as far as the text goes on behind it.
  @inline(__always)
  mutating func append(_ range: Range<Int>, of text: Span<UInt8>) {
    let count = range.count
    guard range.lowerBound >= 0, range.upperBound <= text.count &- 16 else {
      return unsafe append(
        copying: text.bytes.slice(from: range.lowerBound, count: count))
    }
    guard hasRoom(count) else { return }
    unsafe text.withUnsafeBytes { text in
      guard let base = text.baseAddress else { return }
      let source = unsafe base + range.lowerBound
      let target = unsafe UnsafeMutableRawPointer(place)
      var offset = 0
      repeat {
        let piece = unsafe (source + offset).loadUnaligned(as: SIMD16<UInt8>.self)
        unsafe (target + offset).storeBytes(of: piece, as: SIMD16<UInt8>.self)
        offset &+= 16
      } while offset < count
    }
    unsafe place += count
  }
}

// MARK: Numbers

extension TextWriter {
  @inline(__always)
  mutating func append(decimal value: UInt64) {
    if value < 10 { return append(48 &+ UInt8(truncatingIfNeeded: value)) }
    append(digits: value, width: 1)
  }

  mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(decimal: value.magnitude)
  }

  /// - Parameter width: Digits to fill up to with zeros, at most 20.
  mutating func append(decimal value: UInt64, width: Int) {
    append(digits: value, width: width)
  }

  private mutating func append(digits value: UInt64, width: Int) {
    guard hasRoom(0) else { return }
    var count = Swift.min(Swift.max(width, 1), 20)
    var limit: UInt64 = Self.power(count)
    while count < 20, value >= limit {
      count &+= 1
      limit = count < 20 ? limit &* 10 : .max
    }
    var rest = value
    var index = count
    while index > 0 {
      index &-= 1
      let quotient = rest / 10
      unsafe place[index] = 48 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    }
    unsafe place += count
  }

  private static func power(_ digits: Int) -> UInt64 {
    var power: UInt64 = 10
    var left = Swift.min(digits, 19)
    while left > 1 {
      power &*= 10
      left &-= 1
    }
    return power
  }

  /// - Parameter width: Digits to fill up to with zeros, at most 32.
  mutating func append(hex value: UInt64, width: Int = 1) {
    guard hasRoom(0) else { return }
    let count = Swift.min(Swift.max(width, (67 &- value.leadingZeroBitCount) / 4), 32)
    var rest = value
    var index = count
    while index > 0 {
      index &-= 1
      unsafe place[index] = Self.hexDigit(UInt8(truncatingIfNeeded: rest) & 15)
      rest >>= 4
    }
    unsafe place += count
  }

  /// Two digits of each byte, and between them `separator`.
  mutating func append(hex bytes: RawSpan, separator: UInt8) {
    let count = bytes.byteCount
    guard count > 0, hasRoom(count &* 3) else { return }
    let digits = Self.hexDigits.span
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe digits.withUnsafeBufferPointer { digits in
        let mark = UInt32(separator) << 16
        var target = unsafe UnsafeMutableRawPointer(place)
        for index in 0..<count {
          let piece = unsafe UInt32(digits[Int(bytes[index])]) | mark
          // A fourth byte, which the next piece is written over.
          unsafe target.storeBytes(of: piece.littleEndian, as: UInt32.self)
          unsafe target += 3
        }
      }
    }
    unsafe place += count &* 3 &- 1
  }

  @inline(__always)
  private static func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 48 &+ nibble : 87 &+ nibble
  }

  /// The two digits of each byte, the first in the low bits.
  private static let hexDigits: [UInt16] = (0..<256).map { byte in
    UInt16(Self.hexDigit(UInt8(byte) >> 4)) | UInt16(Self.hexDigit(UInt8(byte) & 15)) << 8
  }
}

// MARK: Addresses

extension TextWriter {
  /// `00:00:5e:00:53:af`.
  mutating func append(_ address: MACAddress) {
    guard hasRoom(0) else { return }
    var index = 0
    for place in stride(from: 40, through: 0, by: -8) {
      let byte = UInt8(truncatingIfNeeded: address.rawValue >> UInt64(place))
      unsafe self.place[index] = Self.hexDigit(byte >> 4)
      unsafe self.place[index &+ 1] = Self.hexDigit(byte & 15)
      unsafe self.place[index &+ 2] = UInt8(ascii: ":")
      index &+= 3
    }
    unsafe place += 17
  }

  /// `192.0.2.1`.
  mutating func append(_ address: IPv4Address) {
    guard hasRoom(0) else { return }
    var target = unsafe place
    for shift in stride(from: 24, through: 0, by: -8) {
      let byte = UInt8(truncatingIfNeeded: address.rawValue >> UInt32(shift))
      if byte >= 100 {
        unsafe target[0] = 48 &+ byte / 100
        unsafe target += 1
      }
      if byte >= 10 {
        unsafe target[0] = 48 &+ byte / 10 % 10
        unsafe target += 1
      }
      unsafe target[0] = 48 &+ byte % 10
      unsafe target[1] = UInt8(ascii: ".")
      unsafe target += 2
    }
    unsafe place = target - 1
  }
}
