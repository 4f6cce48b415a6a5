import Dissectors
import PacketCore
import Testing

@Suite("TLS (RFC 8446, RFC 5246)")
struct TLSTests {
  /// Corpus: pcapplusplus SSL-ClientHello1.
  static let clientHello = hex(
    """
    16030100b7010000b303033e7b4a3efdf77a8878eb8c7d4033e053580eb00eb78f688a1871a8e562f2f7f5000016
    c02bc02fc00ac009c013c01400330039002f0035000a0100007400000013001100000e7777772e676f6f676c652e
    636f6dff01000100000a00080006001700180019000b00020100002300003374000000100017001502683208737064
    792f332e3108687474702f312e31000500050100000000000d00160014040105010601020104030503060302030402
    0202
    """)
  /// Corpus: pcapplusplus SSL-MultipleRecords1, its first record; then a change of ciphers and a
  /// protected message.
  static let serverFlight =
    hex(
      """
      16030300600200005c030356e281c7644fafdf88a41ca463dd7725e3111215395db70427db1d61e9cd0ae420bf9067
      ff8551c1c425ec44edc36a67c6c4e65c6a3d538a8ab3cec7f2e971b344c02b000014ff01000100001000050003026832
      000b00020100 140303000101
      """) + hex("1603030010") + [UInt8](repeating: 0xa5, count: 16)
  /// Corpus: pcapplusplus SSL-AlertClear and SSL-AlertEnc.
  static let alert = hex("15030100020246")
  static let protectedAlert = hex(
    "150303001a000000000000000194207e8f626147ea8bc2e661ff6d5af6b105")

  @Test func readsARecord() throws {
    let tls = try TLS(decoding: Self.clientHello.span.bytes)
    var records = tls.records
    let first = records.next()
    let second = records.next()
    let record = try #require(first)
    #expect(record.kind == .handshake && record.version == .tls10)
    #expect(record.range == 0..<188 && record.fragment == 5..<188)
    #expect(!record.isEncrypted && !record.isOpaque)
    #expect(second == nil)
    #expect(tls.next == .none)
  }

  @Test func readsAClientHello() throws {
    let tls = try TLS(decoding: Self.clientHello.span.bytes)
    let found = tls.clientHello
    let hello = try #require(found)
    #expect(hello.version == .tls12 && hello.supportedVersions == [.tls12])
    #expect(hello.random.count == 32 && hello.sessionID.isEmpty && hello.cookie == nil)
    #expect(hello.cipherSuites.count == 11 && hello.cipherSuites.first == 0xc02b)
    #expect(hello.compressionMethods == [0])
    #expect(hello.serverName == "www.google.com")
    #expect(hello.applicationProtocols == ["h2", "spdy/3.1", "http/1.1"])
    #expect(hello.supportedGroups == [23, 24, 25] && hello.pointFormats == [0])
    #expect(hello.signatureAlgorithms.count == 10 && hello.keyShares.isEmpty)
    #expect(hello.extensions.map(\.type.rawValue) == [0, 65281, 10, 11, 35, 13172, 16, 5, 13])
    #expect(tls.serverHello == nil)
  }

  @Test func readsAServerHello() throws {
    let tls = try TLS(decoding: Self.serverFlight.span.bytes)
    let found = tls.serverHello
    let hello = try #require(found)
    #expect(hello.cipherSuite == 0xc02b && hello.selectedVersion == .tls12)
    #expect(hello.applicationProtocol == "h2" && hello.sessionID.count == 32)
    #expect(!hello.isRetryRequest)
  }

  @Test(arguments: [
    ("tls.record.content_type", "22"), ("tls.record.version", "0x0301"),
    ("tls.record.length", "183"), ("tls.handshake.type", "1"), ("tls.handshake.length", "179"),
    ("tls.handshake.version", "0x0303"), ("tls.handshake.session_id_length", "0"),
    ("tls.handshake.session_id", ""), ("tls.handshake.cipher_suites_length", "22"),
    (
      "tls.handshake.ciphersuite",
      "0xc02b,0xc02f,0xc00a,0xc009,0xc013,0xc014,0x0033,0x0039,0x002f,0x0035,0x000a"
    ),
    ("tls.handshake.comp_method", "0"), ("tls.handshake.extensions_length", "116"),
    ("tls.handshake.extension.type", "0,65281,10,11,35,13172,16,5,13"),
    ("tls.handshake.extensions_server_name", "www.google.com"),
    ("tls.handshake.extensions_alpn_str", "h2,spdy/3.1,http/1.1"),
    ("tls.handshake.extensions_supported_group", "0x0017,0x0018,0x0019"),
    ("tls.handshake.extensions_reneg_info_len", "0"),
    ("tls.handshake.extensions_status_request_type", "1"),
    ("tls.handshake.random_time", "Mar 21, 2003 17:22:06.000000000 UTC"),
  ])
  func printsAClientHelloAsTsharkDoes(name: String, value: String) {
    let packet = segment(Self.clientHello, from: 60830, to: 443)
    #expect(field(name, packet, .rawIP) == value)
  }

