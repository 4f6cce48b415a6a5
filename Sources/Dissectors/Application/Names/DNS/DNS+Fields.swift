import PacketCore

extension DNSFormat where Self: ~Escapable {
  /// The fields of every protocol with DNS's format; all are called `dns.…`.
  static var allFields: [Field<Self>] {
    headerFields + flagFields + countFields + questionFields
      + Field.only(where: { $0.hasRecord { _ in true } }, recordFields + addressFields + nameFields)
      + Field.only(
        where: { $0.hasStatefulMessage || $0.hasRecord { !$0.isUsual } },
        textFields + serviceFields + serviceBindingFields + securityFields + denialFields
          + keyFields + transactionFields + optionFields + rareFields + oldFields)
      + otherFields
  }

  /// A place in the header of each message.
  @inline(never)
  private static func header(
    where condition: @escaping @Sendable (DNS.Flags) -> Bool = { _ in true }
  ) -> Field<Self>.Parts {
    { view, part in
      view.forEachMessage { message, base in
        if condition(message.flags) { part(base..<base + DNS.MessageView.headerLength) }
      }
    }
  }

  /// Whether a record has a type that satisfies a condition.
  private func hasRecord(_ condition: (DNS.RecordType) -> Bool) -> Bool {
    var isFound = false
    forEachMessage { message, _ in
      var records = message.records
      while !isFound, let record = records.next() { isFound = condition(record.type) }
    }
    return isFound
  }

  /// Whether a message is a stateful operation (RFC 8490), which has no records.
  private var hasStatefulMessage: Bool {
    var isFound = false
    forEachMessage { message, _ in if message.flags.opcode == .stateful { isFound = true } }
    return isFound
  }

  private static var headerFields: [Field<Self>] {
    [
      Field("dns.length", "Length", .decimal(16)) { view, emit in
        guard view.isFramed else { return }
        view.forEachMessage { _, base in
          emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: base - 2))), base - 2..<base)
        }
      },
      Field("dns.id", "Transaction ID", .hex(16), at: 0, 2, in: header()),
      Field("dns.flags", "Flags", .hex(16), at: 2, 2, in: header()),
    ]
  }

  private static func flag(
    _ name: String, _ label: String, _ mask: UInt64, linkLocal: Bool? = nil,
    where condition: @escaping @Sendable (DNS.Flags) -> Bool = { _ in true }
  ) -> Field<Self> {
    let isThere = linkLocal == nil || linkLocal == (dialect == .linkLocal)
    return Field(
      "dns.flags.\(name)", label, at: 2, 2, bit: mask, in: header { isThere && condition($0) })
  }

  private static var flagFields: [Field<Self>] {
    [
      flag("response", "Response", 0x8000),
      Field("dns.flags.opcode", "Opcode", .decimal(16), at: 2, 2, mask: 0x7800, in: header()),
      flag("authoritative", "Authoritative", 0x0400, linkLocal: false) { $0.isResponse },
      flag("conflict", "Conflict", 0x0400, linkLocal: true),
      flag("truncated", "Truncated", 0x0200),
      flag("recdesired", "Recursion desired", 0x0100, linkLocal: false),
      flag("tentative", "Tentative", 0x0100, linkLocal: true),
      flag("recavail", "Recursion available", 0x0080, linkLocal: false) { $0.isResponse },
      flag("z", "Z", 0x0040, linkLocal: false),
      flag("authenticated", "Answer authenticated", 0x0020, linkLocal: false) {
        $0.isResponse || $0.isAuthenticData
      },
      flag("checkdisable", "Non-authenticated data", 0x0010, linkLocal: false),
      Field(
        "dns.flags.rcode", "Reply code", .decimal(16), at: 2, 2, mask: 15,
        in: header { $0.isResponse }),
    ]
  }

  /// An update has other names for the sections (RFC 2136 §2).
  private static func count(
    _ name: String, _ label: String, at offset: Int, update: Bool? = nil
  ) -> Field<Self> {
    Field(
      "dns.count.\(name)", label, .decimal(16), at: offset, 2,
      in: header { update == nil || update == ($0.opcode == .update) })
  }

  private static var countFields: [Field<Self>] {
    [
      count("queries", "Questions", at: 4, update: false),
      count("zones", "Zones", at: 4, update: true),
      count("answers", "Answer RRs", at: 6, update: false),
      count("prerequisites", "Prerequisites", at: 6, update: true),
      count("auth_rr", "Authority RRs", at: 8, update: false),
      count("updates", "Updates", at: 8, update: true),
      count("add_rr", "Additional RRs", at: 10),
    ]
  }

  private func forEachQuestion(
    _ body: (borrowing DNS.MessageView, Int, DNS.QuestionPlace) -> Void
  ) {
    forEachMessage { message, base in
      var questions = message.questions
      while let question = questions.next(), question.end <= message.bytes.byteCount {
        body(message, base, question)
      }
    }
  }

  /// Type and class of each question.
  private static var questionParts: Field<Self>.Parts {
    { view, part in
      view.forEachQuestion { _, base, question in
        part(base + question.name.upperBound..<base + question.end)
      }
    }
  }

  private static var classMask: UInt64 { dialect == .multicast ? 0x7fff : 0xffff }

  private static var questionFields: [Field<Self>] {
    let multicastOnly: Field<Self>.Parts = { view, part in
      if dialect == .multicast { questionParts(view, part) }
    }
    return [
      Field("dns.qry.name", "Name", .text) { view, emit in
        view.forEachQuestion { message, base, question in
          emitName(
            of: message, base, at: question.name.lowerBound, limit: question.name.upperBound, emit)
        }
      },
      Field("dns.qry.name.len", "Name Length", .decimal(16)) { view, emit in
        view.forEachQuestion { message, base, question in
          if let length = message.nameTextLength(at: question.name.lowerBound) {
            emit(
              .unsigned(UInt64(length)),
              base + question.name.lowerBound..<base + question.name.upperBound)
          }
        }
      },
      Field("dns.count.labels", "Label Count", .decimal(16)) { view, emit in
        view.forEachQuestion { message, base, question in
          if let count = message.labelCount(at: question.name.lowerBound) {
            // tshark counts the root as a label where it stands alone.
            emit(
              .unsigned(UInt64(max(count, 1))),
              base + question.name.lowerBound..<base + question.name.upperBound)
          }
        }
      },
      Field("dns.qry.type", "Type", .decimal(16), at: 0, 2, in: questionParts),
      Field("dns.qry.class", "Class", .hex(16), at: 2, 2, mask: classMask, in: questionParts),
      Field("dns.qry.qu", "\"QU\" question", at: 2, 2, bit: 0x8000, in: multicastOnly),
    ]
  }
}

extension DNS.RecordType {
  /// Whether nearly every record is of this type or one of a few others: addresses and names.
  fileprivate var isUsual: Bool {
    switch self {
    case .a, .aaaa, .cname, .ns, .ptr: true
    default: false
    }
  }
}
