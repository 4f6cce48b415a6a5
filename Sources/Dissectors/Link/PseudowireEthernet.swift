public import PacketCore

/// An Ethernet frame in MPLS whose control word no signalling has told of
/// ([RFC 4448](https://www.rfc-editor.org/rfc/rfc4448) §4): a guess, as Wireshark's token says.
public struct PseudowireEthernet: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pwethheuristic"
  public static var title: String { "Ethernet PW, control word guessed" }
  public static var bindings: [Binding] { [] }

  public static var headerLength: Int { 1 }

  /// The control word, if there is one, and the frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// Whether the first four bytes are a control word: unless the bytes make sense as a frame right
  /// from the start and do not after four bytes.
  public var hasControlWord: Bool {
    !EtherPayload.looksLikeFrame(bytes)
      || EtherPayload.looksLikeFrame(bytes.slice(from: PseudowireControlWord.length))
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  public var next: NextLayer {
    .named(hasControlWord ? PseudowireControlWord.id : PseudowireFrame.id)
  }

  public static var fields: [Field<PseudowireEthernet>] { [] }
}

/// The control word of an Ethernet pseudowire (RFC 4448 §4.6).
public struct PseudowireControlWord: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pwethcw"
  public static var title: String { "PW Ethernet Control Word" }
  public static var bindings: [Binding] { [] }

  /// Size of the word, in bytes.
  public static var length: Int { 4 }

  /// The word and the frame.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the word is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.length else {
      throw .truncated(Self.id, needed: Self.length, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0 when frames are not numbered.
  public var sequenceNumber: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.length) }
  }

  public var next: NextLayer { .named(Ethernet.id) }

  public static let fields: [Field<PseudowireControlWord>] = [
    Field("pweth.cw", "PW Control Word (ethernet)", at: 0, 4, flag: { _ in true }),
    Field("pweth.cw.sequence_number", "PW sequence number", .decimal(16), at: 2, 2) {
      $0.sequenceNumber
    },
  ]
}

/// An Ethernet pseudowire without a control word (RFC 4448 §4).
public struct PseudowireFrame: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "pwethnocw"
  public static var title: String { "Ethernet PW (no CW)" }
  public static var bindings: [Binding] { [] }

  public static var headerLength: Int { 1 }

  /// The frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  public var next: NextLayer { .named(Ethernet.id) }

  public static let fields: [Field<PseudowireFrame>] = [
    Field("pweth", "PW (ethernet)", .boolean) { view, emit in
      emit(.boolean(true), 0..<view.bytes.byteCount)
    }
  ]
}
