import PacketCore

/// Fields of records that are seldom seen.
extension DNSFormat where Self: ~Escapable {
  static var rareFields: [Field<Self>] {
    locationFields + prefixListFields + hostIdentityFields + gatewayFields + locatorFields
  }

  /// LOC (RFC 1876 §2): what is not of version 0 is shown as it is.
  private static func location(isKnown: Bool) -> Field<Self>.Parts {
    { view, part in
      data(.loc)(view) { if (view.bytes.byte(at: $0.lowerBound) == 0) == isKnown { part($0) } }
    }
  }

  private static var locationFields: [Field<Self>] {
    let known = location(isKnown: true)
    return [
      Field("dns.loc.version", "Version", .decimal(8), at: 0, 1, in: data(.loc)),
      Field("dns.loc.size", "Size", .decimal(8), at: 1, 1, in: known),
      Field(
        "dns.loc.horizontal_precision", "Horizontal Precision", .decimal(8), at: 2, 1, in: known),
      Field("dns.loc.vertical_precision", "Vertical Precision", .decimal(8), at: 3, 1, in: known),
      Field("dns.loc.latitude", "Latitude", .decimal(32), at: 4, 4, in: known),
      Field("dns.loc.longitude", "Longitude", .decimal(32), at: 8, 4, in: known),
      Field("dns.loc.altitude", "Altitude", .decimal(32), at: 12, 4, in: known),
      Field(
        "dns.loc.unknown_data", "Unknown data", .bytes, at: 1, in: location(isKnown: false)),
    ]
  }

  /// The items of APL records (RFC 3123 §4): family, prefix, and an address without its final zeros.
  private static func prefixItem(_ wanted: Int? = nil) -> Field<Self>.Parts {
    { view, part in
      data(.apl)(view) { range in
        var start = range.lowerBound
        while start + 4 <= range.upperBound {
          let end = start + 4 + Int(view.bytes.byte(at: start + 3) & 0x7f)
          let family = Int(view.bytes.bigEndian(UInt16.self, at: start))
          if wanted == nil || wanted == (family > 2 ? 0 : family) { part(start..<end) }
          start = end
        }
      }
    }
  }

