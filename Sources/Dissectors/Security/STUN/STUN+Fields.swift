public import PacketCore

extension STUN {
  public static var fields: [Field<STUN>] {
    headerFields + attributeFields + addressFields + textFields + numberFields + turnFields
      + otherFields
  }

  private static let messages: Field<STUN>.Parts = { view, part in view.forEachMessage(part) }

  /// Attributes of these types, whole; of all types when none is given.
  private static func attributes(_ types: UInt16...) -> Field<STUN>.Parts {
    { view, part in
      view.forEachAttribute { place in
        if types.isEmpty || types.contains(place.type.rawValue) { part(place.range) }
      }
    }
  }

  private static var headerFields: [Field<STUN>] {
    [
      Field("stun.type", "Message Type", .hex(16), at: 0, 2, in: messages).named(typeNames),
      Field("stun.type.class", "Message Class", .hex(16), at: 0, 2, mask: 0x0110, in: messages)
        .named([
          0x00: "Request", 0x01: "Indication", 0x10: "Success Response", 0x11: "Error Response",
        ]),
      Field("stun.type.method", "Message Method", .hex(16), at: 0, 2, mask: 0x3eef, in: messages)
        .named(methodNames),
      Field(
        "stun.type.method-assignment", "Message Method Assignment", .hex(16), at: 0, 2,
        mask: 0x2000, in: messages
      ).named(assignmentNames),
      Field("stun.channel", "Channel Number", .hex(16)) { view, emit in
        if view.isChannelData { emit(.unsigned(UInt64(view.channel)), 0..<2) }
      },
      Field("stun.length", "Message Length", .decimal(16)) { view, emit in
        if view.isChannelData { emit(.unsigned(UInt64(view.length)), 2..<4) }
        view.forEachMessage { message in
          let range = message.lowerBound + 2..<message.lowerBound + 4
          emit(view.bytes.value(.decimal(16), in: range), range)
        }
      },
      Field("stun.cookie", "Message Cookie", .bytes) { view, emit in
        view.forEachMessage { message in
          if view.isModern(message) {
            emit(.bytes, message.lowerBound + 4..<message.lowerBound + 8)
          }
        }
      },
      Field("stun.id", "Message Transaction ID", .bytes) { view, emit in
        view.forEachMessage { message in
          let start = message.lowerBound + (view.isModern(message) ? 8 : 4)
          emit(.bytes, start..<message.lowerBound + 20)
        }
      },
      Field("stun.network_version", "STUN Network Version", .decimal(8)) { view, emit in
        view.forEachMessage { message in
          let end = message.lowerBound + 20
          guard message.count > 20 else { return }
          emit(.unsigned(view.isModern(message) ? 3 : 2), end..<end)
        }
      }.named([1: "MS-TURN", 2: "RFC-3489 and earlier", 3: "RFC-5389/8489"]),
    ]
  }

  /// Whether a message has the cookie; before RFC 5389 these bytes were of the identifier.
  private func isModern(_ message: Range<Int>) -> Bool {
    bytes.bigEndian(UInt32.self, at: message.lowerBound + 4) == STUN.magicCookie
  }

  private static var attributeFields: [Field<STUN>] {
    let all = attributes()
    return [
      Field("stun.attributes", "Attributes", .heading) { view, emit in
        view.forEachMessage { message in
          let start = message.lowerBound + STUN.messageHeaderLength
          if start < message.upperBound { emit(.present, start..<message.upperBound) }
        }
      },
      Field("stun.attribute", "Attribute", .hex(16)) { view, emit in
        view.forEachAttribute { place in
          let end = (place.range.count + 3) & ~3 + place.range.lowerBound
          emit(.unsigned(UInt64(place.type.rawValue)), place.range.lowerBound..<end)
        }
      }.named(attributeNames),
      Field("stun.att.type", "Attribute Type", .hex(16), at: 0, 2, in: all).named(attributeNames),
      Field(
        "stun.att.type.comprehension", "Attribute Type Comprehension", .hex(16), at: 0, 2,
        mask: 0x8000, in: all
      ).named([0: "Required", 1: "Optional"]),
      Field(
        "stun.att.type.assignment", "Attribute Type Assignment", .hex(16), at: 0, 2, mask: 0x4000,
        in: all
      ).named(assignmentNames),
      Field("stun.att.length", "Attribute Length", .decimal(16), at: 2, 2, in: all),
      Field("stun.att.padding", "Padding", .decimal(16)) { view, emit in
        view.forEachAttribute { place in
          let padding = -place.range.count & 3
          if padding > 0 {
            emit(
              .unsigned(UInt64(padding)), place.range.upperBound..<place.range.upperBound + padding)
          }
        }
      },
    ]
  }

