import PacketCore

/// What the bodies of messages are made of.
extension PostgreSQL {
  /// A value of a message, by the field it is.
  enum Part: Hashable, Sendable {
    case versionMajor, versionMinor, parameterName, parameterValue, query, password
    case authentication, salt, mechanism, statement, portal, returns, tag, status, copyData
    case pid, key, condition, text, tableOID, typeOID, format, count, columnName, columnIndex
    case length, data, modifier
    /// A field of an error, by its letter.
    case error(UInt8)
  }

  /// Calls `emit` with each part of the message, in wire order, as far as it is there.
  func forEachPart(
    of message: Message, fromClient: Bool, _ emit: (Part, Range<Int>) -> Void
  ) {
    var cursor = Cursor(offset: message.body, end: Swift.min(message.end, bytes.byteCount))
    if message.kind == 0 { return opening(&cursor, emit) }
    switch (UnicodeScalar(message.kind), fromClient) {
    case ("p", true): cursor.text(bytes, .password, emit)
    case ("Q", true): cursor.text(bytes, .query, emit)
    case ("P", true):
      cursor.text(bytes, .statement, emit)
      cursor.text(bytes, .query, emit)
      cursor.list(bytes, .typeOID, 4, emit)
    case ("B", true): bind(&cursor, emit)
    case ("E", true):
      cursor.text(bytes, .portal, emit)
      cursor.number(4, .returns, emit)
    case ("D", true), ("C", true):
      let isPortal = bytes.byte(at: cursor.offset) == 0x50
      cursor.skip(1)
      cursor.text(bytes, isPortal ? .portal : .statement, emit)
    case ("R", false): authentication(&cursor, emit)
    case ("K", false):
      cursor.number(4, .pid, emit)
      cursor.number(4, .key, emit)
    case ("S", false):
      cursor.text(bytes, .parameterName, emit)
      cursor.text(bytes, .parameterValue, emit)
    case ("C", false): cursor.text(bytes, .tag, emit)
    case ("Z", false): cursor.number(1, .status, emit)
    case ("A", false):
      cursor.number(4, .pid, emit)
      cursor.text(bytes, .condition, emit)
      cursor.text(bytes, .text, emit)
    case ("t", false): cursor.list(bytes, .typeOID, 4, emit)
    case ("T", false): rowDescription(&cursor, emit)
    case ("D", false):
      let count = bytes.bigEndian(UInt16.self, at: cursor.offset)
      cursor.number(2, .count, emit)
      values(&cursor, count: count, emit)
    case ("G", false), ("H", false):
      cursor.number(1, .format, emit)
      cursor.list(bytes, .format, 2, emit)
    case ("E", false), ("N", false): errorFields(&cursor, emit)
    case ("d", _):
      if message.end <= bytes.byteCount { cursor.rest(.copyData, emit) }
    default: break
    }
  }

  private func opening(_ cursor: inout Cursor, _ emit: (Part, Range<Int>) -> Void) {
    switch bytes.bigEndian(UInt32.self, at: cursor.offset) {
    case 80_877_103, 80_877_104: return
    case 80_877_102:
      cursor.skip(4)
      cursor.number(4, .pid, emit)
      cursor.number(4, .key, emit)
    default:
      cursor.number(2, .versionMajor, emit)
      cursor.number(2, .versionMinor, emit)
      while cursor.offset < cursor.end, bytes.byte(at: cursor.offset) != 0 {
        cursor.text(bytes, .parameterName, emit)
        cursor.text(bytes, .parameterValue, emit)
      }
    }
  }

  private func authentication(_ cursor: inout Cursor, _ emit: (Part, Range<Int>) -> Void) {
    let kind = bytes.bigEndian(UInt32.self, at: cursor.offset)
    cursor.number(4, .authentication, emit)
    switch kind {
    case 4: cursor.number(2, .salt, emit)
    case 5: cursor.number(4, .salt, emit)
    case 10:
      while cursor.offset < cursor.end, bytes.byte(at: cursor.offset) != 0 {
        cursor.text(bytes, .mechanism, emit)
      }
    default: break
    }
  }

  private func bind(_ cursor: inout Cursor, _ emit: (Part, Range<Int>) -> Void) {
    cursor.text(bytes, .portal, emit)
    cursor.text(bytes, .statement, emit)
    cursor.list(bytes, .format, 2, emit)
    let count = bytes.bigEndian(UInt16.self, at: cursor.offset)
    cursor.skip(2)
    values(&cursor, count: count, emit)
    cursor.list(bytes, .format, 2, emit)
  }

  private func values(
    _ cursor: inout Cursor, count: UInt16, _ emit: (Part, Range<Int>) -> Void
  ) {
    for _ in 0..<count where cursor.offset + 4 <= cursor.end {
      let length = Int(Int32(bitPattern: bytes.bigEndian(UInt32.self, at: cursor.offset)))
      cursor.number(4, .length, emit)
      if length > 0 { cursor.number(length, .data, emit) }
    }
  }

  private func rowDescription(_ cursor: inout Cursor, _ emit: (Part, Range<Int>) -> Void) {
    let count = bytes.bigEndian(UInt16.self, at: cursor.offset)
    cursor.number(2, .count, emit)
    for _ in 0..<count where cursor.offset < cursor.end {
      cursor.text(bytes, .columnName, emit)
      cursor.number(4, .tableOID, emit)
      cursor.number(2, .columnIndex, emit)
      cursor.number(4, .typeOID, emit)
      cursor.number(2, .length, emit)
      cursor.number(4, .modifier, emit)
      cursor.number(2, .format, emit)
    }
  }

  private func errorFields(_ cursor: inout Cursor, _ emit: (Part, Range<Int>) -> Void) {
    while cursor.offset < cursor.end, bytes.byte(at: cursor.offset) != 0 {
      let letter = bytes.byte(at: cursor.offset)
      cursor.skip(1)
      cursor.text(bytes, .error(letter), emit)
    }
  }

  /// Steps through a body; what is not there to its end ends it.
  struct Cursor {
    var offset: Int
    let end: Int

    mutating func skip(_ count: Int) { offset = Swift.min(offset + count, end) }

    mutating func number(_ count: Int, _ part: Part, _ emit: (Part, Range<Int>) -> Void) {
      guard count <= end - offset else {
        offset = end
        return
      }
      emit(part, offset..<offset + count)
      offset += count
    }

    /// Text up to a zero byte, with that.
    mutating func text(_ bytes: RawSpan, _ part: Part, _ emit: (Part, Range<Int>) -> Void) {
      let next = bytes.textEnd(from: offset, limit: end)
      guard next > offset, bytes.byte(at: next - 1) == 0 else {
        offset = end
        return
      }
      emit(part, offset..<next)
      offset = next
    }

    /// A count of two bytes, and as many numbers.
    mutating func list(
      _ bytes: RawSpan, _ part: Part, _ size: Int, _ emit: (Part, Range<Int>) -> Void
    ) {
      let count = bytes.bigEndian(UInt16.self, at: offset)
      skip(2)
      for _ in 0..<count where size <= end - offset { number(size, part, emit) }
    }

    mutating func rest(_ part: Part, _ emit: (Part, Range<Int>) -> Void) {
      if offset < end { emit(part, offset..<end) }
      offset = end
    }
  }
}
