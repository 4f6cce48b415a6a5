public import PacketCore

/// What TLS and DTLS have in common: records, and the handshake's messages in them.
public protocol TLSFormat: ProtocolView, ~Escapable {
  /// Whether records have an epoch and a sequence number, and messages may come in fragments
  /// (RFC 6347 §4.1, §4.2.2).
  static var isDatagram: Bool { get }
}

extension TLSFormat where Self: ~Escapable {
  /// The records, from the first on, to go through one by one.
  public var records: TLS.Records {
    @_lifetime(copy self)
    get { TLS.Records(bytes, isDatagram: Self.isDatagram) }
  }

  /// Calls `body` with each handshake message that can be read.
  ///
  /// - Parameter limit: Where the layer ends on the wire, in bytes from its start; more than
  ///   ``ProtocolView/bytes`` has when the snap length cut the packet.
  func forEachMessage(
    limit: Int? = nil, _ body: (TLS.MessagePlace, TLS.RecordPlace) -> Void
  ) {
    var records = TLS.RecordCursor(isDatagram: Self.isDatagram)
    let limit = limit ?? bytes.byteCount
    while let record = records.next(in: bytes, limit: limit) {
      guard record.kind == .handshake, !record.isEncrypted else { continue }
      var messages = TLS.MessageCursor(record.fragment, isDatagram: Self.isDatagram)
      while let message = messages.next(in: bytes) { body(message, record) }
    }
  }

  /// The first hello of a client among the records.
  public var clientHello: TLS.ClientHello? {
    var hello: TLS.ClientHello?
    forEachMessage { message, _ in
      if hello == nil, message.kind == .clientHello, message.isWhole {
        hello = TLS.ClientHello(bytes, message.body, isDatagram: Self.isDatagram)
      }
    }
    return hello
  }

  /// The first hello of a server among the records.
  public var serverHello: TLS.ServerHello? {
    var hello: TLS.ServerHello?
    forEachMessage { message, _ in
      if hello == nil, message.kind == .serverHello, message.isWhole {
        hello = TLS.ServerHello(bytes, message.body)
      }
    }
    return hello
  }
}
