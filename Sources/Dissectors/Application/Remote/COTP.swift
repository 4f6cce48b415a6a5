public import PacketCore

/// A unit of the connection-oriented transport protocol
/// ([X.224](https://www.itu.int/rec/T-REC-X.224), ISO 8073).
///
///     +-------+-------+---------------+---------------+-------+
///     |Length | Type  |  Destination  |    Source     | Class |
///     +-------+-------+---------------+---------------+-------+
public struct COTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "cotp"
  public static var title: String { "ISO 8073/X.224 COTP Connection-Oriented Transport Protocol" }
  public static var bindings: [Binding] { [] }
  /// Size of the smallest header, in bytes.
  public static var headerLength: Int { 3 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = Swift.max(Self.headerLength, Int(bytes.byte(at: 0)) + 1)
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    guard Self.looksLike(bytes) else { throw .malformed(Self.id, field: "PDU Type", at: 1) }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Size of the header after its first byte, in bytes.
  public var lengthIndicator: Int { Int(bytes.byte(at: 0)) }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 1) >> 4) }
  /// The destination's reference; zero for ``Kind/data`` of class 0 and 1, which have none.
  public var destinationReference: UInt16 {
    hasReference ? bytes.bigEndian(UInt16.self, at: 2) : 0
  }
  private var hasReference: Bool { kind != .data || lengthIndicator > 2 }
  /// Whether this is the last unit of its message.
  public var isLast: Bool { kind != .data || bytes.byte(at: dataNumber) & 0x80 != 0 }
  private var dataNumber: Int { hasReference ? 4 : 2 }

  /// The user's data; of a connection's opening, also what stands in place of parameters.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      if kind.isConnection, let place = negotiation {
        return bytes.slice(from: place.lowerBound, count: place.count)
      }
      return bytes.slice(from: lengthIndicator + 1)
    }
  }

  public var next: NextLayer {
    guard payload.byteCount > 0 else { return .none }
    switch kind {
    case .connectionRequest, .connectionConfirm:
      return negotiation == nil ? .data : .named(RDP.id)
    case .data:
      return .data
    default: return .none
    }
  }

  /// Where RDP's negotiation stands (MS-RDPBCGR §2.2.1.1, §2.2.1.2).
  private var negotiation: Range<Int>? {
    let end = Swift.min(lengthIndicator + 1, bytes.byteCount)
    guard end > 7 else { return nil }
    let isCookie = bytes.bigEndian(UInt32.self, at: 7) == 0x436f_6f6b  // "Cook"
    let isRequest = 1...3 ~= bytes.byte(at: 7) && bytes.littleEndian(UInt16.self, at: 9) == 8
    return isCookie || isRequest ? 7..<end : nil
  }

  /// What a unit is for (X.224 §13.2.2.1).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var expedited: Kind { Kind(rawValue: 1) }
    public static var expeditedAcknowledgment: Kind { Kind(rawValue: 2) }
    public static var reject: Kind { Kind(rawValue: 5) }
    public static var acknowledgment: Kind { Kind(rawValue: 6) }
    public static var error: Kind { Kind(rawValue: 7) }
    public static var disconnectRequest: Kind { Kind(rawValue: 8) }
    public static var disconnectConfirm: Kind { Kind(rawValue: 12) }
    public static var connectionConfirm: Kind { Kind(rawValue: 13) }
    public static var connectionRequest: Kind { Kind(rawValue: 14) }
    public static var data: Kind { Kind(rawValue: 15) }

    var isConnection: Bool { self == .connectionConfirm || self == .connectionRequest }

    static let names: ValueNames = [
      1: "ED Expedited Data", 2: "EA Expedited Data Acknowledgement", 5: "RJ Reject",
      6: "AK Data Acknowledgement", 7: "ER TPDU Error", 8: "DR Disconnect Request",
      12: "DC Disconnect Confirm", 13: "CC Connect Confirm", 14: "CR Connect Request",
      15: "DT Data",
    ]
  }

  /// Whether a unit may start there.
  static func looksLike(_ bytes: RawSpan) -> Bool {
    let view = COTP(unchecked: bytes)
    guard bytes.byteCount >= 3, view.lengthIndicator >= 2, view.lengthIndicator < 255 else {
      return false
    }
    switch view.kind {
    case .data: return bytes.byte(at: 1) & 0x0e == 0
    case .connectionRequest, .connectionConfirm, .disconnectRequest:
      return view.lengthIndicator >= 6
    case .disconnectConfirm: return view.lengthIndicator >= 5
    case .expedited, .expeditedAcknowledgment, .reject, .acknowledgment, .error:
      return view.lengthIndicator >= 4
    default: return false
    }
  }
}

extension COTP {
  private static let header: Field<COTP>.Parts = { view, part in
    part(0..<view.lengthIndicator + 1)
  }

