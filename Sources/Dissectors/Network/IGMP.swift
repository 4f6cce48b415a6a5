public import PacketCore

/// An Internet Group Management Protocol message: versions 1 (RFC 1112), 2 (RFC 2236) and 3
/// ([RFC 9776](https://www.rfc-editor.org/rfc/rfc9776) §4).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |     Type      | Max Resp Code |           Checksum            |
///     |       Group Address, or the number of group records           |
public struct IGMP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "igmp"
  public static var title: String { "Internet Group Management Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(2)] }

  /// Size of the part that all messages have, in bytes.
  public static var headerLength: Int { 8 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

  /// The time in which a host answers a query, coded, in tenths of a second
  /// (RFC 9776 §4.1.1); 0 in version 1.
  public var maximumResponseCode: UInt8 { bytes.byte(at: 1) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// The group that the message is about; nil in a report of version 3, which has records instead.
  public var groupAddress: IPv4Address? {
    switch kind {
    case .membershipQuery, .reportV1, .reportV2, .leaveGroup: IPv4Address(bytes, at: 4)
    default: nil
    }
  }

  /// A query's version follows from its length and code (RFC 9776 §7.1); nil for types that are not
  /// of the group membership protocol.
  public var version: UInt8? {
    switch kind {
    case .membershipQuery:
      bytes.byteCount >= 12 ? 3 : maximumResponseCode == 0 ? 1 : 2
    case .reportV1: 1
    case .reportV2, .leaveGroup: 2
    case .reportV3: 3
    default: nil
    }
  }

  /// Nothing, or the whole message when its type belongs to another protocol (DVMRP, PIM version 1,
  /// RGMP), which is read from its first byte.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: otherProtocol == nil ? bytes.byteCount : 0) }
  }

  public var next: NextLayer {
    otherProtocol.map { .named($0) } ?? .none
  }

  /// The protocol that shares IGMP's number and has this type.
  var otherProtocol: ProtocolID? {
    switch kind.rawValue {
    case 0x13: "dvmrp"
    case 0x14: "pim"
    case 0xfc...0xff: RGMP.id
    default: nil
    }
  }

  /// A message's type ([IANA](https://www.iana.org/assignments/igmp-type-numbers)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let membershipQuery = Kind(rawValue: 0x11)
    public static let reportV1 = Kind(rawValue: 0x12)
    public static let dvmrp = Kind(rawValue: 0x13)
    public static let pimV1 = Kind(rawValue: 0x14)
    public static let reportV2 = Kind(rawValue: 0x16)
    public static let leaveGroup = Kind(rawValue: 0x17)
    public static let tracerouteResponse = Kind(rawValue: 0x1e)
    public static let traceroute = Kind(rawValue: 0x1f)
    public static let reportV3 = Kind(rawValue: 0x22)
  }
}

extension IGMP {
  /// A group record of a version 3 report (RFC 9776 §4.2.4).
  public struct GroupRecord: ~Escapable {
    /// The whole record, as far as it was captured.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// 1 to 6: the filter mode, or what changes in it (RFC 9776 §4.2.13).
    public var recordType: UInt8 { bytes.byte(at: 0) }
    public var groupAddress: IPv4Address { IPv4Address(bytes, at: 4) }

    /// The sources that follow, as far as they were captured.
    public var sourceCount: Int {
      min(Int(bytes.bigEndian(UInt16.self, at: 2)), max(0, bytes.byteCount - 8) / 4)
    }

    /// - Parameter index: Below ``sourceCount``; 0.0.0.0 beyond it.
    public func source(at index: Int) -> IPv4Address {
      guard index >= 0, index < sourceCount else { return IPv4Address(rawValue: 0) }
      return IPv4Address(bytes, at: 8 + 4 * index)
    }
  }

  /// Goes through the group records of a version 3 report one by one.
  public struct GroupRecords: ~Escapable {
    private let bytes: RawSpan
    private var cursor: RecordCursor

    @_lifetime(copy view)
    init(_ view: borrowing IGMP) {
      bytes = view.bytes
      cursor = RecordCursor(view)
    }

    /// The next record; nil when there is none left.
    @_lifetime(copy self)
    public mutating func next() -> GroupRecord? {
      guard let range = cursor.next(in: bytes) else { return nil }
      return GroupRecord(bytes.slice(from: range.lowerBound, count: range.count))
    }
  }

  struct RecordCursor {
    private var offset = 8
    private var left: UInt16

    init(_ view: borrowing IGMP) {
      left = view.kind == .reportV3 ? view.bytes.bigEndian(UInt16.self, at: 6) : 0
    }

    mutating func next(in bytes: RawSpan) -> Range<Int>? {
      guard left > 0, bytes.has(8, at: offset) else { return nil }
      left -= 1
      let start = offset
      let sources = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      offset += 8 + 4 * sources + 4 * Int(bytes.byte(at: start + 1))
      return start..<offset
    }
  }

  /// The group records of a version 3 report; none in other messages.
  public var groupRecords: GroupRecords {
    @_lifetime(copy self)
    get { GroupRecords(self) }
  }
}
