public import PacketCore

extension NBNS {
  public static let fields: [Field<NBNS>] =
    headerFields + entryFields + addressFields + nodeStatusFields + statisticsFields

  private static let header: Field<NBNS>.Parts = { view, part in part(0..<12) }
  private static let response: Field<NBNS>.Parts = { view, part in
    if view.isResponse { part(0..<12) }
  }

  private static let headerFields: [Field<NBNS>] = [
    Field("nbns.id", "Transaction ID", .hex(16), at: 0, 2, in: header),
    Field("nbns.flags", "Flags", .hex(16), at: 2, 2, in: header),
    Field("nbns.flags.response", "Response", at: 2, 2, bit: 0x8000, in: header),
    Field("nbns.flags.opcode", "Opcode", .decimal(16), at: 2, 2, mask: 0x7800, in: header),
    Field("nbns.flags.authoritative", "Authoritative", at: 2, 2, bit: 0x0400, in: response),
    Field("nbns.flags.truncated", "Truncated", at: 2, 2, bit: 0x0200, in: header),
    Field("nbns.flags.recdesired", "Recursion desired", at: 2, 2, bit: 0x0100, in: header),
    Field("nbns.flags.recavail", "Recursion available", at: 2, 2, bit: 0x0080, in: response),
    Field("nbns.flags.broadcast", "Broadcast", at: 2, 2, bit: 0x0010, in: header),
    Field("nbns.flags.rcode", "Reply code", .decimal(16), at: 2, 2, mask: 15, in: response),
    Field("nbns.count.queries", "Questions", .decimal(16), at: 4, 2, in: header),
    Field("nbns.count.answers", "Answer RRs", .decimal(16), at: 6, 2, in: header),
    Field("nbns.count.auth_rr", "Authority RRs", .decimal(16), at: 8, 2, in: header),
    Field("nbns.count.add_rr", "Additional RRs", .decimal(16), at: 10, 2, in: header),
  ]

  private func forEachRecord(of type: UInt16? = nil, _ body: (DNS.RecordPlace) -> Void) {
    var records = message.records
    while let record = records.next() {
      guard record.data.upperBound <= bytes.byteCount else { return }
      if type == nil || type == record.type.rawValue { body(record) }
    }
  }

  /// Type and class of questions and records.
  private static let entries: Field<NBNS>.Parts = { view, part in
    var questions = view.message.questions
    while let question = questions.next() { part(question.name.upperBound..<question.end) }
    view.forEachRecord { part($0.fixedPart..<$0.fixedPart + 10) }
  }

  private static let fixedParts: Field<NBNS>.Parts = { view, part in
    view.forEachRecord { part($0.fixedPart..<$0.fixedPart + 10) }
  }

  private static let entryFields: [Field<NBNS>] = [
    Field("nbns.name", "Name", .text) { view, emit in
      var questions = view.message.questions
      while let question = questions.next(), question.end <= view.bytes.byteCount {
        if let text = view.nameText(at: question.name.lowerBound) {
          emit(.string(text), question.name)
        }
      }
      view.forEachRecord { record in
        guard let text = view.nameText(at: record.name.lowerBound) else { return }
        let service = record.type == .addresses ? view.serviceName(at: record.name.lowerBound) : nil
        emit(.string(text + (service.map { " (\($0))" } ?? "")), record.name)
      }
    },
    Field("nbns.type", "Type", .decimal(16), at: 0, 2, in: entries),
    Field("nbns.class", "Class", .decimal(16), at: 2, 2, in: entries),
    Field("nbns.ttl", "Time to live", .decimal(32), at: 4, 4, in: fixedParts),
    Field("nbns.data_length", "Data length", .decimal(16), at: 8, 2, in: fixedParts),
  ]

  /// The addresses of a name: flags and an address each (RFC 1002 §4.2.1.3).
  private static let addresses: Field<NBNS>.Parts = { view, part in
    view.forEachRecord(of: 32) { record in
      var start = record.data.lowerBound
      while start + 6 <= record.data.upperBound {
        part(start..<start + 6)
        start += 6
      }
    }
  }

  private static let addressFields: [Field<NBNS>] = [
    Field("nbns.nb_flags", "Name flags", .hex(16), at: 0, 2, in: addresses),
    Field("nbns.nb_flags.group", "Name type", at: 0, 2, bit: 0x8000, in: addresses),
    Field("nbns.nb_flags.ont", "ONT", .decimal(16), at: 0, 2, mask: 0x6000, in: addresses),
    Field("nbns.addr", "Addr", .ipv4Address, at: 2, 4, in: addresses),
    Field("nbns.data", "Data", .bytes) { view, emit in
      view.forEachRecord { record in
        switch record.type.rawValue {
        case 32, 33: break
        default: emit(.bytes, record.data)
        }
      }
    },
  ]

  /// Each name of a host: the name, its service and its flags (RFC 1002 §4.2.18).
  private static let nodeNames: Field<NBNS>.Parts = { view, part in
    view.forEachRecord(of: 33) { record in
      var start = record.data.lowerBound + 1
      for _ in 0..<view.bytes.byte(at: record.data.lowerBound) {
        guard start + 18 <= record.data.upperBound else { return }
        part(start..<start + 18)
        start += 18
      }
    }
  }

