import Dissectors
import PacketCore
import Testing

@Suite("STUN (RFC 8489)")
struct STUNTests {
  /// RFC 5769 §2.2.
  static let response = hex(
    """
    0101003c2112a442b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220
    002000080001a147e112a643 000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004c07d4c96
    """)
  /// RFC 5769 §2.3.
  static let responseV6 = hex(
    """
    010100482112a442b7e7a701bc34d686fa87dfae 8022000b7465737420766563746f7220
    002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9
    00080014a382954e4be67bf11784c97c8292c275bfe3ed41 80280004c8fb0b4c
    """)
  /// Corpus: arkime_synthetic, frame 540.
  static let request =
    hex("000100342112a4420102030405060708090a0b0c 00060009") + Array("alice:bob".utf8)
    + hex("000000 8022000f") + Array("Arkime-STUN/1.0".utf8) + hex("00 0014000b")
    + Array("example.com".utf8) + [0]
  /// Corpus: adult_content, frame 15, its first bytes.
  static let channelData = hex("40000008 16fefd0000000000")

  @Test func readsEachField() throws {
    let stun = try STUN(decoding: Self.response.span.bytes)
    #expect(stun.type == .bindingResponse && stun.type.method == 1 && stun.type.messageClass == 2)
    #expect(stun.length == 60 && !stun.isChannelData)
    #expect(stun.mappedAddress == .ipv4(IPv4Address(192, 0, 2, 1), port: 32853))
    let found = stun.message
    let message = try #require(found)
    #expect(message.transactionID == hex("b7e7a701bc34d686fa87dfae"))
    #expect(
      message.attributes.map(\.type) == [
        .software, .xorMappedAddress, .messageIntegrity, .fingerprint,
      ])
    #expect(message.attributes.first?.value == Array("test vector".utf8))
  }

  @Test func readsAnAddressOfVersionSix() throws {
    let stun = try STUN(decoding: Self.responseV6.span.bytes)
    let address = try #require(IPv6Address("2001:db8:1234:5678:11:2233:4455:6677"))
    #expect(stun.mappedAddress == .ipv6(address, port: 32853))
    let packet = datagram(Self.responseV6, from: 3478, to: 4000)
    #expect(field("stun.att.ipv6", packet, .rawIP) == "2001:db8:1234:5678:11:2233:4455:6677")
  }

  @Test(arguments: [
    ("stun.type", "0x0101"), ("stun.type.class", "0x0010"), ("stun.type.method", "0x0001"),
    ("stun.length", "60"), ("stun.cookie", "2112a442"), ("stun.id", "b7e7a701bc34d686fa87dfae"),
    ("stun.att.type", "0x8022,0x0020,0x0008,0x8028"), ("stun.att.length", "11,8,20,4"),
    ("stun.att.software", "test vector"), ("stun.att.port", "32853"),
    ("stun.att.ipv4", "192.0.2.1"), ("stun.att.ipv4-xord", "e112a643"),
    ("stun.att.port-xord", "a147"), ("stun.att.crc32", "0xc07d4c96"),
    ("stun.att.crc32.status", "1"), ("stun.att.padding", "1"), ("stun.network_version", "3"),
    ("stun.att.hmac", "2b91f599fd9e90c38c7489f92af9ba53f06be7d7"), ("stun.channel", ""),
  ])
  func printsAResponseAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.response, from: 4000, to: 4001), .rawIP) == value)
  }

  @Test(arguments: [
    ("stun.att.username", "alice:bob"), ("stun.att.software", "Arkime-STUN/1.0"),
    ("stun.att.realm", "example.com"), ("stun.att.padding", "3,1,1"),
    ("stun.att.type.comprehension", "0x0000,0x0001,0x0000"),
  ])
  func printsARequestAsTsharkDoes(name: String, value: String) {
    #expect(field(name, datagram(Self.request, from: 4000, to: 4001), .rawIP) == value)
  }

  @Test func readsAChannelsData() throws {
    let packet = datagram(Self.channelData, from: 3478, to: 4000)
    #expect(field("stun.channel", packet, .rawIP) == "0x4000")
    #expect(field("stun.length", packet, .rawIP) == "8")
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:stun:data")
    let stun = try STUN(decoding: Self.channelData.span.bytes)
    #expect(stun.payload.byteCount == 8)
    let message = stun.message
    #expect(message == nil)
  }

  @Test func readsMessagesThatFollowEachOther() {
    let packet = segment(Self.request + Self.response, from: 4000, to: 3478)
    #expect(field("stun.type", packet, .rawIP) == "0x0001,0x0101")
    #expect(field("stun.att.crc32.status", packet, .rawIP) == "1")
  }

  @Test func tellsAWrongFingerprint() {
    var bytes = Self.response
    bytes[24] ^= 1
    #expect(field("stun.att.crc32.status", datagram(bytes, from: 1, to: 2), .rawIP) == "0")
  }

  @Test func rejectsCutHeader() {
    let forbidden = [0x80] + Self.response.dropFirst()
    #expect(refusesEveryCut(STUN.self, Self.response, headerLength: 20))
    #expect(throws: DecodeError.malformed(STUN.id, field: "Message Type", at: 0)) {
      _ = try STUN(decoding: forbidden.span.bytes)
    }
  }

  @Test func survivesLies() {
    for offset in Self.response.indices {
      for lie: UInt8 in [0, 1, 0x7f, 0xff] {
        var bytes = Self.response
        bytes[offset] = lie
        let packet = datagram(bytes, from: 3478, to: 3478)
        #expect(field("stun.att.type", packet, .rawIP).count < 200)
        _ = field("stun.att.ipv4", packet, .rawIP)
        _ = field("stun.att.crc32.status", packet, .rawIP)
      }
    }
  }

  @Test func showsWhatACutMessageHas() {
    for count in 20..<Self.response.count {
      let packet = datagram(Array(Self.response.prefix(count)), from: 3478, to: 4000)
      #expect(field("stun.type", packet, .rawIP) == "0x0101")
    }
  }
}

@Suite("STUN: recognition")
struct STUNProbeTests {
  @Test(arguments: [
    // Of RTP, TLS, DTLS, DNS, QUIC, and a message whose length does not agree.
    "80 60 00 01 00 00 00 00 00 00 00 00", "16 03 01 00 05 01 00 00 01 00",
    "16 fefd 0000 000000000000 0001 00", "1234 0100 0001 0000 0000 0000 0361626300 0001 0001",
    "c0 00000001 08 0001020304050607 00 00 40 10", "0001 0003 2112a442 010203040506070809101112",
  ])
  func refusesOthers(bytes: String) {
    #expect(!protocols(datagram(hex(bytes), from: 4000, to: 4001), .rawIP).hasSuffix("stun"))
    #expect(!protocols(datagram(hex(bytes), from: 4000, to: 3478), .rawIP).hasSuffix("stun"))
  }
}