  @Test(arguments: [
    ("tls.record.content_type", "22,20,22"), ("tls.handshake.type", "2"),
    ("tls.handshake.ciphersuite", "0xc02b"), ("tls.handshake.extensions_alpn_str", "h2"),
    ("tls.handshake", "1,1"), ("tls.change_cipher_spec", "1"), ("tls.record.opaque_type", ""),
  ])
  func printsAServersFlightAsTsharkDoes(name: String, value: String) {
    #expect(field(name, segment(Self.serverFlight, from: 443, to: 1), .rawIP) == value)
  }

  @Test func tellsProtectedAlerts() {
    let plain = segment(Self.alert, from: 443, to: 56927)
    #expect(field("tls.alert_message.level", plain, .rawIP) == "2")
    #expect(field("tls.alert_message.desc", plain, .rawIP) == "70")
    let protected = segment(Self.protectedAlert, from: 443, to: 56927)
    #expect(field("tls.alert_message.desc", protected, .rawIP) == "")
    #expect(field("tls.alert_message", protected, .rawIP) == "1")
  }

  @Test func readsVersionThirteen() throws {
    let chosen = hex("002b00020304 00330002001d")
    let body = [3, 3] + [UInt8](repeating: 7, count: 32) + hex("00 1301 00 000c") + chosen
    let message = [2, 0, 0, UInt8(body.count)] + body
    let record = [22, 3, 3, 0, UInt8(message.count)] + message
    let flight = record + hex("140303000101 1703030005 0102030405")
    let packet = segment(flight, from: 443, to: 1)
    #expect(field("tls.record.content_type", packet, .rawIP) == "22,20")
    #expect(field("tls.record.opaque_type", packet, .rawIP) == "23")
    #expect(field("tls.handshake.extensions.supported_version", packet, .rawIP) == "0x0304")
    #expect(field("tls.handshake.extensions_key_share_selected_group", packet, .rawIP) == "29")
    let tls = try TLS(decoding: flight.span.bytes)
    let found = tls.serverHello
    #expect(found?.selectedVersion == .tls13)
  }

  @Test func readsAHelloOfSSL2() {
    let hello =
      hex("802e 01 0301 0015 0000 0010 000004 000005 00000a 010080 030080 000009 000064")
      + [UInt8](repeating: 9, count: 16)
    let packet = segment(hello, from: 1000, to: 443)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:tls")
    #expect(field("tls.handshake.type", packet, .rawIP) == "1")
    #expect(field("tls.handshake.version", packet, .rawIP) == "0x0301")
    #expect(field("tls.handshake.cipher_spec_len", packet, .rawIP) == "21")
    #expect(
      field("tls.handshake.cipherspec", packet, .rawIP)
        == "0x000004,0x000005,0x00000a,0x010080,0x030080,0x000009,0x000064")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(TLS.self, Self.clientHello, headerLength: 5))
    #expect(refusesEveryCut(DTLS.self, DTLSTests.hello, headerLength: 13))
  }

  @Test(arguments: 5..<188)
  func showsNothingOfARecordThatGoesOn(count: Int) throws {
    let tls = try TLS(decoding: Self.clientHello.span.bytes.extracting(first: count))
    var records = tls.records
    let first = records.next()
    #expect(first == nil)
    #expect(tls.clientHello == nil)
  }

  @Test(arguments: [
    (0, UInt8(25), "Content Type"), (0, 19, "Content Type"), (1, 4, "Version"), (3, 0x60, "Length"),
  ])
  func rejectsForbiddenValues(offset: Int, byte: UInt8, name: StaticString) {
    var bytes = Self.clientHello
    bytes[offset] = byte
    #expect(throws: DecodeError.self) { _ = try TLS(decoding: bytes.span.bytes) }
  }

  /// Every length in the hello is a lie: nothing is read beyond the record.
  @Test(arguments: 3..<188)
  func survivesLies(offset: Int) {
    for lie: UInt8 in [0, 1, 0x7f, 0xff] {
      var bytes = Self.clientHello
      bytes[offset] = lie
      guard let tls = try? TLS(decoding: bytes.span.bytes) else { continue }
      let hello = tls.clientHello
      #expect((hello?.extensions.count ?? 0) < 50)
      let packet = segment(bytes, from: 1, to: 443)
      #expect(field("tls.handshake.extension.type", packet, .rawIP).count < 400)
      #expect(field("tls.handshake.ciphersuite", packet, .rawIP).count < 1400)
    }
  }
}