  private static func addresses(
    mixed: Bool? = nil, _ body: @escaping @Sendable (borrowing STUN, AttributePlace) -> Range<Int>?
  ) -> Field<STUN>.Parts {
    { view, part in
      view.forEachAttribute { place in
        let isMixed = place.type.isMixedAddress
        guard isMixed || place.type.isAddress, mixed == nil || mixed == isMixed else { return }
        if let range = body(view, place) { part(range) }
      }
    }
  }

  private static var addressFields: [Field<STUN>] {
    let all = addresses { _, place in place.value }
    let mixed = addresses(mixed: true) { _, place in place.value }
    let mixedV4 = addresses(mixed: true) { view, place in
      view.bytes.byte(at: place.value.lowerBound + 1) == 1 ? place.value : nil
    }
    let mixedV6 = addresses(mixed: true) { view, place in
      view.bytes.byte(at: place.value.lowerBound + 1) == 2 ? place.value : nil
    }
    return [
      Field("stun.att.reserved", "Reserved", .bytes, at: 0, 1, in: all),
      Field("stun.att.family", "Protocol Family", .hex(8), at: 1, 1, in: all).named(familyNames),
      Field("stun.att.port-xord", "Port (XOR-d)", .bytes, at: 2, 2, in: mixed),
      Field("stun.att.ipv4-xord", "IP (XOR-d)", .bytes, at: 4, 4, in: mixedV4),
      Field("stun.att.ipv6-xord", "IP (XOR-d)", .bytes, at: 4, 16, in: mixedV6),
      Field("stun.att.port", "Port", .decimal(16)) { view, emit in
        view.forEachAttribute { place in
          let range = place.value.lowerBound + 2..<place.value.lowerBound + 4
          switch view.endpoint(place) {
          case .ipv4(_, let port), .ipv6(_, let port): emit(.unsigned(UInt64(port)), range)
          case nil: break
          }
        }
      },
      Field("stun.att.ipv4", "IP", .ipv4Address) { view, emit in
        view.forEachAttribute { place in
          if case .ipv4(let address, _) = view.endpoint(place) {
            emit(.ipv4(address), place.value.lowerBound + 4..<place.value.lowerBound + 8)
          }
        }
      },
      Field("stun.att.ipv6", "IP", .ipv6Address) { view, emit in
        view.forEachAttribute { place in
          if case .ipv6(let address, _) = view.endpoint(place) {
            emit(.ipv6(address), place.value.lowerBound + 4..<place.value.lowerBound + 20)
          }
        }
      },
    ]
  }

  private static var textFields: [Field<STUN>] {
    [
      Field("stun.att.username", "Username", .text, at: 4, in: attributes(0x0006)),
      Field("stun.att.password", "Password", .bytes, at: 4, in: attributes(0x0007)),
      Field("stun.att.realm", "Realm", .text, at: 4, in: attributes(0x0014)),
      Field("stun.att.nonce", "Nonce", .text, at: 4, in: attributes(0x0015)),
      Field("stun.att.software", "Software", .text, at: 4, in: attributes(0x8022)),
      Field(
        "stun.att.error.class", "Error Class", .decimal(8), at: 6, 1, mask: 7,
        in: attributes(0x0009)),
      Field("stun.att.error", "Error Code", .decimal(8), at: 7, 1, in: attributes(0x0009)),
      Field("stun.att.error.reason", "Error Reason Phrase", .text, at: 8, in: attributes(0x0009)),
      Field("stun.att.reserved", "Reserved", .bytes, at: 4, 2, in: attributes(0x0009)),
    ]
  }