  private static var prefixListFields: [Field<Self>] {
    [
      Field("dns.apl.address_family", "Address Family", .decimal(16), at: 0, 2, in: prefixItem()),
      Field("dns.apl.coded_prefix", "Prefix Length", .decimal(8), at: 2, 1, in: prefixItem()),
      Field("dns.apl.negation", "Negation Flag", at: 3, 1, bit: 0x80, in: prefixItem()),
      Field(
        "dns.apl.afdlength", "Address Length", .decimal(8), at: 3, 1, mask: 0x7f, in: prefixItem()),
      Field("dns.apl.afdpart.ipv4", "Address", .ipv4Address) { view, emit in
        prefixItem(1)(view) { part in
          let address = part.lowerBound + 4..<part.upperBound
          let bits = view.bytes.leadingBits(in: address)
          emit(.ipv4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: bits.high >> 32))), address)
        }
      },
      Field("dns.apl.afdpart.ipv6", "Address", .ipv6Address) { view, emit in
        prefixItem(2)(view) { part in
          let address = part.lowerBound + 4..<part.upperBound
          let bits = view.bytes.leadingBits(in: address)
          emit(.ipv6(IPv6Address(high: bits.high, low: bits.low)), address)
        }
      },
      Field("dns.apl.afdpart.data", "Address", .bytes, at: 4, in: prefixItem(0)),
      Field("dns.wks.address", "Address", .ipv4Address, at: 0, 4, in: data(.wks)),
      Field("dns.wks.protocol", "Protocol", .decimal(8), at: 4, 1, in: data(.wks)),
      // A bit for each port; bytes without one are left out.
      Field("dns.wks.bits", "Bits", .hex(8)) { view, emit in
        data(.wks, from: 5)(view) { part in
          for offset in part where view.bytes.byte(at: offset) != 0 {
            emit(.unsigned(UInt64(view.bytes.byte(at: offset))), offset..<offset + 1)
          }
        }
      },
    ]
  }

  /// HIP (RFC 8005 §5).
  private static var hostIdentityFields: [Field<Self>] {
    [
      Field("dns.hip.hit.length", "HIT length", .decimal(8), at: 0, 1, in: data(.hip)),
      Field("dns.hip.hit.pk.algo", "HIT length", .decimal(8), at: 1, 1, in: data(.hip)),
      Field("dns.hip.pk.length", "PK length", .decimal(16), at: 2, 2, in: data(.hip)),
      Field("dns.hip.hit", "Host Identity Tag", .bytes) { view, emit in
        data(.hip)(view) { part in
          let start = part.lowerBound + 4
          emit(.bytes, start..<start + Int(view.bytes.byte(at: part.lowerBound)))
        }
      },
      Field("dns.hip.pk", "HIP Public Key", .bytes) { view, emit in
        data(.hip)(view) { part in
          let start = part.lowerBound + 4 + Int(view.bytes.byte(at: part.lowerBound))
          emit(
            .bytes, start..<start + Int(view.bytes.bigEndian(UInt16.self, at: part.lowerBound + 2)))
        }
      },
      Field("dns.hip.rendezvous_server", "Rendezvous Server", .text) { view, emit in
        view.forEachRecord(of: [.hip]) { message, base, record in
          let data = record.data.lowerBound
          var start =
            data + 4 + Int(message.bytes.byte(at: data))
            + Int(message.bytes.bigEndian(UInt16.self, at: data + 2))
          while start < record.data.upperBound,
            let end = DNS.nameEnd(in: message.bytes, at: start)
          {
            emitName(of: message, base, at: start, limit: record.data.upperBound, emit)
            start = end
          }
        }
      },
    ]
  }

  /// The gateway of IPSECKEY records of a type (RFC 4025 §2.3): none, an IPv4 or IPv6 address, a name.
  private static func gateway(_ type: UInt8) -> Field<Self>.Parts {
    { view, part in
      data(.ipseckey)(view) { range in
        guard range.count >= 3, view.bytes.byte(at: range.lowerBound + 1) == type else { return }
        part(range.lowerBound + 3..<range.upperBound)
      }
    }
  }

  private static var gatewayFields: [Field<Self>] {
    [
      Field(
        "dns.ipseckey.gateway_precedence", "Gateway Precedence", .decimal(8), at: 0, 1,
        in: data(.ipseckey)),
      Field(
        "dns.ipseckey.gateway_type", "Gateway Type", .decimal(8), at: 1, 1, in: data(.ipseckey)),
      Field(
        "dns.ipseckey.gateway_algorithm", "Gateway Algorithm", .decimal(8), at: 2, 1,
        in: data(.ipseckey)),
      Field("dns.ipseckey.gateway_ipv4", "IPv4 Gateway", .ipv4Address, at: 0, 4, in: gateway(1)),
      Field("dns.ipseckey.gateway_ipv6", "IPv6 Gateway", .ipv6Address, at: 0, 16, in: gateway(2)),
      Field("dns.ipseckey.gateway_dns", "DNS Gateway", .text) { view, emit in
        view.forEachRecord(of: [.ipseckey]) { message, base, record in
          guard message.bytes.byte(at: record.data.lowerBound + 1) == 3, record.data.count > 3
          else {
            return
          }
          emitName(
            of: message, base, at: record.data.lowerBound + 3, limit: record.data.upperBound, emit)
        }
      },
      Field("dns.ipseckey.public_key", "Public Key", .bytes) { view, emit in
        view.forEachRecord(of: [.ipseckey]) { message, base, record in
          var start = record.data.lowerBound + 3
          switch message.bytes.byte(at: start - 2) {
          case 1: start += 4
          case 2: start += 16
          case 3: start = DNS.nameEnd(in: message.bytes, at: start) ?? .max
          default: break
          }
          guard start < record.data.upperBound else { return }
          emit(.bytes, base + start..<base + record.data.upperBound)
        }
      },
    ]
  }

  /// Locators and identifiers (RFC 6742).
  private static var locatorFields: [Field<Self>] {
    [
      Field("dns.ilnp.nid.preference", "Preference", .decimal(16), at: 0, 2, in: data(.nid)),
      Field("dns.ilnp.nid", "NodeID", .bytes, at: 2, 8, in: data(.nid)),
      Field("dns.ilnp.l32.preference", "Preference", .decimal(16), at: 0, 2, in: data(.l32)),
      Field("dns.ilnp.l32", "Locator32", .ipv4Address, at: 2, 4, in: data(.l32)),
      Field("dns.ilnp.l64.preference", "Preference", .decimal(16), at: 0, 2, in: data(.l64)),
      Field("dns.ilnp.l64", "Locator64", .bytes, at: 2, 8, in: data(.l64)),
      Field("dns.ilnp.lp.preference", "Preference", .decimal(16), at: 0, 2, in: data(.lp)),
      name("dns.ilnp.lp", "Locator FQDN", of: .lp, at: 2),
    ]
  }

  static var oldFields: [Field<Self>] {
    [
      Field("dns.null", "Null (data)", .bytes, at: 0, in: data(.null)),
      Field("dns.nsap.rdata", "NSAP Data", .bytes, at: 0, in: data(.nsap)),
      Field("dns.a6.prefix_len", "Prefix len", .decimal(8), at: 0, 1, in: data(.a6)),
      Field("dns.wins.local_flag", "Local Flag", at: 0, 4, bit: 1, in: data(.wins)),
      Field("dns.wins.lookup_timeout", "Lookup timeout", .decimal(32), at: 4, 4, in: data(.wins)),
      Field("dns.wins.cache_timeout", "Cache timeout", .decimal(32), at: 8, 4, in: data(.wins)),
      Field(
        "dns.wins.nb_wins_servers", "Number of WINS servers", .decimal(32), at: 12, 4,
        in: data(.wins)),
      Field("dns.wins.wins_server", "WINS Server Address", .ipv4Address) { view, emit in
        data(.wins, from: 16)(view) { part in
          for start in stride(from: part.lowerBound, to: part.upperBound - 3, by: 4) {
            emit(.ipv4(IPv4Address(view.bytes, at: start)), start..<start + 4)
          }
        }
      },
      Field("dns.winsr.local_flag", "Local Flag", at: 0, 4, bit: 1, in: data(.winsr)),
      Field("dns.winsr.lookup_timeout", "Lookup timeout", .decimal(32), at: 4, 4, in: data(.winsr)),
      Field("dns.winsr.cache_timeout", "Cache timeout", .decimal(32), at: 8, 4, in: data(.winsr)),
      name("dns.winsr.name_result_domain", "Name Result Domain", of: .winsr, at: 12),
      Field("dns.undecoded.type", "Undecoded option", .heading, at: 0, in: unknownData),
      Field("dns.data", "Data", .bytes, at: 0, in: unknownData),
    ]
  }

  /// The data of records of types that tshark does not know either.
  private static var unknownData: Field<Self>.Parts {
    { view, part in
      view.forEachRecord(of: []) { _, base, record in
        switch record.type.rawValue {
        case 1...30, 33, 35...39, 41...53, 55, 59...65, 99, 104...109, 249, 250, 257, 32769, 65281,
          65282, 65422:
          break
        default: part(base + record.data.lowerBound..<base + record.data.upperBound)
        }
      }
    }
  }
}
