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

  /// Whether a message's body is compressed, so that what it is of cannot be read in place.
  func isCompressed(_ place: Place) -> Bool {
    guard let coding = place.contentCoding else { return false }
    return !bytes.equals("identity", in: coding)
  }

  /// The layer that the body of a message is, going by its media type.
  func mediaLayer(of place: Place) -> NextLayer {
    guard let type = place.contentType else { return .data }
    return MediaType.layer(of: bytes, in: type)
  }
}

/// What the bodies of HTTP, mail and SIP are called as layers.
enum MediaType {
  /// The layer of a body whose `Content-Type` stands in `range`.
  static func layer(of bytes: RawSpan, in range: Range<Int>) -> NextLayer {
    let end = bytes.offset(of: 59, in: range) ?? range.upperBound
    let type = bytes.trimmed(range.lowerBound..<end)
    if type.count < layers.count {
      for entry in layers[type.count] where bytes.equals(entry.type, in: type) {
        return .named(entry.layer)
      }
    }
    if bytes.starts(with: "multipart/", in: type) { return .named(multipart) }
    return .named(bytes.starts(with: "text/", in: type) ? lines : other)
  }

  private static let multipart: ProtocolID = "mime_multipart"
  private static let lines: ProtocolID = "data-text-lines"
  private static let other: ProtocolID = "media"

  /// The layers of media types, by the length of the type's name.
  private static let layers: [[(type: String, layer: ProtocolID)]] = {
    var groups: [[(type: String, layer: ProtocolID)]] = []
    for entry in known {
      let length = entry.type.utf8.count
      while groups.count <= length { groups.append([]) }
      groups[length].append(entry)
    }
    return groups
  }()

  private static let known: [(type: String, layer: ProtocolID)] = [
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
