import PacketCore

extension DNSFormat where Self: ~Escapable {
  /// Type, class, time to live and data length of each record: of OPT records, of the others, or of
  /// all.
  @inline(never)
  static func fixedPart(opt: Bool? = nil, dialect wanted: DNS.Dialect? = nil) -> Field<Self>.Parts {
    { view, part in
      guard wanted == nil || wanted == dialect else { return }
      view.forEachRecord(of: []) { _, base, record in
        guard opt == nil || opt == (record.type == .opt) else { return }
        part(base + record.fixedPart..<base + record.fixedPart + 10)
      }
    }
  }

  static var recordFields: [Field<Self>] {
    let mask: UInt64 = dialect == .multicast ? 0x7fff : 0xffff
    return serviceNameFields + [
      Field("dns.resp.name", "Name", .text) { view, emit in
        view.forEachRecord(of: []) { message, base, record in
          // The owner of a service is shown in parts.
          guard record.type != .srv || message.bytes.byte(at: record.name.lowerBound) == 0 else {
            return
          }
          emitName(
            of: message, base, at: record.name.lowerBound, limit: record.name.upperBound, emit)
        }
      },
      // tshark gives the types of a bitmap the same name.
      Field("dns.resp.type", "Type", .decimal(16)) { view, emit in
        view.forEachRecord(of: []) { message, base, record in
          let start = base + record.fixedPart
          emit(.unsigned(UInt64(record.type.rawValue)), start..<start + 2)
          guard let bitmap = message.bitmapRange(of: record) else { return }
          DNS.forEachType(in: message.bytes, bitmap) { type, offset in
            emit(.unsigned(UInt64(type)), base + offset..<base + offset + 1)
          }
        }
      },
      Field("dns.resp.class", "Class", .hex(16), at: 2, 2, mask: mask, in: fixedPart(opt: false)),
      Field(
        "dns.rr.udp_payload_size", "UDP payload size",
        dialect == .multicast ? .hex(16) : .decimal(16),
        at: 2, 2, mask: mask, in: fixedPart(opt: true)),
      Field(
        "dns.resp.cache_flush", "Cache flush", at: 2, 2, bit: 0x8000,
        in: fixedPart(dialect: .multicast)),
      Field("dns.resp.ttl", "Time to live", .decimal(32), at: 4, 4, in: fixedPart(opt: false)),
      Field(
        "dns.ttl.high_bit_set", "The uppermost bit of the TTL is set (RFC 2181, section 8)",
        .heading
      ) { view, emit in
        fixedPart(opt: false)(view) { part in
          guard view.bytes.byte(at: part.lowerBound + 4) & 0x80 != 0 else { return }
          emit(.present, part.lowerBound + 4..<part.lowerBound + 8)
        }
      },
      Field(
        "dns.resp.ext_rcode", "Higher bits in extended RCODE", .hex(8), at: 4, 1,
        in: fixedPart(opt: true)),
      Field(
        "dns.resp.edns0_version", "EDNS0 version", .decimal(8), at: 5, 1, in: fixedPart(opt: true)),
      Field("dns.resp.z", "Z", .hex(16), at: 6, 2, in: fixedPart(opt: true)),
      Field("dns.resp.z.do", "DO bit", at: 6, 2, bit: 0x8000, in: fixedPart(opt: true)),
      Field(
        "dns.resp.z.reserved", "Reserved", .hex(16), at: 6, 2, mask: 0x7fff,
        in: fixedPart(opt: true)),
      Field("dns.resp.len", "Data length", .decimal(16), at: 8, 2, in: fixedPart()),
    ]
  }

  /// The owner of an SRV record in its parts: the first label, the second, and the rest
  /// (RFC 2782).
  private static var serviceNameFields: [Field<Self>] {
    [
      serviceName("dns.srv.service", "Service", 0), serviceName("dns.srv.proto", "Protocol", 1),
      serviceName("dns.srv.name", "Name", 2),
    ]
  }

  private static func serviceName(_ name: String, _ label: String, _ index: Int) -> Field<Self> {
    Field(name, label, .text) { view, emit in
      view.forEachRecord(of: [.srv]) { message, base, record in
        guard message.bytes.byte(at: record.name.lowerBound) != 0,
          let text = message.nameText(at: record.name.lowerBound)
        else { return }
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard index < parts.count else { return }
        emit(
          .string(String(parts[index])),
          base + record.name.lowerBound..<base + record.name.upperBound)
      }
    }
  }

  /// Bytes after the last record that belong to none.
  static var otherFields: [Field<Self>] {
    let extraneous: Field<Self>.Parts = { view, part in
      view.forEachMessage { message, base in
        var records = message.records
        var questions = message.questions
        while questions.next() != nil {}
        while records.next() != nil {}
        let end = max(records.offset, questions.offset)
        if questions.isComplete, records.isComplete, end < message.bytes.byteCount,
          message.flags.opcode != .stateful
        {
          part(base + end..<base + message.bytes.byteCount)
        }
      }
    }
    return [
      Field("dns.extraneous", "Extraneous data", .heading, at: 0, in: extraneous),
      Field("dns.extraneous.data", "Extraneous Data Bytes", .bytes, at: 0, in: extraneous),
      Field("dns.extraneous.length", "Extraneous Data Length", .signed(bits: 32)) { view, emit in
        extraneous(view) { emit(.signed(Int64($0.count)), $0) }
      },
    ]
  }

