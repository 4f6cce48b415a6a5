import PacketCore

extension TLSFormat where Self: ~Escapable {
  /// A text made of each hello of one kind.
  private static func text(
    _ name: String, _ label: String, of kind: TLS.HandshakeType,
    _ make: @escaping @Sendable (RawSpan, Range<Int>) -> String?
  ) -> Field<Self> {
    Field(
      "\(id).\(name)", label, .text,
      inContext: { view, context, emit in
        let bytes = view.bytes
        view.forEachMessage(limit: limit(view, context)) { message, _ in
          guard message.kind == kind, message.isWhole,
            message.body.upperBound <= bytes.byteCount, let text = make(bytes, message.body)
          else { return }
          emit(.string(text), message.body.upperBound..<message.body.upperBound)
        }
      })
  }

  private static func client(
    _ name: String, _ label: String, _ make: @escaping @Sendable (TLS.ClientHello) -> String
  ) -> Field<Self> {
    text(name, label, of: .clientHello) { bytes, body in
      TLS.ClientHello(bytes, body, isDatagram: isDatagram).map(make)
    }
  }

  private static func server(
    _ name: String, _ label: String, _ make: @escaping @Sendable (TLS.ServerHello) -> String
  ) -> Field<Self> {
    text(name, label, of: .serverHello) { bytes, body in TLS.ServerHello(bytes, body).map(make) }
  }

  /// What JA3 and JA3S hash, and the hashes.
  static var fingerprintFields: [Field<Self>] {
    [
      client("handshake.ja3_full", "JA3 Fullstring") { $0.ja3Text },
      client("handshake.ja3", "JA3") { $0.ja3 },
      server("handshake.ja3s_full", "JA3S Fullstring") { $0.ja3sText },
      server("handshake.ja3s", "JA3S") { $0.ja3s },
    ]
  }
}