  private static let connection: Field<COTP>.Parts = { view, part in
    if view.kind.isConnection { part(0..<view.lengthIndicator + 1) }
  }

  private static let dataNumbers: Field<COTP>.Parts = { view, part in
    if view.kind == .data { part(view.dataNumber..<view.dataNumber + 1) }
  }

  /// The parameters of a connection's opening (X.224 §13.3.4): code, length and value each.
  private static func parameters(_ code: UInt8? = nil) -> Field<COTP>.Parts {
    { view, part in
      guard view.kind.isConnection, view.negotiation == nil else { return }
      let end = Swift.min(view.lengthIndicator + 1, view.bytes.byteCount)
      var start = 7
      while start + 2 <= end {
        let next = start + 2 + Int(view.bytes.byte(at: start + 1))
        guard next <= end else { return }
        if code == nil || view.bytes.byte(at: start) == code { part(start..<next) }
        start = next
      }
    }
  }

  public static let fields: [Field<COTP>] = [
    Field("cotp.li", "Length", .decimal(8), at: 0, 1, in: header),
    Field("cotp.type", "PDU Type", .hex(8), at: 1, 1, mask: 0xf0, in: header).named(Kind.names),
    Field("cotp.destref", "Destination reference", .hex(16)) { view, emit in
      emit(.unsigned(UInt64(view.destinationReference)), 2..<(view.hasReference ? 4 : 2))
    },
    Field(
      "cotp.srcref", "Source reference", .hex(16), at: 4, 2,
      in: { view, part in
        if view.kind.isConnection || view.kind.rawValue == 8 || view.kind.rawValue == 12 {
          part(0..<6)
        }
      }),
    Field("cotp.class", "Class", .decimal(8), at: 6, 1, mask: 0xf0, in: connection),
    Field("cotp.opts.extended_formats", "Extended formats", at: 6, 1, bit: 2, in: connection),
    Field(
      "cotp.opts.no_explicit_flow_control", "No explicit flow control", at: 6, 1, bit: 1,
      in: connection),
    Field("cotp.tpdu-number", "TPDU number", .hex(8), at: 0, 1, mask: 0x7f, in: dataNumbers),
    Field("cotp.eot", "Last data unit", at: 0, 1, bit: 0x80, in: dataNumbers),
    Field(
      "cotp.cause", "Cause", .decimal(8), at: 6, 1,
      in: { view, part in if view.kind == .disconnectRequest { part(0..<7) } }),
    Field("cotp.parameter_code", "Parameter code", .hex(8), at: 0, 1, in: parameters()),
    Field("cotp.parameter_length", "Parameter length", .decimal(8), at: 1, 1, in: parameters()),
    Field("cotp.tpdu_size", "TPDU size", .decimal(8)) { view, emit in
      parameters(0xc0)(view) { place in
        let exponent = view.bytes.byte(at: place.lowerBound + 2)
        guard place.count == 3, exponent < 16 else { return }
        emit(.unsigned(1 << UInt64(exponent)), place.lowerBound + 2..<place.upperBound)
      }
    },
    Field("cotp.src-tsap", "Source TSAP", .text, in: 0xc1),
    Field("cotp.src-tsap-bytes", "Source TSAP", .bytes, at: 2, in: parameters(0xc1)),
    Field("cotp.dst-tsap", "Destination TSAP", .text, in: 0xc2),
    Field("cotp.dst-tsap-bytes", "Destination TSAP", .bytes, at: 2, in: parameters(0xc2)),
    Field("cotp.segment_data", "COTP segment data", .bytes) { view, emit in
      let start = view.lengthIndicator + 1
      if !view.isLast, start < view.bytes.byteCount { emit(.bytes, start..<view.bytes.byteCount) }
    },
  ]
}

extension Field where View == COTP {
  /// The name of an access point: as text where it is printable, else in hexadecimal.
  fileprivate init(_ name: String, _ label: String, _ type: FieldType, in code: UInt8) {
    self.init(name, label, type) { view, emit in
      COTP.accessPoints(code)(view) { place in
        let value = view.bytes.slice(from: place.lowerBound, count: place.count)
        let isText = (0..<value.byteCount).allSatisfy { 0x20...0x7e ~= value.byte(at: $0) }
        if isText { return emit(.text, place) }
        var text: [UInt8] = Array("0x".utf8)
        text.append(hex: value)
        emit(.string(String(decoding: text, as: UTF8.self)), place)
      }
    }
  }
}

extension COTP {
  fileprivate static func accessPoints(_ code: UInt8) -> Field<COTP>.Parts {
    { view, part in
      parameters(code)(view) { if $0.count > 2 { part($0.lowerBound + 2..<$0.upperBound) } }
    }
  }
}
