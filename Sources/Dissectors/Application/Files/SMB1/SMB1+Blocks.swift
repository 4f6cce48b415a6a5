import PacketCore

extension SMB1 {
  /// A command's words and bytes.
  struct Block {
    let command: Command
    /// Where the number of words stands.
    let start: Int
    let wordCount: Int
    /// Where the number of bytes stands.
    let countPlace: Int
    /// The bytes, by the message's own word.
    let data: Range<Int>

    var words: Range<Int> { start + 1..<countPlace }
  }

  /// Calls `body` with each command of the chain; offsets lead only forwards.
  func forEachBlock(_ body: (Block) -> Void) {
    var start = Self.headerLength
    var command = command
    while start < bytes.byteCount {
      let wordCount = Int(bytes.byte(at: start))
      let countPlace = start + 1 + 2 * wordCount
      let count = Int(bytes.littleEndian(UInt16.self, at: countPlace))
      body(
        Block(
          command: command, start: start, wordCount: wordCount, countPlace: countPlace,
          data: countPlace + 2..<countPlace + 2 + count))
      guard command.isChainable, wordCount >= 2 else { return }
      let next = Int(bytes.littleEndian(UInt16.self, at: start + 3))
      command = Command(rawValue: bytes.byte(at: start + 1))
      guard command.rawValue != 0xff, next > start else { return }
      start = next
    }
  }

  /// Which messages a field is in.
  enum Side: Sendable { case request, response }

  static let header: Field<SMB1>.Parts = { view, part in part(0..<headerLength) }

  static func status(nt: Bool) -> Field<SMB1>.Parts {
    { view, part in if view.flags2.contains(.ntStatus) == nt { part(5..<9) } }
  }

  static let blocks: Field<SMB1>.Parts = { view, part in
    view.forEachBlock { part($0.start..<$0.data.upperBound) }
  }

  static let byteCounts: Field<SMB1>.Parts = { view, part in
    view.forEachBlock { part($0.countPlace..<$0.countPlace + 2) }
  }

  /// The commands that may be followed by another, from their words on.
  static let chains: Field<SMB1>.Parts = { view, part in
    view.forEachBlock { block in
      if block.command.isChainable, block.wordCount >= 2 { part(block.words) }
    }
  }

  /// The words of a command, if there are as many as `count`; whatever their number when it is nil.
  static func words(
    _ command: Command, _ side: Side, _ counts: Int...
  ) -> Field<SMB1>.Parts {
    { view, part in
      guard view.isResponse == (side == .response) else { return }
      view.forEachBlock { block in
        if block.command == command, counts.isEmpty || counts.contains(block.wordCount) {
          part(block.words)
        }
      }
    }
  }

  /// The words of transactions, in which requests have at least 14 and answers at least 10.
  static func transactions(_ side: Side) -> Field<SMB1>.Parts {
    { view, part in
      guard view.isResponse == (side == .response) else { return }
      view.forEachBlock { block in
        guard block.command == .transaction || block.command == .transaction2,
          block.wordCount >= (side == .request ? 14 : 10)
        else { return }
        part(block.words)
      }
    }
  }

  /// Transactions' words of both sides, and of the messages that go on with a request, from an offset
  /// each.
  static func transactions(
    request: Int? = nil, response: Int? = nil, secondary: Int? = nil
  ) -> Field<SMB1>.Parts {
    { view, part in
      if let secondary {
        words(.transaction2Secondary, .request, 9)(view) {
          part($0.lowerBound + secondary..<$0.upperBound)
        }
      }
      if let request {
        transactions(.request)(view) { part($0.lowerBound + request..<$0.upperBound) }
      }
      if let response {
        transactions(.response)(view) { part($0.lowerBound + response..<$0.upperBound) }
      }
    }
  }

  /// Names of the dialects that a client speaks: a format byte and text each.
  static let dialects: Field<SMB1>.Parts = { view, part in
    guard !view.isResponse else { return }
    view.forEachBlock { block in
      guard block.command == .negotiate else { return }
      let end = Swift.min(block.data.upperBound, view.bytes.byteCount)
      var start = block.data.lowerBound
      while start < end {
        let next = view.bytes.textEnd(from: start + 1, limit: end)
        part(start..<next)
        guard next > start else { return }
        start = next
      }
    }
  }