  static var addressFields: [Field<Self>] {
    [
      Field("dns.a", "Address", .ipv4Address, at: 0, 4, in: data(.a)),
      Field("dns.aaaa", "AAAA Address", .ipv6Address, at: 0, 16, in: data(.aaaa)),
      Field("dns.eui48", "EUI48 Address", .macAddress, at: 0, 6, in: data(.eui48)),
      Field("dns.eui64", "EUI64 Address", .text) { view, emit in
        data(.eui64)(view) { part in
          guard part.count >= 8 else { return }
          var text: [UInt8] = []
          text.append(
            hex: view.bytes.slice(from: part.lowerBound, count: 8), separator: UInt8(ascii: ":"))
          emit(
            .string(String(decoding: text, as: UTF8.self)), part.lowerBound..<part.lowerBound + 8)
        }
      },
    ]
  }

  static var nameFields: [Field<Self>] {
    [
      name("dns.ns", "Name Server", of: .ns),
      name("dns.md", "Mail Destination", of: .md),
      name("dns.mf", "Mail Forwarder", of: .mf),
      name("dns.mb", "MailBox Domaine", of: .mb),
      name("dns.mg", "Mail Group member", of: .mg),
      name("dns.mr", "Mail Rename domaine", of: .mr),
      name("dns.cname", "CNAME", of: .cname),
      name("dns.dname", "Dname", of: .dname),
      name("dns.ptr.domain_name", "Domain Name", of: .ptr),
      name("dns.soa.mname", "Primary name server", of: .soa),
      name("dns.soa.rname", "Responsible authority's mailbox", of: .soa, after: 1),
      soa("serial_number", "Serial Number", 0),
      soa("refresh_interval", "Refresh Interval", 4),
      soa("retry_interval", "Retry Interval", 8),
      soa("expire_limit", "Expire limit", 12),
      soa("minimum_ttl", "Minimum TTL", 16),
      name("dns.minfo.r", "Responsible Mailbox", of: .minfo),
      name("dns.minfo.e", "Error Mailbox", of: .minfo, after: 1),
      Field("dns.mx.preference", "Preference", .decimal(16), at: 0, 2, in: data(.mx)),
      name("dns.mx.mail_exchange", "Mail Exchange", of: .mx, at: 2),
      name("dns.rp.mailbox", "Mailbox", of: .rp),
      name("dns.rp.txt_rr", "TXT RR", of: .rp, after: 1),
      Field("dns.afsdb.subtype", "Subtype", .decimal(16), at: 0, 2, in: data(.afsdb)),
      name("dns.afsdb.hostname", "Hostname", of: .afsdb, at: 2),
      Field("dns.rt.subtype", "Preference", .decimal(16), at: 0, 2, in: data(.rt)),
      name("dns.rt.intermediate_host", "Intermediate Hostname", of: .rt, at: 2),
      Field("dns.px.preference", "Preference", .decimal(16), at: 0, 2, in: data(.px)),
      name("dns.px.map822", "MAP822", of: .px, at: 2),
      name("dns.px.map400", "MAPX400", of: .px, at: 2, after: 1),
      Field("dns.kx.preference", "Preference", .decimal(16), at: 0, 2, in: data(.kx)),
      name("dns.kx.key_exchange", "Key Exchange", of: .kx, at: 2),
      name("dns.nsap_ptr.owner", "Owner", of: .nsapptr),
    ]
  }

  private static func soa(_ name: String, _ label: String, _ offset: Int) -> Field<Self> {
    Field("dns.soa.\(name)", label, .decimal(32), at: offset, 4, in: data(.soa, names: 2))
  }

  static var textFields: [Field<Self>] {
    strings(
      "dns.txt", "TXT", length: "dns.txt.length", "TXT Length", in: strings(.txt))
      + strings("dns.spf", "SPF", length: "dns.spf.length", "SPF Length", in: strings(.spf))
      + strings(
        "dns.hinfo.cpu", "CPU", length: "dns.hinfo.cpu_length", "CPU Length",
        in: strings(.hinfo, index: 0))
      + strings(
        "dns.hinfo.os", "OS", length: "dns.hinfo.os_length", "OS Length",
        in: strings(.hinfo, index: 1))
      + strings(
        "dns.x25.psdn_address", "PSDN-Address", length: "dns.x25.length", "Length",
        in: strings(.x25, index: 0))
      + strings(
        "dns.idsn.address", "ISDN Address", length: "dns.idsn.length", "Length",
        in: strings(.isdn, index: 0))
      + strings(
        "dns.idsn.sa.address", "Sub Address", length: "dns.idsn.sa.length", "Length",
        in: strings(.isdn, index: 1))
      + strings(
        "dns.gpos.longitude", "Longitude", length: "dns.gpos.longitude_length", "Longitude length",
        in: strings(.gpos, index: 0))
      + strings(
        "dns.gpos.latitude", "Latitude", length: "dns.gpos.latitude_length", "Latitude length",
        in: strings(.gpos, index: 1))
      + strings(
        "dns.gpos.altitude", "Altitude", length: "dns.gpos.altitude_length", "Altitude length",
        in: strings(.gpos, index: 2))
  }
}
