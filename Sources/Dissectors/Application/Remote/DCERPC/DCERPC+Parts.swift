import PacketCore

extension DCERPC {
  static let header: Field<DCERPC>.Parts = { view, part in
    view.forEachPDU { part($0.start..<$0.end) }
  }

  static func pdu(_ kinds: Kind...) -> Field<DCERPC>.Parts {
    { view, part in view.forEachPDU { if kinds.contains($0.kind) { part($0.start..<$0.end) } } }
  }

  static let datagram: Field<DCERPC>.Parts = { view, part in
    if view.isDatagram { part(0..<view.bytes.byteCount) }
  }

  static func datagram(_ kinds: Kind...) -> Field<DCERPC>.Parts {
    { view, part in
      if view.isDatagram, kinds.contains(view.kind) { part(0..<view.bytes.byteCount) }
    }
  }

  /// Bodies of requests, from the byte at `offset` of the PDU on.
  static let contextReferences: Field<DCERPC>.Parts = { view, part in
    view.forEachPDU { pdu in
      switch pdu.kind {
      case .request, .response, .fault:
        if pdu.start + 20 < pdu.end { part(pdu.start + 20..<pdu.end) }
      case .bind, .alterContext: view.forEachContext(of: pdu, part)
      default: break
      }
    }
  }

  static let objects: Field<DCERPC>.Parts = { view, part in
    if view.isDatagram, view.bytes.byteCount > 8 { part(8..<view.bytes.byteCount) }
    view.forEachPDU { pdu in
      if pdu.kind == .request, view.bytes.byte(at: pdu.start + 3) & 0x80 != 0,
        pdu.start + 24 < pdu.end
      {
        part(pdu.start + 24..<pdu.end)
      }
    }
  }

  static let operations: Field<DCERPC>.Parts = { view, part in
    if view.isDatagram, view.bytes.byteCount > 68 { part(68..<view.bytes.byteCount) }
    pdu(.request)(view) { place in
      if place.count > 22 { part(place.lowerBound + 22..<place.upperBound) }
    }
  }

  /// What a call carries, without padding and token.
  static let stubs: Field<DCERPC>.Parts = { view, part in
    if view.isDatagram {
      let end = Swift.min(view.fragmentLength, view.bytes.byteCount)
      let isFragment =
        view.bytes.byte(at: 2) & 4 != 0 && view.number(UInt16.self, at: 76) != 0
      if view.kind.rawValue < 4, view.kind != .ping, !isFragment, datagramHeaderLength < end {
        part(datagramHeaderLength..<end)
      }
    }
    view.forEachPDU { pdu in
      let first: Int
      switch pdu.kind {
      case .request: first = view.bytes.byte(at: pdu.start + 3) & 0x80 != 0 ? 40 : 24
      case .response: first = 24
      case .fault: first = 32
      default: return
      }
      var end = pdu.end
      if let trailer = pdu.trailer {
        end = Swift.min(end, trailer - Int(view.bytes.byte(at: trailer + 2)))
      }
      if pdu.start + first < end { part(pdu.start + first..<end) }
    }
  }

  /// Stubs that are encrypted (level 6), or not.
  static func stubs(encrypted: Bool) -> Field<DCERPC>.Parts {
    { view, part in
      if view.isDatagram {
        if !encrypted { stubs(view, part) }
        return
      }
      let first = view.pdu(at: 0)
      let isEncrypted = first.trailer.map { view.bytes.byte(at: $0 + 1) == 6 } ?? false
      if isEncrypted == encrypted { stubs(view, part) }
    }
  }

  static let trailers: Field<DCERPC>.Parts = { view, part in
    view.forEachPDU { pdu in
      if let trailer = pdu.trailer, pdu.wireEnd <= view.bytes.byteCount {
        part(trailer..<pdu.wireEnd)
      }
    }
  }

  static let trailerPadding: Field<DCERPC>.Parts = { view, part in
    trailers(view) { trailer in
      let count = Int(view.bytes.byte(at: trailer.lowerBound + 2))
      if count > 0, count <= trailer.lowerBound {
        part(trailer.lowerBound - count..<trailer.lowerBound)
      }
    }
  }
}

/// Binding (C706 §12.6.4.3, MS-RPCE §2.2.2).
extension DCERPC {
  /// Calls `body` with each presentation context that a PDU offers.
  func forEachContext(of pdu: PDU, _ body: (Range<Int>) -> Void) {
    var start = pdu.start + 28
    for _ in 0..<bytes.byte(at: pdu.start + 24) {
      let end = start + 24 + 20 * Int(bytes.byte(at: start + 2))
      guard start + 4 <= pdu.end else { return }
      body(start..<Swift.min(end, pdu.end))
      start = end
    }
  }

