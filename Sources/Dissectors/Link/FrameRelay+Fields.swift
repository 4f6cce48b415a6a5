public import PacketCore

extension FrameRelay {
  public static let fields: [Field<FrameRelay>] =
    addressFields + controlFields + [
      Field("fr.nlpid", "NLPID", .hex(8)) { view, emit in
        if let range = view.identifierRange {
          emit(.unsigned(UInt64(view.bytes.byte(at: range.lowerBound))), range)
        }
      },
      Field("fr.snap.oui", "Organization Code", .decimal(24), at: 1, 3, in: snap),
      Field(
        "fr.snaptype", "Type", .hex(16), at: 4, 2,
        in: { view, part in
          snap(view) { if view.bytes.bits(in: $0.dropFirst().prefix(3)) == 0 { part($0) } }
        }),
      Field(
        "fr.snap.pid", "Protocol ID", .hex(16), at: 4, 2,
        in: { view, part in
          snap(view) { if view.bytes.bits(in: $0.dropFirst().prefix(3)) != 0 { part($0) } }
        }),
      Field(
        "fr.chdlctype", "Type", .hex(16), at: 0, 2,
        in: { view, part in
          if view.encapsulation == .etherType { part(view.afterAddress) }
        }),
    ]

  private var afterAddress: Range<Int> {
    let start = Swift.min(addressLength, bytes.byteCount)
    return start..<bytes.byteCount
  }

  private var identifierRange: Range<Int>? {
    guard networkProtocol != nil else { return nil }
    let start = addressLength + controlLength
    return bytes.byte(at: start) == 0 ? start + 1..<start + 2 : start..<start + 1
  }

  /// Identifier and SNAP header.
  private static let snap: Field<FrameRelay>.Parts = { view, part in
    guard view.networkProtocol == 0x80, let range = view.identifierRange else { return }
    part(range.lowerBound..<range.lowerBound + 6)
  }

  private static let addressFields: [Field<FrameRelay>] = [
    Field("fr.first_addr_octet", "First address octet", .hex(8), at: 0, 1) {
      $0.bytes.byte(at: 0)
    },
    Field("fr.upper_dlci", "Upper DLCI", .hex(8), at: 0, 1) { $0.bytes.byte(at: 0) >> 2 },
    Field("fr.cr", "CR", at: 0, 1, bit: 2),
    Field("fr.ea", "EA", .boolean) { view, emit in
      // Octets between the third and the last are bogus.
      let length = view.addressLength
      for offset in 0..<length where offset < 3 || offset == length - 1 {
        emit(.boolean(view.bytes.byte(at: offset) & 1 != 0), offset..<offset + 1)
      }
    },
    Field("fr.second_addr_octet", "Second address octet", .hex(8), at: 1, 1, in: second),
    Field("fr.second_dlci", "Second DLCI", .hex(8), at: 1, 1, mask: 0xf0, in: second),
    Field("fr.fecn", "FECN", at: 1, 1, bit: 8, in: second),
    Field("fr.becn", "BECN", at: 1, 1, bit: 4, in: second),
    Field("fr.de", "DE", at: 1, 1, bit: 2, in: second),
    Field("fr.third_addr_octet", "Third address octet", .hex(8), at: 2, 1, in: third),
    Field("fr.third_dlci", "Third DLCI", .hex(8), at: 2, 1, mask: 0xfe, in: third),
    Field("fr.bogus_address", "Bogus address", .heading) { view, emit in
      let end = view.addressLength - 1
      for offset in Swift.min(3, end)..<end {
        emit(.present, offset..<offset + 1)
      }
    },
    Field(
      "fr.dlcore_control", "DL-CORE Control", .hex(8), at: 0, 1, mask: 0xfc,
      in: { view, part in
        last(view) { if view.bytes.byte(at: $0.lowerBound) & 2 != 0 { part($0) } }
      }),
    Field(
      "fr.lower_dlci", "Lower DLCI", .hex(8), at: 0, 1, mask: 0xfc,
      in: { view, part in
        last(view) { if view.bytes.byte(at: $0.lowerBound) & 2 == 0 { part($0) } }
      }),
    Field("fr.dc", "DC", at: 0, 1, bit: 2, in: last),
    Field("fr.dlci", "DLCI", .decimal(32)) { view, emit in
      emit(.unsigned(UInt64(view.connection)), 0..<view.addressLength)
    },
  ]

  private static let second: Field<FrameRelay>.Parts = { view, part in
    if view.addressLength >= 2 { part(0..<2) }
  }
  private static let third: Field<FrameRelay>.Parts = { view, part in
    if view.addressLength >= 4 { part(0..<3) }
  }
  /// The last octet of an address of more than two.
  private static let last: Field<FrameRelay>.Parts = { view, part in
    if view.addressLength >= 3 { part(view.addressLength - 1..<view.addressLength) }
  }

  /// Control as in LLC (Q.922 §3.5): one byte in unnumbered frames, else two.
  private static let controlFields: [Field<FrameRelay>] = [
    Field("fr.control", "Control Field", .hex(8)) { view, emit in
      guard view.hasControl else { return }
      let start = view.addressLength
      let isShort = view.bytes.byte(at: start) & 3 == 3
      let value =
        isShort
        ? UInt64(view.bytes.byte(at: start))
        : UInt64(view.bytes.littleEndian(UInt16.self, at: start))
      emit(.unsigned(value), start..<start + (isShort ? 1 : 2))
    },
    Field(
      "fr.control.n_r", "N(R)", .decimal(16), at: 1, 1, mask: 0xfe,
      in: { view, part in
        if view.hasControl, view.bytes.byte(at: view.addressLength) & 3 != 3 {
          part(view.afterAddress)
        }
      }),
    Field(
      "fr.control.n_s", "N(S)", .decimal(16), at: 0, 1, mask: 0xfe,
      in: { view, part in
        if view.hasControl, view.bytes.byte(at: view.addressLength) & 1 == 0 {
          part(view.afterAddress)
        }
      }),
    Field("fr.control.u_modifier_cmd", "Command", .hex(8)) { view, emit in
      guard view.hasControl, view.bytes.byte(at: 0) & 2 != 0 else { return }
      view.emitModifier(emit)
    },
    Field("fr.control.u_modifier_resp", "Response", .hex(8)) { view, emit in
      guard view.hasControl, view.bytes.byte(at: 0) & 2 == 0 else { return }
      view.emitModifier(emit)
    },
    Field(
      "fr.frame_relay.lapf", "Frame relay lapf not yet implemented", .heading, at: 0,
      in: { view, part in
        if view.encapsulation == .numbered, view.connection == 0 {
          part(view.afterAddress.lowerBound..<view.afterAddress.lowerBound)
        }
      }),
    Field("fr.control.ftype", "Frame type", .hex(16)) { view, emit in
      guard view.hasControl else { return }
      let start = view.addressLength
      let control = view.bytes.byte(at: start)
      let kind: UInt8 = control & 1 == 0 ? 0 : control & 3
      emit(.unsigned(UInt64(kind)), start..<start + (kind == 3 ? 1 : 2))
    },
  ]

  private var hasControl: Bool { encapsulation == .identifier || encapsulation == .numbered }

  private func emitModifier(_ emit: Field<FrameRelay>.Emit) {
    let control = bytes.byte(at: addressLength)
    guard control & 3 == 3 else { return }
    emit(.unsigned(UInt64(control >> 2 & 0x3b)), addressLength..<addressLength + 1)
  }
}
