public import PacketCore

extension LLC {
  public static let fields: [Field<LLC>] =
    addressFields + controlFields + [
      Field("llc.oui", "Organization Code", .decimal(24)) { view, emit in
        guard let organization = view.organization else { return }
        emit(.unsigned(UInt64(organization)), view.snapOffset..<view.snapOffset + 3)
      },
      Field("llc.type", "Type", .hex(16)) { view, emit in
        guard view.namesEtherType else { return }
        view.emitProtocolID(emit)
      },
      Field("llc.cisco_pid", "PID", .hex(16)) { view, emit in
        guard view.organization == 0x00000c else { return }
        view.emitProtocolID(emit)
      },
      Field("llc.pid", "Protocol ID", .hex(16)) { view, emit in
        guard !view.namesEtherType, view.organization != 0x00000c else { return }
        view.emitProtocolID(emit)
      },
    ]

  private func emitProtocolID(_ emit: Field<LLC>.Emit) {
    guard let protocolID else { return }
    emit(.unsigned(UInt64(protocolID)), snapOffset + 3..<snapOffset + 5)
  }

  private static let addressFields: [Field<LLC>] = [
    Field("llc.dsap", "DSAP", .hex(8), at: 0, 1) { $0.destinationSAP },
    Field("llc.dsap.sap", "SAP", .decimal(8), at: 0, 1) { $0.destinationSAP >> 1 },
    Field("llc.dsap.ig", "IG Bit", at: 0, 1, flag: { $0.destinationSAP & 1 != 0 }),
    Field("llc.ssap", "SSAP", .hex(8), at: 1, 1) { $0.sourceSAP },
    Field("llc.ssap.sap", "SAP", .decimal(8), at: 1, 1) { $0.sourceSAP >> 1 },
    Field("llc.ssap.cr", "CR Bit", at: 1, 1, flag: { $0.isResponse }),
  ]

  /// A part of the control field that only some kinds of frame have.
  private static func part(
    _ name: String, _ label: String, _ type: FieldType, of kind: Kind,
    _ value: @escaping @Sendable (borrowing LLC) -> FieldValue?
  ) -> Field<LLC> {
    Field(name, label, type) { view, emit in
      if view.kind == kind, let value = value(view) { emit(value, 2..<view.snapOffset) }
    }
  }

  private static let controlFields: [Field<LLC>] = [
    Field("llc.control", "Control", .hex(16)) { view, emit in
      emit(.unsigned(UInt64(view.control)), 2..<view.snapOffset)
    },
    Field("llc.control.n_r", "N(R)", .decimal(16)) { view, emit in
      guard view.kind != .unnumbered else { return }
      emit(.unsigned(UInt64(view.control >> 9)), 2..<4)
    },
    part("llc.control.n_s", "N(S)", .decimal(16), of: .information) {
      .unsigned(UInt64($0.control >> 1 & 127))
    },
    part("llc.control.s_ftype", "Supervisory frame type", .hex(16), of: .supervisory) {
      .unsigned(UInt64($0.control >> 2 & 3))
    },
    Field("llc.control.p", "Poll", .boolean) { view, emit in
      if view.pollFinal, !view.isResponse { emit(.boolean(true), 2..<view.snapOffset) }
    },
    Field("llc.control.f", "Final", .boolean) { view, emit in
      if view.pollFinal, view.isResponse { emit(.boolean(true), 2..<view.snapOffset) }
    },
    part("llc.control.u_modifier_cmd", "Command", .hex(8), of: .unnumbered) {
      $0.isResponse ? nil : .unsigned(UInt64($0.control >> 2 & 0x3b))
    },
    part("llc.control.u_modifier_resp", "Response", .hex(8), of: .unnumbered) {
      $0.isResponse ? .unsigned(UInt64($0.control >> 2 & 0x3b)) : nil
    },
    Field("llc.control.ftype", "Frame type", .hex(8)) { view, emit in
      let bits: UInt64 =
        switch view.kind {
        case .information: 0
        case .supervisory: 1
        case .unnumbered: 3
        }
      emit(.unsigned(bits), 2..<view.snapOffset)
    },
  ]

  /// The poll bit of a command, the final bit of a response.
  private var pollFinal: Bool {
    kind == .unnumbered ? control & 0x10 != 0 : control & 0x0100 != 0
  }
}
