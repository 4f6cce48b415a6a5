import PacketCore

/// Fields of the messages after the hellos (RFC 5246 §7.4, RFC 8422 §5).
extension TLSFormat where Self: ~Escapable {
  /// Keys of servers and clients, told apart by their form: the suite that names it was chosen in
  /// another packet.
  static var keyExchangeFields: [Field<Self>] {
    let curve = serverKeys { $0.isCurve }
    let finite = serverKeys { !$0.isCurve }
    return [
      field("handshake.server_curve_type", "Curve Type", .hex(8), at: 0, 1, in: curve)
        .named(TLS.curveTypeNames),
      field("handshake.server_named_curve", "Named Curve", .hex(16), at: 1, 2, in: curve)
        .named(TLS.groupNames),
    ]
      + lengthAndValue(
        1, "handshake.server_point_len", "Pubkey Length", "handshake.server_point", "Pubkey",
        in: curve, at: 3)
      + lengthAndValue(2, "handshake.p_len", "p Length", "handshake.p", "p", in: finite)
      + lengthAndValue(
        2, "handshake.g_len", "g Length", "handshake.g", "g", in: after(2, in: finite))
      + lengthAndValue(
        2, "handshake.ys_len", "Pubkey Length", "handshake.ys", "Pubkey",
        in: after(2, in: after(2, in: finite)))
      + serverSignatureFields + clientKeyFields
  }

