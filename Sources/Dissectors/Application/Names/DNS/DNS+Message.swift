public import PacketCore

extension DNS {
  /// A DNS message to keep (RFC 1035 §4.1); also one of mDNS or LLMNR.
  public struct Message: Hashable, Codable, Sendable {
    public var id: UInt16
    public var flags: Flags
    public var questions: [Question] = []
    public var answers: [Record] = []
    public var authorities: [Record] = []
    /// OPT records among them (``extensions`` reads one).
    public var additionals: [Record] = []

    public init(id: UInt16, flags: Flags) {
      self.id = id
      self.flags = flags
    }

    /// Copies a message; entries that are cut short or whose names are malformed are left out, and
    /// those after them.
    public init(_ view: borrowing MessageView) {
      self.init(id: view.id, flags: view.flags)
      var questions = view.questions
      while let place = questions.next(), place.end <= view.bytes.byteCount,
        let name = view.name(at: place.name.lowerBound)
      {
        self.questions.append(
          Question(
            name: name, type: place.type, recordClass: RecordClass(rawValue: place.recordClass)))
      }
      var records = view.records
      while let place = records.next(), place.data.upperBound <= view.bytes.byteCount,
        let record = Record(view, place)
      {
        switch place.section {
        case .answer: answers.append(record)
        case .authority: authorities.append(record)
        case .additional: additionals.append(record)
        }
      }
    }

    /// Reads a datagram's message.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      self.init(try MessageView(decoding: bytes))
    }

    /// The OPT record, if there is one (RFC 6891 §6.1.1).
    public var extensions: Extensions? {
      additionals.first { $0.type == .opt }.flatMap { Extensions($0) }
    }

    /// How the request went: the header's four bits and an OPT record's eight.
    public var responseCode: ResponseCode {
      let upper = UInt16(extensions?.extendedResponseCode ?? 0) << 4
      return ResponseCode(rawValue: upper | flags.responseCode.rawValue)
    }
  }

  public struct Question: Hashable, Codable, Sendable {
    public var name: Name
    public var type: RecordType
    /// With the uppermost bit, where multicast DNS sets it.
    public var recordClass: RecordClass

    public init(name: Name, type: RecordType, recordClass: RecordClass = .internet) {
      self.name = name
      self.type = type
      self.recordClass = recordClass
    }
  }

  public struct Record: Hashable, Codable, Sendable {
    public var name: Name
    public var type: RecordType
    /// With the uppermost bit, where multicast DNS sets it.
    public var recordClass: RecordClass
    /// In seconds.
    public var timeToLive: UInt32
    public var data: RecordData

    public init(
      name: Name, type: RecordType, recordClass: RecordClass = .internet, timeToLive: UInt32,
      data: RecordData
    ) {
      self.name = name
      self.type = type
      self.recordClass = recordClass
      self.timeToLive = timeToLive
      self.data = data
    }

    /// Nil when the name is malformed.
    init?(_ message: borrowing MessageView, _ place: RecordPlace) {
      guard let name = message.name(at: place.name.lowerBound) else { return nil }
      self.init(
        name: name, type: place.type, recordClass: RecordClass(rawValue: place.recordClass),
        timeToLive: place.timeToLive, data: RecordData(message, place))
    }
  }

  /// What an OPT record says in the fields that other records have class and time to live in
  /// (RFC 6891 §6.1.3).
  public struct Extensions: Hashable, Codable, Sendable {
    /// The largest datagram that the sender takes, in bytes.
    public var datagramSize: UInt16
    /// The upper eight bits of the response code.
    public var extendedResponseCode: UInt8
    public var version: UInt8
    /// Whether the sender wants DNSSEC's records (RFC 3225).
    public var dnssecOK: Bool
    public var options: [Option]

    /// Nil when the record is no OPT record.
    public init?(_ record: Record) {
      guard case .opt(let options) = record.data else { return nil }
      datagramSize = record.recordClass.rawValue
      extendedResponseCode = UInt8(truncatingIfNeeded: record.timeToLive >> 24)
      version = UInt8(truncatingIfNeeded: record.timeToLive >> 16)
      dnssecOK = record.timeToLive & 0x8000 != 0
      self.options = options
    }
  }
}

extension DNSFormat where Self: ~Escapable {
  /// Copies of all messages of the layer.
  public var messages: [DNS.Message] {
    var messages: [DNS.Message] = []
    forEachMessage { message, _ in
      if message.bytes.byteCount >= DNS.MessageView.headerLength {
        messages.append(DNS.Message(message))
      }
    }
    return messages
  }
}
