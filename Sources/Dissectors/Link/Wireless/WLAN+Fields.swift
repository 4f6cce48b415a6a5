public import PacketCore

extension WLAN {
  public static let fields: [Field<WLAN>] =
    controlFields + addressFields + sequenceFields + protectionFields + fixedFields
    + capabilityFields + elementFields + elementValueFields + securityFields + vendorFields
    + highThroughputFields + extendedCapabilityFields + veryHighThroughputFields

  /// A row of a table of bits: the end of its name, its label, its mask and type.
  typealias Bits = (name: String, label: String, mask: UInt64, type: FieldType)

  /// Values that share the bytes of a number whose least significant byte comes first.
  static func bits(
    _ prefix: String, at offset: Int, _ count: Int, in parts: @escaping Field<WLAN>.Parts,
    _ rows: [Bits]
  ) -> [Field<WLAN>] {
    rows.map {
      Field(
        little: prefix + $0.name, $0.label, $0.type, at: offset, count, mask: $0.mask, in: parts)
    }
  }

  private static let frame = part(.frame)

  private static let controlFields: [Field<WLAN>] =
    [
      Field("wlan.fc.type_subtype", "Type/Subtype", .hex(16), at: 0, 1) { view in
        .unsigned(UInt64(view.kind.rawValue) << 4 | UInt64(view.subtype))
      }.named(subtypeNames),
      Field("wlan.fc", "Frame Control Field", .hex(16), at: 0, 2, in: frame),
    ]
    + bits(
      "wlan.fc.", at: 0, 1, in: frame,
      [
        ("version", "Version", 3, .decimal(8)), ("type", "Type", 0x0c, .decimal(8)),
        ("subtype", "Subtype", 0xf0, .decimal(8)),
      ])
    + [Field("wlan.flags", "Flags", .hex(8), at: 1, 1, in: frame)]
    + bits(
      "wlan.fc.", at: 1, 1, in: frame,
      [
        ("ds", "DS status", 3, .hex(8)), ("tods", "To DS", 1, .boolean),
        ("fromds", "From DS", 2, .boolean), ("frag", "More Fragments", 4, .boolean),
        ("retry", "Retry", 8, .boolean), ("pwrmgt", "PWR MGT", 0x10, .boolean),
        ("moredata", "More Data", 0x20, .boolean), ("protected", "Protected flag", 0x40, .boolean),
        ("order", "+HTC/Order flag", 0x80, .boolean),
      ])
    + [
      Field("wlan.duration", "Duration", .decimal(16), at: 2, 2) { view in
        view.isPoll ? nil : .unsigned(UInt64(view.duration & 0x7fff))
      },
      Field("wlan.aid", "Association ID", .decimal(16), at: 2, 2) { view in
        view.isPoll ? .unsigned(UInt64(view.duration & 0x3fff)) : nil
      },
    ]

  private static let subtypeNames: ValueNames = [
    0x00: "Association Request", 0x01: "Association Response", 0x02: "Reassociation Request",
    0x03: "Reassociation Response", 0x04: "Probe Request", 0x05: "Probe Response",
    0x06: "Measurement Pilot", 0x08: "Beacon frame", 0x09: "ATIM", 0x0a: "Disassociate",
    0x0b: "Authentication", 0x0c: "Deauthentication", 0x0d: "Action", 0x0e: "Action No Ack",
    0x14: "Beamforming Report Poll", 0x15: "VHT NDP Announcement", 0x17: "Control Wrapper",
    0x18: "802.11 Block Ack Req", 0x19: "802.11 Block Ack", 0x1a: "Power-Save poll",
    0x1b: "Request-to-send", 0x1c: "Clear-to-send", 0x1d: "Acknowledgement",
    0x1e: "CF-End (Control-frame)", 0x1f: "CF-End + CF-Ack (Control-frame)", 0x20: "Data",
    0x24: "Null function (No data)", 0x28: "QoS Data", 0x2c: "QoS Null function (No data)",
  ]

  /// A power save poll tells the station's number in place of a duration.
  var isPoll: Bool { kind == .control && subtype == 10 }

  /// An address, and its text without the name that Wireshark looks up for it.
  private static func address(
    _ name: String, _ label: String, hidden: Bool = false,
    _ offsets: @escaping @Sendable (borrowing WLAN, (Int) -> Void) -> Void
  ) -> [Field<WLAN>] {
    [
      Field("wlan.\(name)", label, .macAddress, hidden: hidden) { view, emit in
        offsets(view) { emit(.mac(MACAddress(view.bytes, at: $0)), $0..<$0 + 6) }
      },
      Field("wlan.\(name)_resolved", "\(label) (resolved)", .text, hidden: true) { view, emit in
        offsets(view) { offset in
          guard view.bytes.has(6, at: offset) else { return }
          emit(.string(MACAddress(view.bytes, at: offset).description), offset..<offset + 6)
        }
      },
    ]
  }

  private static let addressFields: [Field<WLAN>] =
    address("ra", "Receiver address") { view, body in if view.addressCount > 0 { body(4) } }
    + address("da", "Destination address") { view, body in
      if let offset = view.roleOffsets.destination { body(offset) }
    }
    + address("ta", "Transmitter address") { view, body in if view.addressCount > 1 { body(10) } }
    + address("sa", "Source address") { view, body in
      if let offset = view.roleOffsets.source { body(offset) }
    }
    + address("bssid", "BSS Id") { view, body in
      if let offset = view.roleOffsets.serviceSet { body(offset) }
    }
    + address("staa", "STA address") { view, body in
      if let offset = view.roleOffsets.station { body(offset) }
    }
    + address("addr", "Hardware address", hidden: true) { view, body in
      for index in 0..<view.addressCount { body(index < 3 ? 4 + 6 * index : 24) }
    }

