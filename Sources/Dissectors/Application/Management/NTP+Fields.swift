public import PacketCore

extension NTP {
  public static let fields: [Field<NTP>] =
    flagFields + timeFields + trailerFields + controlFields + statusFields + privateFields

  /// The whole message, when it is of the modes 1 to 5.
  private static let timed: Field<NTP>.Parts = { view, part in
    if view.mode.rawValue < 6 { part(0..<view.bytes.byteCount) }
  }
  private static let control: Field<NTP>.Parts = { view, part in
    if view.mode == .control { part(0..<view.bytes.byteCount) }
  }
  private static let privateUse: Field<NTP>.Parts = { view, part in
    if view.mode == .privateUse { part(0..<view.bytes.byteCount) }
  }

  private static let flagFields: [Field<NTP>] = [
    Field("ntp.flags", "Flags", .hex(8), at: 0, 1) { $0.bytes.byte(at: 0) },
    Field(
      "ntp.flags.li", "Leap Indicator", .decimal(8), at: 0, 1, mask: 0xc0,
      in: { view, part in if view.mode != .privateUse { part(0..<1) } }),
    Field("ntp.priv.flags.r", "Response bit", .decimal(8), at: 0, 1, mask: 0x80, in: privateUse),
    Field("ntp.priv.flags.more", "More bit", .decimal(8), at: 0, 1, mask: 0x40, in: privateUse),
    Field("ntp.flags.vn", "Version number", .decimal(8), at: 0, 1) { $0.version },
    Field("ntp.flags.mode", "Mode", .decimal(8), at: 0, 1) { $0.mode.rawValue },
  ]

  private static func time(_ name: String, _ label: String, at offset: Int) -> Field<NTP> {
    Field("ntp.\(name)", label, .absoluteTime) { view, emit in
      guard view.mode.rawValue < 6 else { return }
      let time = Time(rawValue: view.bytes.bigEndian(UInt64.self, at: offset))
      emit(time.timestamp.map { .time($0) } ?? .string("NULL"), offset..<offset + 8)
    }
  }

  private static let timeFields: [Field<NTP>] = [
    Field("ntp.stratum", "Peer Clock Stratum", .decimal(8), at: 1, 1, in: timed),
    Field("ntp.ppoll", "Peer Polling Interval", .decimal(8), at: 2, 1, in: timed),
    Field("ntp.precision", "Peer Clock Precision", .decimal(8), at: 3, 1, in: timed),
    Field("ntp.rootdelay", "Root Delay", .decimal(32), at: 4, 4, in: timed),
    Field("ntp.rootdispersion", "Root Dispersion", .decimal(32), at: 8, 4, in: timed),
    Field("ntp.refid", "Reference ID", .bytes, at: 12, 4, in: timed),
    time("reftime", "Reference Timestamp", at: 16),
    time("org", "Origin Timestamp", at: 24),
    time("rec", "Receive Timestamp", at: 32),
    time("xmt", "Transmit Timestamp", at: 40),
  ]

  private static let extensions: Field<NTP>.Parts = { view, part in
    if view.mode.rawValue < 6 { view.forEachExtension(part) }
  }

  private static let trailerFields: [Field<NTP>] = [
    Field("ntp.ext", "Extension", .heading, at: 0, in: extensions),
    Field("ntp.ext.type", "Field Type", .hex(16), at: 0, 2, in: extensions),
    Field("ntp.ext.length", "Length", .decimal(16), at: 2, 2, in: extensions),
    Field("ntp.ext.value", "Value", .bytes, at: 4, in: extensions),
    Field("ntp.keyid", "Key ID", .bytes) { view, emit in
      guard view.mode.rawValue < 6 else { return }
      let start = view.authenticatorOffset
      emit(.bytes, start..<start + 4)
    },
    Field("ntp.mac", "Message Authentication Code", .bytes) { view, emit in
      let start = view.authenticatorOffset + 4
      guard view.mode.rawValue < 6, start < view.bytes.byteCount else { return }
      emit(.bytes, start..<view.bytes.byteCount)
    },
  ]

