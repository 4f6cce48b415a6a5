public import PacketCore

/// A Mobile IPv6 message
/// ([RFC 6275](https://www.rfc-editor.org/rfc/rfc6275) §6.1).
///
///      0               1               2               3
///     +---------------+---------------+---------------+---------------+
///     | Payload Proto | Length/8 - 1  |    MH Type    |   Reserved    |
///     +---------------+---------------+-------------------------------+
///     |           Checksum            |    Message, then options      |
public struct MobilityHeader: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "mipv6"
  public static var title: String { "Mobile IPv6" }
  public static var bindings: [Binding] { [.ipProtocol(135), .ipProtocol(62)] }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 8 else {
      throw .truncated(Self.id, needed: 8, available: bytes.byteCount)
    }
    let length = MobilityHeader(unchecked: bytes).headerLength
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 59 (no next header) in all that RFC 6275 defines.
  public var payloadProtocol: UInt8 { bytes.byte(at: 0) }

  /// Size of the header with its message and options, in bytes.
  public var headerLength: Int { (Int(bytes.byte(at: 1)) + 1) * 8 }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 2)) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer { IPv6.next(payloadProtocol) }

  /// A message's type ([IANA](https://www.iana.org/assignments/mobility-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bindingRefreshRequest = Kind(rawValue: 0)
    public static let homeTestInit = Kind(rawValue: 1)
    public static let careOfTestInit = Kind(rawValue: 2)
    public static let homeTest = Kind(rawValue: 3)
    public static let careOfTest = Kind(rawValue: 4)
    public static let bindingUpdate = Kind(rawValue: 5)
    public static let bindingAcknowledgment = Kind(rawValue: 6)
    public static let bindingError = Kind(rawValue: 7)
    public static let heartbeat = Kind(rawValue: 13)
  }
}

extension MobilityHeader {
  /// The messages of these types, if their parts of fixed size are there.
  private static func message(_ kinds: Kind...) -> Field<MobilityHeader>.Parts {
    { view, part in
      guard kinds.contains(view.kind), view.bytes.byteCount >= view.optionOffset else { return }
      part(0..<view.headerLength)
    }
  }

  public static let fields: [Field<MobilityHeader>] =
    headerFields + testFields + updateFields + acknowledgmentFields + optionFields

