public import PacketCore

/// A packet of the Trivial File Transfer Protocol
/// ([RFC 1350](https://www.rfc-editor.org/rfc/rfc1350) §5) with its options (RFC 2347).
///
///     +-------------------------------+-------------------------------+
///     |        Opcode, 1 or 2         | file name 0 mode 0 options    |
///     |        Opcode, 3 or 4         |            Block #            |
///     |        Opcode, 5              |   ErrorCode   | message 0     |
///
/// Only requests go to the well-known port; a transfer goes on between other ports, see
/// ``AnnouncedPorts``. There whole blocks and acknowledgments are known by their lengths, too.
public struct TFTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "tftp"
  public static var title: String { "Trivial File Transfer Protocol" }
  public static var bindings: [Binding] { [.udpPort(69)] }
  public static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 0...0) { verdict(on: $0) }
  }

  /// A whole block of data and an acknowledgment are known by their lengths, on any port.
  static func verdict(on payload: RawSpan) -> ContentProbe.Verdict {
    switch payload.bigEndian(UInt16.self, at: 0) {
    case 3 where payload.byteCount == 516, 4 where payload.byteCount == 4: .certain
    case 1...6: .possible
    default: .refused
    }
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the opcode is cut short, or is not one of RFC 1350 and RFC 2347.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= 2 else {
      throw .truncated(Self.id, needed: 2, available: bytes.byteCount)
    }
    let opcode = bytes.bigEndian(UInt16.self, at: 0)
    guard 1...6 ~= opcode else { throw .malformed(Self.id, field: "Opcode", at: 0) }
    let needed = 3...5 ~= opcode ? 4 : 2
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var opcode: Opcode { Opcode(rawValue: bytes.bigEndian(UInt16.self, at: 0)) }

  /// The number of a block of data or of its acknowledgment.
  public var block: UInt16? {
    opcode == .data || opcode == .acknowledgment ? bytes.bigEndian(UInt16.self, at: 2) : nil
  }

  /// What went wrong (RFC 1350 §5, appendix).
  public var errorCode: UInt16? {
    opcode == .error ? bytes.bigEndian(UInt16.self, at: 2) : nil
  }

  /// The file that is asked for.
  public var fileName: String? { isRequest ? text(0) : nil }
  /// `octet` or `netascii`.
  public var mode: String? { isRequest ? text(1) : nil }

  private var isRequest: Bool { opcode == .readRequest || opcode == .writeRequest }

  /// A block of data.
  public var data: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: opcode == .data ? 4 : bytes.byteCount) }
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { data }
  }

  public var next: NextLayer { opcode == .data ? .data : .none }

  /// Calls `body` with the place of each text that ends in a zero, and its number.
  private func forEachText(_ body: (Int, Range<Int>) -> Void) {
    var start = opcode == .error ? 4 : 2
    guard isRequest || opcode == .optionAcknowledgment || opcode == .error else { return }
    var index = 0
    while start < bytes.byteCount {
      var end = start
      while end < bytes.byteCount, bytes.byte(at: end) != 0 { end += 1 }
      // Without its zero a text is cut short.
      guard end < bytes.byteCount else { return }
      body(index, start..<end)
      index += 1
      start = end + 1
    }
  }

  private func text(_ wanted: Int) -> String? {
    var text: String?
    forEachText { index, place in
      if index == wanted {
        text = String(
          decoding: bytes.slice(from: place.lowerBound, count: place.count).copied(), as: UTF8.self)
      }
    }
    return text
  }

  /// [IANA](https://www.iana.org/assignments/tftp-parameters) has the options.
  public struct Opcode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static var readRequest: Opcode { Opcode(rawValue: 1) }
    public static var writeRequest: Opcode { Opcode(rawValue: 2) }
    public static var data: Opcode { Opcode(rawValue: 3) }
    public static var acknowledgment: Opcode { Opcode(rawValue: 4) }
    public static var error: Opcode { Opcode(rawValue: 5) }
    public static var optionAcknowledgment: Opcode { Opcode(rawValue: 6) }
  }

  public static let fields: [Field<TFTP>] = [
    Field("tftp.opcode", "Opcode", .decimal(16), at: 0, 2) { $0.opcode.rawValue },
    text("tftp.source_file", "Source File") { $0.opcode == .readRequest && $1 == 0 },
    text("tftp.destination_file", "Destination File") { $0.opcode == .writeRequest && $1 == 0 },
    text("tftp.type", "Type") { $0.isRequest && $1 == 1 },
    Field("tftp.block", "Block", .decimal(16), at: 2, 2) { view in
      view.block.map { .unsigned(UInt64($0)) }
    },
    // How often the number began anew, only the packets before tell.
    Field("tftp.block.full", "Full Block Number", .decimal(32)) { view, emit in
      if let block = view.block { emit(.unsigned(UInt64(block)), 2..<4) }
    }.generated(),
    Field("tftp.error.code", "Error code", .decimal(16), at: 2, 2) { view in
      view.errorCode.map { .unsigned(UInt64($0)) }
    },
    text("tftp.error.message", "Error message") { $0.opcode == .error && $1 == 0 },
    Field("tftp.error", "TFTP ERROR packet", .heading, at: 0, 2) { view in
      view.opcode == .error ? .present : nil
    },
    text("tftp.option.name", "Option name") { view, index in
      view.isRequest ? index > 1 && index & 1 == 0 : view.opcode != .error && index & 1 == 0
    },
    text("tftp.option.value", "Option value") { view, index in
      view.isRequest ? index > 1 && index & 1 == 1 : view.opcode != .error && index & 1 == 1
    },
  ]

  private static func text(
    _ name: String, _ label: String,
    where isWanted: @escaping @Sendable (borrowing TFTP, Int) -> Bool
  ) -> Field<TFTP> {
    Field(name, label, .text) { view, emit in
      view.forEachText { index, place in if isWanted(view, index) { emit(.text, place) } }
    }
  }
}

extension TFTP {
  public static var specification: String { "RFC 1350" }
}