  private static let sequenceFields: [Field<WLAN>] =
    bits(
      "wlan.", at: 0, 2, in: part(.sequence),
      [
        ("frag", "Fragment number", 0x0f, .decimal(16)),
        ("seq", "Sequence number", 0xfff0, .decimal(16)),
      ])
    + [Field(little: "wlan.qos", "Qos Control", .hex(16), at: 0, 2, in: part(.qos))]
    + bits(
      "wlan.qos.", at: 0, 2, in: part(.qos),
      [
        ("tid", "TID", 0x0f, .decimal(16)), ("priority", "Priority", 7, .decimal(16)),
        ("ack", "Ack Policy", 0x60, .hex(16)), ("amsdupresent", "Payload Type", 0x80, .boolean),
      ])
    + bits(
      "wlan.qos.", at: 0, 2, in: part(.qosFromAccessPoint),
      [
        ("eosp", "EOSP", 0x10, .boolean), ("ps_buf_state", "QAP PS Buffer State", 0xff00, .hex(16)),
        ("buf_state_indicated", "Buffer State Indicated", 0x200, .boolean),
      ])
    + bits(
      "wlan.qos.", at: 0, 2, in: part(.qosFromStation), [("bit4", "QoS bit 4", 0x10, .boolean)])
    + [
      Field(
        little: "wlan.qos.txop_dur_req", "TXOP Duration Requested", .decimal(16), at: 0, 2,
        mask: 0xff00, in: stationBit(isSet: false)),
      Field(
        little: "wlan.qos.queue_size", "Queue Size", .decimal(16), at: 0, 2, mask: 0xff00,
        in: stationBit(isSet: true)),
      Field(little: "wlan.htc", "HT Control (+HTC)", .hex(32), at: 0, 4, in: part(.htControl)),
      Field(little: "wlan.htc.vht", "VHT", at: 0, 4, bit: 1, in: part(.htControl)),
    ]
    + bits(
      "wlan.htc.", at: 0, 4, in: highThroughputControl,
      [
        ("lac", "Link Adaptation Control (LAC)", 0xfffe, .hex(32)),
        ("lac.trq", "Training Request (TRQ)", 0x2, .boolean),
        ("lac.mai.mrq", "MCS Request (MRQ)", 0x4, .boolean),
        ("lac.mai.msi", "MCS Request Sequence Identifier (MSI)", 0x38, .hex(16)),
        ("lac.mfsi", "MCS Feedback Sequence Identifier (MFSI)", 0x1c0, .decimal(16)),
        ("lac.mfb", "MCS Feedback (MFB)", 0xfe00, .hex(16)),
        ("cal.pos", "Calibration Position", 0x30000, .decimal(32)),
        ("cal.seq", "Calibration Sequence Identifier", 0xc0000, .decimal(32)),
        ("reserved1", "Reserved", 0x300000, .hex(32)),
        ("csi_steering", "CSI/Steering", 0xc00000, .decimal(32)),
        ("ndp_announcement", "NDP Announcement", 0x1000000, .boolean),
        ("reserved2", "Reserved", 0x3e000000, .hex(32)),
        ("ac_constraint", "AC Constraint", 0x40000000, .boolean),
        ("rdg_more_ppdu", "RDG/More PPDU", 0x80000000, .boolean),
      ])

  /// The form of the HT control field that is not VHT's.
  private static let highThroughputControl: Field<WLAN>.Parts = { view, body in
    part(.htControl)(view) { if view.bytes.byte(at: $0.lowerBound) & 1 == 0 { body($0) } }
  }

  /// A station's QoS control by its bit 4, which says what the upper byte is.
  private static func stationBit(isSet: Bool) -> Field<WLAN>.Parts {
    { view, body in
      part(.qosFromStation)(view) {
        if (view.bytes.byte(at: $0.lowerBound) & 0x10 != 0) == isSet { body($0) }
      }
    }
  }

  /// The counter of a frame's protection, in hexadecimal digits.
  private static func counter(
    _ name: String, _ label: String, _ kind: Part, _ order: [Int]
  ) -> Field<WLAN> {
    Field("wlan.\(name)", label, .text) { view, emit in
      part(kind)(view) { range in
        guard range.upperBound <= view.bytes.byteCount else { return }
        var text = "0x"
        for offset in order {
          let byte = view.bytes.byte(at: range.lowerBound + offset)
          text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        emit(.string(text.uppercased().replacingPrefix()), range)
      }
    }
  }

  private static let protectionFields: [Field<WLAN>] = [
    Field("wlan.wep.iv", "Initialization Vector", .hex(24), at: 0, 3, in: part(.wep)),
    counter("tkip.extiv", "TKIP Ext. Initialization Vector", .tkip, [7, 6, 5, 4, 0, 2]),
    counter("ccmp.extiv", "CCMP Ext. Initialization Vector", .ccmp, [7, 6, 5, 4, 1, 0]),
    Field(
      "wlan.wep.key", "Key Index", .decimal(8), at: 3, 1, mask: 0xc0,
      in: part(.wep, .tkip, .ccmp)),
    Field("wlan.wep.icv", "WEP ICV", .hex(32)) { view, emit in
      part(.wep)(view) { range in
        let end = view.bytes.byteCount
        guard end - range.upperBound >= 4 else { return }
        emit(.unsigned(view.bytes.bits(in: end - 4..<end)), end - 4..<end)
      }
    },
  ]
}

extension String {
  /// Digits in upper case after a prefix in lower case.
  fileprivate func replacingPrefix() -> String { "0x" + dropFirst(2) }
}
