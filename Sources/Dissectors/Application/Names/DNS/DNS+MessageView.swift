public import PacketCore

extension DNS {
  /// One message in place: its header, and where its questions and records stand.
  public struct MessageView: ~Escapable {
    /// Size of the header, in bytes.
    public static var headerLength: Int { 12 }

    /// The message; pointers in names count from its first byte.
    public let bytes: RawSpan

    /// Views a message that takes all of `bytes`.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
    @_lifetime(copy bytes)
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      guard bytes.byteCount >= Self.headerLength else {
        throw .truncated(DNS.id, needed: Self.headerLength, available: bytes.byteCount)
      }
      self.bytes = bytes
    }

    /// Views the message that starts at the first of `stream`, after its length in two bytes
    /// (RFC 1035 §4.2.2); it takes two bytes more than ``bytes`` has.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the message is not there to its end (`needed` counts the length
    ///   too), or is too short for a header.
    @_lifetime(copy stream)
    public init(decodingFramed stream: RawSpan) throws(DecodeError) {
      let length = Int(stream.bigEndian(UInt16.self, at: 0))
      guard stream.byteCount >= 2 + length, stream.byteCount >= 2 else {
        throw .truncated(DNS.id, needed: 2 + length, available: stream.byteCount)
      }
      guard length >= Self.headerLength else {
        throw .malformed(DNS.id, field: "Length", at: 0)
      }
      bytes = stream.slice(from: 2, count: length)
    }

    @_lifetime(copy bytes)
    public init(unchecked bytes: RawSpan) { self.bytes = bytes }

    public var id: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
    public var flags: Flags { Flags(rawValue: bytes.bigEndian(UInt16.self, at: 2)) }
    /// As the header says; the message may hold fewer.
    public var questionCount: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }
    public var answerCount: UInt16 { bytes.bigEndian(UInt16.self, at: 6) }
    public var authorityCount: UInt16 { bytes.bigEndian(UInt16.self, at: 8) }
    public var additionalCount: UInt16 { bytes.bigEndian(UInt16.self, at: 10) }

    /// Whether the header counts neither questions nor records.
    var isEmpty: Bool {
      questionCount == 0 && answerCount == 0 && authorityCount == 0 && additionalCount == 0
    }

    public var questions: Questions {
      @_lifetime(copy self)
      get { Questions(bytes, count: Int(questionCount)) }
    }

    /// The records of all three sections, in their order.
    public var records: Records {
      @_lifetime(copy self)
      get { Records(self) }
    }
  }

  /// Where a question stands, in bytes from the start of its message.
  public struct QuestionPlace: Hashable, Sendable {
    public var name: Range<Int>
    public var type: RecordType
    /// With the multicast bit, where that is used.
    public var recordClass: UInt16
    public var end: Int { name.upperBound + 4 }
  }

  /// Where a record stands, in bytes from the start of its message.
  ///
  /// Of a message that was cut, places may lie beyond its end.
  public struct RecordPlace: Hashable, Sendable {
    public var section: Section
    public var name: Range<Int>
    public var type: RecordType
    /// With the cache-flush bit, where that is used; of an OPT record the size of a datagram.
    public var recordClass: UInt16
    /// In seconds; of an OPT record its flags.
    public var timeToLive: UInt32
    public var data: Range<Int>
    /// Where type, class, time to live and data length start.
    public var fixedPart: Int { name.upperBound }
  }

  public enum Section: UInt8, Hashable, Codable, Sendable {
    case answer, authority, additional
  }

  /// The questions of a message, one after the other; bounded by the message's bytes.
  public struct Questions: ~Escapable {
    private let bytes: RawSpan
    private var left: Int
    private(set) var offset = MessageView.headerLength

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, count: Int) {
      self.bytes = bytes
      left = count
    }

    /// Whether all have been read that the header counts.
    var isComplete: Bool { left == 0 }

    /// The next question; nil after the last, and where a name is cut short or malformed.
    @_lifetime(self: copy self)
    public mutating func next() -> QuestionPlace? {
      guard left > 0, let end = DNS.nameEnd(in: bytes, at: offset) else { return nil }
      let place = QuestionPlace(
        name: offset..<end, type: RecordType(rawValue: bytes.bigEndian(UInt16.self, at: end)),
        recordClass: bytes.bigEndian(UInt16.self, at: end + 2))
      left -= 1
      offset = end + 4
      return place
    }
  }

  /// The records of a message, one after the other; bounded by the message's bytes.
  public struct Records: ~Escapable {
    private let bytes: RawSpan
    private var left: (answer: Int, authority: Int, additional: Int)
    /// Where the next record starts.
    private(set) var offset: Int

    @_lifetime(copy message)
    init(_ message: borrowing MessageView) {
      bytes = message.bytes
      left = (
        Int(message.answerCount), Int(message.authorityCount), Int(message.additionalCount)
      )
      var questions = message.questions
      offset = MessageView.headerLength
      if left != (0, 0, 0) {
        while questions.next() != nil {}
        if !questions.isComplete { left = (0, 0, 0) }
        offset = questions.offset
      }
    }

    private var section: Section? {
      if left.answer > 0 { return .answer }
      if left.authority > 0 { return .authority }
      return left.additional > 0 ? .additional : nil
    }

    /// Whether all have been read that the header counts.
    var isComplete: Bool { section == nil }

    /// The next record; nil after the last, and where a name is cut short or malformed.
    @_lifetime(self: copy self)
    public mutating func next() -> RecordPlace? {
      guard let section, let end = DNS.nameEnd(in: bytes, at: offset) else { return nil }
      switch section {
      case .answer: left.answer -= 1
      case .authority: left.authority -= 1
      case .additional: left.additional -= 1
      }
      let length = Int(bytes.bigEndian(UInt16.self, at: end + 8))
      let place = RecordPlace(
        section: section, name: offset..<end,
        type: RecordType(rawValue: bytes.bigEndian(UInt16.self, at: end)),
        recordClass: bytes.bigEndian(UInt16.self, at: end + 2),
        timeToLive: bytes.bigEndian(UInt32.self, at: end + 4), data: end + 10..<end + 10 + length)
      offset = place.data.upperBound
      return place
    }
  }
}