  private static let controlFields: [Field<NTP>] = [
    Field("ntp.ctrl.flags2", "Flags 2", .hex(8), at: 1, 1, in: control),
    Field("ntp.ctrl.flags2.r", "Response bit", .decimal(8), at: 1, 1, mask: 0x80, in: control),
    Field("ntp.ctrl.flags2.error", "Error bit", .decimal(8), at: 1, 1, mask: 0x40, in: control),
    Field("ntp.ctrl.flags2.more", "More bit", .decimal(8), at: 1, 1, mask: 0x20, in: control),
    Field("ntp.ctrl.flags2.opcode", "Opcode", .decimal(8), at: 1, 1, mask: 0x1f, in: control),
    Field("ntp.ctrl.sequence", "Sequence", .decimal(16), at: 2, 2, in: control),
    Field(
      "ntp.ctrl.status", "Status", .hex(16), at: 0, 2,
      in: { view, part in
        guard view.mode == .control else { return }
        part(4..<6)
        view.forEachAssociation { part($0.dropFirst(2)) }
      }),
    Field(
      "ntp.ctrl.item", "Item", .heading, at: 0,
      in: { view, part in view.forEachAssociation(part) }),
    Field("ntp.ctrl.associd", "AssociationID", .decimal(16)) { view, emit in
      guard view.mode == .control else { return }
      emit(.unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: 6))), 6..<8)
      view.forEachAssociation { place in
        emit(
          .unsigned(UInt64(view.bytes.bigEndian(UInt16.self, at: place.lowerBound))),
          place.lowerBound..<place.lowerBound + 2)
      }
    },
    Field("ntp.ctrl.offset", "Offset", .decimal(16), at: 8, 2, in: control),
    Field("ntp.ctrl.count", "Count", .decimal(16), at: 10, 2, in: control),
    Field("ntp.ctrl.data", "Data", .heading) { view, emit in
      let count = Int(view.bytes.bigEndian(UInt16.self, at: 10))
      if view.mode == .control, count > 0 { emit(.present, 12..<12 + count) }
    },
  ]

  /// Calls `body` with each association in a response that lists them: identifier and status
  /// (RFC 9327 §4.1).
  private func forEachAssociation(_ body: (Range<Int>) -> Void) {
    let flags = bytes.byte(at: 1)
    guard mode == .control, flags & 0xc0 == 0x80, flags & 0x1f == 1,
      bytes.bigEndian(UInt16.self, at: 6) == 0
    else { return }
    let end = 12 + Int(bytes.bigEndian(UInt16.self, at: 10))
    var start = 12
    while start + 4 <= Swift.min(end, bytes.byteCount) {
      body(start..<start + 4)
      start += 4
    }
  }

  private enum Status { case system, peer, clock, error }

  /// Where a status word of a kind stands: in the header of a response, and in a list.
  private static func status(_ wanted: Status) -> Field<NTP>.Parts {
    { view, part in
      let flags = view.bytes.byte(at: 1)
      guard view.mode == .control, flags & 0x80 != 0 else { return }
      let association = view.bytes.bigEndian(UInt16.self, at: 6)
      let kind: Status? =
        switch (flags & 0x40 != 0, flags & 0x1f) {
        case (true, _): .error
        case (_, 1...3): association == 0 ? .system : .peer
        case (_, 4...5): .clock
        default: nil
        }
      if kind == wanted { part(4..<6) }
      if wanted == .peer { view.forEachAssociation { part($0.dropFirst(2)) } }
    }
  }

  private static func word(
    _ name: String, _ label: String, _ mask: UInt64, _ kind: Status, isFlag: Bool = false
  ) -> Field<NTP> {
    Field(
      "ntp.ctrl.\(name)", label, isFlag ? .boolean : .decimal(16), at: 0, 2, mask: mask,
      in: status(kind))
  }

  private static let statusFields: [Field<NTP>] = [
    word("err_status", "Error Status Word", 0xff00, .error),
    word("sys_status.li", "Leap Indicator", 0xc000, .system),
    word("sys_status.clksrc", "Clock Source", 0x3f00, .system),
    word("sys_status.count", "System Event Counter", 0x00f0, .system),
    word("sys_status.code", "System Event Code", 0x000f, .system),
    word("peer_status.config", "Peer Status", 0x8000, .peer, isFlag: true),
    word("peer_status.authenable", "Peer Status", 0x4000, .peer, isFlag: true),
    word("peer_status.authentic", "Peer Status", 0x2000, .peer, isFlag: true),
    word("peer_status.reach", "Peer Status", 0x1000, .peer, isFlag: true),
    word("peer_status.bcast", "Peer Status broadcast association", 0x0800, .peer, isFlag: true),
    word("peer_status.selection", "Peer Selection", 0x0700, .peer),
    word("peer_status.count", "Peer Event Counter", 0x00f0, .peer),
    word("peer_status.code", "Peer Event Code", 0x000f, .peer),
    word("clock_status.status", "Clock Status", 0xff00, .clock),
    word("clock_status.code", "Clock Event Code", 0x00ff, .clock),
  ]

  private static let privateFields: [Field<NTP>] = [
    Field("ntp.priv.auth_seq", "Auth, sequence", .decimal(8), at: 1, 1, in: privateUse),
    Field("ntp.priv.auth", "Auth bit", .decimal(8), at: 1, 1, mask: 0x80, in: privateUse),
    Field("ntp.priv.seq", "Sequence number", .decimal(8), at: 1, 1, mask: 0x7f, in: privateUse),
    Field("ntp.priv.impl", "Implementation", .decimal(8), at: 2, 1, in: privateUse),
    Field("ntp.priv.reqcode", "Request code", .decimal(8), at: 3, 1, in: privateUse),
    Field("ntp.priv.err", "Err", .hex(8), at: 4, 1, mask: 0xf0, in: privateUse),
    Field(
      "ntp.priv.numitems", "Number of data items", .decimal(16), at: 4, 2, mask: 0x0fff,
      in: privateUse),
    Field("ntp.priv.reserved", "Reserved", .hex(8), at: 6, 1, mask: 0xf0, in: privateUse),
    Field(
      "ntp.priv.itemsize", "Size of data item", .decimal(16), at: 6, 2, mask: 0x0fff,
      in: privateUse),
  ]
}
