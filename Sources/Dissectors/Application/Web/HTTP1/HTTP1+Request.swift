public import PacketCore

extension HTTP1 {
  /// A header or trailer field (RFC 9110 §5).
  public struct HeaderLine: Hashable, Codable, Sendable {
    /// As sent; names are the same in whatever case.
    public var name: String
    /// Without the blanks around it.
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A request to keep (RFC 9112 §3).
  public struct Request: Hashable, Codable, Sendable {
    public var method: String
    public var target: String
    /// `HTTP/1.1`; empty in a request of HTTP/0.9.
    public var version: String
    public var headers: [HeaderLine]
    /// The body as sent, out of its chunks; compressed if `Content-Encoding` says so.
    public var body: [UInt8]
    /// Fields after the last chunk.
    public var trailers: [HeaderLine]
    /// Bytes that the message takes.
    public let byteCount: Int

    /// Reads one request from the first of `bytes`; what follows it is left.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if it is not a request, or not whole: then with how many
    ///   bytes it needs, as far as it tells.
    public init(decoding bytes: RawSpan) throws(DecodeError) {
      let message = try OwnedMessage(bytes, isRequest: true)
      method = bytes.string(in: message.start.first)
      target = bytes.string(in: message.start.second)
      version = bytes.string(in: message.start.third)
      headers = message.headers
      body = message.body
      trailers = message.trailers
      byteCount = message.byteCount
    }

    /// The value of the first header field called `name`, in whatever case.
    public subscript(name: String) -> String? { headers.first(called: name) }
  }

  /// A response to keep (RFC 9112 §4).
  public struct Response: Hashable, Codable, Sendable {
    /// `HTTP/1.1`.
    public var version: String
    /// RFC 9110 §15.
    public var status: UInt16
    public var reason: String
    public var headers: [HeaderLine]
    /// The body as sent, out of its chunks; compressed if `Content-Encoding` says so.
    public var body: [UInt8]
    /// Fields after the last chunk.
    public var trailers: [HeaderLine]
    /// Whether the body ends where the connection does, so that more of it may come.
    public let endsWithConnection: Bool
    /// Bytes that the message takes.
    public let byteCount: Int

    /// Reads one response from the first of `bytes`; what follows it is left.
    ///
    /// - Parameter answersHead: Whether the request was HEAD, so that no body follows (RFC 9112 §6.3).
    /// - Throws: ``PacketCore/DecodeError`` if it is not a response, or not whole: then with how many
    ///   bytes it needs, as far as it tells.
    public init(decoding bytes: RawSpan, answersHead: Bool = false) throws(DecodeError) {
      let message = try OwnedMessage(bytes, isRequest: false, hasBody: !answersHead)
      guard let status = bytes.decimal(in: message.start.second).flatMap({ UInt16(exactly: $0) })
      else {
        throw .malformed(
          HTTP1.id, field: "Status Code", at: message.start.second.lowerBound)
      }
      self.status = status
      version = bytes.string(in: message.start.first)
      reason = bytes.string(in: message.start.third)
      headers = message.headers
      body = message.body
      trailers = message.trailers
      endsWithConnection = message.endsWithConnection
      byteCount = message.byteCount
    }

    /// The value of the first header field called `name`, in whatever case.
    public subscript(name: String) -> String? { headers.first(called: name) }
  }
}

extension [HTTP1.HeaderLine] {
  fileprivate func first(called name: String) -> String? {
    first {
      $0.name.utf8.count == name.utf8.count
        && zip($0.name.utf8, name.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }?.value
  }
}

/// What requests and responses have in common.
private struct OwnedMessage {
  var start: HTTP1.StartLine
  var headers: [HTTP1.HeaderLine]
  var body: [UInt8] = []
  var trailers: [HTTP1.HeaderLine] = []
  var endsWithConnection = false
  var byteCount: Int

  init(_ bytes: RawSpan, isRequest: Bool, hasBody: Bool = true) throws(DecodeError) {
    let view = HTTP1(unchecked: bytes)
    var places = view.messages
    guard let place = places.next(), let start = place.start, start.isRequest == isRequest else {
      throw .malformed(HTTP1.id, field: "start-line", at: 0)
    }
    guard place.isHeaderComplete else {
      throw .truncated(HTTP1.id, needed: bytes.byteCount + 1, available: bytes.byteCount)
    }
    self.start = start
    headers = HTTP1.lines(bytes, in: place.fields)
    byteCount = hasBody ? place.body.upperBound : place.body.lowerBound
    guard hasBody else { return }
    body = view.content(of: place)
    if place.isChunked {
      var chunks = HTTP1.ChunkCursor(bytes, place.body)
      while let chunk = chunks.next() { trailers = HTTP1.lines(bytes, in: chunk.trailer) }
      guard chunks.isComplete else {
        throw .truncated(HTTP1.id, needed: bytes.byteCount + 1, available: bytes.byteCount)
      }
    } else if let length = place.contentLength, !place.isBodyless {
      let missing = length - min(length, UInt64(place.body.count))
      if missing > 0 {
        throw .truncated(
          HTTP1.id,
          needed: Int(
            clamping: UInt64(bytes.byteCount).addingReportingOverflow(missing).partialValue),
          available: bytes.byteCount)
      }
    } else {
      endsWithConnection = !isRequest && !place.isBodyless
    }
  }
}

extension HTTP1 {
  fileprivate static func lines(_ bytes: RawSpan, in range: Range<Int>) -> [HeaderLine] {
    var lines: [HeaderLine] = []
    var cursor = HeaderFieldCursor(
      bytes, from: range.lowerBound, to: range.upperBound, isStrict: true)
    while let field = cursor.next() {
      lines.append(
        HeaderLine(name: bytes.string(in: field.name), value: bytes.string(in: field.value)))
    }
    return lines
  }
}
