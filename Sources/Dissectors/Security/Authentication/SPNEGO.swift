public import PacketCore

/// Negotiation of a security mechanism
/// ([RFC 4178](https://www.rfc-editor.org/rfc/rfc4178) §4.2, MS-SPNG).
public struct SPNEGO: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "spnego"
  public static var title: String { "Simple Protected Negotiation" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 2 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether this is the first token of a negotiation.
  public var isInitial: Bool { bytes.byte(at: 0) == 0xa0 }

  /// Whether a token may start there, or the signature that NTLM has in its place once it was agreed on.
  static func starts(_ bytes: RawSpan) -> Bool {
    0xa0...0xa1 ~= bytes.byte(at: 0) || isSignature(bytes)
  }

  static func isSignature(_ bytes: RawSpan) -> Bool {
    bytes.byteCount == 16 && bytes.littleEndian(UInt32.self, at: 0) == 1
  }

  /// What the mechanism itself has to say.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      if Self.isSignature(bytes) { return bytes }
      guard let place = element(2) else { return bytes.slice(from: bytes.byteCount) }
      return bytes.slice(from: place.lowerBound, count: place.count)
    }
  }

  public var next: NextLayer {
    NTLMSSP.startsMessage(payload) || Self.isSignature(bytes) ? .named(NTLMSSP.id) : .none
  }

  /// Calls `body` with each part of the token: its number, and the element in it.
  private func forEachElement(_ body: (UInt32, BERElement) -> Void) {
    var reader = BERReader(bytes, isCut: true)
    guard let token = reader.next() else { return }
    var inner = reader.contents(of: token)
    guard let sequence = inner.next(.sequence) else { return }
    var parts = inner.contents(of: sequence)
    while let part = parts.next() {
      var content = parts.contents(of: part)
      if let element = content.next() { body(part.tag.number, element) }
    }
  }

  /// What stands in the part with this number.
  private func element(_ number: UInt32) -> Range<Int>? {
    var found: Range<Int>?
    forEachElement { if $0 == number, found == nil { found = $1.contents } }
    return found
  }

  private func forEachMechanism(_ body: (Range<Int>) -> Void) {
    guard isInitial, let list = element(0) else { return }
    var reader = BERReader(bytes, list, isCut: true)
    while let mechanism = reader.next(.objectIdentifier) { body(mechanism.contents) }
  }

  /// The text that a server sends in place of a mechanism's name (MS-SPNG §2.2.1).
  private var hintName: Range<Int>? {
    guard isInitial, let hints = element(3) else { return nil }
    var reader = BERReader(bytes, hints, isCut: true)
    guard let first = reader.next(BERTag(.contextSpecific, 0, isConstructed: true)) else {
      return nil
    }
    var inner = reader.contents(of: first)
    return inner.next()?.contents
  }

  private var tokenPlace: Range<Int>? {
    var reader = BERReader(bytes, isCut: true)
    guard let token = reader.next() else { return nil }
    var inner = reader.contents(of: token)
    return inner.next(.sequence)?.contents
  }

  private func identifier(in place: Range<Int>) -> String? {
    OID(encoded: bytes.slice(from: place.lowerBound, count: place.count))?.description
  }
}

extension SPNEGO {
  private static func part(
    _ number: UInt32, initial: Bool
  ) -> Field<SPNEGO>.Parts {
    { view, part in
      if view.isInitial == initial, let place = view.element(number) { part(place) }
    }
  }

  public static let fields: [Field<SPNEGO>] = [
    .heading("spnego.negTokenInit_element", "negTokenInit") { view, part in
      if view.isInitial, let place = view.tokenPlace { part(place) }
    },
    .heading("spnego.negTokenTarg_element", "negTokenTarg") { view, part in
      if !view.isInitial, let place = view.tokenPlace { part(place) }
    },
    Field("spnego.mechTypes", "mechTypes", .decimal(32)) { view, emit in
      guard let list = view.element(0), view.isInitial else { return }
      var count: UInt64 = 0
      view.forEachMechanism { _ in count += 1 }
      emit(.unsigned(count), list)
    },
    Field("spnego.MechType", "MechType", .text) { view, emit in
      view.forEachMechanism { place in
        if let text = view.identifier(in: place) { emit(.string(text), place) }
      }
    },
    Field("spnego.mechToken", "mechToken", .bytes, at: 0, in: part(2, initial: true)),
    .heading("spnego.negHints_element", "negHints") { view, part in
      if view.hintName != nil, let place = view.element(3) { part(place) }
    },
    Field("spnego.hintName", "hintName", .text) { view, emit in
      if let place = view.hintName { emit(.text, place) }
    },
    Field("spnego.negResult", "negResult", .decimal(32), at: 0, 1, in: part(0, initial: false))
      .named([
        0: "accept-completed", 1: "accept-incomplete", 2: "reject", 3: "request-mic",
      ]),
    Field("spnego.supportedMech", "supportedMech", .text) { view, emit in
      guard !view.isInitial, let place = view.element(1),
        let text = view.identifier(in: place)
      else { return }
      emit(.string(text), place)
    },
    Field("spnego.responseToken", "responseToken", .bytes, at: 0, in: part(2, initial: false)),
    Field("spnego.mechListMIC", "mechListMIC", .bytes) { view, emit in
      if view.hintName == nil, let place = view.element(3) { emit(.bytes, place) }
    },
  ]
}
