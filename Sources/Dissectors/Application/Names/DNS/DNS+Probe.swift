public import PacketCore

extension DNS {
  /// Found on any UDP port by a question that is well formed to the last byte.
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort]) { payload in
      if isPossible(payload, at: 0) { return isCertain(payload) ? .certain : .possible }
      return looksFramed(payload) && isPossible(payload, at: 2) ? .possible : .refused
    }
  }

  /// Refuses what cannot be a message.
  static var refusal: ContentProbe {
    ContentProbe { isPossible($0, at: 0) ? .possible : .refused }
  }

  /// Whether a message may start at `offset`: an opcode that exists, and a name as the first entry.
  private static func isPossible(_ payload: RawSpan, at offset: Int) -> Bool {
    let message = MessageView(unchecked: payload.slice(from: offset))
    guard message.questionCount < 256 else { return false }
    // One question with a name that can be read is one of a kind that is not known.
    let isQuestion =
      message.questionCount == 1 && message.answerCount < 16 && offset == 0
      && plainNameEnd(payload) != nil
    guard message.flags.opcode.isAssigned || isQuestion else { return false }
    let first = message.bytes.byte(at: MessageView.headerLength)
    return message.isEmpty || first < 64 || first >= 0xc0
  }

  /// Whether a message has one question, with a printable name, and no more of anything than fits it.
  static func isCertain(_ payload: RawSpan) -> Bool {
    let message = MessageView(unchecked: payload)
    let flags = message.flags
    guard flags.opcode == .query, flags.rawValue & 0x40 == 0, message.questionCount == 1,
      message.answerCount < 256, message.authorityCount < 256, message.additionalCount < 256
    else { return false }
    if !flags.isResponse {
      guard flags.responseCode == .noError, message.answerCount == 0, message.authorityCount == 0,
        message.additionalCount < 3
      else { return false }
    }
    guard let end = plainNameEnd(payload) else { return false }
    let type = RecordType(rawValue: payload.bigEndian(UInt16.self, at: end))
    let recordClass = payload.bigEndian(UInt16.self, at: end + 2)
    guard type.isAssigned, recordClass == 1 || recordClass == 255 else { return false }
    let isWhole =
      message.answerCount == 0 && message.authorityCount == 0
      && message.additionalCount == 0
    return isWhole ? payload.byteCount == end + 4 : payload.byteCount > end + 4
  }

  /// Where a first name of printable labels ends; nil when it is another, or the root.
  private static func plainNameEnd(_ payload: RawSpan) -> Int? {
    var offset = MessageView.headerLength
    while offset < MessageView.headerLength + 255 {
      let length = Int(payload.byte(at: offset))
      guard length < 64, payload.has(length + 1, at: offset) else { return nil }
      if length == 0 { return offset > MessageView.headerLength ? offset + 1 : nil }
      for place in offset + 1..<offset + 1 + length {
        guard 0x21...0x7e ~= payload.byte(at: place) else { return nil }
      }
      offset += length + 1
    }
    return nil
  }
}
