import Dissectors
import PacketCore
import Testing

@Suite("HPACK (RFC 7541)")
struct HPACKTests {
  private func line(_ name: String, _ value: String) -> HTTP1.HeaderLine {
    HTTP1.HeaderLine(name: name, value: value)
  }

  /// RFC 7541 Appendix C.3: three requests of a connection, literal.
  @Test func keepsTheDynamicTable() throws {
    var decoder = HPACK.Decoder()
    let first = hex("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d")
    #expect(
      try decoder.decode(first.span.bytes) == [
        line(":method", "GET"), line(":scheme", "http"), line(":path", "/"),
        line(":authority", "www.example.com"),
      ])
    let second = hex("8286 84be 5808 6e6f 2d63 6163 6865")
    #expect(
      try decoder.decode(second.span.bytes).suffix(2) == [
        line(":authority", "www.example.com"), line("cache-control", "no-cache"),
      ])
    let third = hex("8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65")
    #expect(
      try decoder.decode(third.span.bytes) == [
        line(":method", "GET"), line(":scheme", "https"), line(":path", "/index.html"),
        line(":authority", "www.example.com"), line("custom-key", "custom-value"),
      ])
  }

  /// RFC 7541 Appendix C.4.1: Huffman code.
  @Test func readsHuffmanCode() throws {
    var decoder = HPACK.Decoder()
    let block = hex("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")
    #expect(try decoder.decode(block.span.bytes).last == line(":authority", "www.example.com"))
  }

  /// RFC 7541 Appendix C.6.1: entries are evicted from a table of 256 bytes.
  @Test func evictsTheOldest() throws {
    var decoder = HPACK.Decoder(limit: 256)
    let block = hex(
      """
      4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e
      919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3
      """)
    #expect(
      try decoder.decode(block.span.bytes) == [
        line(":status", "302"), line("cache-control", "private"),
        line("date", "Mon, 21 Oct 2013 20:13:21 GMT"), line("location", "https://www.example.com"),
      ])
    let next = hex("4883 640e ffc1 c0bf")
    #expect(
      try decoder.decode(next.span.bytes).map(\.value) == [
        "307", "private", "Mon, 21 Oct 2013 20:13:21 GMT", "https://www.example.com",
      ])
  }

  @Test(arguments: [
    "80",  // index 0
    "be",  // an entry that is not there
    "418c f1e3",  // a string that ends early
    "ffff ffff ffff ff7f",  // an index beyond 32 bits
    "4181 00",  // padding of Huffman code that is not all ones
  ])
  func refusesFaults(text: String) {
    #expect(throws: DecodeError.self) {
      var decoder = HPACK.Decoder()
      _ = try decoder.decode(hex(text).span.bytes)
    }
  }
}

