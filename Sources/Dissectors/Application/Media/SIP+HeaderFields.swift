import PacketCore

extension SIP {
  private static func header(
    _ name: String, _ short: String = "", _ type: FieldType = .text
  ) -> Field<SIP> {
    let key = name.lowercased()
    return Field("sip." + name, name, type) { view, emit in
      view.forEachField(key, short) { field in
        guard case .unsigned = type else { return emit(.text, field.value) }
        if let number = view.bytes.decimal(in: field.value) {
          emit(.unsigned(number), field.value)
        }
      }
    }
  }

  static let headerFields: [Field<SIP>] =
    [
      "Accept", "Accept-Contact", "Accept-Encoding", "Accept-Language", "Accept-Resource-Priority",
      "Alert-Info", "Allow", "Answer-Mode", "Authentication-Info", "Authorization",
      "Call-Info", "Content-Disposition", "Content-Language", "Date", "Error-Info",
      "Feature-Caps", "Flow-Timer", "Geolocation", "History-Info", "In-Reply-To", "Info-Package",
      "Join", "Max-Breadth", "MIME-Version", "Min-SE", "Organization", "P-Access-Network-Info",
      "P-Asserted-Identity", "P-Associated-URI", "P-Called-Party-ID",
      "P-Charging-Function-Addresses",
      "P-Charging-Vector", "P-Preferred-Identity", "P-Visited-Network-ID", "Path", "Priority",
      "Privacy", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Require", "RAck", "Reason",
      "Record-Route", "Recv-Info", "Refer-Sub", "Replaces", "Reply-To", "Require",
      "Resource-Priority", "Retry-After", "Route", "Security-Client", "Security-Server",
      "Security-Verify", "Server", "Service-Route", "SIP-ETag", "SIP-If-Match",
      "Subscription-State", "Timestamp", "Unsupported", "User-Agent", "WWW-Authenticate",
      "Warning",
    ].map { header($0) } + [
      header("Allow-Events", "u"), header("Content-Encoding", "e"), header("Content-Type", "c"),
      header("Event", "o"), header("Identity", "y"), header("Refer-To", "r"),
      header("Referred-By", "b"), header("Reject-Contact", "j"), header("Request-Disposition", "d"),
      header("Session-Expires", "x"), header("Subject", "s"), header("Supported", "k"),
      header("Content-Length", "l", .decimal(32)), header("Expires", "", .decimal(32)),
      header("Max-Forwards", "", .decimal(32)), header("Min-Expires"),
      header("RSeq", "", .decimal(32)),
    ]

  private static let authenticationHeaders = [
    "www-authenticate", "authorization", "proxy-authenticate", "proxy-authorization",
    "authentication-info",
  ]

  private func forEachAuthentication(_ body: (HeaderField) -> Void) {
    guard let start = startLine else { return }
    var fields = HeaderFieldCursor(bytes, from: start.line.end)
    while let field = fields.next() {
      if Self.authenticationHeaders.contains(where: { isField(field, $0) }) { body(field) }
    }
  }

  /// A part of HTTP's digest authentication (RFC 3261 §22.4), quotes included.
  private static func digest(_ name: String, _ label: String, _ key: String) -> Field<SIP> {
    Field("sip.auth." + name, label, .text) { view, emit in
      view.forEachAuthentication { field in
        let scheme = view.bytes.word(after: field.value.lowerBound, in: field.value)
        let start = scheme?.upperBound ?? field.value.lowerBound
        view.forEachQuotedPart(of: start..<field.value.upperBound) { part in
          guard let mark = view.bytes.offset(of: 61, in: part),
            view.bytes.equals(key, in: view.bytes.trimmed(part.lowerBound..<mark))
          else { return }
          emit(.text, mark + 1..<part.upperBound)
        }
      }
    }
  }

  /// Calls `body` with each part between commas that do not stand in quotes.
  private func forEachQuotedPart(of range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    var isQuoted = false
    for offset in range {
      switch bytes.byte(at: offset) {
      case 34: isQuoted.toggle()
      case 44 where !isQuoted:
        body(bytes.trimmed(start..<offset))
        start = offset + 1
      default: break
      }
    }
    if start < range.upperBound { body(bytes.trimmed(start..<range.upperBound)) }
  }

  static let authenticationFields: [Field<SIP>] = [
    Field("sip.auth", "Authentication", .text) { view, emit in
      view.forEachAuthentication { emit(.text, $0.whole) }
    },
    Field("sip.auth.scheme", "Authentication Scheme", .text) { view, emit in
      view.forEachAuthentication { field in
        if let word = view.bytes.word(after: field.value.lowerBound, in: field.value) {
          emit(.text, word)
        }
      }
    },
    digest("username", "Username", "username"), digest("realm", "Realm", "realm"),
    digest("nonce", "Nonce Value", "nonce"), digest("opaque", "Opaque Value", "opaque"),
    digest("stale", "Stale Flag", "stale"), digest("algorithm", "Algorithm", "algorithm"),
    digest("qop", "QOP", "qop"), digest("uri", "Authentication URI", "uri"),
    digest("digest.response", "Digest Authentication Response", "response"),
    digest("cnonce", "CNonce Value", "cnonce"), digest("nc", "Nonce Count", "nc"),
    digest("domain", "Authentication Domain", "domain"),
    digest("auts", "Authentication Token", "auts"),
    digest("ik", "Integrity Key", "ik"), digest("ck", "Cyphering Key", "ck"),
  ]
}
