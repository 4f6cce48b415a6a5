public import PacketCore

/// A frame of NetBIOS on a LAN without a network protocol, NetBEUI
/// (IBM LAN Technical Reference SC30-3383, chapter 5).
///
///     +-----------+-----------+-------+-------+-----------+-----------+-----------+
///     |  Length   |  0xefff   |Command| Data 1|  Data 2   | Transmit  | Response  |
///     +-----------+-----------+-------+-------+-----------+ correlator| correlator|
///     | two names of 16 bytes, or two session numbers     |
public struct NetBIOSFrame: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "netbios"
  public static var title: String { "NetBIOS" }
  public static var specification: String { "IBM SC30-3383" }
  public static var bindings: [Binding] { [.llcSAP(0xf0)] }
  /// Size of the smallest header, in bytes.
  public static var headerLength: Int { 14 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or lacks its delimiter.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    guard bytes.littleEndian(UInt16.self, at: 2) == 0xefff else {
      throw .malformed(Self.id, field: "Delimiter", at: 2)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the header, in bytes: 44 with names, 14 without.
  public var length: UInt16 { bytes.littleEndian(UInt16.self, at: 0) }
  public var command: UInt8 { bytes.byte(at: 4) }
  /// Whether names stand in the header; later commands are of a session.
  public var hasNames: Bool { command <= 0x0e && command != 0x07 }
  /// Datagrams, and the data of sessions.
  var hasData: Bool { [0x08, 0x09, 0x15, 0x16].contains(command) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: max(Int(length), Self.headerLength)) }
  }

  public var next: NextLayer {
    guard hasData, payload.byteCount > 0 else { return .none }
    return payload.bigEndian(UInt32.self, at: 0) == 0xff53_4d42 ? .named(SMB1.id) : .data
  }
}

extension NetBIOSFrame {
  public static let fields: [Field<NetBIOSFrame>] = [
    .little("netbios.hdr_len", "Length", .decimal(16), at: 0, 2, in: header),
    .little("netbios.delimiter", "Delimiter", .hex(16), at: 2, 2, in: header),
    Field("netbios.command", "Command", .hex(8), at: 4, 1, in: header).named([
      0x00: "Add Group Query", 0x01: "Add Name Query", 0x02: "Name In Conflict",
      0x03: "Status Query", 0x07: "Terminate Trace", 0x08: "Datagram", 0x09: "Broadcast Datagram",
      0x0a: "Name Query", 0x0d: "Add Name Response", 0x0e: "Name Recognized",
      0x0f: "Status Response", 0x14: "Data Ack", 0x15: "Data First Middle", 0x16: "Data Only Last",
      0x17: "Session Confirm", 0x18: "Session End", 0x19: "Session Initialize",
      0x1a: "No Receive", 0x1b: "Receive Outstanding", 0x1c: "Receive Continue",
      0x1f: "Session Alive",
    ]),
    .little(
      "netbios.max_data_recv_size", "Maximum data receive size", .decimal(16), at: 6, 2,
      in: of([0x17, 0x19])),
    Field("netbios.call_name_type", "Caller's Name Type", .hex(8), at: 7, 1, in: of([0x0a, 0x0e]))
      .named([0: "Unique name", 1: "Group name"]),
    .little(
      "netbios.xmit_corrl", "Transmit Correlator", .hex(16), at: 8, 2,
      in: of([0x0d, 0x0e, 0x0f, 0x14, 0x15, 0x16, 0x17, 0x19, 0x1c])),
    .little(
      "netbios.resp_corrl", "Response Correlator", .hex(16), at: 10, 2,
      in: of([0x00, 0x01, 0x03, 0x0a, 0x0e, 0x15, 0x16, 0x17, 0x19])),
    Field(
      "netbios.remote_session", "Remote Session No.", .hex(8), at: 12, 1, in: of(0x14...0x1e)),
    Field("netbios.local_session", "Local Session No.", .hex(8), at: 13, 1, in: of(0x14...0x1e)),
    Field("netbios.nb_name", "NetBIOS Name", .text) { view, emit in
      names(view) { place in
        emit(
          .string(nameText(view.bytes, at: place.lowerBound)), place.lowerBound..<place.upperBound)
      }
    },
    Field("netbios.nb_name_type", "NetBIOS Name Type", .hex(8), at: 15, 1, in: names),
  ]

  private static let header: Field<NetBIOSFrame>.Parts = { view, part in
    part(0..<view.bytes.byteCount)
  }

  private static func of(_ commands: some Sequence<UInt8> & Sendable) -> Field<NetBIOSFrame>.Parts {
    { view, part in if commands.contains(view.command) { part(0..<view.bytes.byteCount) } }
  }

  /// Receiver and sender.
  private static let names: Field<NetBIOSFrame>.Parts = { view, part in
    guard view.hasNames else { return }
    for start in [12, 28] where view.bytes.has(16, at: start) { part(start..<start + 16) }
  }

  /// Fifteen characters without the blanks at their end; what is none is a number.
  private static func nameText(_ bytes: RawSpan, at offset: Int) -> String {
    var text = ""
    for place in offset..<offset + 15 {
      let byte = bytes.byte(at: place)
      if 0x20...0x7e ~= byte {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        text += byte < 16 ? "<0\(String(byte, radix: 16))>" : "<\(String(byte, radix: 16))>"
      }
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