  private static var numberFields: [Field<STUN>] {
    let unknown: Field<STUN>.Parts = { view, part in
      attributes(0x000a)(view) { range in
        var start = range.lowerBound + 4
        while start + 2 <= range.upperBound {
          part(start..<start + 2)
          start += 2
        }
      }
    }
    return [
      Field("stun.att.hmac", "HMAC-SHA1", .bytes, at: 4, 20, in: attributes(0x0008)),
      Field("stun.att.crc32", "CRC-32", .hex(32), at: 4, 4, in: attributes(0x8028)),
      Field("stun.att.crc32.status", "CRC-32 Status", .decimal(8)) { view, emit in
        view.forEachAttribute { place in
          guard place.type == .fingerprint, place.value.count >= 4,
            place.value.upperBound <= view.bytes.byteCount
          else { return }
          emit(
            .unsigned(view.isRight(place) ? 1 : 0), place.value.lowerBound..<place.value.lowerBound)
        }
      }.named([0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present"]),
      Field("stun.att.unknown", "Unknown Attribute", .hex(16), at: 0, 2, in: unknown)
        .named(attributeNames),
      Field("stun.att.priority", "Priority", .decimal(32), at: 4, 4, in: attributes(0x0024)),
      Field(
        "stun.att.tie-breaker", "Tie breaker", .bytes, at: 4, 8, in: attributes(0x8029, 0x802a)),
      Field("stun.att.change-ip", "Change IP", at: 4, 4, bit: 4, in: attributes(0x0003)),
      Field("stun.att.change-port", "Change Port", at: 4, 4, bit: 2, in: attributes(0x0003)),
      Field(
        "stun.att.cache-timeout", "Cache timeout", .decimal(32), at: 4, 4, in: attributes(0x8027)),
    ]
  }

  /// RFC 8656 §18.
  private static var turnFields: [Field<STUN>] {
    [
      Field("stun.att.channelnum", "Channel-Number", .hex(16), at: 4, 2, in: attributes(0x000c)),
      Field("stun.att.reserved", "Reserved", .bytes, at: 6, 2, in: attributes(0x000c)),
      Field("stun.att.lifetime", "Lifetime", .decimal(32), at: 4, 4, in: attributes(0x000d)),
      Field("stun.att.family", "Protocol Family", .hex(8), at: 4, 1, in: attributes(0x0017, 0x8000))
        .named(familyNames),
      Field("stun.att.reserved", "Reserved", .bytes, at: 5, 3, in: attributes(0x0017, 0x8000)),
      Field(
        "stun.att.even-port.reserve-next", "Reserve next", .decimal(8), at: 4, 1, mask: 0x80,
        in: attributes(0x0018)),
      Field("stun.att.transp", "Transport", .hex(8), at: 4, 1, in: attributes(0x0019))
        .named([6: "TCP", 17: "UDP"]),
      Field("stun.att.reserved", "Reserved", .bytes, at: 5, 3, in: attributes(0x0019)),
      Field("stun.att.token", "Token", .bytes, at: 4, 8, in: attributes(0x0022)),
      Field("stun.value", "Value", .bytes) { view, emit in
        view.forEachAttribute { place in
          if !hasFields(place.type.rawValue), !place.value.isEmpty { emit(.bytes, place.value) }
        }
      },
    ]
  }

  /// Whether an attribute's value has fields of its own.
  private static func hasFields(_ type: UInt16) -> Bool {
    let kind = AttributeType(rawValue: type)
    switch type {
    case 0x0003, 0x0006...0x000a, 0x000c, 0x000d, 0x0014, 0x0015, 0x0017...0x0019, 0x0022, 0x0024,
      0x8000, 0x8022, 0x8027...0x802a, 0x8008, 0x8054, 0x8070, 0xc057:
      return true
    default: return kind.isAddress || kind.isMixedAddress
    }
  }

  /// What some vendors add.
  private static var otherFields: [Field<STUN>] {
    [
      Field(
        "stun.att.ms.version.ice", "MS ICE Version", .decimal(32), at: 4, 4, in: attributes(0x8070)),
      Field("stun.att.ms.version", "MS Version", .decimal(32), at: 4, 4, in: attributes(0x8008)),
      Field("stun.att.ms.foundation", "Foundation", .text, at: 4, 4, in: attributes(0x8054)),
      Field(
        "stun.att.google.network_id", "Google Network ID", .decimal(16), at: 4, 2,
        in: attributes(0xc057)),
      Field(
        "stun.att.google.network_cost", "Google Network Cost", .decimal(16), at: 6, 2,
        in: attributes(0xc057)),
    ]
  }
}
