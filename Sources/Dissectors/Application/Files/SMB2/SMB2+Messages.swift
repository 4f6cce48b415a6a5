import PacketCore

extension SMB2 {
  /// Where a message stands, and what it is.
  struct Message {
    let command: Command
    let isResponse: Bool
    let status: UInt32
    /// Distance of the message from the start of the layer, in bytes.
    let start: Int
    let end: Int

    /// Where the part after the header starts; the message's end when it has none.
    var body: Int { Swift.min(start + headerLength, end) }

    /// Whether the body is that of an error (MS-SMB2 §2.2.2): of a response whose status is one, with
    /// the exceptions of §3.3.4.4.
    var isError: Bool {
      guard isResponse, status != 0 else { return false }
      switch (command, status) {
      case (.sessionSetup, 0xc000_0016), (.read, 0x8000_0005), (.ioctl, 0x8000_0005),
        (.queryInfo, 0x8000_0005), (.ioctl, 0xc000_000d), (.changeNotify, 0x0000_010c),
        (.oplockBreak, _):
        return false
      default: return true
      }
    }
  }

  func message(at start: Int) -> Message {
    let next = Int(bytes.littleEndian(UInt32.self, at: start + 20))
    let left = bytes.byteCount - start
    return Message(
      command: Command(rawValue: bytes.littleEndian(UInt16.self, at: start + 12)),
      isResponse: bytes.byte(at: start + 16) & 1 != 0,
      status: bytes.littleEndian(UInt32.self, at: start + 8), start: start,
      end: next >= Self.headerLength && next < left ? start + next : bytes.byteCount)
  }

  /// Calls `body` with each message of the chain.
  func forEachMessage(_ body: (Message) -> Void) {
    guard form == .plain else { return }
    var start = 0
    while bytes.byteCount - start >= 4, bytes.bigEndian(UInt32.self, at: start) == 0xfe53_4d42 {
      let message = message(at: start)
      body(message)
      start = message.end
    }
  }

  /// Which messages of a command a field is in.
  enum Side: Sendable { case request, response }

  static let header: Field<SMB2>.Parts = { view, part in
    view.forEachMessage { part($0.start..<$0.end) }
  }

  static func header(_ side: Side) -> Field<SMB2>.Parts {
    { view, part in
      view.forEachMessage { message in
        if message.isResponse == (side == .response) { part(message.start..<message.end) }
      }
    }
  }

  /// The bodies of these commands; of both sides when none is given.
  static func body(_ commands: Command..., of side: Side? = nil) -> Field<SMB2>.Parts {
    { view, part in
      view.forEachMessage { message in
        guard commands.contains(message.command), !message.isError else { return }
        if let side, message.isResponse != (side == .response) { return }
        part(message.body..<message.end)
      }
    }
  }

  static let errors: Field<SMB2>.Parts = { view, part in
    view.forEachMessage { if $0.isError { part($0.body..<$0.end) } }
  }

  static let anyBody: Field<SMB2>.Parts = { view, part in
    view.forEachMessage { part($0.body..<$0.end) }
  }
}

extension SMB2 {
  /// Bytes elsewhere in a message, by offset and length.
  struct Blob {
    enum Meaning: Sendable {
      case security, tree, fileName, contexts, channel, read, write, ioctlInput, ioctlOutput,
        pattern
      case found, notified, information
    }

    let meaning: Meaning
    /// Where the offset and the length stand, if they do.
    let offsetPlace: Range<Int>
    let lengthPlace: Range<Int>
    let place: Range<Int>
  }
}

extension SMB2.Message {
  /// Calls `body` with each reference of the message to bytes of its own.
  func forEachBlob(in bytes: RawSpan, _ body: (SMB2.Blob) -> Void) {
    if isError { return }
    for entry in entries {
      let offsetPlace = self.body + entry.at..<self.body + entry.at + entry.offsetSize
      let lengthStart = self.body + entry.lengthAt
      let lengthPlace = lengthStart..<lengthStart + entry.lengthSize
      guard lengthPlace.upperBound <= end else { continue }
      let offset = Int(bytes.littleBits(in: offsetPlace))
      let length = Int(bytes.littleBits(in: lengthPlace))
      let place = start + offset..<start + offset + length
      // Wireshark shows an empty one behind the header.
      body(
        SMB2.Blob(
          meaning: entry.meaning, offsetPlace: offsetPlace, lengthPlace: lengthPlace,
          place: length == 0 ? self.body..<self.body : place))
    }
  }

