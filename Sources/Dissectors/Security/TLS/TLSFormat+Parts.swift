import PacketCore

/// What the fields of TLS and DTLS stand in: records, messages, parts of hellos, extensions, vectors.
extension TLSFormat where Self: ~Escapable {
  /// Finds parts of a layer, as ranges counted from the layer's start.
  typealias Parts = @Sendable (borrowing Self, borrowing FieldContext, (Range<Int>) -> Void) -> Void

  /// A value at the same place of some parts.
  ///
  /// - Parameters:
  ///   - name: Wireshark's name without the protocol's token.
  ///   - offset: Distance of the value from the start of its part, in bytes.
  ///   - count: Bytes of the value; the rest of the part when nil.
  @inline(never)
  static func field(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int? = nil,
    mask: UInt64? = nil, in parts: @escaping Parts
  ) -> Field<Self> {
    Field(
      "\(id).\(name)", label, type,
      inContext: { view, context, emit in
        let bytes = view.bytes
        parts(view, context) { part in
          let start = part.lowerBound + offset
          let end = count.map { start + $0 } ?? part.upperBound
          guard start <= end, end <= part.upperBound else { return }
          emit(bytes.value(type, in: start..<end, mask: mask), start..<end)
        }
      })
  }

  /// The heading of some parts, from an offset on.
  @inline(never)
  static func heading(
    _ name: String, _ label: String, at offset: Int = 0, in parts: @escaping Parts
  ) -> Field<Self> {
    field(name, label, .heading, at: offset, in: parts)
  }

  // MARK: Parts

  static func limit(_ view: borrowing Self, _ context: borrowing FieldContext) -> Int {
    view.bytes.byteCount + context.layer.missingByteCount
  }

  /// Records that satisfy a condition.
  @inline(never)
  static func records(
    where condition: @escaping @Sendable (TLS.RecordPlace) -> Bool = { _ in true }
  ) -> Parts {
    { view, context, part in
      var cursor = TLS.RecordCursor(isDatagram: isDatagram)
      let limit = limit(view, context)
      while let record = cursor.next(in: view.bytes, limit: limit) {
        if condition(record) { part(record.range) }
      }
    }
  }

  /// The fragments of records of a type.
  @inline(never)
  static func fragments(
    _ kind: TLS.ContentType, encrypted: Bool? = nil
  ) -> Parts {
    { view, context, part in
      var cursor = TLS.RecordCursor(isDatagram: isDatagram)
      let limit = limit(view, context)
      while let record = cursor.next(in: view.bytes, limit: limit) {
        if record.kind == kind, encrypted == nil || encrypted == record.isEncrypted {
          part(record.fragment)
        }
      }
    }
  }

