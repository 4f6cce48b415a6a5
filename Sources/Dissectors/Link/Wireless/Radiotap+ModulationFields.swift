import PacketCore

extension Radiotap {
  private static let modulation = part(.item(19))
  private static let veryHigh = part(.item(21))
  private static let stamp = part(.item(22))

  /// A value of the modulation's second byte, there when `known` is set in the first.
  private static func value(
    _ name: String, _ label: String, at offset: Int = 1, mask: UInt64 = 0xff, known: UInt8
  ) -> Field<Radiotap> {
    Field("radiotap.mcs.\(name)", label, .decimal(8), at: offset, 1, mask: mask) { view, body in
      modulation(view) { if view.bytes.byte(at: $0.lowerBound) & known != 0 { body($0) } }
    }
  }

  private static func has(_ name: String, _ label: String, _ bit: UInt64) -> Field<Radiotap> {
    Field("radiotap.mcs.\(name)", label, at: 0, 1, bit: bit, in: modulation)
  }

  static let modulationFields: [Field<Radiotap>] = [
    Field("radiotap.mcs", "MCS information", .heading, at: 0, in: modulation),
    Field("radiotap.mcs.known", "Known MCS information", .hex(8), at: 0, 1, in: modulation),
    Field("radiotap.mcs.have_bw", "Bandwidth", .boolean) { view, emit in
      modulation(view) { range in
        let place = range.lowerBound
        emit(.boolean(view.bytes.byte(at: place) & 1 != 0), place..<place + 1)
      }
      veryHigh(view) { range in
        let place = range.lowerBound
        emit(.boolean(view.bytes.byte(at: place) & 0x40 != 0), place..<place + 2)
      }
    },
    has("have_index", "MCS index", 0x02),
    has("have_gi", "Guard interval", 0x04),
    has("have_format", "Format", 0x08),
    has("have_fec", "FEC type", 0x10),
    has("have_stbc", "STBC streams", 0x20),
    has("have_ness", "Number of extension spatial streams", 0x40),
    value("ness_bit1", "Number of extension spatial streams bit 1", at: 0, mask: 0x80, known: 0x40),
    value("bw", "Bandwidth", mask: 0x03, known: 0x01)
      .named([0: "20 MHz", 1: "40 MHz", 2: "20 MHz lower", 3: "20 MHz upper"]),
    value("gi", "Guard interval", mask: 0x04, known: 0x04).named([0: "long", 1: "short"]),
    value("format", "Format", mask: 0x08, known: 0x08).named([0: "mixed", 1: "greenfield"]),
    value("fec", "FEC type", mask: 0x10, known: 0x10).named([0: "BCC", 1: "LDPC"]),
    value("stbc", "STBC streams", mask: 0x60, known: 0x20),
    value("ness_bit0", "Number of extension spatial streams bit 0", mask: 0x80, known: 0x40),
    value("index", "MCS index", at: 2, known: 0x02),
  ]

  /// Something that the known bits of VHT tell, in the byte of flags.
  private static func flag(
    _ name: String, _ label: String, _ mask: UInt64, known: UInt16, type: FieldType = .boolean
  ) -> Field<Radiotap> {
    Field("radiotap.vht.\(name)", label, type, at: 2, 1, mask: mask, in: veryHigh(known: known))
  }

  private static func veryHigh(known: UInt16) -> Field<Radiotap>.Parts {
    { view, body in
      veryHigh(view) { range in
        if view.bytes.littleEndian(UInt16.self, at: range.lowerBound) & known != 0 { body(range) }
      }
    }
  }

  private static func known(_ name: String, _ label: String, _ bit: UInt64) -> Field<Radiotap> {
    Field(little: "radiotap.\(name)", label, at: 0, 2, bit: bit, in: veryHigh)
  }