  private struct Entry {
    let meaning: SMB2.Blob.Meaning
    let at: Int
    let offsetSize: Int
    let lengthAt: Int
    let lengthSize: Int

    init(_ meaning: SMB2.Blob.Meaning, _ at: Int, _ offsetSize: Int, _ lengthSize: Int) {
      self.init(meaning, at, offsetSize, at + offsetSize, lengthSize)
    }

    init(
      _ meaning: SMB2.Blob.Meaning, _ at: Int, _ offsetSize: Int, _ lengthAt: Int, _ lengthSize: Int
    ) {
      self.meaning = meaning
      self.at = at
      self.offsetSize = offsetSize
      self.lengthAt = lengthAt
      self.lengthSize = lengthSize
    }
  }

  /// MS-SMB2 §2.2.3 to §2.2.40.
  private var entries: [Entry] {
    switch (command, isResponse) {
    case (.negotiate, true): [Entry(.security, 56, 2, 2)]
    case (.sessionSetup, false): [Entry(.security, 12, 2, 2)]
    case (.sessionSetup, true): [Entry(.security, 4, 2, 2)]
    case (.treeConnect, false): [Entry(.tree, 4, 2, 2)]
    case (.create, false): [Entry(.fileName, 44, 2, 2), Entry(.contexts, 48, 4, 4)]
    case (.create, true): [Entry(.contexts, 80, 4, 4)]
    case (.read, false): [Entry(.channel, 44, 2, 2)]
    case (.read, true): [Entry(.read, 2, 1, 4, 4)]
    case (.write, false): [Entry(.channel, 40, 2, 2), Entry(.write, 2, 2, 4, 4)]
    case (.ioctl, false): [Entry(.ioctlInput, 24, 4, 4), Entry(.ioctlOutput, 36, 4, 4)]
    case (.ioctl, true): [Entry(.ioctlInput, 24, 4, 4), Entry(.ioctlOutput, 32, 4, 4)]
    case (.queryDirectory, false): [Entry(.pattern, 24, 2, 2)]
    case (.queryDirectory, true): [Entry(.found, 2, 2, 4)]
    case (.changeNotify, true): [Entry(.notified, 2, 2, 4)]
    case (.queryInfo, true): [Entry(.information, 2, 2, 4)]
    default: []
    }
  }

  /// A security token, or what goes through a pipe.
  func payload(in bytes: RawSpan) -> Range<Int>? {
    var found: Range<Int>?
    forEachBlob(
      in: bytes,
      { blob in
        guard blob.place.lowerBound < Swift.min(blob.place.upperBound, end) else { return }
        let place = blob.place.clamped(to: start..<end)
        switch blob.meaning {
        case .security:
          // A token of a known form, whole: Wireshark reads no other.
          guard blob.place.upperBound <= end else { return }
          if SMB2.isToken(bytes, at: place.lowerBound) { found = place }
        case .read, .write, .ioctlInput, .ioctlOutput:
          let slice = bytes.slice(from: place.lowerBound, count: place.count)
          if DCERPC.looksLike(slice) { found = place }
        default: return
        }
      })
    return found
  }
}

extension SMB2 {
  /// Whether a security token starts there: of GSS-API (RFC 2743 §3.1), SPNEGO (RFC 4178 §4.2) or NTLM
  /// (MS-NLMP §2.2).
  static func isToken(_ bytes: RawSpan, at offset: Int) -> Bool {
    let first = bytes.byte(at: offset)
    return first == 0x60 || first == 0xa1
      || bytes.bigEndian(UInt64.self, at: offset) == 0x4e54_4c4d_5353_5000
  }

  /// References to bytes of these meanings; all when none is given.
  static func blobs(_ meanings: Blob.Meaning...)
    -> @Sendable (
      borrowing SMB2, (Blob) -> Void
    ) -> Void
  {
    { view, body in
      let bytes = view.bytes
      view.forEachMessage { message in
        message.forEachBlob(in: bytes) { blob in
          // One whose bytes are not all there stops Wireshark before it shows even where they are.
          guard blob.place.upperBound <= bytes.byteCount else { return }
          if meanings.isEmpty || meanings.contains(blob.meaning) { body(blob) }
        }
      }
    }
  }

  /// The bytes that are referred to.
  static func content(_ meanings: Blob.Meaning...) -> Field<SMB2>.Parts {
    { view, part in
      let bytes = view.bytes
      view.forEachMessage { message in
        message.forEachBlob(in: bytes) { blob in
          guard blob.place.upperBound <= bytes.byteCount else { return }
          if meanings.contains(blob.meaning) { part(blob.place) }
        }
      }
    }
  }
}
