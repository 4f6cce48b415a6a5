public import PacketCore

extension Ethernet {
  public static let fields: [Field<Ethernet>] = addressFields + restFields

  private static let addressFields: [Field<Ethernet>] = [
    Field("eth.dst", "Destination", .macAddress, at: 0, 6) { .mac($0.destination) },
    address("eth.dst_resolved", "Destination (resolved)", [0]),
    manufacturer("eth.dst.oui", "Destination OUI", [0]),
    Field("eth.dst.lg", "LG bit", at: 0, 3, flag: { $0.destination.isLocallyAdministered }),
    Field("eth.dst.ig", "IG bit", at: 0, 3, flag: { $0.destination.isMulticast }),
    Field("eth.src", "Source", .macAddress, at: 6, 6) { .mac($0.source) },
    address("eth.src_resolved", "Source (resolved)", [6]),
    manufacturer("eth.src.oui", "Source OUI", [6]),
    Field("eth.src.lg", "LG bit", at: 6, 3, flag: { $0.source.isLocallyAdministered }),
    Field("eth.src.ig", "IG bit", at: 6, 3, flag: { $0.source.isMulticast }),
    Field("eth.addr", "Address", .macAddress, hidden: true) { view, emit in
      emit(.mac(view.destination), 0..<6)
      emit(.mac(view.source), 6..<12)
    },
    address("eth.addr_resolved", "Address (resolved)", [0, 6]),
    manufacturer("eth.addr.oui", "Address OUI", [0, 6]),
    Field("eth.lg", "LG bit", .boolean, hidden: true) { view, emit in
      emit(.boolean(view.destination.isLocallyAdministered), 0..<3)
      emit(.boolean(view.source.isLocallyAdministered), 6..<9)
    },
    Field("eth.ig", "IG bit", .boolean, hidden: true) { view, emit in
      emit(.boolean(view.destination.isMulticast), 0..<3)
      emit(.boolean(view.source.isMulticast), 6..<9)
    },
  ]

  private static let restFields: [Field<Ethernet>] = [
    Field("eth.type", "Type", .hex(16), at: 12, 2) { view in
      view.etherType.map { .unsigned(UInt64($0)) }
    },
    Field("eth.len", "Length", .decimal(16), at: 12, 2) { view in
      view.length.map { .unsigned(UInt64($0)) }
    },
    Field("eth.invalid_lentype", "Invalid length/type", .hex(16), at: 12, 2) { view in
      1501...1535 ~= view.typeOrLength ? .unsigned(UInt64(view.typeOrLength)) : nil
    },
    Field(
      "eth.padding", "Padding", .bytes,
      inContext: { view, context, emit in
        if let range = view.trailer(in: context)?.padding { emit(.bytes, range) }
      }),
    Field(
      "eth.trailer", "Trailer", .bytes,
      inContext: { view, context, emit in
        if let range = view.trailer(in: context)?.trailer { emit(.bytes, range) }
      }),
    Field(
      "eth.fcs", "Frame check sequence", .hex(32),
      inContext: { view, context, emit in
        guard let range = view.trailer(in: context)?.checkSequence else { return }
        emit(.unsigned(UInt64(view.bytes.bigEndian(UInt32.self, at: range.lowerBound))), range)
      }),
    // Not checked: a sum that is there is taken for right.
    Field(
      "eth.fcs.status", "FCS Status", .decimal(8),
      inContext: { view, context, emit in
        guard let range = view.trailer(in: context)?.checkSequence else { return }
        emit(.unsigned(2), range)
      }),
    Field("eth.src_not_group", "Source MAC must not be a group address", .heading, hidden: true) {
      view, emit in
      if view.source.isMulticast { emit(.present, 6..<9) }
    },
  ]

  /// Addresses under the names that would have been found for them: they stand as they are.
  private static func address(_ name: String, _ label: String, _ offsets: [Int]) -> Field<Ethernet>
  {
    Field(name, label, .macAddress, hidden: true) { view, emit in
      for offset in offsets { emit(.mac(MACAddress(view.bytes, at: offset)), offset..<offset + 6) }
    }
  }

  /// The part of addresses that tells the manufacturer.
  private static func manufacturer(
    _ name: String, _ label: String, _ offsets: [Int]
  ) -> Field<Ethernet> {
    Field(name, label, .decimal(24), hidden: true) { view, emit in
      for offset in offsets {
        emit(.unsigned(view.bytes.bits(in: offset..<offset + 3)), offset..<offset + 3)
      }
    }
  }

  /// What stands after the payload, as far as the payload tells where it ends.
  private func trailer(in context: borrowing FieldContext) -> FrameTrailer? {
    let content: Int? =
      if let length { length } else { EtherPayload.byteCount(typeOrLength, payload) }
    guard let content else { return nil }
    return FrameTrailer(
      bytes, from: Self.headerLength + content, minimumByteCount: 60 - context.layer.offset,
      mayHoldCheckSequence: bytes.byteCount + context.layer.missingByteCount >= 64)
  }
}
