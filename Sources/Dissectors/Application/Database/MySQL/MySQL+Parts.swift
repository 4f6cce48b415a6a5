import PacketCore

/// What the packets are made of.
extension MySQL {
  /// A value of a packet, by the field it is.
  enum Part: Hashable, Sendable {
    case greeting, login, request
    case `protocol`, version, threadID, salt, salt2, pluginLength, plugin, unused
    case language, mariaLanguage, mariaServerCapabilities, mariaClientCapabilities, mariaCharset
    case status, serverCapabilities, extendedServerCapabilities
    case clientCapabilities, extendedClientCapabilities, maximum, charset, user, password, schema
    case clientPlugin, command, query, table, statementID, payload
    case attributes, attributesLength, attribute, nameLength, name, valueLength, value
    case responseCode, affectedRows, insertID, warnings, message, errorCode, state, errorMessage
    case end, fieldCount, metadata, metadataText
    case catalog, database, fieldTable, originalTable, fieldName, originalName
    case fieldCharset, fieldLength, fieldType, fieldFlags, decimals, text
  }

  typealias Emit = (Part, Range<Int>) -> Void

  /// Calls `emit` with each part of the packet, as far as it is there.
  func forEachPart(of packet: Packet, _ emit: Emit) {
    var cursor = Cursor(
      bytes, offset: packet.body, end: Swift.min(packet.end, bytes.byteCount))
    let whole = packet.body..<cursor.end
    switch packet.kind {
    case .greeting:
      emit(.greeting, whole)
      greeting(&cursor, emit)
    case .login:
      emit(.login, whole)
      login(&cursor, emit)
    case .command:
      emit(.request, whole)
      command(&cursor, emit)
    case .ok:
      cursor.take(1, .responseCode, emit)
      cursor.lengthCoded(.affectedRows, emit)
      if cursor.byte != 0 { cursor.lengthCoded(.insertID, emit) } else { cursor.skip(1) }
      cursor.take(2, .status, emit)
      cursor.take(2, .warnings, emit)
      if cursor.left > 0 { cursor.take(cursor.left, .message, emit) }
    case .error:
      cursor.take(1, .responseCode, emit)
      cursor.take(2, .errorCode, emit)
      if cursor.byte == UInt8(ascii: "#") {
        cursor.skip(1)
        cursor.take(5, .state, emit)
      }
      if cursor.left > 0 { cursor.take(cursor.left, .errorMessage, emit) }
    case .end:
      emit(.responseCode, whole.lowerBound..<whole.lowerBound + 1)
      cursor.take(1, .end, emit)
      cursor.take(2, .warnings, emit)
      cursor.take(2, .status, emit)
    case .fieldCount:
      cursor.lengthCoded(.fieldCount, emit)
      if cursor.left > 0 { cursor.take(1, .metadata, emit) }
    case .field: field(&cursor, emit)
    case .row: while cursor.left > 0 { cursor.lengthText(.text, emit) }
    case .unknown: if cursor.left > 0 { cursor.take(cursor.left, .payload, emit) }
    }
  }

  private func greeting(_ cursor: inout Cursor, _ emit: Emit) {
    cursor.take(1, .protocol, emit)
    let start = cursor.offset
    cursor.zeroText(bytes, .version, emit)
    let version = start..<cursor.offset
    cursor.take(4, .threadID, emit)
    cursor.zeroText(bytes, .salt, emit)
    // MariaDB says so in two places.
    let isMaria = cursor.number(1) & 1 == 0 && namesMaria(version)
    cursor.take(2, .serverCapabilities, emit)
    cursor.take(1, isMaria ? .mariaLanguage : .language, emit)
    cursor.take(2, .status, emit)
    cursor.take(2, .extendedServerCapabilities, emit)
    cursor.take(1, .pluginLength, emit)
    cursor.take(isMaria ? 6 : 10, .unused, emit)
    if isMaria { cursor.take(4, .mariaServerCapabilities, emit) }
    cursor.zeroText(bytes, .salt2, emit)
    cursor.zeroText(bytes, .plugin, emit)
  }

  private func namesMaria(_ version: Range<Int>) -> Bool {
    version.prefix(64).contains { bytes.has("MariaDB", at: $0) }
  }

