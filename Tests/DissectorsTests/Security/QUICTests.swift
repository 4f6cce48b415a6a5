import Dissectors
import PacketCore
import Testing

@Suite("QUIC (RFC 9000)")
struct QUICTests {
  /// RFC 9001 appendix A.3: a server's Initial.
  static let serverInitial = hex(
    """
    cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb3
    8cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84
    022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee
    """)
  /// RFC 9001 appendix A.4.
  static let retry = hex(
    "ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba")
  /// Corpus: ndpi quic_interop_V.
  static let negotiation = hex("c6 00000000 00 08 94699728cc80006d ff00001d ff00001c ff00001b")
  static let handshake =
    hex("e3 00000001 04 01020304 00 4014") + [UInt8](repeating: 0xab, count: 20)

  @Test func readsAServersInitial() throws {
    let quic = try QUIC(decoding: Self.serverInitial.span.bytes)
    let found = quic.first
    let packet = try #require(found)
    #expect(packet.kind == .initial && packet.version == .one)
    #expect(packet.destinationID.isEmpty && packet.sourceID.count == 8)
    #expect(packet.payload.count == 117 && packet.range == 0..<Self.serverInitial.count)
  }

  @Test(arguments: [
    ("quic.header_form", "1"), ("quic.fixed_bit", "1"), ("quic.long.packet_type", "0"),
    ("quic.version", "0x00000001"), ("quic.dcil", "0"), ("quic.dcid", ""), ("quic.scil", "8"),
    ("quic.scid", "f067a5502a4262b5"), ("quic.token_length", "0"), ("quic.token", ""),
    ("quic.length", "117"), ("quic.packet_length", "135"), ("quic.remaining_payload", ""),
  ])
  func printsAnInitialAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.serverInitial, from: 4000, to: 4001), .rawIP) == value)
  }

  @Test func readsARetry() {
    let packet = datagram(Self.retry, from: 4000, to: 4001)
    #expect(field("quic.long.packet_type", packet, .rawIP) == "3")
    #expect(field("quic.retry_token", packet, .rawIP) == "746f6b656e")
    #expect(
      field("quic.retry_integrity_tag", packet, .rawIP) == "04a265ba2eff4d829058fb3f0f2496ba")
    #expect(field("quic.fixed_bit", packet, .rawIP) == "")
  }

  @Test func readsANegotiation() {
    let packet = datagram(Self.negotiation, from: 4000, to: 4001)
    #expect(
      field("quic.supported_version", packet, .rawIP) == "0xff00001d,0xff00001c,0xff00001b")
    #expect(field("quic.vn.unused", packet, .rawIP) == "0x46")
  }

  @Test func readsPacketsOfADatagram() {
    // A Handshake packet, and a short header for the same connection.
    let short = hex("41 01020304") + [UInt8](repeating: 7, count: 24)
    let packet = datagram(Self.handshake + short, from: 4000, to: 4001)
    #expect(field("quic.header_form", packet, .rawIP) == "1,0")
    #expect(field("quic.packet_length", packet, .rawIP) == "33,29")
    #expect(field("quic.spin_bit", packet, .rawIP) == "0")
    let payload = String(repeating: "ab", count: 20)
    #expect(
      field("quic.remaining_payload", packet, .rawIP)
        == payload + "," + String(repeating: "07", count: 24))
    #expect(field("quic.dcid", packet, .rawIP) == "01020304,01020304")
    #expect(field("quic.dcil", packet, .rawIP) == "4")
    // What is for no connection is padding.
    let padded = datagram(Self.handshake + [UInt8](repeating: 0x55, count: 24), from: 1, to: 2)
    #expect(field("quic.header_form", padded, .rawIP) == "1")
  }

  @Test func readsTypesOfVersionTwo() {
    // RFC 9369 appendix A.4.
    let retry = hex("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6")
    let packet = datagram(retry, from: 4000, to: 4001)
    #expect(field("quic.long.packet_type_v2", packet, .rawIP) == "0")
    #expect(field("quic.retry_token", packet, .rawIP) == "746f6b656e")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(QUIC.self, Self.serverInitial, headerLength: 7))
  }

  @Test func rejectsForbiddenIdentifiers() {
    var bytes = QUICTests.serverInitial
    bytes[5] = 21
    #expect(
      throws: DecodeError.malformed(QUIC.id, field: "Destination Connection ID Length", at: 5)
    ) { _ = try QUIC(decoding: bytes.span.bytes) }
    bytes[5] = 0
    bytes[6] = 21
    #expect(throws: DecodeError.malformed(QUIC.id, field: "Source Connection ID Length", at: 6)) {
      _ = try QUIC(decoding: bytes.span.bytes)
    }
  }

  @Test func survivesLies() {
    for offset in 0..<20 {
      for lie: UInt8 in [0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff] {
        var bytes = Self.serverInitial + Self.handshake
        bytes[offset] = lie
        let packet = datagram(bytes, from: 443, to: 443)
        #expect(field("quic.length", packet, .rawIP).count < 100)
        _ = field("quic.token", packet, .rawIP)
      }
    }
  }

  @Test func showsWhatACutPacketHas() {
    for count in 30..<Self.serverInitial.count {
      let packet = datagram(Array(Self.serverInitial.prefix(count)), from: 4000, to: 443)
      #expect(field("quic.scid", packet, .rawIP) == "f067a5502a4262b5")
    }
  }
}

@Suite("QUIC: recognition")
struct QUICProbeTests {
  @Test func findsQUICOnAnyPort() {
    for bytes in [
      QUICTests.serverInitial, QUICTests.retry, QUICTests.negotiation, QUICTests.handshake,
    ] {
      #expect(protocols(datagram(bytes, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:quic")
    }
  }

  /// RFC 9287 §3.
  @Test func findsAnyFixedBit() {
    var bytes = QUICTests.serverInitial
    bytes[0] &= ~0x40
    #expect(protocols(datagram(bytes, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:quic")
  }

  @Test func takesAShortHeaderOnlyOnItsPort() {
    let short = [0x41] + [UInt8](repeating: 7, count: 24)
    #expect(protocols(datagram(short, from: 4000, to: 443), .rawIP) == "raw:ip:udp:quic")
    #expect(protocols(datagram(short, from: 4000, to: 4001), .rawIP) == "raw:ip:udp:data")
  }

  @Test(arguments: [
    // Of RTP, RTCP, DTLS, DNS, and a version that nobody has.
    "80 60 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    "80 c8 00 06 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    "16 fefd 0000 000000000000 0001 00 00 00 00 00 00 00 00 00",
    "c0 0000 8180 0001 0001 0000 0000 0361626300 0001 0001 00 00 00",
    "c0 12345678 00 00 00 40 05 00 00 00 00 00 00 00 00 00 00 00 00",
  ])
  func refusesOthers(bytes: String) {
    #expect(!protocols(datagram(hex(bytes), from: 4000, to: 4001), .rawIP).hasSuffix("quic"))
  }
}
