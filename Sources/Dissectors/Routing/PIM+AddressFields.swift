import PacketCore

extension PIM {
  /// Emits the address at the end of a part, when it is of the family that `type` is for.
  private static func emitAddress(
    _ type: FieldType, _ view: borrowing PIM, _ part: Range<Int>, whole: Bool,
    _ emit: Field<PIM>.Emit
  ) {
    guard let first = part.first else { return }
    let isSixth = view.bytes.byte(at: first) == 2
    guard isSixth == (type == .ipv6Address) else { return }
    let start = part.upperBound - (isSixth ? 16 : 4)
    emit(
      isSixth
        ? .ipv6(IPv6Address(view.bytes, at: start)) : .ipv4(IPv4Address(view.bytes, at: start)),
      whole ? part : start..<part.upperBound)
  }

  /// The address of some parts under the names for both families.
  ///
  /// - Parameter bare: Parts whose address stands under this name too, after the part itself.
  private static func address(
    _ name: String, _ sixthName: String, _ label: String, _ wanted: Set<Part>, bare: Set<Part> = []
  ) -> [Field<PIM>] {
    [(name, FieldType.ipv4Address), (sixthName, .ipv6Address)].map { name, type in
      Field(name, label, type) { view, emit in
        view.forEachPart { part, range in
          if wanted.contains(part) { emitAddress(type, view, range, whole: true, emit) }
          if bare.contains(part) { emitAddress(type, view, range, whole: false, emit) }
        }
      }
    }
  }

  private static let unicasts: Set<Part> = [
    .upstreamNeighbor, .rendezvousPoint, .bootstrapRouter, .source, .originator, .listed, .winner,
    .offering,
  ]

  static let addressFields: [Field<PIM>] =
    encodingFields + flagFields
    + address("pim.group", "pim.group_ip6", "Group", [.group], bare: [.group])
    + address("pim.source", "pim.source_ip6", "Source", [.source], bare: [.join, .prune])
    + address(
      "pim.upstream_neighbor", "pim.upstream_neighbor_ip6", "Upstream-neighbor",
      [.upstreamNeighbor])
    + address("pim.join_ip", "pim.join_ip6", "IP address", [.join])
    + address("pim.prune_ip", "pim.prune_ip6", "IP address", [.prune])
    + address("pim.address_list", "pim.address_list_ip6", "Address", [.listed])
    + address("pim.bsr", "pim.bsr_ip6", "BSR", [.bootstrapRouter])
    + rendezvousPointFields
    + address("pim.originator", "pim.originator_ip6", "Originator", [.originator])
    + address("pim.bidir_winner_ip4", "pim.bidir_winner_ip6", "New Winner IP", [.winner])
    + address("pim.bidir_offering_ip4", "pim.bidir_offering_ip6", "Offering IP", [.offering])
    + address("pim.unicast", "pim.unicast_ipv6", "Unicast", [], bare: unicasts)

  private static let rendezvousPointFields: [Field<PIM>] = [
    Field("pim.rp", "RP", .ipv4Address) { view, emit in
      if view.version == 1, view.bytes.byte(at: 1) == 4 {
        emit(.ipv4(IPv4Address(view.bytes, at: 16)), 16..<20)
      }
      parts(.rendezvousPoint)(view) { emitAddress(.ipv4Address, view, $0, whole: true, emit) }
    },
    Field("pim.rp_ip6", "RP", .ipv6Address) { view, emit in
      parts(.rendezvousPoint)(view) { emitAddress(.ipv6Address, view, $0, whole: true, emit) }
    },
  ]

  private static let encodingFields: [Field<PIM>] = {
    let addresses: Field<PIM>.Parts = { view, body in
      view.forEachPart { part, range in if part.isAddress { body(range) } }
    }
    return [
      Field("pim.addr_address_family", "Address Family", .decimal(8), at: 0, 1, in: addresses),
      Field("pim.addr_encoding_type", "Encoding Type", .decimal(8), at: 1, 1, in: addresses),
    ]
  }()

  private static let flagFields: [Field<PIM>] = {
    let group = parts(.group)
    let source = parts(.join, .prune)
    return [
      Field("pim.group_addr.flags", "Flags", .hex(8), at: 2, 1, in: group),
      Field("pim.group_addr.flags.b", "Bidirectional PIM", at: 2, 1, bit: 0x80, in: group),
      Field(
        "pim.group_addr.flags.reserved", "Reserved", .hex(8), at: 2, 1, mask: 0x7e, in: group),
      Field("pim.group_addr.flags.z", "Admin Scope Zone", at: 2, 1, bit: 0x01, in: group),
      Field("pim.source_addr.flags", "Flags", .hex(8), at: 2, 1, in: source),
      Field(
        "pim.source_addr.flags.reserved", "Reserved", .hex(8), at: 2, 1, mask: 0xf8, in: source),
      Field("pim.source_addr.flags.s", "Sparse", at: 2, 1, bit: 0x04, in: source),
      Field("pim.source_addr.flags.w", "WildCard", at: 2, 1, bit: 0x02, in: source),
      Field(
        "pim.source_addr.flags.r", "Rendezvous Point Tree", at: 2, 1, bit: 0x01, in: source),
      Field("pim.mask_len", "Masklen", .decimal(8)) { view, emit in
        view.forEachPart { part, range in
          let start: Int
          switch part {
          case .group, .join, .prune: start = range.lowerBound + 3
          case .refreshTail: start = range.lowerBound
          default: return
          }
          emit(.unsigned(UInt64(view.bytes.byte(at: start))), start..<start + 1)
        }
      },
    ]
  }()
}
