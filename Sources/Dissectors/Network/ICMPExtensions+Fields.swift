import PacketCore

extension ICMPError where Self: ~Escapable {
  static var structure: Field<Self>.Parts {
    { view, part in if let range = view.extensionRange { part(range) } }
  }

  /// The objects of a class; of all classes when it is nil.
  private static func object(_ kind: ICMPExtensions.Kind?) -> Field<Self>.Parts {
    { view, part in
      guard let structure = view.extensionRange else { return }
      var cursor = ICMPExtensions.Cursor(structure)
      while let range = cursor.next(in: view.bytes) {
        let found = ICMPExtensions.Kind(rawValue: view.bytes.byte(at: range.lowerBound + 2))
        if kind == nil || kind == found { part(range) }
      }
    }
  }

  private static var labels: Field<Self>.Parts {
    { view, part in
      object(.labelStack)(view) { range in
        for start in stride(from: range.lowerBound + 4, through: range.upperBound - 4, by: 4) {
          part(start..<start + 4)
        }
      }
    }
  }

  /// The objects whose class has no fields here.
  private static var otherObject: Field<Self>.Parts {
    { view, part in
      object(nil)(view) { if view.bytes.byte(at: $0.lowerBound + 2) > 3 { part($0) } }
    }
  }

  static var extensionFields: [Field<Self>] { structureFields + labelFields + interfaceFields }

  private static var structureFields: [Field<Self>] {
    [
      Field("icmp.ext", "ICMP Extensions", .heading, at: 0, in: structure),
      Field("icmp.ext.version", "Version", .decimal(8), at: 0, 1, mask: 0xf0, in: structure),
      Field("icmp.ext.res", "Reserved", .hex(16), at: 0, 2, mask: 0x0fff, in: structure),
      Field("icmp.ext.checksum", "Checksum", .hex(16), at: 2, 2, in: structure),
      Field("icmp.ext.length", "Length", .decimal(16), at: 0, 2, in: object(nil)),
      Field("icmp.ext.class", "Class", .decimal(8), at: 2, 1, in: object(nil)),
      Field("icmp.ext.ctype", "C-Type", .decimal(8), at: 3, 1, in: object(nil)),
      Field("icmp.ext.data", "Data", .bytes, at: 4, in: otherObject),
    ]
  }

  private static var labelFields: [Field<Self>] {
    [
      Field("icmp.mpls.label", "Label", .decimal(24), at: 0, 3, mask: 0xff_fff0, in: labels),
      Field("icmp.mpls.exp", "Experimental", .decimal(24), at: 0, 3, mask: 0x0e, in: labels),
      Field("icmp.mpls.s", "Stack bit", at: 0, 3, bit: 1, in: labels),
      Field("icmp.mpls.ttl", "Time to live", .decimal(8), at: 3, 1, in: labels),
    ]
  }

  private static var interfaceFields: [Field<Self>] {
    let object = object(.interfaceInformation)
    return [
      Field("icmp.int_info.role", "Interface Role", .decimal(8), at: 3, 1, mask: 0xc0, in: object),
      Field("icmp.int_info.reserved", "Reserved", .decimal(8), at: 3, 1, mask: 0x30, in: object),
      Field("icmp.int_info.ifindex", "ifIndex", at: 3, 1, bit: 8, in: object),
      Field("icmp.int_info.ipaddr", "IP Address", at: 3, 1, bit: 4, in: object),
      Field("icmp.int_info.name_present", "Interface Name", at: 3, 1, bit: 2, in: object),
      Field("icmp.int_info.mtu_present", "MTU", at: 3, 1, bit: 1, in: object),
      Field("icmp.int_info.index", "Interface Index", .decimal(32), at: 0, 4, in: part(.index)),
      Field(
        "icmp.int_info.afi", "Address Family Identifier", .decimal(16), at: 0, 2, in: part(.address)
      ),
      Field("icmp.int_info.ipv4", "Source", .ipv4Address, at: 4, 4, in: part(.address, family: 1)),
      Field("icmp.int_info.ipv6", "Source", .ipv6Address, at: 4, 16, in: part(.address, family: 2)),
      Field("icmp.int_info.name_length", "Name Length", .decimal(8), at: 0, 1, in: part(.name)),
      Field("icmp.int_info.name", "Name", .text) { view, emit in
        part(.name)(view) { range in
          var end = range.lowerBound + 1
          while end < range.upperBound, view.bytes.byte(at: end) != 0 { end += 1 }
          emit(.text, range.lowerBound + 1..<end)
        }
      },
      Field(
        "icmp.int_info.mtu", "Maximum Transmission Unit", .decimal(32), at: 0, 4, in: part(.mtu)),
    ]
  }

  /// The parts of an interface information object, in their order; each has a bit that says whether
  /// it is there (RFC 5837 §4.1).
  private static func part(_ wanted: InterfacePart, family: UInt16? = nil) -> Field<Self>.Parts {
    { view, emit in
      object(.interfaceInformation)(view) { range in
        let present = view.bytes.byte(at: range.lowerBound + 3)
        var start = range.lowerBound + 4
        for candidate in InterfacePart.allCases where present & candidate.rawValue != 0 {
          let length = candidate.length(in: view.bytes, at: start)
          guard start + length <= range.upperBound else { return }
          let isFamily = family == nil || view.bytes.bigEndian(UInt16.self, at: start) == family
          if candidate == wanted, isFamily { emit(start..<start + length) }
          start += length
        }
      }
    }
  }
}

private enum InterfacePart: UInt8, CaseIterable {
  case index = 8
  case address = 4
  case name = 2
  case mtu = 1

  func length(in bytes: RawSpan, at offset: Int) -> Int {
    switch self {
    case .index, .mtu: 4
    case .address: bytes.bigEndian(UInt16.self, at: offset) == 2 ? 20 : 8
    case .name: max(1, Int(bytes.byte(at: offset)))
    }
  }
}
