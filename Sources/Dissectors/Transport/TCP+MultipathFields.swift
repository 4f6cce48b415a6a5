import PacketCore

/// Multipath TCP, version 1 ([RFC 8684](https://www.rfc-editor.org/rfc/rfc8684) §3) and version 0
/// (RFC 6824).
extension TCP {
  /// What a multipath option is about (RFC 8684 §8.1).
  private enum Subtype: UInt8 {
    case capable, join, dataSequenceSignal, addAddress, removeAddress, priority, fail, fastClose
    case reset
  }

  /// The multipath options of these subtypes, with one of these lengths or with any.
  private static func multipath(_ subtypes: Subtype..., length: Set<Int> = []) -> Field<TCP>.Parts {
    { view, part in
      option(.multipath)(view) { range in
        let subtype = Subtype(rawValue: view.bytes.byte(at: range.lowerBound + 2) >> 4)
        guard let subtype, subtypes.contains(subtype),
          length.isEmpty || length.contains(range.count)
        else { return }
        part(range)
      }
    }
  }

  private static let anyMultipath = option(.multipath)

  /// Whether an option is of this kind.
  var hasMultipathOption: Bool {
    var cursor = OptionCursor(optionRange)
    while let range = cursor.next(in: bytes) {
      if bytes.byte(at: range.lowerBound) == Option.Kind.multipath.rawValue { return true }
    }
    return false
  }

  static let multipathFields: [Field<TCP>] =
    subtypeFields + capableFields + joinFields + signalFlagFields + signalFields + addressFields
    + endFields

  private static let subtypeFields: [Field<TCP>] = [
    Field(
      "tcp.options.mptcp.subtype", "Multipath TCP subtype", .decimal(8), at: 2, 1, mask: 0xf0,
      in: anyMultipath),
    Field(
      "tcp.options.mptcp.version", "Multipath TCP version", .decimal(8), at: 2, 1, mask: 0x0f,
      in: multipath(.capable)),
    Field(
      "tcp.options.mptcp.reserved", "Reserved", .hex(16), at: 2, 2, mask: 0x0fff,
      in: multipath(.fail, .fastClose)),
    Field("tcp.options.mptcp.flags", "Multipath TCP flags", .hex(8)) { view, emit in
      multipath(.join, length: [12, 16])(view) { emitByte(view, $0.lowerBound + 2, emit) }
      multipath(.capable, .dataSequenceSignal)(view) { emitByte(view, $0.lowerBound + 3, emit) }
      multipath(.priority, .reset)(view) { emitByte(view, $0.lowerBound + 2, emit) }
    },
  ]

  private static func emitByte(_ view: borrowing TCP, _ offset: Int, _ emit: Field<TCP>.Emit) {
    emit(.unsigned(UInt64(view.bytes.byte(at: offset))), offset..<offset + 1)
  }

  private static func bit(
    _ name: String, _ label: String, _ mask: UInt64, at offset: Int = 3,
    in parts: @escaping Field<TCP>.Parts
  ) -> Field<TCP> {
    Field(
      "tcp.options.mptcp." + name + ".flag", label, .decimal(8), at: offset, 1, mask: mask,
      in: parts)
  }

  private static let capableFields: [Field<TCP>] = [
    Field(
      "tcp.options.mptcp.checksumreq.flags", "Checksum required", .decimal(8), at: 3, 1,
      mask: 0x80, in: multipath(.capable)),
    bit("extensibility", "Extensibility", 0x40, in: multipath(.capable)),
    bit(
      "nomoresubflows", "Do not attempt to establish new subflows to this address and port", 0x20,
      in: multipath(.capable, version: 1...15)),
    bit("sha1", "Use HMAC-SHA1", 1, in: multipath(.capable, version: 0...0)),
    bit("sha256", "Use HMAC-SHA256", 1, in: multipath(.capable, version: 1...15)),
    Field(
      "tcp.options.mptcp.sendkey", "Sender's Key", .decimal(64), at: 4, 8,
      in: multipath(.capable)),
    Field("tcp.options.mptcp.recvkey", "Receiver's Key", .decimal(64)) { view, emit in
      multipath(.capable)(view) { emitWord(view, $0, at: 12, 8, emit) }
      multipath(.fastClose)(view) { emitWord(view, $0, at: 4, 8, emit) }
    },
  ]

