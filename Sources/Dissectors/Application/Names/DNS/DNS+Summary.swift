public import PacketCore

extension DNS {
  public static var specification: String { "RFC 1035" }
  public static var summary: Summary<DNS>? {
    Summary("DNS") { view, columns in view.message.summarize(into: &columns.info) }
  }
}

extension MDNS {
  public static var specification: String { "RFC 6762" }
  public static var summary: Summary<MDNS>? {
    Summary("MDNS") { view, columns in
      view.message.summarize(into: &columns.info, isMulticast: true)
    }
  }
}

extension LLMNR {
  public static var specification: String { "RFC 4795" }
  public static var summary: Summary<LLMNR>? {
    Summary("LLMNR") { view, columns in view.message.summarize(into: &columns.info) }
  }
}

extension DNS.MessageView {
  /// `Standard query response 0x1234 A host.example A 192.0.2.1`.
  func summarize(into info: inout [UInt8], isMulticast: Bool = false) {
    let flags = flags.rawValue
    info.append(Self.operations[flags >> 11 & 15] ?? "Unknown operation (\(flags >> 11 & 15))")
    if flags & 0x8000 != 0 { info.append(" response") }
    info.append(" 0x")
    info.append(hex: UInt64(id), width: 4)
    if flags & 0x8000 != 0, flags & 15 != 0 {
      info.append(" ")
      info.append(Self.errors[flags & 15] ?? "Unknown error")
    }
    var questions = questions
    while let question = questions.next() {
      info.append(" ")
      info.append(question.type.description)
      info.append(" ")
      append(name: question.name.lowerBound, to: &info)
      if isMulticast {
        info.append(question.recordClass & 0x8000 == 0 ? ", \"QM\" question" : ", \"QU\" question")
      }
    }
    var records = records
    while let record = records.next(), info.count < 4096 {
      info.append(" ")
      info.append(record.type.description)
      if isMulticast, record.recordClass & 0x8000 != 0, record.type != .opt {
        info.append(", cache flush")
      }
      append(record, to: &info)
    }
  }

  private func append(name offset: Int, to info: inout [UInt8]) {
    let text = nameText(at: offset) ?? ""
    info.append(text.isEmpty ? "<Root>" : text)
  }

  /// The data of the types whose data is shown.
  private func append(_ record: DNS.RecordPlace, to info: inout [UInt8]) {
    let start = record.data.lowerBound
    switch record.type {
    case .a where record.data.count == 4:
      info.append(" ")
      info.append(IPv4Address(bytes, at: start))
    case .aaaa where record.data.count == 16:
      info.append(" ")
      info.append(IPv6Address(bytes, at: start))
    case .cname, .ns, .ptr, .soa, .dname:
      info.append(" ")
      append(name: start, to: &info)
    case .mx:
      info.append(" ")
      info.append(decimal: bytes.bigEndian(UInt16.self, at: start))
      info.append(" ")
      append(name: start + 2, to: &info)
    case .srv:
      for offset in [0, 2, 4] {
        info.append(" ")
        info.append(decimal: bytes.bigEndian(UInt16.self, at: start + offset))
      }
      info.append(" ")
      append(name: start + 6, to: &info)
    default: break
    }
  }

  private static let operations: [UInt16: String] = [
    0: "Standard query", 1: "Inverse query", 2: "Server status request",
    4: "Zone change notification", 5: "Dynamic update",
  ]

  private static let errors: [UInt16: String] = [
    1: "Format error", 2: "Server failure", 3: "No such name", 4: "Not implemented",
    5: "Refused", 6: "Name exists", 7: "RRset exists", 8: "RRset does not exist",
    9: "Not authoritative", 10: "Name out of zone",
  ]
}