  private func login(_ cursor: inout Cursor, _ emit: Emit) {
    let capabilities = cursor.number(2)
    let extended = cursor.number(2, after: 2)
    cursor.take(2, .clientCapabilities, emit)
    guard capabilities & 0x200 != 0 else {
      cursor.take(3, .maximum, emit)
      cursor.zeroText(bytes, .user, emit)
      if cursor.left > 0 { cursor.take(cursor.left, .password, emit) }
      return
    }
    cursor.take(2, .extendedClientCapabilities, emit)
    cursor.take(4, .maximum, emit)
    let isMaria = capabilities & 1 == 0
    cursor.take(1, isMaria ? .mariaCharset : .charset, emit)
    cursor.take(isMaria ? 19 : 23, .unused, emit)
    if isMaria { cursor.take(4, .mariaClientCapabilities, emit) }
    cursor.zeroText(bytes, .user, emit)
    let length = Int(cursor.byte)
    cursor.skip(1)
    if length > 0 { cursor.take(length, .password, emit) }
    if capabilities & 8 != 0 { cursor.zeroText(bytes, .schema, emit) }
    if extended & 8 != 0 { cursor.zeroText(bytes, .clientPlugin, emit) }
    if extended & 0x10 != 0, cursor.left > 0 { attributes(&cursor, emit) }
  }

  private func attributes(_ cursor: inout Cursor, _ emit: Emit) {
    let start = cursor.offset
    let length = cursor.lengthCoded(.attributesLength, emit)
    let end = cursor.offset + Swift.min(length, cursor.left)
    emit(.attributes, start..<end)
    while cursor.offset < end {
      let first = cursor.offset
      let nameLength = cursor.lengthCoded(.nameLength, emit)
      cursor.take(nameLength, .name, emit)
      let valueLength = cursor.lengthCoded(.valueLength, emit)
      cursor.take(valueLength, .value, emit)
      emit(.attribute, first..<cursor.offset)
    }
  }

  private func command(_ cursor: inout Cursor, _ emit: Emit) {
    let code = cursor.byte
    cursor.take(1, .command, emit)
    guard cursor.left > 0 else { return }
    switch code {
    case 2, 5, 6: cursor.take(cursor.left, .schema, emit)
    case 3, 22: cursor.take(cursor.left, .query, emit)
    case 4: cursor.zeroText(bytes, .table, emit)
    case 23, 24, 25, 26, 28: cursor.take(4, .statementID, emit)
    default: cursor.take(cursor.left, .payload, emit)
    }
  }

  private func field(_ cursor: inout Cursor, _ emit: Emit) {
    for part in [
      Part.catalog, .database, .fieldTable, .originalTable, .fieldName, .originalName,
    ] { cursor.lengthText(part, emit) }
    // The length of what follows, 12; MariaDB may put metadata of its own before it.
    if cursor.byte != 12 { cursor.lengthText(.metadataText, emit) }
    cursor.skip(1)
    cursor.take(2, .fieldCharset, emit)
    cursor.take(4, .fieldLength, emit)
    cursor.take(1, .fieldType, emit)
    cursor.take(2, .fieldFlags, emit)
    cursor.take(1, .decimals, emit)
  }
}

extension MySQL {
  /// Steps through a packet; what is not there to its end ends it.
  struct Cursor: ~Escapable {
    let bytes: RawSpan
    private(set) var offset: Int
    let end: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, offset: Int, end: Int) {
      self.bytes = bytes
      self.offset = Swift.min(offset, end)
      self.end = end
    }

    var left: Int { end - offset }
    var byte: UInt8 { left > 0 ? bytes.byte(at: offset) : 0 }

    func number(_ count: Int, after distance: Int = 0) -> UInt64 {
      bytes.littleBits(in: offset + distance..<offset + distance + count)
    }

    @_lifetime(self: copy self)
    mutating func skip(_ count: Int) { offset = count <= left ? offset + count : end }

    @_lifetime(self: copy self)
    mutating func take(_ count: Int, _ part: Part, _ emit: Emit) {
      guard count >= 0, count <= left else { return skip(left) }
      emit(part, offset..<offset + count)
      offset += count
    }

    /// Text up to a zero byte, with that.
    @_lifetime(self: copy self)
    mutating func zeroText(_ bytes: RawSpan, _ part: Part, _ emit: Emit) {
      guard left > 0 else { return }
      take(bytes.textEnd(from: offset, limit: end) - offset, part, emit)
    }

    /// A number of one to nine bytes, as its first byte tells.
    @discardableResult
    @_lifetime(self: copy self)
    mutating func lengthCoded(_ part: Part?, _ emit: Emit) -> Int {
      guard left > 0 else { return 0 }
      let size: Int
      switch byte {
      case 0xfc: size = 3
      case 0xfd: size = 4
      case 0xfe: size = 9
      default: size = 1
      }
      guard size <= left else {
        skip(left)
        return 0
      }
      let value = size == 1 ? UInt64(byte) : number(size - 1, after: 1)
      if let part { emit(part, offset..<offset + size) }
      offset += size
      return Int(clamping: value)
    }

    /// Text after its length; 251 stands for none (NULL).
    @_lifetime(self: copy self)
    mutating func lengthText(_ part: Part, _ emit: Emit) {
      if byte == 251 { return skip(1) }
      let length = lengthCoded(nil, emit)
      take(length, part, emit)
    }
  }
}
