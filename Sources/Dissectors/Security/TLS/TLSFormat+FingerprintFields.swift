import PacketCore

extension TLSFormat where Self: ~Escapable {
  /// A text made of each hello of a client.
  private static func client(
    _ name: String, _ label: String, _ text: @escaping @Sendable (TLS.ClientHello) -> String
  ) -> Field<Self> {
    Field(
      "\(id).\(name)", label, .text,
      inContext: { view, context, emit in
        let bytes = view.bytes
        view.forEachMessage(limit: limit(view, context)) { message, _ in
          guard message.kind == .clientHello, message.isWhole,
            message.body.upperBound <= bytes.byteCount,
            let hello = TLS.ClientHello(bytes, message.body, isDatagram: isDatagram)
          else { return }
          emit(.string(text(hello)), message.body.upperBound..<message.body.upperBound)
        }
      })
  }

  private static func server(
    _ name: String, _ label: String, _ text: @escaping @Sendable (TLS.ServerHello) -> String
  ) -> Field<Self> {
    Field(
      "\(id).\(name)", label, .text,
      inContext: { view, context, emit in
        let bytes = view.bytes
        view.forEachMessage(limit: limit(view, context)) { message, _ in
          guard message.kind == .serverHello, message.isWhole,
            message.body.upperBound <= bytes.byteCount,
            let hello = TLS.ServerHello(bytes, message.body)
          else { return }
          emit(.string(text(hello)), message.body.upperBound..<message.body.upperBound)
        }
      })
  }

  /// What JA3 and JA3S hash.
  static var fingerprintFields: [Field<Self>] {
    [
      client("handshake.ja3_full", "JA3 Fullstring") { $0.ja3Text },
      server("handshake.ja3s_full", "JA3S Fullstring") { $0.ja3sText },
    ]
  }
}