@Suite("HTTP/2 (RFC 9113)")
struct HTTP2Tests {
  let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  /// SETTINGS with two parameters.
  let settings = hex("00000c 04 00 00000000 0003 000003e8 0004 00600000")
  /// HEADERS of stream 1, with priority, and the block of RFC 7541 C.4.1.
  let headers = hex("000016 01 25 00000001 80000000 92 8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")
  let data = hex("000007 00 09 00000001 02 61626364 0000")

  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: HTTP2.self, bytes)
  }

  @Test func readsFrames() {
    let bytes = preface + settings + headers
    #expect(value("http2.type", bytes) == "4,1")
    #expect(value("http2.streamid", bytes) == "0,1")
    #expect(value("http2.length", bytes) == "12,22")
    #expect(value("http2.settings.id", bytes) == "3,4")
    #expect(value("http2.settings.max_concurrent_streams", bytes) == "1000")
    #expect(value("http2.headers.weight_real", bytes) == "147")
    #expect(value("http2.exclusive", bytes) == "1")
    #expect(value("http2.flags.end_stream", bytes) == "1")
  }

  @Test func readsHeaders() {
    #expect(value("http2.headers.method", headers) == "GET")
    #expect(value("http2.headers.authority", headers) == "www.example.com")
    #expect(value("http2.header.count", headers) == "4")
    #expect(value("http2.request.full_uri", headers) == "http://www.example.com/")
    #expect(value("http2.header.index", headers) == "2,6,4,1")
  }

  @Test func readsPaddedData() {
    #expect(value("http2.data.data", data) == "61626364")
    #expect(value("http2.data.padding", data) == "0000")
    #expect(value("http2.pad_length", data) == "2")
  }

  @Test func readsControlFrames() {
    let bytes = hex(
      """
      000004 03 00 00000003 00000008  000008 06 01 00000000 0102030405060708
      000008 07 00 00000000 00000005 00000001  000004 08 00 00000000 00000100
      """)
    #expect(value("http2.rst_stream.error", bytes) == "8")
    #expect(value("http2.pong", bytes) == "0102030405060708")
    #expect(value("http2.goaway.last_stream_id", bytes) == "5")
    #expect(value("http2.goaway.error", bytes) == "1")
    #expect(value("http2.window_update.window_size_increment", bytes) == "256")
  }

  @Test func isKnownByPrefaceAndFrames() {
    #expect(verdict(HTTP2.self, preface) == .certain)
    #expect(verdict(HTTP2.self, settings + headers) == .certain)
    #expect(verdict(HTTP2.self, settings + [0]) == .refused)
    #expect(verdict(HTTP2.self, hex("000004 04 00 00000000 00000000")) == .refused)
    #expect(verdict(HTTP2.self, Array("GET / HTTP/1.1\r\n".utf8)) == .refused)
    #expect(protocols(segment(preface, from: 50000, to: 12345), .rawIP) == "raw:ip:tcp:http2")
  }

  @Test func showsACutFrame() {
    #expect(value("http2.length", Array(data.prefix(12))) == "7")
    #expect(value("http2.data.data", Array(data.prefix(12))) == "6162")
  }

  @Test func liesDoNotHurt() {
    survivesHostileBytes(HTTP2.self, preface + settings + headers + data)
  }
}

@Suite("WebSocket (RFC 6455)")
struct WebSocketTests {
  /// RFC 6455 §5.7: a masked "Hello", an unmasked one, a ping.
  let masked = hex("8185 37fa213d 7f9f4d5158")
  let plain = hex("8105 48656c6c6f")
  let ping = hex("8905 48656c6c6f")

  @Test func readsFrames() throws {
    let bytes = masked + plain + ping
    #expect(values("websocket.opcode", of: WebSocket.self, bytes) == "1,1,9")
    #expect(values("websocket.mask", of: WebSocket.self, bytes) == "1,0,0")
    #expect(values("websocket.payload_length", of: WebSocket.self, bytes) == "5,5,5")
    #expect(values("websocket.masking_key", of: WebSocket.self, bytes) == "37fa213d")
    let view = try WebSocket(decoding: bytes.span.bytes)
    var frames = view.frames
    let first = frames.next()
    #expect(first.map { view.payload(of: $0) } == Array("Hello".utf8))
  }

  @Test func readsLongLengths() {
    let bytes = hex("827e0100") + [UInt8](repeating: 0, count: 256)
    #expect(values("websocket.payload_length_ext_16", of: WebSocket.self, bytes) == "256")
    let lie = hex("827fffffffffffffffff 0102")
    #expect(
      values("websocket.payload_length_ext_64", of: WebSocket.self, lie) == "18446744073709551615")
  }

  @Test func readsAClose() {
    let bytes = hex("8804 03e8 6279")
    #expect(values("websocket.payload.close.status_code", of: WebSocket.self, bytes) == "1000")
    #expect(values("websocket.payload.close.reason", of: WebSocket.self, bytes) == "by")
  }

  @Test func isKnownByItsText() {
    // Only a connection of HTTP turns into one: so it is HTTP that is known by frames.
    for bytes in [masked + ping, plain, hex("8802 03e8")] {
      #expect(verdict(HTTP1.self, bytes) == .certain)
      #expect(
        protocols(segment(bytes, from: 50000, to: 50001), .rawIP) == "raw:ip:tcp:http:websocket")
    }
    for bytes in [hex("8900"), plain + [0], hex("8105 00010203ff")] {
      #expect(verdict(HTTP1.self, bytes) == .possible)
    }
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(WebSocket.self, masked, headerLength: 2))
    survivesHostileBytes(WebSocket.self, masked + plain)
  }
}