  static let contexts: Field<DCERPC>.Parts = { view, part in
    view.forEachPDU { pdu in
      if pdu.kind == .bind || pdu.kind == .alterContext { view.forEachContext(of: pdu, part) }
    }
  }

  /// The transfer syntaxes of contexts: 20 bytes each.
  static let syntaxes: Field<DCERPC>.Parts = { view, part in
    contexts(view) { context in
      var start = context.lowerBound + 24
      while start + 20 <= context.upperBound {
        part(start..<start + 20)
        start += 20
      }
    }
  }

  /// Where the second address of an answer to a bind stands.
  static let secondAddresses: Field<DCERPC>.Parts = { view, part in
    pdu(.bindAcknowledgment, .alterContextResponse)(view) { place in
      let length = Int(view.number(UInt16.self, at: place.lowerBound + 24))
      let start = place.lowerBound + 26
      if length > 0, start + length <= place.upperBound { part(start..<start + length) }
    }
  }

  /// The results of an answer to a bind, from their number on.
  static let resultLists: Field<DCERPC>.Parts = { view, part in
    pdu(.bindAcknowledgment, .alterContextResponse)(view) { place in
      let length = Int(view.number(UInt16.self, at: place.lowerBound + 24))
      let start = place.lowerBound + (26 + length + 3) & ~3
      if start < place.upperBound { part(start..<place.upperBound) }
    }
  }

  static let results: Field<DCERPC>.Parts = { view, part in
    resultLists(view) { list in
      var start = list.lowerBound + 4
      for _ in 0..<view.bytes.byte(at: list.lowerBound) where start + 24 <= list.upperBound {
        part(start..<start + 24)
        start += 24
      }
    }
  }

  /// Results that are refusals, and say why.
  static let refusals: Field<DCERPC>.Parts = { view, part in
    results(view) { result in
      let code = view.number(UInt16.self, at: result.lowerBound)
      if code != 0, code != 3 { part(result) }
    }
  }

  /// Features negotiated at the time of binding (MS-RPCE §2.2.2.14): in a syntax that is none, and in
  /// the answer to it.
  static let features: Field<DCERPC>.Parts = { view, part in
    syntaxes(view) { syntax in
      let isNegotiation =
        view.bytes.bigEndian(UInt32.self, at: syntax.lowerBound) == 0x2c1c_b76c
        && view.isLittleEndian
      if isNegotiation { part(syntax.lowerBound + 8..<syntax.upperBound) }
    }
    results(view) { result in
      if view.number(UInt16.self, at: result.lowerBound) == 3 {
        part(result.lowerBound + 2..<result.upperBound)
      }
    }
  }

  static let protocolVersions: Field<DCERPC>.Parts = { view, part in
    pdu(.bindRefusal)(view) { place in
      var start = place.lowerBound + 19
      for _ in 0..<view.bytes.byte(at: place.lowerBound + 18) where start + 2 <= place.upperBound {
        part(start..<start + 2)
        start += 2
      }
    }
  }
}

extension Field where View == DCERPC {
  /// A number in the byte order that the PDU tells.
  static func ordered(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, type) { view, emit in
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + count <= part.upperBound else { return }
        let range = start..<start + count
        let number =
          view.isLittleEndian
          ? view.bytes.littleBits(in: range, mask: mask) : view.bytes.bits(in: range, mask: mask)
        emit(type == .boolean ? .boolean(number != 0) : .unsigned(number), range)
      }
    }
  }

  /// A flag in a number of the byte order that the PDU tells.
  static func ordered(
    _ name: String, _ label: String, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts
  ) -> Field {
    ordered(name, label, .boolean, at: offset, count, mask: mask, in: parts)
  }

  /// An identifier in the byte order that the PDU tells.
  static func identifier(
    _ name: String, _ label: String, at offset: Int, in parts: @escaping Parts
  ) -> Field {
    Field(name, label, .text) { view, emit in
      parts(view) { part in
        let start = part.lowerBound + offset
        guard start + 16 <= part.upperBound, view.bytes.has(16, at: start) else { return }
        let text = view.bytes.guid(at: start, isLittleEndian: view.isLittleEndian)
        emit(.string(text), start..<start + 16)
      }
    }
  }
}
