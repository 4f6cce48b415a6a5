import PacketCore

extension ASN1Schema {
  /// Finds the messages of a layer and walks each: calls the closure with the name of the message's
  /// type, its element and the reader that found it.
  typealias Messages<View: ProtocolView & ~Escapable> =
    @Sendable (borrowing View, (String, BERElement, borrowing BERReader) -> Void) -> Void

  /// A field for each name, in order of appearance.
  ///
  /// - Parameter except: Names whose fields are made otherwise.
  func fields<View: ProtocolView & ~Escapable>(
    _ prefix: String, except: Set<String> = [], _ messages: @escaping Messages<View>
  ) -> [Field<View>] {
    let wanted = shown.indices.filter { !except.contains(shown[$0].name) }
    var places = [Int](repeating: -1, count: shown.count)
    for (place, index) in wanted.enumerated() { places[index] = place }
    let fields = wanted.map { index in
      let shown = shown[index]
      let field = Field<View>(prefix + shown.name, shown.label, shown.type)
      return shown.names.map { field.named($0) } ?? field
    }
    let (types, placesOfShown) = (shown.map(\.type), places)
    return Field.together(fields) { view, emit in
      messages(view) { name, element, reader in
        walk(name, element, reader) { found, kind, number, element, reader in
          let place = placesOfShown[found]
          guard place >= 0 else { return }
          Self.emit(types[found], kind, number, element, reader) { emit(place, $0, $1) }
        }
      }
    }
  }

  /// The contents of the elements that a field shows, for fields that are made of them otherwise.
  func contents<View: ProtocolView & ~Escapable>(
    of name: String, _ messages: @escaping Messages<View>
  ) -> Field<View>.Parts {
    let index = field(name)
    return { view, part in
      messages(view) { name, element, reader in
        walk(name, element, reader) { found, _, _, element, _ in
          if found == index { part(element.contents) }
        }
      }
    }
  }

  private static func emit(
    _ type: FieldType, _ kind: ASN1Type.Value, _ number: UInt64, _ element: BERElement,
    _ reader: borrowing BERReader, _ emit: (FieldValue, Range<Int>) -> Void
  ) {
    switch kind {
    case .present: emit(.present, element.range)
    case .alternative: emit(.unsigned(number), element.range)
    case .count:
      var parts = reader.contents(of: element)
      var count: UInt64 = 0
      while parts.next() != nil { count += 1 }
      emit(.unsigned(count), element.contents)
    case .contents: emitContents(type, element, reader, emit)
    case .bits:
      if element.contents.count > 1 { emit(.bytes, element.contents.dropFirst()) }
    case .bit(let index):
      let offset = element.contents.lowerBound + 1 + index / 8
      guard offset < element.contents.upperBound else { return }
      emit(
        .boolean(reader.bytes.byte(at: offset) & (0x80 >> UInt8(index % 8)) != 0),
        offset..<offset + 1)
    case .objectIdentifier:
      var text: [UInt8] = []
      text.append(oid: reader.slice(element))
      emit(.string(String(decoding: text, as: UTF8.self)), element.contents)
    case .time:
      if let time = reader.timestamp(element) { emit(.time(time), element.contents) }
    }
  }

  private static func emitContents(
    _ type: FieldType, _ element: BERElement, _ reader: borrowing BERReader,
    _ emit: (FieldValue, Range<Int>) -> Void
  ) {
    guard !element.isCut || type == .bytes || type == .text else { return }
    switch type {
    case .unsigned(let bits, _):
      // A number of 32 bits is shown as its two's complement, as tshark does.
      if let number = reader.unsigned(element, lenient: true) {
        emit(.unsigned(number), element.contents)
      } else if let number = reader.integer(element) {
        let mask: UInt64 = bits < 64 ? 1 << UInt64(bits) - 1 : .max
        emit(.unsigned(UInt64(bitPattern: number) & mask), element.contents)
      }
    case .signed:
      if let number = reader.integer(element) { emit(.signed(number), element.contents) }
    case .boolean:
      if let flag = reader.boolean(element) { emit(.boolean(flag), element.contents) }
    case .ipv4Address:
      if element.contents.count == 4 {
        emit(.ipv4(IPv4Address(reader.bytes, at: element.contents.lowerBound)), element.contents)
      }
    case .text: emit(.text, element.contents)
    default: emit(.bytes, element.contents)
    }
  }
}
