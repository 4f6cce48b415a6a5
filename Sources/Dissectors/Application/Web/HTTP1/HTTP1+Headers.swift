import PacketCore

extension HTTP1 {
  /// Calls `body` with each header field of a message.
  func forEachField(of place: Place, _ body: (HeaderField) -> Void) {
    var cursor = HeaderFieldCursor(
      bytes, from: place.fields.lowerBound, to: place.fields.upperBound, isStrict: true)
    while let field = cursor.next() { body(field) }
  }

  /// Calls `body` with the value of each header field called `name` in each message.
  func forEachValue(of name: String, _ body: (Range<Int>) -> Void) {
    var places = messages
    while let place = places.next() {
      forEachField(of: place) { field in
        if field.hasColon, bytes.equals(name, in: field.name) { body(field.value) }
      }
    }
  }

  /// The value of a message's first header field called `name`.
  func value(of name: String, in place: Place) -> Range<Int>? {
    var cursor = HeaderFieldCursor(
      bytes, from: place.fields.lowerBound, to: place.fields.upperBound, isStrict: true)
    while let field = cursor.next() {
      if field.hasColon, bytes.equals(name, in: field.name) { return field.value }
    }
    return nil
  }

  /// NTLM's message in Base64, where a message authenticates with it (MS-NTHT §2.2).
  func ntlmToken(of place: Place) -> Range<Int>? {
    var cursor = HeaderFieldCursor(
      bytes, from: place.fields.lowerBound, to: place.fields.upperBound, isStrict: true)
    while let field = cursor.next() {
      guard bytes.has("NTLM TlRMTVNTUA", at: field.value.lowerBound) else { continue }
      let isAuthentication =
        bytes.equals("www-authenticate", in: field.name)
        || bytes.equals("authorization", in: field.name)
        || bytes.equals("proxy-authenticate", in: field.name)
        || bytes.equals("proxy-authorization", in: field.name)
      if isAuthentication { return field.value.dropFirst(5) }
    }
    return nil
  }

  /// Whether a message's body is compressed, so that what it is of cannot be read in place.
  func isCompressed(_ place: Place) -> Bool {
    guard let coding = value(of: "content-encoding", in: place) else { return false }
    return !bytes.equals("identity", in: coding)
  }

  /// The layer that the body of a message is, going by its media type.
  func mediaLayer(of place: Place) -> NextLayer {
    guard let type = value(of: "content-type", in: place) else { return .data }
    return MediaType.layer(of: bytes, in: type)
  }
}

/// What the bodies of HTTP, mail and SIP are called as layers.
enum MediaType {
  /// The layer of a body whose `Content-Type` stands in `range`.
  static func layer(of bytes: RawSpan, in range: Range<Int>) -> NextLayer {
    let end = bytes.offset(of: 59, in: range) ?? range.upperBound
    let type = bytes.trimmed(range.lowerBound..<end)
    if let layer = layers.first(where: { bytes.equals($0.type, in: type) })?.layer {
      return .named(layer)
    }
    if bytes.starts(with: "multipart/", in: type) { return .named("mime_multipart") }
    if bytes.starts(with: "text/", in: type) { return .named("data-text-lines") }
    return .named("media")
  }

  private static let layers: [(type: String, layer: ProtocolID)] = [
    ("text/html", "data-text-lines"), ("text/plain", "data-text-lines"),
    ("application/json", "json"), ("text/xml", "xml"), ("application/xml", "xml"),
    ("application/sdp", "sdp"), ("application/x-www-form-urlencoded", "urlencoded-form"),
    ("image/gif", "image-gif"), ("image/png", "png"), ("image/jpeg", "image-jfif"),
    ("image/jpg", "image-jfif"), ("application/javascript", "data-text-lines"),
    ("application/x-javascript", "data-text-lines"), ("application/soap+xml", "xml"),
    ("message/http", "http"), ("application/ocsp-response", "ocsp"),
    ("application/ocsp-request", "ocsp"), ("application/dns-message", "dns"),
    ("image/svg+xml", "xml"), ("application/json-rpc", "json"), ("application/xhtml+xml", "xml"),
    ("video/mp4", "mp4"), ("application/octet-stream", "data"),
  ]
}