  private static let headerFields: [Field<MobilityHeader>] = [
    Field("mip6.proto", "Payload protocol", .decimal(8), at: 0, 1) { $0.payloadProtocol },
    Field("mip6.hlen", "Header length", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
    Field("mip6.mhtype", "Mobility Header Type", .decimal(8), at: 2, 1) { $0.kind.rawValue },
    Field("mip6.reserved", "Reserved", .hex(8), at: 3, 1) { $0.bytes.byte(at: 3) },
    Field("mip6.csum", "Checksum", .hex(16), at: 4, 2) { $0.checksum },
  ]

  /// RFC 6275 §6.1.3 to §6.1.6.
  private static let testFields: [Field<MobilityHeader>] = [
    Field("mip6.hoti.cookie", "Home Init Cookie", .hex(64), at: 8, 8, in: message(.homeTestInit)),
    Field(
      "mip6.coti.cookie", "Care-of Init Cookie", .hex(64), at: 8, 8, in: message(.careOfTestInit)),
    Field("mip6.hot.nindex", "Home Nonce Index", .decimal(16), at: 6, 2, in: message(.homeTest)),
    Field("mip6.hot.cookie", "Home Init Cookie", .hex(64), at: 8, 8, in: message(.homeTest)),
    Field(
      "mip6.hot.token", "Keygen Token", .hex(64), at: 16, 8, in: message(.homeTest, .careOfTest)),
    Field(
      "mip6.cot.nindex", "Care-of Nonce Index", .decimal(16), at: 6, 2, in: message(.careOfTest)),
    Field("mip6.cot.cookie", "Care-of Init Cookie", .hex(64), at: 8, 8, in: message(.careOfTest)),
  ]

  private static let update = message(.bindingUpdate)

  /// RFC 6275 §6.1.7, RFC 3963 §4.1, RFC 4140 §5.1, RFC 5213 §8.1, RFC 5555 §3.1.2, RFC 6602 §4.1.
  private static let updateFields: [Field<MobilityHeader>] = [
    Field("mip6.bu.seqnr", "Sequence number", .decimal(16), at: 6, 2, in: update),
    Field("mip6.bu.a_flag", "Acknowledge (A) flag", at: 8, 2, bit: 0x8000, in: update),
    Field("mip6.bu.h_flag", "Home Registration (H) flag", at: 8, 2, bit: 0x4000, in: update),
    Field("mip6.bu.l_flag", "Link-Local Compatibility (L) flag", at: 8, 2, bit: 0x2000, in: update),
    Field(
      "mip6.bu.k_flag", "Key Management Compatibility (K) flag", at: 8, 2, bit: 0x1000, in: update),
    Field(
      "mip6.bu.m_flag", "MAP Registration Compatibility (M) flag", at: 8, 2, bit: 0x0800, in: update
    ),
    Field("mip6.nemo.bu.r_flag", "Mobile Router (R) flag", at: 8, 2, bit: 0x0400, in: update),
    Field("mip6.bu.p_flag", "Proxy Registration (P) flag", at: 8, 2, bit: 0x0200, in: update),
    Field(
      "mip6.bu.f_flag", "Forcing UDP encapsulation (F) flag", at: 8, 2, bit: 0x0100, in: update),
    Field("mip6.bu.t_flag", "TLV-header format (T) flag", at: 8, 2, bit: 0x80, in: update),
    Field("mip6.bu.b_flag", "Bulk-Binding-Update flag (B)", at: 8, 2, bit: 0x40, in: update),
    Field("mip6.bu.lifetime", "Lifetime", .decimal(16), at: 10, 2, in: update),
  ]

  private static let acknowledgment = message(.bindingAcknowledgment)

  /// RFC 6275 §6.1.8 and §6.1.9, RFC 5847 §3.1.
  private static let acknowledgmentFields: [Field<MobilityHeader>] = [
    Field("mip6.ba.status", "Status", .decimal(8), at: 6, 1, in: acknowledgment),
    Field(
      "mip6.ba.k_flag", "Key Management Compatibility (K) flag", at: 7, 1, bit: 0x80,
      in: acknowledgment),
    Field("mip6.nemo.ba.r_flag", "Mobile Router (R) flag", at: 7, 1, bit: 0x40, in: acknowledgment),
    Field("mip6.ba.p_flag", "Proxy Registration (P) flag", at: 7, 1, bit: 0x20, in: acknowledgment),
    Field("mip6.ba.seqnr", "Sequence number", .decimal(16), at: 8, 2, in: acknowledgment),
    Field("mip6.ba.lifetime", "Lifetime", .decimal(16), at: 10, 2, in: acknowledgment),
    Field("mip6.be.status", "Status", .decimal(8), at: 6, 1, in: message(.bindingError)),
    Field("mip6.be.haddr", "Home Address", .ipv6Address, at: 8, 16, in: message(.bindingError)),
    Field("mip6.hb.seqnr", "Sequence number", .decimal(32), at: 8, 4, in: message(.heartbeat)),
  ]

  /// The mobility options, which have the form of IPv6's (RFC 6275 §6.2).
  public var options: IPv6Options {
    @_lifetime(copy self)
    get { IPv6Options(bytes, optionRange) }
  }

  /// The size of a message without options.
  private var optionOffset: Int {
    switch kind {
    case .bindingRefreshRequest: 8
    case .homeTestInit, .careOfTestInit: 16
    case .homeTest, .careOfTest, .bindingError: 24
    case .bindingUpdate, .bindingAcknowledgment, .heartbeat: 12
    default: headerLength
    }
  }

  private var optionRange: Range<Int> { optionOffset..<max(optionOffset, headerLength) }

  /// Options end a message: of one that is cut short they are not read.
  private static let option: Field<MobilityHeader>.Parts = { view, part in
    guard view.bytes.byteCount >= view.headerLength else { return }
    var cursor = IPv6Options.Cursor(view.optionRange)
    while let range = cursor.next(in: view.bytes) { part(range) }
  }

  private static let optionFields: [Field<MobilityHeader>] = [
    Field("mip6.mobility_opt", "Mobility Option", .decimal(8), at: 0, 1, in: option),
    Field("mip6.mobility_opt.len", "Length", .decimal(8), at: 1, 1, in: option),
  ]
}