  private static func serverKeys(
    where condition: @escaping @Sendable (TLS.ServerKeyPlace) -> Bool
  ) -> Parts {
    { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, _ in
        guard message.kind == .serverKeyExchange, message.isWhole else { return }
        if let place = TLS.ServerKeyPlace(view.bytes, message.body), condition(place) {
          part(message.body)
        }
      }
    }
  }

  /// What follows a server's key, where it names an algorithm and where it does not.
  private static func serverSignature(named: Bool) -> Parts {
    { view, context, part in
      view.forEachMessage(limit: limit(view, context)) { message, record in
        guard message.kind == .serverKeyExchange, message.isWhole,
          record.version.namesSignatureAlgorithms == named,
          let place = TLS.ServerKeyPlace(view.bytes, message.body)
        else { return }
        part(place.end..<message.body.upperBound)
      }
    }
  }

  private static var serverSignatureFields: [Field<Self>] {
    let named = serverSignature(named: true)
    let plain = serverSignature(named: false)
    let signature: Parts = { view, context, part in
      named(view, context) { if $0.count >= 2 { part($0.lowerBound + 2..<$0.upperBound) } }
      plain(view, context, part)
    }
    return signatureFields(in: named)
      + lengthAndValue(
        2, "handshake.sig_len", "Signature Length", "handshake.sig", "Signature", in: signature)
  }

  private static func clientKeys(
    where condition: @escaping @Sendable (RawSpan, Range<Int>) -> Bool
  ) -> Parts {
    let all = bodies(.clientKeyExchange)
    return { view, context, part in
      let bytes = view.bytes
      all(view, context) { if condition(bytes, $0) { part($0) } }
    }
  }

  private static var clientKeyFields: [Field<Self>] {
    lengthAndValue(
      1, "handshake.client_point_len", "Pubkey Length", "handshake.client_point", "Pubkey",
      in: clientKeys { bytes, body in Int(bytes.byte(at: body.lowerBound)) == body.count - 1 })
      + lengthAndValue(
        2, "handshake.epms_len", "Encrypted PreMaster length", "handshake.epms",
        "Encrypted PreMaster",
        in: clientKeys { bytes, body in
          Int(bytes.bigEndian(UInt16.self, at: body.lowerBound)) == body.count - 2
        })
  }

  /// RFC 5246 §7.4.2, §7.4.4, §7.4.8.
  static var certificateFields: [Field<Self>] {
    let list = bodies(.certificate)
    return [
      field(
        "handshake.certificates_length", "Certificates Length", .decimal(24), at: 0, 3, in: list),
      heading("handshake.certificates", "Certificates", in: vector(3, in: list)),
    ]
      + lengthAndValue(
        3, "handshake.certificate_length", "Certificate Length", "handshake.certificate",
        "Certificate", in: items(3, of: vector(3, in: list)))
      + certificateRequestFields + certificateStatusFields + verificationFields
  }

  private static var certificateRequestFields: [Field<Self>] {
    let request = bodies(.certificateRequest)
    let named = bodies(.certificateRequest) { $0.namesSignatureAlgorithms }
    let plain = bodies(.certificateRequest) { !$0.namesSignatureAlgorithms }
    let algorithms = after(1, in: named)
    let namesAfterAlgorithms = after(2, in: algorithms)
    let namesAfterTypes = after(1, in: plain)
    let names: Parts = { view, context, part in
      namesAfterAlgorithms(view, context, part)
      namesAfterTypes(view, context, part)
    }
    return [
      field(
        "handshake.cert_types_count", "Certificate types count", .decimal(8), at: 0, 1, in: request),
      heading("handshake.cert_types", "Certificate types", in: vector(1, in: request)),
      field(
        "handshake.cert_type", "Certificate type", .decimal(8), at: 0, 1,
        in: elements(1, of: vector(1, in: request))
      ).named(TLS.certificateTypeNames),
      field(
        "handshake.sig_hash_alg_len", "Signature Hash Algorithms Length", .decimal(16), at: 0, 2,
        in: algorithms),
      heading(
        "handshake.sig_hash_algs", "Signature Hash Algorithms", in: vector(2, in: algorithms)),
    ] + signatureFields(in: elements(2, of: vector(2, in: algorithms))) + [
      field(
        "handshake.dnames_len", "Distinguished Names Length", .decimal(16), at: 0, 2, in: names),
      { () -> Field<Self> in
        let all = vector(2, in: names)
        return heading(
          "handshake.dnames", "Distinguished Names",
          in: { view, context, part in all(view, context) { if !$0.isEmpty { part($0) } } })
      }(),
      field(
        "handshake.dname_len", "Distinguished Name Length", .decimal(16), at: 0, 2,
        in: items(2, of: vector(2, in: names))),
      heading(
        "handshake.dname", "Distinguished Name", at: 2, in: items(2, of: vector(2, in: names))),
    ]
  }

  /// RFC 6066 §8.
  private static var certificateStatusFields: [Field<Self>] {
    let status = bodies(.certificateStatus)
    return [
      field(
        "handshake.extensions_status_request_type", "Certificate Status Type", .decimal(8), at: 0,
        1,
        in: status
      ).named(TLS.statusTypeNames),
      field(
        "handshake.ocsp_response_len", "OCSP Response Length", .decimal(24), at: 1, 3, in: status),
    ]
  }

  private static var verificationFields: [Field<Self>] {
    let named = bodies(.certificateVerify) { $0.namesSignatureAlgorithms }
    let plain = bodies(.certificateVerify) { !$0.namesSignatureAlgorithms }
    let signature: Parts = { view, context, part in
      named(view, context) { if $0.count >= 2 { part($0.lowerBound + 2..<$0.upperBound) } }
      plain(view, context, part)
    }
    return signatureFields(in: named)
      + lengthAndValue(
        2, "handshake.client_cert_vrfy.sig_len", "Signature length",
        "handshake.client_cert_vrfy.sig", "Signature", in: signature)
      + [heading("handshake.verify_data", "Verify Data", in: bodies(.finished))]
  }

  /// RFC 5077 §3.3; of DTLS the hello that wants a cookie (RFC 6347 §4.2.1).
  static var ticketFields: [Field<Self>] {
    let ticket = bodies(.newSessionTicket)
    let verify = bodies(.helloVerifyRequest)
    return [
      field(
        "handshake.session_ticket_lifetime_hint", "Session Ticket Lifetime Hint", .decimal(32),
        at: 0, 4, in: ticket)
    ]
      + lengthAndValue(
        2, "handshake.session_ticket_length", "Session Ticket Length", "handshake.session_ticket",
        "Session Ticket", in: ticket, at: 4)
      + [
        field("handshake.version", "Version", .hex(16), at: 0, 2, in: verify)
          .named(TLS.versionNames)
      ]
      + (isDatagram
        ? lengthAndValue(
          1, "handshake.cookie_length", "Cookie Length", "handshake.cookie", "Cookie", in: verify,
          at: 2) : [])
      + [
        field(
          "handshake.key_update.request_update", "Key Update Request", .decimal(8), at: 0, 1,
          in: bodies(.keyUpdate)
        ).named(TLS.keyUpdateNames)
      ]
  }
}

extension TLS {
  /// The parameters of a server's key.
  struct ServerKeyPlace {
    /// An elliptic curve's point (RFC 8422 §5.4), or else a finite field's numbers (RFC 5246 §7.4.3).
    var isCurve: Bool
    /// Where they end and the signature starts.
    var end: Int

    /// Nil when the body has neither form.
    init?(_ bytes: RawSpan, _ body: Range<Int>) {
      let start = body.lowerBound
      let pointEnd = start + 4 + Int(bytes.byte(at: start + 3))
      if bytes.byte(at: start) == 3, body.count >= 4, pointEnd <= body.upperBound {
        self.init(isCurve: true, end: pointEnd)
        return
      }
      var end = start
      for _ in 0..<3 {
        let next = end + 2 + Int(bytes.bigEndian(UInt16.self, at: end))
        guard next > end + 2, next <= body.upperBound else { return nil }
        end = next
      }
      self.init(isCurve: false, end: end)
    }

    private init(isCurve: Bool, end: Int) {
      self.isCurve = isCurve
      self.end = end
    }
  }
}
