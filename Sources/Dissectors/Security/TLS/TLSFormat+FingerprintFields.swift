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

  /// What JA3 and JA3S hash.
  static var fingerprintFields: [Field<Self>] {
    [
      text("handshake.ja3_full", "JA3 Fullstring", of: .clientHello) { bytes, body in
        TLS.ClientHello(bytes, body, isDatagram: isDatagram)?.ja3Text
      },
      text("handshake.ja3s_full", "JA3S Fullstring", of: .serverHello) { bytes, body in
        TLS.ServerHello(bytes, body)?.ja3sText
      },
    ]
  }
}
