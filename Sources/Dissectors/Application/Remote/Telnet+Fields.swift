public import PacketCore

extension Telnet {
  public static let fields: [Field<Telnet>] = commandFields + suboptionFields

  private func forEachItem(_ body: (Item) -> Void) {
    var items = items
    while let item = items.next() { body(item) }
  }

  /// The parameters of an option, all of them or those of some.
  private static func parameters(of options: Set<UInt8>) -> Field<Telnet>.Parts {
    { view, part in
      view.forEachItem { item in
        if case .subnegotiation(let option, let range, _) = item, options.contains(option),
          !range.isEmpty
        {
          part(range)
        }
      }
    }
  }

  private static let commandFields: [Field<Telnet>] = [
    Field("telnet.cmd", "Command", .decimal(8)) { view, emit in
      view.forEachItem { item in
        switch item {
        case .text: break
        case .command(let command, let range), .negotiation(let command, _, let range):
          if range.count > 1 {
            emit(.unsigned(UInt64(command.rawValue)), range.lowerBound + 1..<range.lowerBound + 2)
          }
        case .subnegotiation(_, _, let range):
          emit(.unsigned(250), range.lowerBound + 1..<range.lowerBound + 2)
        }
      }
    }.named(commandNames),
    Field("telnet.subcmd", "Subcommand", .decimal(8)) { view, emit in
      view.forEachItem { item in
        switch item {
        case .negotiation(_, let option, let range), .subnegotiation(let option, _, let range):
          emit(.unsigned(UInt64(option)), range.lowerBound + 2..<range.lowerBound + 3)
        default: break
        }
      }
    }.named(optionNames),
    Field("telnet.data", "Data", .text) { view, emit in
      view.forEachItem { if case .text(let range) = $0 { emit(.text, range) } }
    },
  ]

  private static let windowSize = parameters(of: [31])
  private static let authentication = parameters(of: [37])
  private static let encryption = parameters(of: [38])

  /// Options whose parameter is IS or SEND and a text (RFC 1091, RFC 1079, RFC 1096).
  private static let strings = parameters(of: [24, 32, 35])
  /// Options with parameters of their own; those of all others are shown as bytes.
  private static let known: Set<UInt8> = [24, 31, 32, 33, 35, 37, 38, 40, 44, 46]

  private static let suboptionFields: [Field<Telnet>] = [
    Field("telnet.option_data", "Option data", .bytes) { view, emit in
      view.forEachItem { item in
        if case .subnegotiation(let option, let range, _) = item, !known.contains(option),
          !range.isEmpty
        {
          emit(.bytes, range)
        }
      }
    },
    Field("telnet.string_subopt.value", "Value", .text) { view, emit in
      strings(view) { range in
        if view.bytes.byte(at: range.lowerBound) == 0, range.count > 1 {
          emit(.text, range.lowerBound + 1..<range.upperBound)
        }
      }
    },
    Field("telnet.naws_subopt.width", "Width", .decimal(16), at: 0, 2, in: windowSize),
    Field("telnet.naws_subopt.height", "Height", .decimal(16), at: 2, 2, in: windowSize),
    Field("telnet.auth.cmd", "Auth Cmd", .decimal(8), at: 0, 1, in: authentication)
      .named([0: "IS", 1: "SEND", 2: "REPLY", 3: "NAME"]),
    Field("telnet.auth.name", "Name", .text) { view, emit in
      authentication(view) { range in
        if view.bytes.byte(at: range.lowerBound) == 3 {
          emit(.text, range.lowerBound + 1..<range.upperBound)
        }
      }
    },
    pair("telnet.auth.type", "Auth Type", .decimal(8), at: 0),
    pair("telnet.auth.mod.enc", "Encrypt", .decimal(8), at: 1, mask: 0x14),
    pair("telnet.auth.mod.cred_fwd", "Cred Fwd", .boolean, at: 1, mask: 0x08),
    pair("telnet.auth.mod.how", "How", .boolean, at: 1, mask: 0x02),
    pair("telnet.auth.mod.who", "Who", .boolean, at: 1, mask: 0x01),
    Field("telnet.enc.cmd", "Enc Cmd", .decimal(8), at: 0, 1, in: encryption)
      .named([
        0: "IS", 1: "SUPPORT", 2: "REPLY", 3: "START", 4: "END", 5: "REQUEST-START",
        6: "REQUEST-END", 7: "ENC-KEYID", 8: "DEC-KEYID",
      ]),
    Field("telnet.enc.type", "Enc Type", .decimal(8)) { view, emit in
      encryption(view) { range in
        switch view.bytes.byte(at: range.lowerBound) {
        case 0, 2: range.dropFirst().prefix(1).forEach { view.emitByte(at: $0, emit) }
        case 1: range.dropFirst().forEach { view.emitByte(at: $0, emit) }
        default: break
        }
      }
    },
  ]

