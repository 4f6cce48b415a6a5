public import PacketCore

extension DNS.Message {
  /// Appends the message; the counts of the sections and all lengths are filled in.
  ///
  /// Names are compressed as RFC 1035 §4.1.4 allows: owners, and those in the data of RFC 1035's own
  /// types (RFC 3597 §4).
  ///
  /// - Parameter isFramed: Whether the message's length goes before it, as on a stream.
  /// - Throws: ``PacketCore/EncodeError`` when something does not fit: more than 65,535 entries or bytes, a
  ///   character string of more than 255 bytes.
  public func encode(into writer: inout ByteWriter, isFramed: Bool = false) throws(EncodeError) {
    guard isFramed else { return try encodeBody(into: &writer) }
    try writer.appendCounted(UInt16.self, DNS.id, "Length") { writer throws(EncodeError) in
      try encodeBody(into: &writer)
    }
  }

  private func encodeBody(into writer: inout ByteWriter) throws(EncodeError) {
    var encoder = DNS.Encoder(writer)
    encoder.writer.append(id)
    encoder.writer.append(flags.rawValue)
    for count in [questions.count, answers.count, authorities.count, additionals.count] {
      guard let count = UInt16(exactly: count) else {
        throw EncodeError(protocolID: DNS.id, field: "QDCOUNT")
      }
      encoder.writer.append(count)
    }
    for question in questions {
      encoder.append(question.name, compressed: true)
      encoder.writer.append(question.type.rawValue)
      encoder.writer.append(question.recordClass.rawValue)
    }
    for record in answers { try encoder.append(record) }
    for record in authorities { try encoder.append(record) }
    for record in additionals { try encoder.append(record) }
    writer = encoder.writer
  }
}

extension DNS {
  /// Appends names and records, and remembers where names stand.
  struct Encoder {
    var writer: ByteWriter
    /// Where the message starts; pointers count from there.
    private let base: Int
    /// Where names, and the ends of names, have been written.
    private var places: [ArraySlice<UInt8>: UInt16] = [:]

    init(_ writer: ByteWriter) {
      self.writer = writer
      base = writer.count
    }

    mutating func append(_ name: Name, compressed: Bool = false) {
      var rest = name.labels[...]
      while let length = rest.first {
        if compressed, let place = places[rest] {
          return writer.append(0xc000 | place)
        }
        if writer.count - base < 0x4000 {
          places[rest] = UInt16(truncatingIfNeeded: writer.count - base)
        }
        writer.append(contentsOf: rest.prefix(Int(length) + 1))
        rest = rest.dropFirst(Int(length) + 1)
      }
      writer.append(0 as UInt8)
    }

    mutating func append(_ record: Record) throws(EncodeError) {
      append(record.name, compressed: true)
      writer.append(record.type.rawValue)
      writer.append(record.recordClass.rawValue)
      writer.append(record.timeToLive)
      let start = writer.count
      writer.append(0 as UInt16)
      try append(record.data)
      guard let length = UInt16(exactly: writer.count - start - 2) else {
        throw EncodeError(protocolID: DNS.id, field: "RDLENGTH")
      }
      writer.patch(length, at: start)
    }

    mutating func append(_ string: CharacterString) throws(EncodeError) {
      guard let length = UInt8(exactly: string.bytes.count) else {
        throw EncodeError(protocolID: DNS.id, field: "character-string")
      }
      writer.append(length)
      writer.append(contentsOf: string.bytes)
    }

    /// Bytes after their number in a byte.
    mutating func append(counted bytes: [UInt8]) throws(EncodeError) {
      try append(CharacterString(bytes: bytes))
    }

    /// The types as a bitmap in windows (RFC 4034 §4.1.2).
    mutating func append(_ types: [RecordType]) {
      let numbers = Set(types.map(\.rawValue)).sorted()
      for window in Set(numbers.map { $0 >> 8 }).sorted() {
        var bits = [UInt8](repeating: 0, count: 32)
        for number in numbers where number >> 8 == window {
          bits[Int(number & 0xff) / 8] |= 0x80 >> UInt8(number & 7)
        }
        let used = (bits.lastIndex { $0 != 0 } ?? 0) + 1
        writer.append(UInt8(truncatingIfNeeded: window))
        writer.append(UInt8(truncatingIfNeeded: used))
        writer.append(contentsOf: bits.prefix(used))
      }
    }
  }
}
