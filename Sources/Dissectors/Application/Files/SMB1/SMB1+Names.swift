import PacketCore

/// Text in the bytes of commands.
extension SMB1 {
  /// What a text of a command is.
  enum Text: Hashable, Sendable {
    case path, service, nativeSystem, nativeManager, primaryDomain, nativeFileSystem, transaction
  }

  static func text(_ wanted: Text) -> Field<SMB1>.Parts {
    { view, part in
      view.forEachBlock { block in
        view.forEachText(of: block) { text, place in if text == wanted { part(place) } }
      }
    }
  }

  /// Whether a transaction goes to a mailslot (MS-MAIL §2.2.1), where the browser's messages are.
  var isMailslot: Bool {
    var isMailslot = false
    Self.text(.transaction)(self) { place in
      let step = flags2.contains(.unicode) ? 2 : 1
      let prefix = Array(#"\MAILSLOT\"#.utf8)
      isMailslot = prefix.indices.allSatisfy {
        bytes.byte(at: place.lowerBound + $0 * step) == prefix[$0]
      }
    }
    return isMailslot
  }

  /// Calls `body` with each text of a command, as far as it is there.
  private func forEachText(of block: Block, _ body: (Text, Range<Int>) -> Void) {
    var cursor = TextCursor(
      offset: block.data.lowerBound, end: Swift.min(block.data.upperBound, bytes.byteCount))
    let isUnicode = flags2.contains(.unicode)
    switch (block.command, isResponse) {
    case (.sessionSetupAndX, _):
      let isToken = block.wordCount == (isResponse ? 4 : 12)
      if isToken {
        cursor.offset += Int(
          bytes.littleEndian(UInt16.self, at: block.start + (isResponse ? 7 : 15)))
      } else if !isResponse {
        return
      }
      cursor.next(bytes, isUnicode, .nativeSystem, body)
      cursor.next(bytes, isUnicode, .nativeManager, body)
      cursor.next(bytes, isUnicode, .primaryDomain, body)
    case (.treeConnectAndX, false):
      cursor.offset += Int(bytes.littleEndian(UInt16.self, at: block.start + 7))
      cursor.next(bytes, isUnicode, .path, body)
      cursor.next(bytes, false, .service, body)
    case (.treeConnectAndX, true):
      cursor.next(bytes, false, .service, body)
      cursor.next(bytes, isUnicode, .nativeFileSystem, body)
    case (.transaction, false):
      if block.wordCount >= 14 { cursor.next(bytes, isUnicode, .transaction, body) }
    default: break
    }
  }

  private struct TextCursor {
    var offset: Int
    let end: Int

    /// Steps over a text; one of two bytes a character starts at an even distance from the header.
    mutating func next(
      _ bytes: RawSpan, _ isUnicode: Bool, _ text: Text, _ body: (Text, Range<Int>) -> Void
    ) {
      if isUnicode, offset & 1 != 0 { offset += 1 }
      guard offset < end else { return }
      let next =
        isUnicode
        ? bytes.utf16End(from: offset, limit: end) : bytes.textEnd(from: offset, limit: end)
      guard next > offset else { return }
      body(text, offset..<next)
      offset = next
    }
  }
}
