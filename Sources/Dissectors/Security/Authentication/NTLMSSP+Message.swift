public import PacketCore

extension NTLMSSP {
  /// What a message says, to keep.
  public struct Message: Hashable, Codable, Sendable {
    public var kind: Kind
    /// What the parties want and can (MS-NLMP §2.2.2.5).
    public var flags: UInt32
    /// Eight bytes; empty unless this is a challenge.
    public var serverChallenge: [UInt8] = []
    /// What the server calls itself; nil unless this is a challenge.
    public var targetName: String?
    /// Who wants to be authenticated; nil unless this is the answer to a challenge.
    public var userName: String?
    public var domainName: String?
    public var workstation: String?

    /// Reads a message, or its Base64.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if less than type and flags is there, or another thing.
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      let view = try NTLMSSP(decoding: bytes)
      if let decoded = view.decodedText {
        self.init(try NTLMSSP(decoding: decoded.bytes))
      } else if view.isMessage {
        self.init(view)
      } else {
        throw .malformed(NTLMSSP.id, field: "NTLMSSP identifier", at: 0)
      }
    }

    init(_ view: borrowing NTLMSSP) {
      kind = view.kind
      flags = view.flags
      if kind == .challenge {
        serverChallenge = view.bytes.copied(24..<32)
        targetName = view.text(in: .challenge, 12)
      }
      userName = view.userName
      domainName = view.domainName
      workstation = view.workstation
    }
  }

  /// What the message says, to keep; nil when this is a signature.
  public var contents: Message? { try? Message(decoding: bytes) }
}

extension NTLMSSP {
  /// What a layer that is Base64 says; nil when it is none.
  var decodedText: Packet? {
    // The Base64 of "NTLMSSP".
    guard bytes.bigEndian(UInt64.self, at: 0) == 0x546c_524d_5456_4e54 else { return nil }
    let decoded = bytes.base64(in: 0..<bytes.byteCount)
    return decoded.count >= Self.headerLength ? Packet(bytes: decoded) : nil
  }

  /// The same field, read from what a layer in Base64 says where it is one.
  static func readingText(_ field: Field<NTLMSSP>) -> Field<NTLMSSP> {
    field.rereading { view, context, emit in
      guard let decoded = view.decodedText else { return field.read(view, context, emit) }
      let bytes = decoded.bytes
      field.read(NTLMSSP(unchecked: bytes), context) { value, range in
        guard bytes.has(range.count, at: range.lowerBound) else { return }
        emit(value.detached(from: bytes.copied(range)), 0..<view.bytes.byteCount)
      }
    }
  }
}
