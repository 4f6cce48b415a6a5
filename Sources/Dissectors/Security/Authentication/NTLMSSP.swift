public import PacketCore

/// A message of the NT LAN Manager's authentication
/// ([MS-NLMP](https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp) §2.2.1), or the signature
/// of a message that it protects (§2.2.2.9).
///
///     +---------------------------------------------------------------+
///     |                  'N' 'T' 'L' 'M' 'S' 'S' 'P' 0                |
///     |             Type              | lengths and offsets, flags …  |
///
/// In HTTP's header fields it stands in Base64 (MS-NTHT §2.2); the layer is the text then, and its fields
/// are read from what that says.
public struct NTLMSSP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ntlmssp"
  public static var title: String { "NTLM Secure Service Provider" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 12 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether this is a message, and not a signature.
  public var isMessage: Bool { Self.startsMessage(bytes) }

  static func startsMessage(_ bytes: RawSpan) -> Bool {
    bytes.bigEndian(UInt64.self, at: 0) == 0x4e54_4c4d_5353_5000
  }

  public var kind: Kind { Kind(rawValue: bytes.littleEndian(UInt32.self, at: 8)) }

  /// What the parties want and can (§2.2.2.5).
  public var flags: UInt32 { bytes.littleEndian(UInt32.self, at: flagsPlace) }
  private var flagsPlace: Int {
    switch kind {
    case .challenge: 20
    case .authenticate: 60
    default: 12
    }
  }

  /// The server's random bytes, least significant first; zero unless this is a challenge.
  public var serverChallenge: UInt64 {
    kind == .challenge ? bytes.littleEndian(UInt64.self, at: 24) : 0
  }

  /// Who wants to be authenticated; nil unless this says so.
  public var userName: String? { text(in: .authenticate, 36) }
  public var domainName: String? { text(in: .authenticate, 28) }
  public var workstation: String? { text(in: .authenticate, 44) }

  func text(in kind: Kind, _ place: Int) -> String? {
    guard isMessage, self.kind == kind, let range = target(of: place) else { return nil }
    if flags & 1 != 0 { return bytes.utf16(in: range) }
    let text = bytes.slice(from: range.lowerBound, count: range.count)
    return String(decoding: text.copied(), as: UTF8.self)
  }

  /// A message's type (§2.2.1).
  public struct Kind: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static var negotiate: Kind { Kind(rawValue: 1) }
    public static var challenge: Kind { Kind(rawValue: 2) }
    public static var authenticate: Kind { Kind(rawValue: 3) }
  }

  /// Where bytes stand that a length and an offset at `place` tell; nil when they are not all there.
  func target(of place: Int) -> Range<Int>? {
    let length = Int(bytes.littleEndian(UInt16.self, at: place))
    let offset = Int(bytes.littleEndian(UInt32.self, at: place + 4))
    guard bytes.has(8, at: place), bytes.has(length, at: offset) else { return nil }
    return offset..<offset + length
  }
}

extension NTLMSSP {
  static let message: Field<NTLMSSP>.Parts = { view, part in
    if view.isMessage { part(0..<view.bytes.byteCount) }
  }

  static func message(_ kind: Kind) -> Field<NTLMSSP>.Parts {
    { view, part in if view.isMessage, view.kind == kind { part(0..<view.bytes.byteCount) } }
  }

  static let signature: Field<NTLMSSP>.Parts = { view, part in
    if !view.isMessage { part(0..<view.bytes.byteCount) }
  }

  static let flagWords: Field<NTLMSSP>.Parts = { view, part in
    if view.isMessage { part(view.flagsPlace..<view.flagsPlace + 4) }
  }

  static let versions: Field<NTLMSSP>.Parts = { view, part in
    guard view.isMessage, view.flags & 0x0200_0000 != 0 else { return }
    let start = [1: 32, 2: 48, 3: 64][Int(view.kind.rawValue)]
    if let start { part(start..<start + 8) }
  }

  /// Where references to texts stand: length, room and offset.
  static let textReferences: Field<NTLMSSP>.Parts = { view, part in
    guard view.isMessage else { return }
    let places = [1: [16, 24], 2: [12], 3: [28, 36, 44]][Int(view.kind.rawValue)] ?? []
    for place in places {
      let isEmpty = view.bytes.littleEndian(UInt16.self, at: place) == 0
      if !isEmpty { part(place..<place + 8) }
    }
  }

  static let blobReferences: Field<NTLMSSP>.Parts = { view, part in
    guard view.isMessage, view.kind == .authenticate else { return }
    for place in [12, 20, 52] where view.bytes.littleEndian(UInt16.self, at: place) != 0 {
      part(place..<place + 8)
    }
  }

  /// What a reference at `place` of messages of a kind leads to.
  static func target(_ kind: Kind, _ place: Int) -> Field<NTLMSSP>.Parts {
    { view, part in
      guard view.isMessage, view.kind == kind else { return }
      if let range = view.target(of: place), !range.isEmpty { part(range) }
    }
  }

  /// The values that a server tells of itself (§2.2.2.1): type, length and value each.
  static func targetInformation(_ kind: UInt16? = nil) -> Field<NTLMSSP>.Parts {
    { view, part in
      target(.challenge, 40)(view) { view.forEachPair(in: $0, kind, part) }
    }
  }

  /// A proof that is of version 2 (§2.2.2.8), which is longer than one of version 1.
  static let proofs: Field<NTLMSSP>.Parts = { view, part in
    target(.authenticate, 20)(view) { if $0.count > 44 { part($0) } }
  }

  static func proofInformation(_ kind: UInt16? = nil) -> Field<NTLMSSP>.Parts {
    { view, part in
      proofs(view) { view.forEachPair(in: $0.lowerBound + 44..<$0.upperBound, kind, part) }
    }
  }

  private func forEachPair(
    in range: Range<Int>, _ wanted: UInt16?, _ body: (Range<Int>) -> Void
  ) {
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let kind = bytes.littleEndian(UInt16.self, at: start)
      let end = start + 4 + Int(bytes.littleEndian(UInt16.self, at: start + 2))
      guard end <= range.upperBound else { return }
      if wanted == nil || wanted == kind { body(start..<end) }
      if kind == 0 { return }
      start = end
    }
  }

  /// The values of pairs, without type and length.
  static func values(
    _ pairs: @escaping Field<NTLMSSP>.Parts
  ) -> Field<NTLMSSP>.Parts {
    { view, part in pairs(view) { part($0.lowerBound + 4..<$0.upperBound) } }
  }
}

extension Field where View == NTLMSSP {
  /// Text in two bytes a character or one, as the flags say.
  static func name(_ name: String, _ label: String, in parts: @escaping Parts) -> Field {
    Field(name, label, .text) { view, emit in
      parts(view) { place in
        let isWide = view.flags & 1 != 0
        emit(isWide ? .string(view.bytes.utf16(in: place)) : .text, place)
      }
    }
  }
}