  static let reserved: Field<SMB1>.Parts = { view, part in
    if !view.flags2.contains(.ntStatus) { part(6..<7) }
    part(22..<24)
    view.forEachBlock { block in
      if block.command.isChainable, block.wordCount >= 2 { part(block.start + 2..<block.start + 3) }
      for (offset, size) in reservedPlaces(block, view.isResponse) {
        let start = block.start + 1 + offset
        if start + size <= block.countPlace { part(start..<start + size) }
      }
    }
  }

  private static func reservedPlaces(_ block: Block, _ isResponse: Bool) -> [(Int, Int)] {
    switch (block.command, isResponse) {
    case (.transaction, false), (.transaction2, false):
      block.wordCount >= 14 ? [(9, 1), (16, 2), (27, 1)] : []
    case (.transaction, true), (.transaction2, true):
      block.wordCount >= 10 ? [(4, 2), (19, 1)] : []
    case (.sessionSetupAndX, false):
      block.wordCount == 12 ? [(16, 4)] : block.wordCount == 13 ? [(18, 4)] : []
    case (.ntCreateAndX, false): [(4, 1)]
    case (.writeAndX, false): [(10, 4)]
    case (.writeAndX, true): [(10, 2)]
    default: []
    }
  }

  /// The security token of negotiation and session setup.
  static let tokens: Field<SMB1>.Parts = { view, part in
    view.forEachBlock { block in
      if let place = view.token(of: block), place.upperBound <= view.bytes.byteCount {
        part(place)
      }
    }
  }

  private func token(of block: Block) -> Range<Int>? {
    switch (block.command, isResponse, block.wordCount) {
    case (.negotiate, true, 17):
      guard flags2.contains(.extendedSecurity), block.data.count > 16 else { return nil }
      return block.data.lowerBound + 16..<block.data.upperBound
    case (.sessionSetupAndX, false, 12):
      let count = Int(bytes.littleEndian(UInt16.self, at: block.start + 15))
      return block.data.lowerBound..<block.data.lowerBound + count
    case (.sessionSetupAndX, true, 4):
      let count = Int(bytes.littleEndian(UInt16.self, at: block.start + 7))
      return block.data.lowerBound..<block.data.lowerBound + count
    default: return nil
    }
  }

  /// What the first command carries for another protocol.
  var payloadPlace: Range<Int>? {
    var found: Range<Int>?
    forEachBlock { block in
      guard found == nil else { return }
      if let token = token(of: block), token.upperBound <= bytes.byteCount,
        SMB2.isToken(bytes, at: token.lowerBound), !token.isEmpty
      {
        found = token
        return
      }
      let offset: Int
      let count: Int
      switch (block.command, isResponse) {
      case (.transaction, false) where block.wordCount >= 14:
        count = Int(bytes.littleEndian(UInt16.self, at: block.start + 23))
        offset = Int(bytes.littleEndian(UInt16.self, at: block.start + 25))
      case (.transaction, true) where block.wordCount >= 10:
        count = Int(bytes.littleEndian(UInt16.self, at: block.start + 13))
        offset = Int(bytes.littleEndian(UInt16.self, at: block.start + 15))
      case (.writeAndX, false) where block.wordCount >= 12:
        count = Int(bytes.littleEndian(UInt16.self, at: block.start + 21))
        offset = Int(bytes.littleEndian(UInt16.self, at: block.start + 23))
      case (.readAndX, true) where block.wordCount >= 12:
        count = Int(bytes.littleEndian(UInt16.self, at: block.start + 11))
        offset = Int(bytes.littleEndian(UInt16.self, at: block.start + 13))
      default: return
      }
      let end = Swift.min(offset + count, bytes.byteCount)
      if offset >= Self.headerLength, offset < end { found = offset..<end }
    }
    return found
  }
}

extension Field where View == SMB1 {
  /// Text in two bytes a character or one, as the message's flags say.
  static func name(
    _ name: String, _ label: String, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, .text) { view, emit in
      parts(view) { place in
        if view.flags2.contains(.unicode) {
          emit(.string(view.bytes.utf16(in: place)), place)
        } else {
          emit(.text, place)
        }
      }
    }
  }
}
