import PacketCore

extension DCERPC {
  /// A PDU, to keep.
  public struct Message: Hashable, Codable, Sendable {
    public var kind: Kind
    /// The call it belongs to; of a datagram its sequence number.
    public var callID: UInt32
    /// What is called, by its number in the interface; nil unless it is a request.
    public var operation: UInt16?
    /// The presentation context of a request or an answer over a connection.
    public var contextID: UInt16?
    /// What a client wants to speak; empty unless it is a bind or alters the context.
    public var contexts: [Context]
    /// Arguments or results as far as they were captured, without padding and token; what is encrypted
    /// stays so.
    public var stub: [UInt8]
  }

  /// A presentation context that a bind offers (C706 §12.6.3.1).
  public struct Context: Hashable, Codable, Sendable {
    public var id: UInt16
    public var interface: Syntax
    public var transferSyntaxes: [Syntax]
  }

  /// An interface or a way to encode values.
  public struct Syntax: Hashable, Codable, Sendable {
    /// `8a885d04-1ceb-11c9-9fe8-08002b104860`.
    public var id: String
    /// The major version, and the minor above it in the upper 16 bits.
    public var version: UInt32
  }

  /// The first PDU, to keep; nil when it is not there with its whole header.
  public var message: Message? {
    guard bytes.byteCount >= (isDatagram ? Self.datagramHeaderLength : Self.headerLength) else {
      return nil
    }
    var message = Message(
      kind: kind, callID: callID, operation: operation, contexts: [], stub: [])
    let end = isDatagram ? bytes.byteCount : pdu(at: 0).end
    Self.stubs(self) { place in
      if message.stub.isEmpty, place.upperBound <= end { message.stub = bytes.copied(place) }
    }
    guard !isDatagram else { return message }
    switch kind {
    case .request, .response, .fault: message.contextID = number(UInt16.self, at: 20)
    case .bind, .alterContext:
      forEachContext(of: pdu(at: 0)) { message.contexts.append(context(in: $0)) }
    default: break
    }
    return message
  }

  private func context(in place: Range<Int>) -> Context {
    var syntaxes: [Syntax] = []
    var start = place.lowerBound + 24
    while start + 20 <= place.upperBound {
      syntaxes.append(syntax(at: start))
      start += 20
    }
    return Context(
      id: number(UInt16.self, at: place.lowerBound), interface: syntax(at: place.lowerBound + 4),
      transferSyntaxes: syntaxes)
  }

  private func syntax(at offset: Int) -> Syntax {
    Syntax(
      id: bytes.guid(at: offset, isLittleEndian: isLittleEndian),
      version: number(UInt32.self, at: offset + 16))
  }
}