  private static func multipath(
    _ subtype: Subtype, version: ClosedRange<UInt8>
  ) -> Field<TCP>.Parts {
    { view, part in
      multipath(subtype)(view) { range in
        if version.contains(view.bytes.byte(at: range.lowerBound + 2) & 15) { part(range) }
      }
    }
  }

  private static func emitWord(
    _ view: borrowing TCP, _ option: Range<Int>, at offset: Int, _ count: Int,
    _ emit: Field<TCP>.Emit
  ) {
    let start = option.lowerBound + offset
    guard start + count <= option.upperBound else { return }
    emit(.unsigned(view.bytes.bits(in: start..<start + count)), start..<start + count)
  }

  /// A join is a request of 12 bytes, an answer of 16, or a confirmation of 24 (RFC 8684 §3.2).
  private static let joinFields: [Field<TCP>] = [
    bit(
      "backup", "Backup flag", 1, at: 2,
      in: { view, part in
        multipath(.join, length: [12, 16])(view, part)
        multipath(.priority)(view, part)
      }),
    Field(
      "tcp.options.mptcp.recvtok", "Receiver's Token", .decimal(32), at: 4, 4,
      in: multipath(.join, length: [12])),
    Field("tcp.options.mptcp.sendrand", "Sender's Random Number", .decimal(32)) { view, emit in
      multipath(.join, length: [12])(view) { emitWord(view, $0, at: 8, 4, emit) }
      multipath(.join, length: [16])(view) { emitWord(view, $0, at: 12, 4, emit) }
    },
    Field(
      "tcp.options.mptcp.sendtrunchmac", "Sender's Truncated HMAC", .decimal(64), at: 4, 8,
      in: multipath(.join, length: [16])),
    Field(
      "tcp.options.mptcp.sendhmac", "Sender's HMAC", .bytes, at: 4,
      in: multipath(.join, length: [24])),
  ]

  private static let signal = multipath(.dataSequenceSignal)

  private static let signalFlagFields: [Field<TCP>] = [
    bit("datafin", "DATA_FIN", 0x10, in: signal),
    bit("dseqn8", "Data Sequence Number is 8 octets", 0x08, in: signal),
    bit(
      "dseqnpresent",
      "Data Sequence Number, Subflow Sequence Number, Data-level Length, Checksum present", 0x04,
      in: signal),
    bit("dataack8", "Data ACK is 8 octets", 0x02, in: signal),
    bit("dataackpresent", "Data ACK is present", 0x01, in: signal),
  ]

  /// The parts of a signal, whose flags say which are there and how long (RFC 8684 §3.3).
  private enum SignalPart { case acknowledgment, sequence, subflow, length, checksum }

  private static func signalPart(_ wanted: SignalPart) -> Field<TCP>.Parts {
    { view, part in
      signal(view) { range in
        let flags = view.bytes.byte(at: range.lowerBound + 3)
        var start = range.lowerBound + 4
        func take(_ candidate: SignalPart, _ count: Int) {
          if candidate == wanted, start + count <= range.upperBound { part(start..<start + count) }
          start += count
        }
        if flags & 1 != 0 { take(.acknowledgment, flags & 2 != 0 ? 8 : 4) }
        if flags & 4 != 0 {
          take(.sequence, flags & 8 != 0 ? 8 : 4)
          take(.subflow, 4)
          take(.length, 2)
          take(.checksum, 2)
        }
      }
    }
  }

  private static func whole(
    _ name: String, _ label: String, _ type: FieldType, in parts: @escaping Field<TCP>.Parts
  ) -> Field<TCP> {
    Field(name, label, type) { view, emit in
      parts(view) { emit(view.bytes.value(type, in: $0), $0) }
    }
  }