  private static let nodeStatus: Field<NBNS>.Parts = { view, part in
    view.forEachRecord(of: 33) { part($0.data) }
  }

  private static func nameFlag(_ name: String, _ label: String, _ mask: UInt64) -> Field<NBNS> {
    Field("nbns.name_flags.\(name)", label, at: 16, 2, bit: mask, in: nodeNames)
  }

  private static let nodeStatusFields: [Field<NBNS>] = [
    Field("nbns.number_of_names", "Number of names", .decimal(8), at: 0, 1, in: nodeStatus),
    Field("nbns.netbios_name", "Name", .text) { view, emit in
      nodeNames(view) { part in
        var end = part.lowerBound + 15
        while end > part.lowerBound, view.bytes.byte(at: end - 1) == 32 { end -= 1 }
        emit(.text, part.lowerBound..<end)
      }
    },
    Field("nbns.name_flags", "Name flags", .hex(16), at: 16, 2, in: nodeNames),
    nameFlag("group", "Name type", 0x8000),
    Field("nbns.name_flags.ont", "ONT", .decimal(16), at: 16, 2, mask: 0x6000, in: nodeNames),
    nameFlag("drg", "Name is being deregistered", 0x1000),
    nameFlag("cnf", "Name is in conflict", 0x0800), nameFlag("act", "Name is active", 0x0400),
    nameFlag("prm", "Permanent node name", 0x0200),
  ]

  /// What follows the names of a host.
  private static let statistics: Field<NBNS>.Parts = { view, part in
    nodeStatus(view) { data in
      let start = data.lowerBound + 1 + 18 * Int(view.bytes.byte(at: data.lowerBound))
      if start < data.upperBound { part(start..<data.upperBound) }
    }
  }

  private static func count(
    _ name: String, _ label: String, at offset: Int, _ bits: Int = 16
  ) -> Field<NBNS> {
    Field("nbns.\(name)", label, .decimal(bits), at: offset, bits / 8, in: statistics)
  }

  private static let statisticsFields: [Field<NBNS>] = [
    Field("nbns.unit_id", "Unit ID", .macAddress, at: 0, 6, in: statistics),
    Field("nbns.jumpers", "Jumpers", .hex(8), at: 6, 1, in: statistics),
    Field("nbns.test_result", "Test result", .hex(8), at: 7, 1, in: statistics),
    Field("nbns.version_number", "Version number", .hex(16), at: 8, 2, in: statistics),
    Field("nbns.period_of_statistics", "Period of statistics", .hex(16), at: 10, 2, in: statistics),
    count("num_crcs", "Number of CRCs", at: 12),
    count("num_alignment_errors", "Number of alignment errors", at: 14),
    count("num_collisions", "Number of collisions", at: 16),
    count("num_send_aborts", "Number of send aborts", at: 18),
    count("num_good_sends", "Number of good sends", at: 20, 32),
    count("num_good_receives", "Number of good receives", at: 24, 32),
    count("numretransmits", "Number of retransmits", at: 28),
    count("num_no_resource_conditions", "Number of no resource conditions", at: 30),
    count("numcommand_blocks", "Number of command blocks", at: 32),
    count("numpending_sessions", "Number of pending sessions", at: 34),
    count("max_num_pending_sessions", "Max number of pending sessions", at: 36),
    count("max_total_sessions_possible", "Max total sessions possible", at: 38),
    count("session_data_packet_size", "Session data packet size", at: 40),
  ]
}

extension DNS.RecordType {
  /// NB, a NetBIOS name's addresses; the number is SRV's neighbour in DNS.
  fileprivate static var addresses: DNS.RecordType { DNS.RecordType(32) }
}

extension NBNS {
  /// What the last byte of the name at an offset says.
  private func serviceName(at offset: Int) -> String? {
    guard let name = name(at: offset) else { return nil }
    return Self.services[name.service] ?? "Unknown"
  }

  private static let services: [UInt8: String] = [
    0x00: "Workstation/Redirector", 0x01: "Browser", 0x02: "Workstation/Redirector",
    0x03: "Messenger service/Main name", 0x05: "Forwarded name", 0x06: "RAS Server service",
    0x1b: "Domain Master Browser", 0x1c: "Domain Controllers", 0x1d: "Local Master Browser",
    0x1e: "Browser Election Service", 0x1f: "Net DDE Service", 0x20: "Server service",
    0x21: "RAS client service", 0x22: "Exchange Interchange (MSMail Connector)",
    0x23: "Exchange Store", 0x24: "Exchange Directory", 0x2b: "Lotus Notes Server service",
    0x30: "Modem sharing server service", 0x31: "Modem sharing client service",
    0x43: "SMS Clients Remote Control", 0x44: "SMS Administrators Remote Control Tool",
    0x45: "SMS Clients Remote Chat", 0x46: "SMS Clients Remote Transfer",
    0x4c: "DEC Pathworks TCP/IP Service on Windows NT",
    0x52: "DEC Pathworks TCP/IP Service on Windows NT", 0x6a: "Microsoft Exchange IMC",
    0x87: "Microsoft Exchange MTA", 0xbe: "Network Monitor Agent",
    0xbf: "Network Monitor Analyzer",
  ]
}