@Suite("TLS: recognition")
struct TLSProbeTests {
  @Test func findsTLSOnAnyPort() {
    for bytes in [TLSTests.clientHello, TLSTests.serverFlight, TLSTests.alert] {
      #expect(protocols(segment(bytes, from: 4000, to: 4001), .rawIP) == "raw:ip:tcp:tls")
    }
    let start = Array(TLSTests.clientHello.prefix(100))
    #expect(protocols(segment(start, from: 4000, to: 4001), .rawIP) == "raw:ip:tcp:tls")
  }

  @Test(arguments: [
    "47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a", "05 00 0b 03 10 00 00 00 48 00 00 00",
    "03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03", "00 00 00 85 ff 53 4d 42 72 00 00 00",
    "16 03 01", "16 03 01 ff ff 01 00", "16 02 00 00 05 01 00 00 01 00", "14 03 03 00 05 01 02",
    "17 03 03 00 01 00 00 00 00 00", "80 2e 01 00 00 00 00 00 00 00 00 00", "53 53 48 2d 32 2e 30",
  ])
  func refusesOthers(bytes: String) {
    #expect(!protocols(segment(hex(bytes), from: 4000, to: 4001), .rawIP).hasSuffix("tls"))
  }

  @Test func refusesWhatMerelySitsOnItsPort() {
    let text = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    let lookup = hex("0001 0000 2112a442 000102030405060708090a0b")
    for bytes in [text, lookup, hex("47"), hex("16030100 00000000 00")] {
      #expect(protocols(segment(bytes, from: 4000, to: 443), .rawIP) != "raw:ip:tcp:tls")
    }
  }

  /// A segment that starts within a record, on a port of TLS: it has no fields.
  @Test func goesOnInASegment() {
    let rest = hex("f879bf99 c0492026 6d3dcbc0")
    let packet = segment(rest, from: 443, to: 4000)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:tls")
    #expect(field("tls.record.length", packet, .rawIP) == "")
    #expect(protocols(segment(rest, from: 4001, to: 4000), .rawIP) == "raw:ip:tcp:data")
  }
}

@Suite("DTLS (RFC 6347)")
struct DTLSTests {
  /// A hello with one suite and no extensions, of the form of the corpus' arkime_synthetic.
  static let hello =
    hex("16 feff 0000 000000000000 0036 01 00002a 0000 000000 00002a fefd")
    + [UInt8](repeating: 0, count: 32) + hex("00 00 0002 002f 01 00")

  @Test(arguments: [
    ("dtls.record.content_type", "22"), ("dtls.record.version", "0xfeff"),
    ("dtls.record.epoch", "0"), ("dtls.record.sequence_number", "0"), ("dtls.record.length", "54"),
    ("dtls.handshake.type", "1"), ("dtls.handshake.length", "42"),
    ("dtls.handshake.message_seq", "0"), ("dtls.handshake.fragment_offset", "0"),
    ("dtls.handshake.fragment_length", "42"), ("dtls.handshake.version", "0xfefd"),
    ("dtls.handshake.cookie_length", "0"), ("dtls.handshake.ciphersuite", "0x002f"),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.hello, from: 5000, to: 5001), .rawIP) == value)
  }

  @Test func readsTheHello() throws {
    let dtls = try DTLS(decoding: Self.hello.span.bytes)
    let found = dtls.clientHello
    let hello = try #require(found)
    #expect(hello.version == .dtls12 && hello.cookie == [] && hello.cipherSuites == [0x2f])
  }

  @Test func readsOnlyTheHeaderOfAFragment() {
    var bytes = Self.hello
    // The message is said to be longer than this fragment.
    bytes[16] = 0x80
    let packet = datagram(bytes, from: 5000, to: 5001)
    #expect(field("dtls.handshake.length", packet, .rawIP) == "128")
    #expect(field("dtls.handshake.ciphersuite", packet, .rawIP) == "")
  }

  @Test func takesAnEpochForProtection() {
    var bytes = Self.hello
    bytes[4] = 1
    let packet = datagram(bytes, from: 5000, to: 5001)
    #expect(field("dtls.handshake", packet, .rawIP) == "1")
    #expect(field("dtls.handshake.type", packet, .rawIP) == "")
  }

  @Test(arguments: [
    "16 fefd 0000 000000000000 0036", "16 fe00 0000 000000000000 0000",
    "1400feff000000000000000001", "80 60 00 01 00 00 00 00 00 00 00 00 00",
  ])
  func refusesOthers(bytes: String) {
    #expect(!protocols(datagram(hex(bytes), from: 5000, to: 5001), .rawIP).hasSuffix("dtls"))
  }
}