  /// The bodies of whole messages of these types.
  @inline(never)
  static func bodies(_ kinds: TLS.HandshakeType...) -> Parts {
    { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, _ in
        if message.isWhole, kinds.contains(message.kind) { part(message.body) }
      }
    }
  }

  /// The bodies of whole messages of a type that end where a condition on their record holds.
  @inline(never)
  static func bodies(
    _ kind: TLS.HandshakeType, where condition: @escaping @Sendable (TLS.Version) -> Bool
  ) -> Parts {
    { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, record in
        if message.isWhole, message.kind == kind, condition(record.version) { part(message.body) }
      }
    }
  }

  static func forEachHello(
    _ view: borrowing Self, _ context: borrowing FieldContext,
    _ body: (TLS.HelloPlace, TLS.MessagePlace) -> Void
  ) {
    let bytes = view.bytes
    view.forEachMessage(limit: limit(view, context)) { message, _ in
      if let hello = TLS.HelloPlace(bytes, message, isDatagram: isDatagram) {
        body(hello, message)
      }
    }
  }

  /// A part of hellos: of clients', of servers', or of both when `client` is nil.
  @inline(never)
  static func hello(
    client: Bool? = nil, _ path: @escaping @Sendable (TLS.HelloPlace) -> Range<Int>?
  ) -> Parts {
    { view, context, part in
      forEachHello(view, context) { hello, _ in
        if client == nil || client == hello.isClient, let range = path(hello) { part(range) }
      }
    }
  }

  /// Extensions that satisfy a condition: type, length and data.
  @inline(never)
  static func extensions(
    client: Bool? = nil, where condition: @escaping @Sendable (TLS.ExtensionType) -> Bool
  ) -> Parts {
    { view, context, part in
      forEachHello(view, context) { hello, _ in
        guard client == nil || client == hello.isClient else { return }
        var cursor = TLS.ExtensionCursor(hello.extensions)
        while let place = cursor.next(in: view.bytes) {
          if condition(place.kind) { part(place.range) }
        }
      }
    }
  }

  /// The data of extensions of these types.
  @inline(never)
  static func data(client: Bool? = nil, of kinds: TLS.ExtensionType...) -> Parts {
    let parts = extensions(client: client) { kinds.contains($0) }
    return { view, context, part in
      parts(view, context) { part($0.lowerBound + 4..<$0.upperBound) }
    }
  }

  // MARK: Vectors

  /// The vector at `offset` of each part, its length in `size` bytes in front left out.
  @inline(never)
  static func vector(_ size: Int, in parts: @escaping Parts, at offset: Int = 0) -> Parts {
    { view, context, part in
      let bytes = view.bytes
      parts(view, context) { outer in
        let start = outer.lowerBound + offset + size
        guard start <= outer.upperBound else { return }
        let length = Int(bytes.bits(in: start - size..<start))
        part(start..<min(start + length, outer.upperBound))
      }
    }
  }

  /// What follows the vector at `offset` of each part.
  @inline(never)
  static func after(_ size: Int, in parts: @escaping Parts, at offset: Int = 0) -> Parts {
    { view, context, part in
      let bytes = view.bytes
      parts(view, context) { outer in
        let start = outer.lowerBound + offset + size
        guard start <= outer.upperBound else { return }
        let end = start + Int(bytes.bits(in: start - size..<start))
        if end <= outer.upperBound { part(end..<outer.upperBound) }
      }
    }
  }

  /// The elements of `size` bytes that parts are made of.
  @inline(never)
  static func elements(_ size: Int, of parts: @escaping Parts) -> Parts {
    { view, context, part in
      parts(view, context) { outer in
        var start = outer.lowerBound
        while start + size <= outer.upperBound {
          part(start..<start + size)
          start += size
        }
      }
    }
  }

  /// The vectors that parts are made of, each with its length in `size` bytes, after `prefix` bytes,
  /// and with `suffix` bytes behind it.
  @inline(never)
  static func items(
    _ size: Int, of parts: @escaping Parts, prefix: Int = 0, suffix: Int = 0
  ) -> Parts {
    { view, context, part in
      let bytes = view.bytes
      parts(view, context) { outer in
        var start = outer.lowerBound
        while start + prefix + size <= outer.upperBound {
          let lengthEnd = start + prefix + size
          let length = Int(bytes.bits(in: lengthEnd - size..<lengthEnd))
          let end = lengthEnd + length + suffix
          guard end <= outer.upperBound else { return }
          part(start..<end)
          start = end
        }
      }
    }
  }

  /// Length and content of the vector at `offset` of each part.
  @inline(never)
  static func lengthAndValue(
    _ size: Int, _ length: String, _ lengthLabel: String, _ value: String, _ label: String,
    _ type: FieldType = .bytes, in parts: @escaping Parts, at offset: Int = 0
  ) -> [Field<Self>] {
    let content = vector(size, in: parts, at: offset)
    return [
      field(length, lengthLabel, .decimal(size * 8), at: offset, size, in: parts),
      Field(
        "\(id).\(value)", label, type,
        inContext: { view, context, emit in
          let bytes = view.bytes
          content(view, context) { range in
            if !range.isEmpty { emit(bytes.value(type, in: range), range) }
          }
        }),
    ]
  }
}
