public import PacketCore

/// An ARCNET frame as Linux hands it over
/// ([ARCNET_LINUX](https://www.tcpdump.org/linktypes/LINKTYPE_ARCNET_LINUX.html)); packets of IP by
/// [RFC 1201](https://www.rfc-editor.org/rfc/rfc1201) or RFC 1051.
///
///     +--------+-------------+------------+----------+--------------------------+
///     | Source | Destination | Offset, 2  | Protocol | RFC 1201: split, number 2|
///     +--------+-------------+------------+----------+--------------------------+
public struct ARCNET: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "arcnet"
  public static var title: String { "ARCNET" }
  public static var bindings: [Binding] { [.linkType(.arcnetLinux)] }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = bytes.byteCount < 5 ? 5 : ARCNET(unchecked: bytes).headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var source: UInt8 { bytes.byte(at: 0) }
  /// 0 is all stations.
  public var destination: UInt8 { bytes.byte(at: 1) }
  public var `protocol`: UInt8 { bytes.byte(at: 4) }

  /// Whether the frame may be a part of a packet, as RFC 1201 splits them.
  public var isNumbered: Bool {
    switch self.protocol {
    case 0xcd, 0xf0, 0xf1: false
    default: true
    }
  }

  /// A frame of a length that ARCNET cannot send has four more bytes (RFC 1201, "exception").
  private var numberOffset: Int { bytes.byte(at: 5) == 0xff ? 9 : 5 }

  /// 0 for a packet that is not split.
  public var splitFlag: UInt8? { isNumbered ? bytes.byte(at: numberOffset) : nil }
  public var sequenceNumber: UInt16? {
    isNumbered ? bytes.bigEndian(UInt16.self, at: numberOffset + 1) : nil
  }

  /// Size of the header, in bytes.
  public var headerLength: Int { isNumbered ? numberOffset + 3 : 5 }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    if let splitFlag, splitFlag != 0 { return .data }
    switch self.protocol {
    case 0xd4, 0xf0: return .named(IPv4.id)
    case 0xd5, 0xf1: return .named(ARP.id)
    case 0xc4: return .named(IPv6.id)
    case 0xcd: return .named(LLC.id)
    default: return .bound(Binding(.arcnetProtocol, UInt32(self.protocol)))
    }
  }

  public static let fields: [Field<ARCNET>] = [
    Field("arcnet.src", "Source", .hex(8), at: 0, 1) { $0.source },
    Field("arcnet.dst", "Dest", .hex(8), at: 1, 1) { $0.destination },
    Field("arcnet.offset", "Offset", .bytes, at: 2, 2) { _ in .bytes },
    Field("arcnet.protID", "Protocol ID", .hex(8), at: 4, 1) { $0.protocol },
    Field("arcnet.split_flag", "Split Flag", .decimal(8)) { view, emit in
      guard let flag = view.splitFlag else { return }
      emit(.unsigned(UInt64(flag)), view.numberOffset..<view.numberOffset + 1)
    },
    Field("arcnet.sequence", "Sequence", .decimal(16)) { view, emit in
      guard let number = view.sequenceNumber else { return }
      emit(.unsigned(UInt64(number)), view.numberOffset + 1..<view.numberOffset + 3)
    },
  ]
}

extension Binding.Register {
  /// System codes of ARCNET.
  public static let arcnetProtocol = Binding.Register("arcnet.protocol_id")
}
