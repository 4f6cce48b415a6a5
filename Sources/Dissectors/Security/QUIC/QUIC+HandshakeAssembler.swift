import PacketCore

extension QUIC.HandshakeAssembler {
  /// The client's hello, once all of it has been added.
  public var clientHello: TLS.ClientHello? {
    guard let message, message[0] == TLS.HandshakeType.clientHello.rawValue else { return nil }
    let body = Packet(bytes: Array(message.dropFirst(4)))
    return try? TLS.ClientHello(decoding: body.bytes)
  }
}
