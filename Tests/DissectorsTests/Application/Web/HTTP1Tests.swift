import Dissectors
import PacketCore
import Testing

@Suite("HTTP/1 (RFC 9112)")
struct HTTP1Tests {
  let request = lines(
    "GET /a?x=1&y=2 HTTP/1.1", "Host: example.org", "Authorization: Basic dXNlcjpwYXNz",
    "Cookie: a=1; b=2", "")
  let response =
    lines(
      "HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 5", "Set-Cookie: a=1", "")
    + Array("hello".utf8)
  let chunked = lines(
    "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5;x=y", "hello", "1", "!", "0", "T: v", ""
  )

  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: HTTP1.self, bytes, port: 80)
  }

  @Test func readsARequest() {
    #expect(value("http.request.method", request) == "GET")
    #expect(value("http.request.uri", request) == "/a?x=1&y=2")
    #expect(value("http.request.uri.path", request) == "/a")
    #expect(value("http.request.uri.query", request) == "x=1&y=2")
    #expect(value("http.request.uri.query.parameter", request) == "x=1,y=2")
    #expect(value("http.request.version", request) == "HTTP/1.1")
    #expect(value("http.host", request) == "example.org")
    #expect(value("http.request.full_uri", request) == "http://example.org/a?x=1&y=2")
    #expect(value("http.authbasic", request) == "user:pass")
    #expect(value("http.cookie_pair", request) == "a=1,b=2")
    #expect(value("http.request", request) == "1")
    #expect(value("http.response", request) == "")
  }

  @Test func readsAResponse() {
    #expect(value("http.response.code", response) == "200")
    #expect(value("http.response.code.desc", response) == "OK")
    #expect(value("http.response.phrase", response) == "OK")
    #expect(value("http.content_length", response) == "5")
    #expect(value("http.file_data", response) == "hello")
    #expect(value("http.set_cookie", response) == "a=1")
    #expect(
      protocols(segment(response, from: 80, to: 50000), .rawIP) == "raw:ip:tcp:http:data-text-lines"
    )
  }

  @Test func readsChunks() {
    #expect(value("http.chunk_size", chunked) == "5,1,0")
    #expect(value("http.file_data", chunked) == "hello!")
    #expect(value("http.chunk_data", chunked) == "68656c6c6f,21")
  }

  /// RFC 9112 §9.3.2: requests follow each other without waiting.
  @Test func readsPipelinedMessages() {
    #expect(value("http.request.method", request + request) == "GET,GET")
    #expect(value("http.response.code", response + chunked) == "200,200")
  }

  /// RFC 9112 §6.3: 1xx, 204 and 304 have no body, whatever their fields say.
  @Test(arguments: ["204 No Content", "304 Not Modified", "100 Continue"])
  func knowsBodylessResponses(status: String) {
    let bytes = lines("HTTP/1.1 \(status)", "Content-Length: 5", "") + response
    #expect(value("http.response.code", bytes) == "\(status.prefix(3)),200")
  }

  @Test func keepsARequest() throws {
    let kept = try HTTP1.Request(decoding: (request + [1, 2]).span.bytes)
    #expect(kept.method == "GET")
    #expect(kept.target == "/a?x=1&y=2")
    #expect(kept["HOST"] == "example.org")
    #expect(kept.byteCount == request.count)
    #expect(kept.body == [])
  }

  @Test func keepsAResponse() throws {
    let kept = try HTTP1.Response(decoding: chunked.span.bytes)
    #expect(kept.status == 200)
    #expect(kept.body == Array("hello!".utf8))
    #expect(kept.trailers == [HTTP1.HeaderLine(name: "T", value: "v")])
    #expect(kept.byteCount == chunked.count)
    #expect(!kept.endsWithConnection)
  }

  /// A decoder that gets a stream in pieces is told to come again.
  @Test func wantsTheWholeMessage() {
    for count in 1..<response.count {
      #expect(throws: DecodeError.self) {
        _ = try HTTP1.Response(decoding: response.span.bytes.extracting(first: count))
      }
    }
    #expect(
      throws: DecodeError.truncated(HTTP1.id, needed: response.count, available: response.count - 2)
    ) {
      _ = try HTTP1.Response(decoding: response.span.bytes.extracting(first: response.count - 2))
    }
  }

  /// The answer to HEAD has the length of what GET would bring, and no body (RFC 9112 §6.3).
  @Test func knowsTheAnswerToHead() throws {
    let header = Array(response.dropLast(5))
    let kept = try HTTP1.Response(decoding: header.span.bytes, answersHead: true)
    #expect(kept.byteCount == header.count)
  }

  @Test func isKnownOnAnyPort() {
    #expect(protocols(segment(request, from: 50000, to: 12345), .rawIP) == "raw:ip:tcp:http")
    #expect(verdict(HTTP1.self, request) == .certain)
    #expect(verdict(HTTP1.self, response) == .certain)
  }

  @Test(arguments: [
    "GET /", "INVITE sip:a@b SIP/2.0\r\n", "220 mail ESMTP\r\n", "OPTIONS rtsp://a RTSP/1.0\r\n",
  ])
  func isNotCertainOfOthers(text: String) {
    #expect(verdict(HTTP1.self, Array(text.utf8)) != .certain)
  }

  @Test(arguments: [[0x16, 3, 1, 0, 5], Array("SSH-2.0-x\r\n".utf8)])
  func refusesOthersOnItsPort(bytes: [UInt8]) {
    #expect(verdict(HTTP1.self, bytes) == .refused)
  }

  @Test func liesDoNotHurt() {
    survivesHostileBytes(HTTP1.self, request + chunked, port: 80)
    let huge = lines("HTTP/1.1 200 OK", "Content-Length: 99999999999999999999", "") + [1]
    #expect(value("http.content_length", huge) == "")
    let chunk = lines(
      "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "ffffffffffffffff", "abc")
    #expect(value("http.chunk_size", chunk) == "")
  }

  /// A segment that starts in the middle of a header has the fields of the lines with a colon in them; what
  /// starts with no character is not read as text.
  @Test func readsWhatGoesOn() {
    let rest = lines("User-Agent: a", "Connection: close", "", "more")
    #expect(value("http.user_agent", rest) == "a")
    #expect(value("http.connection", rest) == "close")
    #expect(value("http.file_data", rest) == "more\\r\\n")
    #expect(value("http.request", rest) == "")
    #expect(value("http.file_data", [0xff] + rest) == "")
    #expect(
      protocols(segment([0xff] + rest, from: 80, to: 50000), .rawIP) == "raw:ip:tcp:http:data")
  }

  /// A line without a colon is no field: the body starts there. A lone CR ends a line.
  @Test func endsTheHeaderAtALineThatIsNone() {
    let response = Array("HTTP/1.1 200\rServer: a\r\nnone\r\nDate: b\r\n".utf8)
    #expect(value("http.response.code", response) == "200")
    #expect(value("http.server", response) == "a")
    #expect(value("http.date", response) == "")
    #expect(value("http.file_data", response) == "none\\r\\nDate: b\\r\\n")
  }

  /// A segment that ends within the name of a field does not say whether a body follows.
  @Test func saysLessOfACutHeader() {
    let cut = lines("GET / HTTP/1.1", "Host: a") + Array("Acc".utf8)
    #expect(value("http.host", cut) == "a")
    #expect(value("http.request", cut) == "")
    #expect(value("http.request.full_uri", cut) == "")
  }

  /// A chunk that goes on in the next segment is not shown, nor is its message's body.
  @Test func leavesOutACutChunk() {
    let cut = lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "1", "a", "9", "abc")
    #expect(value("http.chunk_size", cut) == "1")
    #expect(value("http.file_data", cut) == "")
    #expect(protocols(segment(cut, from: 80, to: 50000), .rawIP) == "raw:ip:tcp:http")
  }

  /// suricata-verify/tests/http-evader/http-evader-050, frame 4.
  @Test func readsARealRequest() {
    let bytes = lines(
      "GET /chunked/eicar.txt/chunked,clen,HTTP/0.9,do_clen HTTP/1.1", "Host: evader.example.com",
      "")
    #expect(value("http.request.uri", bytes) == "/chunked/eicar.txt/chunked,clen,HTTP/0.9,do_clen")
    #expect(value("http.request.line", bytes) == "Host: evader.example.com\\r\\n")
  }
}

@Suite("Bodies of messages")
struct MediaTests {
  @Test func readsAForm() {
    let form = Array("a=1&b=x+y%21&c".utf8)
    #expect(values("urlencoded-form.key", of: FormMedia.self, form) == "a,b,c")
    #expect(values("urlencoded-form.value", of: FormMedia.self, form) == "1,x y!,")
  }

  @Test func showsOtherMedia() {
    let message =
      lines("POST / HTTP/1.1", "Content-Type: application/pdf", "Content-Length: 2", "")
      + [1, 2]
    #expect(protocols(segment(message, from: 50000, to: 80), .rawIP) == "raw:ip:tcp:http:media")
    // Bytes of no type (RFC 2046 §4.5.1) are data.
    let octets =
      lines("POST / HTTP/1.1", "Content-Type: application/octet-stream", "Content-Length: 2", "")
      + [1, 2]
    #expect(protocols(segment(octets, from: 50000, to: 80), .rawIP) == "raw:ip:tcp:http:data")
    #expect(values("media.type", of: OtherMedia.self, [1, 2]) == "0102")
  }
}
