import PacketCore

/// Fields of TSIG (RFC 8945), TKEY (RFC 2930) and stateful operations (RFC 8490).
extension DNSFormat where Self: ~Escapable {
  /// The data of TSIG records after the authentication code: the original ID, the error, other data.
  private static var afterCode: Field<Self>.Parts {
    { view, part in
      data(.tsig, names: 1)(view) { range in
        let start =
          range.lowerBound + 10 + Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 8))
        if start <= range.upperBound { part(start..<range.upperBound) }
      }
    }
  }

  private static var code: Field<Self>.Parts {
    { view, part in
      data(.tsig, names: 1)(view) { range in
        let length = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 8))
        if length > 0 { part(range.lowerBound + 10..<range.lowerBound + 10 + length) }
      }
    }
  }

  private static var signed: Field<Self>.Parts { data(.tsig, names: 1) }

  static var transactionFields: [Field<Self>] {
    [
      name("dns.tsig.algorithm_name", "Algorithm Name", of: .tsig),
      Field("dns.tsig.time_signed", "Time Signed", .absoluteTime) { view, emit in
        signed(view) { part in
          let range = part.lowerBound..<part.lowerBound + 6
          emit(.time(Timestamp(seconds: Int64(view.bytes.bits(in: range)))), range)
        }
      },
      Field("dns.tsig.fudge", "Fudge", .decimal(16), at: 6, 2, in: signed),
      Field("dns.tsig.mac_size", "MAC Size", .decimal(16), at: 8, 2, in: signed),
      Field("dns.tsig.mac", "MAC", .heading, at: 0, in: code),
      Field("dns.tsig.noalg", "No dissector for algorithm", .heading, at: 0, in: code),
      Field("dns.tsig.original_id", "Original Id", .decimal(16), at: 0, 2, in: afterCode),
      Field("dns.tsig.error", "Error", .decimal(16), at: 2, 2, in: afterCode),
      Field("dns.tsig.other_len", "Other Len", .decimal(16), at: 4, 2, in: afterCode),
      Field("dns.tsig.other_data", "Other Data", .bytes, at: 6, in: afterCode),
    ] + keyExchangeFields + statefulFields
  }

  private static var exchange: Field<Self>.Parts { data(.tkey, names: 1) }

  private static var afterKey: Field<Self>.Parts {
    { view, part in
      exchange(view) { range in
        let length = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 12))
        let start = range.lowerBound + 14 + length
        if start <= range.upperBound { part(start..<range.upperBound) }
      }
    }
  }

  private static var keyExchangeFields: [Field<Self>] {
    [
      name("dns.tkey.algo_name", "Algorithm name", of: .tkey),
      time("dns.tkey.signature_inception", "Signature Inception", at: 0, in: exchange),
      time("dns.tkey.signature_expiration", "Signature Expiration", at: 4, in: exchange),
      Field("dns.tkey.mode", "Mode", .decimal(16), at: 8, 2, in: exchange),
      Field("dns.tkey.error", "Error", .decimal(16), at: 10, 2, in: exchange),
      Field("dns.tkey.key_size", "Key Size", .decimal(16), at: 12, 2, in: exchange),
      Field("dns.tkey.key_data", "Key Data", .bytes) { view, emit in
        exchange(view) { range in
          let length = Int(view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 12))
          if length > 0 { emit(.bytes, range.lowerBound + 14..<range.lowerBound + 14 + length) }
        }
      },
      Field("dns.tkey.other_size", "Other Size", .decimal(16), at: 0, 2, in: afterKey),
      Field("dns.tkey.other_data", "Other Data", .bytes, at: 2, in: afterKey),
    ]
  }

  /// What follows the header of a stateful operation: type, length and data each (RFC 8490 §5.4).
  @inline(never)
  private static func operation(_ types: UInt16...) -> Field<Self>.Parts {
    { view, part in
      view.forEachMessage { message, base in
        guard message.flags.opcode == .stateful, message.isEmpty else { return }
        var start = DNS.MessageView.headerLength
        while message.bytes.has(4, at: start) {
          let end = start + 4 + Int(message.bytes.bigEndian(UInt16.self, at: start + 2))
          if types.isEmpty || types.contains(message.bytes.bigEndian(UInt16.self, at: start)) {
            part(base + start..<base + end)
          }
          start = end
        }
      }
    }
  }

  private static var statefulFields: [Field<Self>] {
    [
      Field("dns.dso.tlv", "DSO TLV", .heading, at: 0, in: operation()),
      Field("dns.dso.tlv.type", "Type", .decimal(16), at: 0, 2, in: operation()),
      Field("dns.dso.tlv.length", "Length", .decimal(16), at: 2, 2, in: operation()),
      Field("dns.dso.tlv.data", "Data", .bytes, at: 4, in: operation()),
      Field(
        "dns.dso.tlv.keepalive.inactivity", "Inactivity Timeout", .decimal(32), at: 4, 4,
        in: operation(1)),
      Field(
        "dns.dso.tlv.keepalive.interval", "Keepalive Interval", .decimal(32), at: 8, 4,
        in: operation(1)),
      Field(
        "dns.dso.tlv.retrydelay.retrydelay", "Retry Delay", .decimal(32), at: 4, 4,
        in: operation(2)),
      Field("dns.dso.tlv.encpad.padding", "Padding", .bytes, at: 4, in: operation(3)),
    ]
  }
}