  /// A part of each pair of authentication type and modifiers (RFC 2941 §1).
  private static func pair(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, mask: UInt64? = nil
  ) -> Field<Telnet> {
    Field(
      name, label, type, at: offset, 1, mask: mask,
      in: { view, part in
        authentication(view) { range in
          let command = view.bytes.byte(at: range.lowerBound)
          guard command < 3 else { return }
          var start = range.lowerBound + 1
          while start + 2 <= range.upperBound {
            part(start..<start + 2)
            // IS and REPLY have one pair, SEND a list.
            if command != 1 { return }
            start += 2
          }
        }
      })
  }

  private func emitByte(at offset: Int, _ emit: Field<Telnet>.Emit) {
    emit(.unsigned(UInt64(bytes.byte(at: offset))), offset..<offset + 1)
  }

  public static var summary: Summary<Telnet>? {
    Summary("TELNET") { view, columns in columns.info.append("Telnet Data ...") }
  }

  private static let commandNames: ValueNames = [
    236: "End of File", 237: "Suspend Current Process", 238: "Abort Process", 239: "End of Record",
    240: "Suboption End", 241: "No Operation", 242: "Data Mark", 243: "Break",
    244: "Interrupt Process", 245: "Abort Output", 246: "Are You There?", 247: "Escape Character",
    248: "Erase Line", 249: "Go Ahead", 250: "Suboption", 251: "Will", 252: "Won't", 253: "Do",
    254: "Don't",
  ]

  /// [Telnet options](https://www.iana.org/assignments/telnet-options), as Wireshark calls them.
  private static let optionNames: ValueNames = [
    0: "Binary Transmission", 1: "Echo", 2: "Reconnection", 3: "Suppress Go Ahead",
    4: "Approx Message Size Negotiation", 5: "Status", 6: "Timing Mark",
    7: "Remote Controlled Trans and Echo", 8: "Output Line Width", 9: "Output Page Size",
    10: "Output Carriage-Return Disposition", 11: "Output Horizontal Tab Stops",
    12: "Output Horizontal Tab Disposition", 13: "Output Formfeed Disposition",
    14: "Output Vertical Tabstops", 15: "Output Vertical Tab Disposition",
    16: "Output Linefeed Disposition", 17: "Extended ASCII", 18: "Logout", 19: "Byte Macro",
    20: "Data Entry Terminal", 21: "SUPDUP", 22: "SUPDUP Output", 23: "Send Location",
    24: "Terminal Type", 25: "End of Record", 26: "TACACS User Identification",
    27: "Output Marking", 28: "Terminal Location Number", 29: "Telnet 3270 Regime", 30: "X.3 PAD",
    31: "Negotiate About Window Size", 32: "Terminal Speed", 33: "Remote Flow Control",
    34: "Linemode", 35: "X Display Location", 36: "Environment Option",
    37: "Authentication Option", 38: "Encryption Option", 39: "New Environment Option",
    40: "TN3270E", 41: "XAUTH", 42: "CHARSET", 43: "Telnet Remote Serial Port (RSP)",
    44: "COM Port Control Option", 45: "Telnet Suppress Local Echo", 46: "Telnet Start TLS",
    47: "KERMIT", 48: "SEND-URL", 49: "FORWARD_X",
  ]
}