  private static let signalFields: [Field<TCP>] = [
    whole(
      "tcp.options.mptcp.rawdataack", "Original MPTCP Data ACK", .decimal(64),
      in: signalPart(.acknowledgment)),
    Field("tcp.options.mptcp.rawdataseqno", "Data Sequence Number", .decimal(64)) { view, emit in
      signalPart(.sequence)(view) { emit(view.bytes.value(.decimal(64), in: $0), $0) }
      multipath(.fail)(view) { emitWord(view, $0, at: 4, 8, emit) }
    },
    whole(
      "tcp.options.mptcp.subflowseqno", "Subflow Sequence Number", .decimal(32),
      in: signalPart(.subflow)),
    whole(
      "tcp.options.mptcp.datalvllen", "Data-level Length", .decimal(16),
      in: signalPart(.length)),
    whole("tcp.options.mptcp.checksum", "Checksum", .hex(16), in: signalPart(.checksum)),
  ]

  /// The address's size follows from the option's: 4 or 16 bytes, with a port of 2, in version 1 with
  /// a truncated code of 8 (RFC 8684 §3.4.1).
  private enum AddressPart { case ipv4, ipv6, port, code }

  private static func addressPart(_ wanted: AddressPart) -> Field<TCP>.Parts {
    { view, part in
      multipath(.addAddress)(view) { range in
        let rest = range.count - 4
        let isIPv6 = rest == 16 || rest == 18 || rest == 24 || rest == 26
        let size = isIPv6 ? 16 : 4
        let hasCode = rest - size >= 8
        let hasPort = (rest - size) & 2 != 0
        let address = range.lowerBound + 4
        switch wanted {
        case .ipv4: if !isIPv6, rest >= 4 { part(address..<address + 4) }
        case .ipv6: if isIPv6 { part(address..<address + 16) }
        case .port: if hasPort { part(address + size..<address + size + 2) }
        case .code: if hasCode { part(range.upperBound - 8..<range.upperBound) }
        }
      }
    }
  }

  private static let addressFields: [Field<TCP>] = [
    Field("tcp.options.mptcp.echo", "Echo", .decimal(8)) { view, emit in
      multipath(.addAddress)(view) { range in
        let low = view.bytes.byte(at: range.lowerBound + 2) & 15
        if low < 4 {
          emit(.unsigned(UInt64(low & 1)), range.lowerBound + 2..<range.lowerBound + 3)
        }
      }
    },
    Field("tcp.options.mptcp.ipver", "IP version", .decimal(8)) { view, emit in
      multipath(.addAddress)(view) { range in
        let low = view.bytes.byte(at: range.lowerBound + 2) & 15
        if low >= 4 { emit(.unsigned(UInt64(low)), range.lowerBound + 2..<range.lowerBound + 3) }
      }
    },
    Field("tcp.options.mptcp.addrid", "Address ID", .decimal(8)) { view, emit in
      multipath(.join, length: [12, 16])(view) { emitByte(view, $0.lowerBound + 3, emit) }
      multipath(.addAddress)(view) { emitByte(view, $0.lowerBound + 3, emit) }
      multipath(.removeAddress)(view) { range in
        for offset in range.dropFirst(3) { emitByte(view, offset, emit) }
      }
      multipath(.priority, length: [4])(view) { emitByte(view, $0.lowerBound + 3, emit) }
    },
    whole(
      "tcp.options.mptcp.ipv4", "Advertised IPv4 Address", .ipv4Address, in: addressPart(.ipv4)),
    whole(
      "tcp.options.mptcp.ipv6", "Advertised IPv6 Address", .ipv6Address, in: addressPart(.ipv6)),
    whole("tcp.options.mptcp.port", "Advertised port", .decimal(16), in: addressPart(.port)),
    whole(
      "tcp.options.mptcp.addaddrtrunchmac", "Truncated HMAC", .decimal(64),
      in: addressPart(.code)),
  ]

  private static let endFields: [Field<TCP>] = [
    bit("flag_U", "Flag U", 8, at: 2, in: multipath(.reset)),
    bit("flag_V", "Flag V", 4, at: 2, in: multipath(.reset)),
    bit("flag_W", "Flag W", 2, at: 2, in: multipath(.reset)),
    bit("flag_T", "Transient", 1, at: 2, in: multipath(.reset)),
    Field(
      "tcp.options.mptcp.rst_reason", "TCPRST Reason", .hex(8), at: 3, 1, in: multipath(.reset)),
  ]
}