  static let veryHighThroughputFields: [Field<Radiotap>] = [
    Field("radiotap.vht", "VHT information", .heading, at: 0, in: veryHigh),
    // A number of eight bits in Wireshark, which so shows only the lower byte.
    Field(
      little: "radiotap.vht.known", "Known VHT information", .hex(8), at: 0, 2, mask: 0xff,
      in: veryHigh),
    known("vht.have_stbc", "STBC", 0x01),
    known("vht.have_txop_ps", "TXOP_PS_NOT_ALLOWED", 0x02),
    known("vht.have_gi", "Guard interval", 0x04),
    known("vht.have_sgi_nsym_da", "SGI Nsym disambiguation", 0x08),
    Field("radiotap.vht.ldpc_extra", "LDPC extra OFDM symbol", .boolean) { view, emit in
      veryHigh(view) { range in
        let place = range.lowerBound
        let isKnown = view.bytes.byte(at: place) & 0x10 != 0
        emit(.boolean(isKnown), place..<place + 2)
        if isKnown {
          emit(.boolean(view.bytes.byte(at: place + 2) & 0x10 != 0), place + 2..<place + 3)
        }
      }
    },
    known("vht.have_beamformed", "Beamformed", 0x20),
    known("mcs.have_gid", "Group ID", 0x80),
    known("mcs.have_paid", "Partial AID", 0x100),
    flag("stbc", "STBC", 0x01, known: 0x01),
    flag("txop_ps", "TXOP_PS_NOT_ALLOWED", 0x02, known: 0x02),
    flag("gi", "Guard interval", 0x04, known: 0x04, type: .decimal(8))
      .named([0: "long", 1: "short"]),
    flag("sgi_nsym_da", "SGI Nsym disambiguation", 0x08, known: 0x08),
    flag("beamformed", "Beamformed", 0x20, known: 0x20),
    Field("radiotap.vht.bw", "Bandwidth", .decimal(8), at: 3, 1, in: veryHigh(known: 0x40))
      .named([0: "20 MHz", 1: "40 MHz", 4: "80 MHz", 11: "160 MHz"]),
    Field("radiotap.vht.gid", "Group Id", .decimal(8), at: 9, 1, in: veryHigh(known: 0x80)),
    Field(
      little: "radiotap.vht.paid", "Partial AID", .decimal(16), at: 10, 2,
      in: veryHigh(known: 0x100)),
  ]

  static let userFields: [Field<Radiotap>] =
    [
      Field(
        "radiotap.vht.user", "User", .heading, at: 0, 5,
        in: part(.user(0), .user(1), .user(2), .user(3)))
    ] + (0..<4).flatMap(userFields)

  private static func userFields(_ number: Int) -> [Field<Radiotap>] {
    let user = part(.user(number))
    return [
      Field(
        "radiotap.vht.mcs.\(number)", "MCS index \(number)", .decimal(8), at: 0, 1, mask: 0xf0,
        in: user),
      Field(
        "radiotap.vht.nss.\(number)", "Spatial streams \(number)", .decimal(8), at: 0, 1,
        mask: 0x0f, in: user),
      // Space-time block coding doubles the streams.
      Field("radiotap.vht.nsts.\(number)", "Space-time streams \(number)", .decimal(8)) {
        view, emit in
        user(view) { range in
          let place = range.lowerBound
          let isCoded = view.bytes.byte(at: place - 2 - number) & 1 != 0
          let streams = UInt64(view.bytes.byte(at: place) & 15)
          emit(.unsigned(isCoded ? 2 * streams : streams), place..<place + 1)
        }
      },
      Field(
        "radiotap.vht.coding.\(number)", "Coding \(number)", .decimal(8), at: 4 - number, 1,
        mask: 1 << UInt64(number), in: user
      ).named([0: "BCC", 1: "LDPC"]),
    ]
  }

  static let timestampFields: [Field<Radiotap>] = [
    Field("radiotap.timestamp", "timestamp information", .heading, at: 0, in: stamp),
    Field(little: "radiotap.timestamp.ts", "timestamp", .decimal(64), at: 0, 8, in: stamp),
    Field(little: "radiotap.timestamp.accuracy", "accuracy", .decimal(16), at: 8, 2, in: stamp),
    Field("radiotap.timestamp.unit", "time unit", .decimal(8), at: 10, 1, mask: 0x0f, in: stamp)
      .named([0: "msec", 1: "usec", 2: "nsec"]),
    Field(
      "radiotap.timestamp.samplingpos", "sampling position", .decimal(8), at: 10, 1, mask: 0xf0,
      in: stamp),
    Field("radiotap.timestamp.flags.32bit", "32-bit counter", at: 11, 1, bit: 1, in: stamp),
    Field("radiotap.timestamp.flags.accuracy", "accuracy field", at: 11, 1, bit: 2, in: stamp),
  ]
}
