import PacketCore

/// What the fields of records are made of: places in the data of records of some types.
extension DNSFormat where Self: ~Escapable {
  typealias Types = DNS.RecordType

  /// Calls `body` with each record of these types (of all when there are none), its message, and the
  /// message's distance from the start of the layer.
  ///
  /// A record that is cut short is left out, as tshark does: its parts would not be what they say.
  func forEachRecord(
    of types: [Types], _ body: (borrowing DNS.MessageView, Int, DNS.RecordPlace) -> Void
  ) {
    forEachMessage { message, base in
      var records = message.records
      while let record = records.next() {
        guard record.data.upperBound <= message.bytes.byteCount else { return }
        if types.isEmpty || types.contains(record.type) { body(message, base, record) }
      }
    }
  }

  /// The data of records, from a distance on, after some names and character strings.
  @inline(never)
  static func data(
    _ types: Types..., from offset: Int = 0, names: Int = 0, strings: Int = 0
  ) -> Field<Self>.Parts {
    { view, part in
      view.forEachRecord(of: types) { message, base, record in
        var start = record.data.lowerBound + offset
        for _ in 0..<names {
          guard let end = DNS.nameEnd(in: message.bytes, at: start) else { return }
          start = end
        }
        for _ in 0..<strings { start += 1 + Int(message.bytes.byte(at: start)) }
        guard start <= record.data.upperBound else { return }
        part(base + start..<base + record.data.upperBound)
      }
    }
  }

  /// A name in the data of records, at a distance, after some other names.
  @inline(never)
  static func name(
    _ name: String, _ label: String, of types: Types..., at offset: Int = 0, after names: Int = 0,
    strings: Int = 0
  ) -> Field<Self> {
    Field(name, label, .text) { view, emit in
      view.forEachRecord(of: types) { message, base, record in
        var start = record.data.lowerBound + offset
        for _ in 0..<names {
          guard let end = DNS.nameEnd(in: message.bytes, at: start) else { return }
          start = end
        }
        for _ in 0..<strings { start += 1 + Int(message.bytes.byte(at: start)) }
        emitName(of: message, base, at: start, limit: record.data.upperBound, emit)
      }
    }
  }

  /// Emits the name at an offset of a message, if it ends before `limit`.
  static func emitName(
    of message: borrowing DNS.MessageView, _ base: Int, at offset: Int, limit: Int,
    _ emit: Field<Self>.Emit
  ) {
    guard let end = DNS.nameEnd(in: message.bytes, at: offset), end <= limit,
      let text = message.nameText(at: offset)
    else { return }
    emit(.string(text), base + offset..<base + end)
  }

  /// A character string (RFC 1035 §3.3): its length in a byte, and its text.
  ///
  /// - Parameter index: Which of the strings that follow each other; all of them when nil.
  @inline(never)
  static func strings(
    _ types: Types..., from offset: Int = 0, index: Int? = nil
  ) -> Field<Self>.Parts {
    { view, part in
      view.forEachRecord(of: types) { message, base, record in
        var start = record.data.lowerBound + offset
        var count = 0
        while start < record.data.upperBound {
          let end = start + 1 + Int(message.bytes.byte(at: start))
          guard end <= record.data.upperBound else { return }
          if index == nil || index == count { part(base + start..<base + end) }
          start = end
          count += 1
        }
      }
    }
  }

  /// Length and text of character strings.
  @inline(never)
  static func strings(
    _ name: String, _ label: String, length: String, _ lengthLabel: String,
    in parts: @escaping Field<Self>.Parts
  ) -> [Field<Self>] {
    [
      Field(length, lengthLabel, .decimal(8), at: 0, 1, in: parts),
      Field(name, label, .text) { view, emit in
        parts(view) { emit(.text, $0.lowerBound + 1..<$0.upperBound) }
      },
    ]
  }

  /// A moment, in seconds since 1970 of a 32-bit number.
  @inline(never)
  static func time(
    _ name: String, _ label: String, at offset: Int, in parts: @escaping Field<Self>.Parts
  ) -> Field<Self> {
    Field(name, label, .absoluteTime) { view, emit in
      parts(view) { part in
        let start = part.lowerBound + offset
        let seconds = view.bytes.bigEndian(UInt32.self, at: start)
        emit(.time(Timestamp(seconds: Int64(seconds))), start..<start + 4)
      }
    }
  }
}
