public import PacketCore

/// The header that macOS puts before packets of its `pktap` interface: which interface and process
/// they belong to. All numbers are least significant byte first.
///
///     +-------------------+-------------------+-------------------+
///     | Header length     | Record type       | Link type         |
///     +-------------------+-------------------+-------------------+
///     | Interface name, 24                                        |
///     | Flags, family, lengths of link header and trailer, process …
public struct PKTAP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pktap"
  public static var title: String { "PKTAP packet header" }
  /// Its own link type, and the one that Apple used before there was one.
  public static var bindings: [Binding] { [.linkType(.pktap), .linkType(.user2)] }

  /// Size of the header as far as it is known, in bytes; it may say that it is longer.
  public static var minimumHeaderLength: Int { 108 }

  /// The header and the packet.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or tells a length smaller than 108 bytes.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 4 else {
      throw .truncated(Self.id, needed: 4, available: bytes.byteCount)
    }
    let length = PKTAP(unchecked: bytes).headerLength
    guard length >= Self.minimumHeaderLength else {
      throw .malformed(Self.id, field: "Header length", at: 0)
    }
    guard bytes.byteCount >= length else {
      throw .truncated(Self.id, needed: length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  private func word(at offset: Int) -> UInt32 { bytes.littleEndian(UInt32.self, at: offset) }

  public var headerLength: Int { Int(word(at: 0)) }
  /// 1 for a packet.
  public var recordType: UInt32 { word(at: 4) }
  /// A `DLT_` number.
  public var linkType: UInt32 { word(at: 8) }
  public var flags: UInt32 { word(at: 36) }
  /// macOS's `AF_` number.
  public var family: UInt32 { word(at: 40) }
  public var processID: UInt32 { word(at: 52) }
  public var interfaceName: String { text(nameRange) }
  public var commandName: String { text(commandRange) }

  private var nameRange: Range<Int> { textRange(12, 24) }
  private var commandRange: Range<Int> { textRange(56, 20) }
  private var effectiveCommandRange: Range<Int> { textRange(88, 20) }

  /// A text up to its first zero.
  private func textRange(_ start: Int, _ count: Int) -> Range<Int> {
    var end = start
    while end < start + count, bytes.byte(at: end) != 0 { end += 1 }
    return start..<end
  }

  private func text(_ range: Range<Int>) -> String {
    String(
      decoding: bytes.slice(from: range.lowerBound, count: range.count).copied(), as: UTF8.self)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: headerLength) }
  }

  public var next: NextLayer {
    guard recordType == 1, let number = LinkType.RawValue(exactly: linkType) else { return .data }
    return .bound(.linkType(LinkType(rawValue: number)))
  }

  public static let fields: [Field<PKTAP>] = [
    Field(little: "pktap.hdrlen", "Header length", .decimal(32), at: 0, 4),
    Field(little: "pktap.rectype", "Record type", .decimal(32), at: 4, 4),
    Field(little: "pktap.dlt", "DLT", .decimal(32), at: 8, 4),
    Field("pktap.ifname", "Interface name", .text) { view, emit in emit(.text, view.nameRange) },
    Field(little: "pktap.flags", "Flags", .hex(32), at: 36, 4),
    Field(little: "pktap.pfamily", "Protocol family", .decimal(32), at: 40, 4),
    Field(little: "pktap.llhdrlen", "Link-layer header length", .decimal(32), at: 44, 4),
    Field(little: "pktap.lltrlrlen", "Link-layer trailer length", .decimal(32), at: 48, 4),
    Field(little: "pktap.pid", "Process ID", .decimal(32), at: 52, 4),
    Field("pktap.cmdname", "Command name", .text) { view, emit in emit(.text, view.commandRange) },
    Field(little: "pktap.svc_class", "Service class", .decimal(32), at: 76, 4),
    Field(little: "pktap.iftype", "Interface type", .decimal(16), at: 80, 2),
    Field(little: "pktap.ifunit", "Interface unit", .decimal(16), at: 82, 2),
    Field(little: "pktap.epid", "Effective process ID", .decimal(32), at: 84, 4),
    Field("pktap.ecmdname", "Effective command name", .text) { view, emit in
      emit(.text, view.effectiveCommandRange)
    },
  ]
}
